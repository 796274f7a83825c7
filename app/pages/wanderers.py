"""WanderersPage: what the pages of wandering ions share: one look for each run on the picture."""

from typing import ClassVar

import numpy as np
import panel as pn

from ionoscope.engine.ion.model import EQUATIONS

from ..formatting import number
from ..views.bands import SIGNS
from ..views.lines import KINDS
from .overlay import Overlay, OverlayPage, Shown

DASHES = ("solid", "dashed", "dotted", "dashdot")
LOPSIDED = 1.3
"""Longer over shorter side of an interval from which both ends are told."""
BRACKETS = "In brackets half the 95 % interval, or its ends."


class WanderersPage(OverlayPage):
    """A colour for each equation, a marker and a dash for each run that shares it.

    `styles` has the look of every run by its id; all views of a page look there.
    """

    OVERLAYS: ClassVar[tuple[Overlay, ...]] = (
        Overlay("equation", "Equations", {name: name for name in EQUATIONS}),
    )
    NAMES: ClassVar = {
        "equation": "{}", "t_c": "t_c={:g} ps", "kT": "kT={:g} meV", "U0": "U₀={:g}",
        "lam": "λ={:g}", "M": "M={:g}", "k1": "k₁={:g}", "m": "m={:g}", "statistics": "{}",
        "seed": "seed {}",
    }  # fmt: skip
    MOST = 12

    def build(self) -> None:
        super().build()
        declared = self.kind.declared()
        self.NAMES = {k: text for k, text in self.NAMES.items() if k in declared}
        self.styles: dict[str, tuple] = {}
        self.legend = pn.pane.HTML("", margin=(0, 10), styles={"font-size": "13px"})

    def kind_of(self, shown: Shown) -> str:
        """The entry of KINDS whose colour a run has."""
        return shown.experiment.equation

    def chosen(self, ready: list[Shown]) -> Shown:
        """The run of the values that are entered, else the newest."""
        values = self.experiment and self.experiment.values()
        return next((s for s in ready[::-1] if s.experiment.values() == values), ready[-1])

    def named(self, shown: Shown, ready: list[Shown]) -> str:
        """The run's name with a colon, where there are several to tell apart."""
        return f"{self.name_of(shown.experiment)}: " if len(ready) > 1 else ""

    def restyle(self, ready: list[Shown]) -> None:
        """Give every run its look."""
        self.styles.clear()
        seen: dict[str, int] = {}
        for shown in ready:
            kind = self.kind_of(shown)
            turn = seen[kind] = seen.get(kind, -1) + 1
            color, dash, _ = KINDS[kind]
            first = list(KINDS).index(kind)
            sign = list(SIGNS)[(first + turn) % len(SIGNS)]
            dash = dash if turn == 0 else DASHES[turn % len(DASHES)]
            self.styles[shown.run.id] = (color, dash, self.name_of(shown.experiment), sign)
        self.legend.object = "".join(
            f'<span style="margin-right: 18px"><span style="color: {color}">{SIGNS[sign]}</span> '
            f"{name}</span>"
            for color, _, name, sign in self.styles.values()
        )


def with_interval(value, low, high, unit: str = "") -> str:
    """A number with half its 95 % interval in brackets; with both ends where it is lopsided."""
    ends = (value, low, high)
    if None in ends or not np.isfinite(ends).all():
        return number(value, None, unit)
    sides = sorted((value - low, high - value))
    if sides[1] > LOPSIDED * sides[0]:
        value, low, high = (number(float(f"{v:.3g}")) for v in (value, low, high))
        return f"{value} ({low} … {high}) {unit}".rstrip()
    return number(value, (high - low) / 2, unit)
