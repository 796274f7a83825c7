"""Figures of the papers, as assets/paper says them: runs, panels, numbers, departures."""

from functools import cache
from itertools import product
from typing import Any, NamedTuple

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter
from ionoscope.engine.core.parameters import same_word

from ..share.paper import paper
from ..share.presets import preset

PAPERS = ("gate", "seom")
SCHEMA = 1


class Spec(NamedTuple):
    """A run of a figure: an experiment from a preset, and what differs from it, as text.

    With `overlay` the values that the preset lays over each other too: then it is several.
    """

    experiment: str
    preset: str
    parameters: dict[str, str] = {}  # noqa: RUF012
    overlay: bool = False
    quick: dict[str, Any] = {}  # noqa: RUF012

    def experiments(self, quick: bool = False) -> list[Experiment]:
        """The experiments, checked; `quick` in their short form."""
        own = self._replace(**self.quick) if quick else self
        base = preset(own.experiment, own.preset)
        kind = EXPERIMENTS[own.experiment]
        texts = {**base.parameters, **own.parameters}
        over = {k: _also(texts[k], v) for k, v in base.overlay.items()} if own.overlay else {}
        return [
            kind.from_text({**texts, **dict(zip(over, values, strict=True))})
            for values in product(*over.values())
        ]


class Panel(NamedTuple):
    """One picture: a figure of the registry (None: the main one), of these runs together."""

    title: str
    figure: str | None
    runs: tuple[str, ...]


class Reading(NamedTuple):
    """Where one of our numbers stands: in a summary by dotted names, or in a variable at a place.

    `where` chooses among the results of a run by their parameters; `ends` names the ends of the
    interval if they are not called after the number.
    """

    run: str
    where: dict[str, Any] = {}  # noqa: RUF012
    read: str = ""
    variable: str = ""
    at: dict[str, float] = {}  # noqa: RUF012
    ends: str = ""


class Number(NamedTuple):
    """A number to compare with: what it is, from where, and where ours stands.

    `origin` says who has it: the paper in print, a formula of the paper, or a calculation that is
    independent of this software. `departs` is why ours may differ on purpose.
    """

    name: str
    unit: str
    value: float | str
    low: float | None
    high: float | None
    origin: str
    source: str
    ours: Reading
    departs: str = ""


class Shown(NamedTuple):
    """One of our numbers that a departure shows."""

    name: str
    unit: str
    ours: Reading


class Departure(NamedTuple):
    """Where we do otherwise than the paper: why, and the numbers of both ways."""

    title: str
    text: str
    shown: tuple[Shown, ...]


class PaperFigure(NamedTuple):
    """A figure of a paper and what it takes to compute, draw and compare it."""

    name: str
    paper: str
    label: str
    title: str
    runs: dict[str, Spec]
    panels: tuple[Panel, ...]
    numbers: tuple[Number, ...]
    departures: tuple[Departure, ...]

    def experiments(self, quick: bool = False) -> dict[str, list[Experiment]]:
        """The experiments of every run by its name."""
        return {name: spec.experiments(quick) for name, spec in self.runs.items()}


def _also(own: str, others: list[str]) -> list[str]:
    """The preset's own value and those laid over it, each once."""
    return list(dict.fromkeys([own, *others]))


@cache
def figures() -> dict[str, PaperFigure]:
    """All figures by name, in the papers' order."""
    found = [_figure(f, doc["paper"]) for doc in map(_document, PAPERS) for f in doc["figures"]]
    return {figure.name: figure for figure in found}


@cache
def citations() -> dict[str, dict[str, str]]:
    """By paper: its `citation`, and in `sources` what it prints that can be compared with."""
    return {
        doc["paper"]: {"citation": doc["citation"], "sources": doc["sources"]}
        for doc in map(_document, PAPERS)
    }


def figure_named(name: str) -> PaperFigure:
    """One figure, its name in capitals or not; InvalidParameter if there is none."""
    known = same_word(name, figures())
    if known is None:
        raise InvalidParameter(
            "FIGURE", name, "is no figure of the papers", f"Choose among: {', '.join(figures())}."
        )
    return figures()[known]


def _document(name: str) -> dict:
    document = paper(name)
    if document["schema"] != SCHEMA:
        raise ValueError(f"assets/paper/{name}.json has another schema than {SCHEMA}.")
    return document


def _figure(own: dict, of: str) -> PaperFigure:
    return PaperFigure(
        own["name"],
        of,
        own["label"],
        own["title"],
        {name: Spec(**spec) for name, spec in own["runs"].items()},
        tuple(Panel(p["title"], p["figure"], tuple(p["runs"])) for p in own["panels"]),
        tuple(map(_number, own["numbers"])),
        tuple(
            Departure(d["title"], d["text"], tuple(map(_shown, d["shown"])))
            for d in own["departures"]
        ),
    )


def _number(own: dict) -> Number:
    value, ends = own["value"], (own.get("low"), own.get("high"))
    if own["origin"] == "printed number":  # it stands once, where the figures have it from too
        document, *path = value.split("/")
        found: Any = paper(document)
        for key in path:
            found = found[key]
        value, *ends = found
    rest = {k: own[k] for k in ("origin", "source", "departs") if k in own}
    return Number(own["name"], own["unit"], value, *ends, ours=Reading(**own["ours"]), **rest)


def _shown(own: dict) -> Shown:
    return Shown(own["name"], own["unit"], Reading(**own["ours"]))
