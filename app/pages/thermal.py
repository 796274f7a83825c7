"""Thermal motion: histograms grow as modes are summed, beside what theory says."""

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Result
from ionoscope.engine.lattice.thermal import LatticeThermal

from ..figures.thermal import covariance, displacement, speed
from ..runs.live_run import LiveRun
from .base import ExperimentPage
from .parts import row_of, titled

MOST = 3
"""Most temperatures shown beside the chosen one."""


class ThermalPage(ExperimentPage):
    """Histograms of displacement and speed; covariance in time below."""

    key = "lattice-thermal"

    def build(self) -> None:
        self.spreads = [self.live_figure(figure) for figure in (displacement, speed)]
        self.covariance = self.live_figure(covariance)
        self.beside_wake = self.context.wake(self._beside_tick)
        self.lives = [LiveRun(self.context.store.pool, self.beside_wake) for _ in range(MOST)]
        self.wanted: list[float | None] = [None] * MOST
        self.also = pmui.TextInput(
            label="also at kT (meV), e.g. 5,50",
            value="5,50",
            size="small",
            sizing_mode="stretch_width",
            description="Up to three temperatures drawn beside the chosen one, with commas.",
        )
        self.also.param.watch(lambda _: self._also_changed(), "value")

    def picture(self):
        return pn.Row(*(live.pane for live in self.spreads), sizing_mode="stretch_width")

    def export_figure(self):
        return self.figures["speed"].fig

    def extra_controls(self) -> list:
        return [
            pmui.Card(
                self.also,
                title="Beside it",
                variant="outlined",
                sizing_mode="stretch_width",
                margin=(4, 0),
            )
        ]

    def more(self) -> list:
        return [row_of(titled(self.covariance))]

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

    def draw(self, result: Result) -> None:
        self.covariance.show([result])
        self._beside_draw()
        self.say([result])

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
        if self.drawn:
            self._beside_draw()

    def _beside_draw(self) -> None:
        ready = [
            live.run.result()
            for kT, live in zip(self.wanted, self.lives, strict=True)
            if kT is not None and live.run and live.run.chunk
        ]
        for live in self.spreads:
            live.show([self.drawn, *ready])

    def _beside_tick(self) -> None:
        for live in self.lives:
            live.poke()
            live.drawn = live.run
        if self.drawn and self.context.latch.is_open:
            with pn.io.hold():
                self._beside_draw()

    def close(self) -> None:
        super().close()
        self.beside_wake.close()
        for live in self.lives:
            live.close()
