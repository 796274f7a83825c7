"""Dissipation: the ion's path by all three equations, its energy, and what takes it."""

import numpy as np
import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk, InvalidParameter
from ionoscope.engine.ion.dissipation import IonDissipation
from ionoscope.engine.ion.model import EQUATIONS
from ionoscope.engine.units import TERMS

from ..formatting import number
from ..jobs import LiveRun
from ..scenes.player import Player
from ..theme import label
from ..views.lines import Line, Lines
from ..views.row import Row
from .base import ExperimentPage

EARLY = 3.0
"""Time (ps) at which the equations' energies are compared in words."""


class DissipationPage(ExperimentPage):
    """z(t) by three equations with the moving row; velocity, energy, difference, drag below."""

    key = "ion-dissipation"

    def build(self) -> None:
        self.player = Player(
            symbol="t", unit="ps", pace=1.5, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.row = Row(self.player, 150)
        self.z = Lines(label("time"), label("z"), 300, name="path")
        self.v = Lines(label("time"), label("v"), 260, name="velocity")
        self.energy = Lines(label("time"), label("E_ion"), 260, name="energy")
        self.gap = Lines(label("time"), "z − z(full) (Å)", 260, name="difference")
        self.drag = Lines(label("z"), TERMS["drag"].label, 260, name="drag")
        for view in (self.z, self.v, self.energy, self.gap):
            view.cursor(self.row.now)
        self.wakes = [self.context.wake(self._beside_tick)]
        self.lives = {e: LiveRun(self.context.store.pool, self.wakes[0]) for e in EQUATIONS}
        self.chosen_others: tuple[str, ...] = ()
        self.together = pmui.Checkbox(label="all three equations together", value=True)
        self.together.param.watch(lambda _: self._ask_others(), "value")
        self.enlarged = pmui.FloatSlider(
            label="atoms' displacements enlarged", start=1, end=30, step=1, value=10,
            sizing_mode="stretch_width",
        )  # fmt: skip
        self.enlarged.param.watch(lambda _: self._show_row(), "value")

    def picture(self):
        return pn.Column(
            self._top(),
            pn.pane.Bokeh(self.row.figure, sizing_mode="stretch_width"),
            self.player,
            sizing_mode="stretch_width",
        )

    def _top(self):
        layout = self.z.layout(EQUATIONS)
        layout.styles = {}  # it stands in a column: no width to share
        return layout

    def extra_controls(self) -> list:
        return [pmui.Card(self.together, self.enlarged, title="Picture", variant="outlined",
                          sizing_mode="stretch_width", margin=(4, 0))]  # fmt: skip

    def export_figure(self):
        return self.z.figure

    def more(self) -> list:
        rows = (
            (
                self.v.layout(EQUATIONS, "**How fast it goes**"),
                self.energy.layout(EQUATIONS, "**The energy it still has**; the rest has gone"),
            ),
            (
                self.gap.layout(EQUATIONS[1:], "**How far the others stray** from full"),
                self.drag.layout(
                    ["time-local"], "**The drag** along the way, largest near the atoms"
                ),
            ),
        )
        return [
            pn.Row(*row, sizing_mode="stretch_width", styles={"flex-wrap": "wrap"}) for row in rows
        ]

    def request(self, experiment: IonDissipation, dragging: bool) -> None:
        super().request(experiment, dragging)
        if not dragging:
            self._ask_others()

    def draw(self, experiment: IonDissipation, chunk: Chunk) -> None:
        data = chunk.data
        order = np.argsort(data.z.values)
        self.drag.update([Line("time-local", data.z.values[order], data.drag.values[order])])
        if chunk.share == 1:
            self._show_row()
        self._draw_together()
        self._say(experiment, chunk)

    def _say(self, experiment: IonDissipation, chunk: Chunk) -> None:
        found, data = chunk.summary, chunk.data
        lost = found["energy_lost"]
        half = data.E_lattice.values > 0.5 * found["energy_start"] - 0.5 * float(data.E_ion.min())
        halved = float(data.time.values[np.argmax(half)]) if half.any() else None
        rows = [
            ("equation", experiment.equation),
            ("energy at the start", number(found["energy_start"], unit="meV")),
            ("given to the crystal", number(lost, unit="meV")),
            ("   half of it after", number(halved, unit="ps")),
            ("z at the end", number(found["z_end"], unit="Å")),
            ("ż at the end", number(found["v_end"], unit="Å/ps")),
        ]
        if found["total_drift"] is not None:
            rows.append(("drift of the total energy", number(found["total_drift"], unit="meV")))
        for name, other in self._others().items():
            if name != experiment.equation and other.summary:
                rows.append((f"z at the end, {name}", number(other.summary["z_end"], unit="Å")))
        verdict = f"It gives {number(lost)} meV to the crystal."
        self.readout.show(verdict, rows, self._note())

    def _note(self) -> str:
        full = self._chunks().get("full")
        local = self._chunks().get("time-local")
        if full is None or local is None or full.share < 1 or local.share < 1:
            return ""
        gap = np.abs(local.data.z.values - full.data.z.values).max()
        rest = min(float(c.data.E_ion.min()) for c in (full, local))
        at = int(np.searchsorted(full.data.time.values, EARLY))
        if at >= full.data.sizes["time"]:
            return f"The time-local ion strays up to {gap:.2g} Å from the full one."
        more = float(local.data.E_ion[at] - rest) / max(float(full.data.E_ion[at] - rest), 1e-12)
        return (
            f"The time-local ion strays up to {gap:.2g} Å from the full one. After {EARLY:g} ps it "
            f"still has {more:.2f} times the energy that the full one has above the bottom."
        )

    # the other equations --------------------------------------------------------------------

    def _ask_others(self) -> None:
        if self.experiment is None:
            return
        self.chosen_others = tuple(
            e for e in EQUATIONS if self.together.value and e != self.experiment.equation
        )
        for name in self.chosen_others:
            try:
                self.lives[name].request(self.experiment.changed(equation=name))
            except InvalidParameter:  # e.g. a memory longer than the box allows: left out
                self.chosen_others = tuple(e for e in self.chosen_others if e != name)
        self._draw_together()

    def _others(self) -> dict[str, Chunk]:
        runs = {name: self.lives[name].run for name in self.chosen_others}
        return {n: r.chunk for n, r in runs.items() if r and r.chunk and "z" in r.chunk.data}

    def _chunks(self) -> dict[str, Chunk]:
        own = {self.shown[0].equation: self.shown[1]} if self.shown else {}
        return self._others() | own

    def _draw_together(self) -> None:
        chunks = self._chunks()
        for key, view in (("z", self.z), ("v", self.v), ("E_ion", self.energy)):
            view.update([
                Line(name, chunks[name].data.time.values, chunks[name].data[key].values)
                for name in EQUATIONS if name in chunks
            ])  # fmt: skip
        self.gap.update(self._gaps(chunks))

    @staticmethod
    def _gaps(chunks: dict[str, Chunk]) -> list[Line]:
        full = chunks.get("full")
        if full is None:
            return []
        t, z = full.data.time.values, full.data.z.values
        return [
            Line(name, t, np.interp(t, c.data.time.values, c.data.z.values, right=np.nan) - z)
            for name, c in chunks.items() if name != "full"
        ]  # fmt: skip

    def _beside_tick(self) -> None:
        for live in self.lives.values():
            live.poke()
            live.drawn = live.run
        if self.shown and self.context.gate.is_open:
            with pn.io.hold():
                self._draw_together()
                self._say(*self.shown)

    def _show_row(self) -> None:
        if self.shown:
            self.row.update(self.shown[1].data, self.enlarged.value)

    def close(self) -> None:
        super().close()
        self.wakes[0].close()
        for live in self.lives.values():
            live.close()
