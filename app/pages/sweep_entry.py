"""Sweep entry: which parameters of a page are swept, and over which values."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple, cast

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.compute.composite import Composite
from ionoscope.engine.compute.sweep import Sweep, sweep_of
from ionoscope.engine.core.parameters import Axes, Count, Kind, Quantity, as_text, counted

from ..controls.board import Group
from ..controls.kinds import Choice, Text
from ..figures.symbols import unicode
from .sweep_values import suggested

PREFERRED = ("kT", "omega_T", "lam")
"""What is offered first, if the experiment has it."""
NONE = ""
"""The second parameter's choice where there is none."""
LISTED = 8
"""Values that are told one by one."""


class Plan(NamedTuple):
    """A sweep that is entered, its points not yet checked."""

    kind: type[Sweep]
    base: Experiment
    over: tuple

    @property
    def points(self) -> int:
        """How many combinations there are."""
        many = 1
        for _, values in self.over:
            many *= len(values)
        return many

    @property
    def runs(self) -> int:
        """As `points`, with all that a point is made of."""
        of = self.base
        return self.points * (len(of.members()) if isinstance(of, Composite) else 1)

    @property
    def values(self) -> dict[str, object]:
        """Every parameter of the sweep."""
        swept = {name for name, _ in self.over}
        return {k: v for k, v in self.base.values().items() if k not in swept} | {"over": self.over}

    def sweep(self) -> Sweep:
        """The sweep itself; InvalidParameter if a point cannot be run."""
        return self.kind(**self.base.values() | {"over": self.over})


class SweepEntry:
    """Two selects of parameters, each with its values as text; `changed()` is called after any."""

    def __init__(
        self,
        kind: type[Experiment],
        base: Callable[[], Experiment | None],
        hidden: Sequence[str],
        changed: Callable[[], None],
    ):
        self.kind, self._base, self._changed = sweep_of(kind), base, changed
        self._axes = cast(Axes, self.kind.declared()["over"])
        offered = {
            label(p): name
            for name, p in kind.declared().items()
            if name not in hidden and (kind.random or name != "seed")
        }
        first = next((n for n in PREFERRED if n in offered.values()), next(iter(offered.values())))
        self.names = (
            Choice("Sweep over", offered, first),
            Choice("and over", {"nothing else": NONE, **offered}, NONE),
        )
        self.texts = tuple(Text("Values", "", HINT, wide=True) for _ in self.names)
        self.texts[1].update(visible=False)
        for name, text in zip(self.names, self.texts, strict=True):
            name.watch(lambda _, name=name, text=text: self._chosen(name, text))
            text.watch(lambda _: changed())
        self._suggest(self.names[0], self.texts[0])

    def groups(self) -> list[Group]:
        """A row for each parameter."""
        pairs = zip(self.names, self.texts, strict=True)
        return [Group("", list(pair), row=True) for pair in pairs]

    def plan(self) -> Plan | None:
        """What is entered, None while the page's own values are refused; InvalidParameter."""
        base, axes = self._base(), self._read()
        return None if base is None else Plan(self.kind, base, self._axes.checked(axes))

    def enter(self, over: Sequence[tuple[str, tuple]]) -> None:
        """Enter what another sweep goes over, the first two parameters of it."""
        filled = [*over[:2], (NONE, ())][:2]
        for (name, values), choice, text in zip(filled, self.names, self.texts, strict=True):
            choice.update(value=name)
            written = as_text(((name, values),)).partition("=")[2] if values else ""
            text.update(value=written, visible=bool(name))
        self._changed()

    def _read(self) -> list[tuple[str, list]]:
        """Names with their values; what was understood stands beneath each."""
        for text in self.texts:
            text.update(refused=False, note="")
        pairs = zip(self.names, self.texts, strict=True)
        return [self._axis(name.value, text) for name, text in pairs if name.value != NONE]

    def _axis(self, name: str, text: Text) -> tuple[str, list]:
        try:
            found = self._axes.axis(f"{name}={text.value}")
            ((_, values),) = self._axes.checked([found])
        except InvalidParameter:
            text.update(refused=True)
            raise
        text.update(note=understood(self._axes.of[name], values))
        return found

    def _chosen(self, name: Choice, text: Text) -> None:
        text.update(visible=name.value != NONE)
        if name.value != NONE:
            self._suggest(name, text)
        self._changed()

    def _suggest(self, name: Choice, text: Text) -> None:
        base = self._base()
        if base is not None:
            with suppress(InvalidParameter):
                text.update(value=suggested(base, name.value))


HINT = (
    "Numbers separated by commas, or first:last:count for evenly spaced ones; words separated by "
    "commas; lists separated by |."
)


def understood(p: Kind, values: Sequence) -> str:
    """How many values there are, and which."""
    if any(isinstance(v, tuple) for v in values):
        items = [f"({as_text(v)})" if isinstance(v, tuple) else as_text(v) for v in values]
    else:
        items = [f"{v:.6g}" if isinstance(v, float) else as_text(v) for v in values]
    return counted(items, "values") + (f" {p.unit}" if p.unit else "")


def label(p: Kind) -> str:
    """A parameter as a select names it."""
    numbers = isinstance(p, Quantity | Count) or p.symbol != p.name
    symbol = unicode(p.symbol)  # an option of a select cannot be set
    return f"{symbol} {p.called}".strip() if numbers else p.called or str(p.name)
