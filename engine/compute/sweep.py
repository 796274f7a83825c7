"""Sweep: one experiment at every combination of a few values, side by side, as one dataset."""

import copy
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from ..core.experiment import Experiment
from ..core.files import State
from ..core.finding import ANSWER, LEVELS, Finding
from ..core.library import take
from ..core.parameters import Axes, InvalidParameter, as_text
from ..core.parameters.axes import Over
from ..core.result import Chunk
from .composite import Composite
from .newest import Newest

if TYPE_CHECKING:
    import xarray as xr

ENDING = "-sweep"
"""What the key of a sweep has after that of its experiment."""
MOST = 10_000
"""Most points."""


class Sweep(Composite):
    """One experiment at every combination of the values of a few parameters.

    Every point is a whole run with a seed of its own, derived from `seed` and its place, unless the
    seed itself is swept. `sweep_of` makes the class for an experiment; it has that one's
    parameters and `over`.

    Raises
    ------
    InvalidParameter
        If a point cannot be run, nothing is swept over, a name is unknown or a value stands twice.
    """

    of: ClassVar[type[Experiment]]
    """The experiment of its points."""
    over: Any
    points: Sequence[Experiment]
    """The experiments, in the order of the combinations."""

    def __init__(self, **values: Any) -> None:
        # what is swept over has no value of its own: its first one stands in for it
        declared = cast(Axes, self.declared()["over"])
        over = declared.checked(values.get("over", ()))
        if not over:
            raise InvalidParameter("over", "", "sweeps over nothing", "Give NAME=V1,V2,…")
        super().__init__(**{**values, **{name: own[0] for name, own in over}, "over": over})

    def __reduce__(self) -> tuple:
        """As `Experiment.__reduce__`: its class is made there too."""
        return _swept, (self.of, self.values(), self.enclosed())

    def check(self) -> None:
        """Refuse what a point refuses."""
        names = [name for name, _ in self.over]
        self._refuse_idle(names)
        shared = {k: v for k, v in super().values().items() if k not in (*names, "over")}
        grid = list(product(*(values for _, values in self.over)))
        # as many seeds as points: a point keeps its seed when others are added behind it
        seeds = np.random.SeedSequence(self.seed).spawn(len(grid))
        own = [dict(zip(names, values, strict=True)) for values in grid]
        self.points = [
            self.of(**{**shared, "seed": int(seed.generate_state(1)[0]), **values})
            for seed, values in zip(seeds, own, strict=True)
        ]

    @classmethod
    def idle(cls, values: Mapping[str, object]) -> list[str]:
        """As `Experiment.idle`; what another decides that is swept has an effect somewhere."""
        declared, swept = cls.declared(), dict(cast(Over, values.get("over", ())))
        found = super().idle(values)
        return [n for n in found if not ((other := declared[n].only) and other.name in swept)]

    def values(self) -> dict[str, object]:
        """Every parameter's value by name; those that are swept stand in `over` alone."""
        swept = {name for name, _ in self.over}
        return {k: v for k, v in super().values().items() if k not in swept}

    def _refuse_idle(self, names: Sequence[str]) -> None:
        """InvalidParameter if something is swept that has no effect beside what is not."""
        whole = super().values()
        for name in names:
            if name in self.idle(whole) and (only := self.declared()[name].only):
                swept = as_text(self.axes[name])
                raise InvalidParameter(name, swept, only.why(whole), "Do not sweep over it.")

    @property
    def axes(self) -> dict[str, tuple]:
        """The values by the name of what is swept."""
        return dict(self.over)

    def members(self) -> Sequence[Experiment]:
        """An experiment for every combination, the last name changing fastest."""
        return self.points

    def place(self, i: int) -> str:
        """The values swept at point `i`."""
        declared = self.points[i].declared()
        return ", ".join(f"{name} = {declared[name].told(v)}" for name, v in self.at(i).items())

    def at(self, i: int) -> dict[str, object]:
        """The values swept at point `i`, by name."""
        return {name: getattr(self.points[i], name) for name in self.axes}

    def estimate(self) -> float | None:
        """About how long all points take on one core (s)."""
        return sum(one.estimate() or 0.0 for one in self.points) or None

    @staticmethod
    def keep(member: Experiment, chunk: Chunk) -> State:
        """The summary and the findings of a point, as the letters of JSON."""
        from .sweep_run import kept

        return kept(member, chunk)

    def gathered(self, newest: Sequence[Newest]) -> tuple["xr.Dataset", dict]:
        """Every number of the summaries over the axes, and all points in order."""
        from .sweep_run import gathered

        return gathered(self, newest)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """How many points have an answer, and what is doubted or refused where."""
        from .sweep_findings import findings

        return findings(chunk.summary)


@cache
def sweep_of(kind: type[Experiment]) -> type[Sweep]:
    """The class of sweeps of an experiment."""
    over = Axes(
        kind.declared(),
        most=MOST,
        symbol="over",
        called="swept over",
        doc="Parameters to sweep over, with the values of each.",
        group="Run",
    )
    own = {
        "key": kind.key + ENDING,
        "title": f"Sweep of {kind.title}",
        "question": kind.question,
        "group": kind.group,
        "source": kind.source,
        "random": kind.random,
        "of": kind,
        "over": over,
        "__doc__": Sweep.__doc__,
        "__module__": kind.__module__,
    }
    parameters = {name: copy.copy(p) for name, p in kind.declared().items() if name != "seed"}
    return cast(type[Sweep], type(f"{kind.__name__}Sweep", (Sweep,), {**parameters, **own}))


def _swept(of: type[Experiment], values: dict[str, Any], enclosed: dict[str, bytes]) -> Sweep:
    take(enclosed)
    return sweep_of(of)(**values)


def scalars(summary: dict, prefix: str = "") -> dict[str, object]:
    """Entries that are one number, word or truth value, also in dictionaries or a list of one."""
    found: dict[str, object] = {}
    for name, value in summary.items():
        if isinstance(value, list) and len(value) == 1:
            found |= scalars({name: value[0]}, prefix)
        elif isinstance(value, dict):
            found |= scalars(value, f"{prefix}{name}_")
        elif value is None or isinstance(value, bool | int | float | str):
            found[prefix + name] = value
    return found


def level(point: dict) -> str:
    """How far a point may be trusted: the weightiest of its findings; "" before it has ended."""
    if point["status"] != "finished":
        return ""
    found = [finding["level"] for finding in point["findings"]]
    return max(found, key=LEVELS.index, default=ANSWER if point["summary"] else "")
