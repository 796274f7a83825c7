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
    interval if they are not called after the number, `error` a variable of its standard error.
    `near` takes the nearest place on an axis, and `words` says what whole numbers stand for.
    """

    run: str
    where: dict[str, Any] = {}  # noqa: RUF012
    read: str = ""
    variable: str = ""
    at: dict[str, float] = {}  # noqa: RUF012
    ends: str = ""
    error: str = ""
    near: dict[str, float] = {}  # noqa: RUF012
    words: tuple[str, ...] = ()


class Departing(NamedTuple):
    """Why a number of ours may differ on purpose, and what has to hold for that.

    `paired` is ours in the reference's own way, which must agree; `sign` is the side to which
    ours has to lie of it.
    """

    text: str
    paired: Reading
    sign: int


class Number(NamedTuple):
    """A number to compare with: what it is, from where, and where ours stands.

    `origin` says who has it: the paper in print, a formula of the paper, or a calculation that is
    independent of this software. `statistical` says that its interval is one of 95 %, else it is
    the bound of its accuracy.
    """

    name: str
    unit: str
    value: float | str
    low: float | None
    high: float | None
    origin: str
    source: str
    ours: Reading
    departs: Departing | None = None
    statistical: bool = False


class Shown(NamedTuple):
    """One of our numbers that a departure shows; with `less`, that one taken from it."""

    name: str
    unit: str
    ours: Reading
    less: Reading | None = None


class Follows(NamedTuple):
    """What follows from a number, or from one less another: by whether its interval holds 0."""

    of: Shown
    above: str
    below: str
    around: str

    def text(self, sign: int | None) -> str:
        """The sentence for a side of 0, "" as long as that is not known."""
        return "" if sign is None else (self.around, self.above, self.below)[sign]


class Departure(NamedTuple):
    """Where we do otherwise than the paper: why, and the numbers of both ways."""

    title: str
    text: str
    shown: tuple[Shown, ...]
    follows: tuple[Follows, ...] = ()


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
        tuple(map(_departure, own["departures"])),
    )


def _departure(own: dict) -> Departure:
    shown = tuple(map(_shown, own["shown"]))
    named = {one.name: one for one in shown}
    follows = tuple(_follows(one, named) for one in own.get("follows", ()))
    return Departure(own["title"], own["text"], shown, follows)


def _follows(own: dict, shown: dict[str, Shown]) -> Follows:
    """From a number that is shown, by its name, or from one of its own."""
    of = shown[own["of"]] if isinstance(own["of"], str) else _shown({**own["of"], "name": ""})
    return Follows(of, own["above"], own["below"], own["around"])


def _number(own: dict) -> Number:
    value, ends = own["value"], (own.get("low"), own.get("high"))
    if own["origin"] == "printed number":  # it stands once, where the figures have it from too
        document, *path = value.split("/")
        found: Any = paper(document)
        for key in path:
            found = found[key]
        value, *ends = found
    rest = {k: own[k] for k in ("origin", "source", "statistical") if k in own}
    departs = _departing(own["departs"]) if "departs" in own else None
    ours = _reading(own["ours"])
    return Number(own["name"], own["unit"], value, *ends, ours=ours, departs=departs, **rest)


def _departing(own: dict) -> Departing:
    return Departing(own["text"], _reading(own["paired"]), own["sign"])


def _shown(own: dict) -> Shown:
    less = _reading(own["less"]) if "less" in own else None
    return Shown(own["name"], own.get("unit", ""), _reading(own["ours"]), less)


def _reading(own: dict) -> Reading:
    return Reading(**{**own, "words": tuple(own.get("words", ()))})
