"""Overlays: several values of a parameter laid over each other on one picture."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.core.parameters import as_text

from ..controls.board import Group
from ..controls.kinds import Button, Control, Tick, Ticks, Words


class Overlay(NamedTuple):
    """Values of one parameter that can be laid over each other.

    `options` has each value as it is shown and as text for the parameter and the link; `symbol`
    stands before the buttons.
    """

    parameter: str
    label: str
    options: dict[str, str]
    symbol: str = ""


class Overlays:
    """The values ticked besides those entered, and all combinations of them."""

    def __init__(
        self,
        kind: type[Experiment],
        offered: tuple[Overlay, ...],
        changed: Callable[[], None],
        clear: Callable[[], None],
    ):
        self._declared, self.offered = kind.declared(), offered
        self.ticks = {o.parameter: Ticks(o.label, o.options, symbol=o.symbol) for o in offered}
        for ticks in self.ticks.values():
            ticks.watch(lambda _: changed())
        self.keep = Tick("keep existing curves", False)
        self.clear = Button("Clear", clear)

    def group(self, also: list[Control]) -> Group:
        """The card in the rail."""
        words = Words(value="In addition to the values above:")
        return Group("Overlay", [words, *self.ticks.values(), self.keep, self.clear, *also])

    def texts(self) -> dict[str, str]:
        """What is ticked, for a link."""
        chosen = {name: ",".join(ticks.value) for name, ticks in self.ticks.items()}
        return {name: text for name, text in chosen.items() if text}

    def set(self, values: dict[str, list[str]]) -> None:
        """Tick these values, as far as they are offered, and no others."""
        for name, ticks in self.ticks.items():
            if ticks.disabled:
                continue
            allowed = ticks.options.values()
            ticks.value = [v for v in values.get(name, []) if v in allowed]

    def hide(self, hidden: Sequence[str]) -> None:
        """Lay nothing over a value that is hidden: it would tell it."""
        for name, ticks in self.ticks.items():
            if name in hidden:
                ticks.value = []
            ticks.update(disabled=name in hidden)

    def show(self, experiments: Sequence[Experiment]) -> None:
        """Tick what of these lies over the first."""
        first, *others = experiments
        texts = {name: [as_text(getattr(one, name)) for one in others] for name in self.ticks}
        own = {name: as_text(getattr(first, name)) for name in self.ticks}
        self.set({name: [t for t in texts[name] if t != own[name]] for name in self.ticks})

    def combinations(self, base: Experiment) -> list[Experiment]:
        """Every combination, the first overlay changing fastest; InvalidParameter if one of them
        cannot be run."""
        if not self.offered:
            return [base]
        names = [o.parameter for o in reversed(self.offered)]
        values = [self._sorted(name, self._asked(base, name)) for name in names]
        return [base.changed(**dict(zip(names, v, strict=True))) for v in product(*values)]

    def within(self, base: Experiment, room: int) -> list[Experiment]:
        """As `combinations`; ValueError if they are more than the picture has room for."""
        wanted = self.combinations(base)
        if len(wanted) > room:
            raise ValueError(
                f"The picture has room for {room} more, and {len(wanted)} would come. Select fewer "
                "values, or press Clear."
            )
        return wanted

    def seconds(self, base: Experiment, most: int, workers: int) -> float | None:
        """About how long `most` of the combinations take, so many side by side as there are
        `workers`; None if that is short, or if one of them cannot be run."""
        if type(base).estimate is Experiment.estimate:
            return None  # this is asked at every step of a drag
        try:
            wanted = self.combinations(base)[:most]
        except InvalidParameter:  # Run will say so
            return None
        return duration(wanted, workers) if wanted else 0.0

    def _asked(self, base: Experiment, name: str) -> set:
        """The value entered and those ticked besides."""
        from_text = self._declared[name].from_text
        return {getattr(base, name), *map(from_text, self.ticks[name].value)}

    def _sorted(self, name: str, values: set) -> list:
        """Numbers by size, words as the buttons stand."""
        options = self.ticks[name].options.values()
        order = dict(zip(options, range(len(options)), strict=True))
        words = any(isinstance(v, str) for v in values)
        return sorted(values, key=lambda v: order.get(v, len(order)) if words else v)
