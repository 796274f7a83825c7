"""Memory: D and kinetic temperature from the time-local to the full equation, and the price."""

from typing import ClassVar

import numpy as np
import xarray as xr

from ..formatting import number
from ..theme import label
from ..views.bands import Band, Bands, Dots
from ..views.lines import KINDS
from .overlay import Overlay, Shown
from .parts import row_of, titled
from .sweeps import SweepPage
from .verdicts import WINDOW, of_memory
from .wanderers import BRACKETS, with_interval

NAMED = {0.0: "time-local", np.inf: "full"}


class MemoryPage(SweepPage):
    """Points for finite memories between the bands of no memory and of all of it."""

    key = "diffusion-memory"
    OVERLAYS: ClassVar = (
        Overlay("kT", "Temperatures", {"10": "10", "25": "25", "50": "50"}, "<i>kT</i>"),
    )
    NAMES: ClassVar = {"kT": "kT={:g} meV", **{k: v for k, v in SweepPage.NAMES.items()
                       if k not in ("kT", "equation", "t_c")}}  # fmt: skip

    def build(self) -> None:
        super().build()
        log = {"log_x": True}
        self.top = Bands(label("t_c"), label("D"), 420, self.styles, name="memory", **log)
        self.heat = self.thermometer(280, "t_c", **log)
        self.cost = Bands(label("t_c"), label("cost"), 280, self.styles, log_y=True, name="cost",
                          **log)  # fmt: skip

    def kind_of(self, shown: Shown) -> str:
        return "memory"

    def restyle(self, ready: list[Shown]) -> None:
        super().restyle(ready)
        # the ends have the colours of their equations
        self.styles.update({
            f"{s.run.id} {kind}": (*KINDS[kind][:2], f"{kind}, {self.name_of(s.experiment)}")
            for s in ready for kind in NAMED.values()
        })  # fmt: skip
        names = (f'<span style="color: {KINDS[k][0]}">▬</span> {k}' for k in NAMED.values())
        self.legend.object += " &nbsp; ".join(names)

    def crystal_heat(self, shown: Shown) -> tuple[np.ndarray, np.ndarray]:
        # one crystal for all memories
        _, ratio = super().crystal_heat(shown)
        return _across(shown.run.chunk.data), np.full(2, ratio[0] if len(ratio) else np.nan)

    def more(self) -> list:
        return [
            row_of(
                titled(self.heat.figure, "**Is it as hot as its bath?**"),
                titled(self.cost.figure, "**What a step costs**, baths included"),
            )
        ]

    def paint(self, ready: list[Shown]) -> None:
        self.restyle(ready)
        for view, name in ((self.top, "D"), (self.heat, "kinetic_ratio"), (self.cost, "cost")):
            tables = {s.run.id: _table(s) for s in ready}
            view.update(
                [band for run, table in tables.items() for band in _ends(run, table, name)],
                [_inner(run, table, name) for run, table in tables.items()],
                levels=self.crystals(ready) if view is self.heat else (),
            )
        self._say(ready)

    def _say(self, ready: list[Shown]) -> None:
        if not ready:
            self.readout.show("No points yet.", [], "Press Run: points appear as they are counted.")
            return
        last = self.chosen(ready)
        data = last.run.chunk.data
        rows = []
        for place in range(data.sizes["t_c"]):
            point = data.isel(t_c=place)
            t_c = float(point.t_c)
            name = NAMED.get(t_c, f"t_c = {t_c:g} ps")
            D = [float(point[k]) for k in ("D", "D_low", "D_high")]
            rows.append((f"D, {name}", with_interval(*D, "Å²/ps")))
        ratios = " · ".join(
            f"{NAMED.get(float(t), f'{float(t):g} ps')}: {number(float(r))[:5]}"
            for t, r in zip(data.t_c, data.kinetic_ratio, strict=True)
        )
        name = self.name_of(last.experiment)
        note = f"{self.progress(last)}, {name}. {BRACKETS} ⟨MṘ²⟩/3kT: {ratios}. {WINDOW}"
        self.readout.show(self.named(last, ready) + of_memory(data), rows, note)


def _table(shown: Shown) -> xr.Dataset:
    """The points, and what a step of one ion took to compute."""
    chunk = shown.run.chunk
    return chunk.data.assign(cost=("t_c", chunk.summary["microseconds_a_step"]))


def _columns(table: xr.Dataset, name: str) -> list:
    """A variable and the ends of its interval, None where it has none."""
    return [table[k].values if k in table else None for k in (name, f"{name}_low", f"{name}_high")]


def _inner(run: str, table: xr.Dataset, name: str) -> Dots:
    """The finite memories."""
    inner = table.isel(t_c=slice(1, -1))
    return Dots(run, inner.t_c.values, *_columns(inner, name), inner.share.values == 1)


def _across(table: xr.Dataset) -> np.ndarray:
    """Both ends of the picture's axis."""
    inner = table.t_c.values[1:-1]
    return np.array([inner[0] / 1.5, inner[-1] * 1.5])


def _ends(run: str, table: xr.Dataset, name: str) -> list[Band]:
    """Levels of the time-local and of the full equation across the picture."""
    x, bands = _across(table), []
    for place, kind in ((0, "time-local"), (-1, "full")):
        levels = _columns(table.isel(t_c=[place, place]), name)
        bands.append(Band(f"{run} {kind}", x, *levels))
    return bands
