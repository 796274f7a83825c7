"""Thermal motion: histograms grow as modes are summed, beside what theory says."""

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk
from ionoscope.engine.lattice.covariance import K_B
from ionoscope.engine.lattice.thermal import LatticeThermal

from ..formatting import number
from ..jobs import LiveRun
from ..views.heat import MemoryOfHeat, Spread
from .base import ExperimentPage

MOST = 3
"""Most temperatures shown beside the chosen one."""


class ThermalPage(ExperimentPage):
    """Histograms of displacement and speed; covariance in time below."""

    key = "lattice-thermal"

    def build(self) -> None:
        self.spreads = {
            "pos": Spread("displacement", "pos", 400),
            "vel": Spread("speed", "vel", 400),
        }
        self.memory = MemoryOfHeat(280)
        self.beside_wake = self.context.wake(self._beside_tick)
        self.lives = [LiveRun(self.context.store.pool, self.beside_wake) for _ in range(MOST)]
        self.wanted: list[float | None] = [None] * MOST
        self.also = pmui.TextInput(
            label="also at kT (meV), e.g. 5,50", value="5,50", size="small",
            sizing_mode="stretch_width",
            description="Up to three temperatures drawn beside the chosen one, with commas.",
        )  # fmt: skip
        self.also.param.watch(lambda _: self._also_changed(), "value")

    def picture(self):
        panes = [
            pn.pane.Bokeh(s.figure, sizing_mode="stretch_width") for s in self.spreads.values()
        ]
        return pn.Row(*panes, sizing_mode="stretch_width")

    def export_figure(self):
        return self.spreads["vel"].figure

    def extra_controls(self) -> list:
        return [pmui.Card(self.also, title="Beside it", variant="outlined",
                          sizing_mode="stretch_width", margin=(4, 0))]  # fmt: skip

    def more(self) -> list:
        return [
            pn.pane.Markdown("**How long an atom remembers** where it was and how it moved",
                             margin=(8, 0, 0, 10)),
            self.memory.layout,
        ]  # fmt: skip

    def show_state(self) -> dict[str, str]:
        return {"also": self.also.value}

    def set_show_state(self, state: dict[str, str]) -> None:
        if "also" in state:
            self.also.value = state["also"][:60]

    def overlay(self, values: dict[str, list[str]]) -> None:
        self.also.value = ",".join(values.get("kT", []))

    def request(self, experiment: LatticeThermal, dragging: bool) -> None:
        super().request(experiment, dragging)
        if not dragging:
            self._also_requested(experiment)

    def draw(self, experiment: LatticeThermal, chunk: Chunk) -> None:
        found = chunk.summary
        for key, spread in self.spreads.items():
            spread.update(
                chunk.data, found[f"C_{key}_xx"], found[f"classical_{key}_xx"], experiment.kT
            )
        self.memory.update(chunk.data)
        self._beside_draw()
        self._say(experiment, found)

    def _say(self, experiment: LatticeThermal, found: dict) -> None:
        kT = experiment.kT
        share = found["C_vel_xx"] / found["classical_vel_xx"] if kT else None
        rows = [
            ("kT", number(kT, unit="meV")),
            ("   in kelvin", number(kT / K_B, unit="K")),
            ("⟨r_x²⟩, infinite crystal", number(found["C_pos_xx"], unit="Å²")),
            ("   in this box", number(found["box_pos_xx"], unit="Å²")),
            ("   sampled", number(found.get("sampled_pos"), unit="Å²")),
            ("⟨ṙ_x²⟩, infinite crystal", number(found["C_vel_xx"], unit="Å²/ps²")),
            ("   sampled", number(found.get("sampled_vel"), unit="Å²/ps²")),
            ("m⟨ṙ_x²⟩/kT", number(share)),
        ]
        swing = found["C_pos_xx"] ** 0.5
        note = "Dashed: Maxwell–Boltzmann, m⟨ṙ_x²⟩ = kT, and its displacements."
        if experiment.statistics == "quantum":
            zero = found["zero_point_vel_xx"] / found["C_vel_xx"]
            note += f" The atoms would keep {zero:.0%} of their kinetic energy at absolute zero."
        self.readout.show(f"An atom strays {number(swing)} Å (rms) along each axis.", rows, note)

    # the temperatures beside the chosen one -------------------------------------------------

    def _temperatures(self) -> list[str]:
        return [part.strip() for part in self.also.value.split(",") if part.strip()][:MOST]

    def _also_changed(self) -> None:
        if self.experiment is not None:
            self._also_requested(self.experiment)
        self.context.moved()

    def _also_requested(self, experiment: LatticeThermal) -> None:
        """Start the runs beside; a text that is no temperature is left out and said."""
        wanted = self._temperatures()
        for i, live in enumerate(self.lives):
            self.wanted[i] = None
            if i < len(wanted):
                try:
                    kT = experiment.declared()["kT"].from_text(wanted[i])
                except ValueError as error:
                    if pn.state.notifications:
                        pn.state.notifications.warning(str(error), duration=6000)
                    continue
                self.wanted[i] = kT
                if kT != experiment.kT:
                    live.request(experiment.changed(kT=kT))
                else:  # it is on the picture already
                    self.wanted[i] = None
        if self.shown:
            self._beside_draw()

    def _beside_draw(self) -> None:
        ready = [
            (kT, live.run.chunk.data)
            for kT, live in zip(self.wanted, self.lives, strict=True)
            if kT is not None and live.run and live.run.chunk
        ]
        for spread in self.spreads.values():
            spread.show_others(ready)

    def _beside_tick(self) -> None:
        for live in self.lives:
            live.poke()
            live.drawn = live.run
        if self.shown and self.context.gate.is_open:
            with pn.io.hold():
                self._beside_draw()

    def close(self) -> None:
        super().close()
        self.beside_wake.close()
        for live in self.lives:
            live.close()
