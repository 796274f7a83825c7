"""Domain map: which launches pass; click one, zoom in, weigh by temperature."""

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Result
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.gate.domain_map import GateMap
from ionoscope.engine.gate.launch import GateLaunch
from ionoscope.engine.gate.scans import MapSurvey

from ..answers.gate import gate_map
from ..figures import domain_map, launch
from ..figures.symbols import html
from ..runs.live_run import LiveRun
from ..share.formatting import number
from .base import ExperimentPage
from .parts import row_of, titled

WINDOW = ("E_particle_min", "E_particle_max", "E_oscillator_min", "E_oscillator_max")
MODEL = ("U0", "lam", "s", "potential", "M", "x0", "phi")


class DomainMapPage(ExperimentPage):
    """The map, a launch beside it, the paper's sixteen maps below."""

    key = "gate-map"

    def build(self) -> None:
        self.map = self.live_figure(domain_map.domain_map)
        self.map.on_pick(self._picked)
        self.map.on_window(self._zoomed)
        self.gallery = self.live_figure(domain_map.gallery)
        self.gallery.on_pick(self._from_gallery)
        self.positions = self.live_figure(launch.positions, 195)
        self.energies = self.live_figure(launch.energies, 195)
        for plot in (self.positions, self.energies):
            plot.show([])
        self.windows: list[tuple[str, ...]] = []
        self.launch_wake = self.context.wake(self._launch_tick)
        self.launch = LiveRun(self.context.store.pool, self.launch_wake)
        self.survey_wake = self.context.wake(self._survey_tick)
        self.survey = LiveRun(self.context.store.pool, self.survey_wake)
        self.chosen: tuple[float, float] | None = None
        self._seen_window: tuple[float, ...] = ()
        self._overlays()

    def _overlays(self) -> None:
        self.lines_on = pmui.Checkbox(label="lines of constant total energy", value=True)
        self.weight_on = pmui.Checkbox(label="fade by the Boltzmann weight", value=False)
        self.omega_T = pmui.FloatSlider(
            label="ω_T for the weight",
            start=0.3,
            end=20,
            step=0.1,
            value=4.0,
            sizing_mode="stretch_width",
        )
        for widget in (self.lines_on, self.weight_on, self.omega_T):
            widget.param.watch(lambda _: self._overlay_changed(), "value")
        self.back = pmui.Button(
            label="Back", icon="undo", size="small", variant="outlined", disabled=True
        )
        self.whole = pmui.Button(
            label="Whole plane", icon="zoom_out_map", size="small", variant="outlined"
        )
        self.back.on_click(lambda _: self._go_back())
        self.whole.on_click(lambda _: self._whole_plane())
        self.launch_note = pn.pane.Markdown(
            "Click a point of the map to launch it.", sizing_mode="stretch_width", height=84
        )
        self.open_launch = pmui.Button(
            label="Open this launch",
            icon="open_in_new",
            size="small",
            variant="text",
            disabled=True,
        )
        self.open_launch.on_click(lambda _: self._open_launch())

    def picture(self):
        return pn.Column(
            self.map.pane,
            pn.Row(
                self.back,
                self.whole,
                pn.pane.HTML(
                    "<small>drag a box to zoom: the window is computed anew</small>", margin=(12, 8)
                ),
            ),
            sizing_mode="stretch_width",
        )

    def export_figure(self):
        return self.map.fig

    def beside(self) -> list:
        return [self.launch_note, self.open_launch, self.positions.pane, self.energies.pane]

    def extra_controls(self) -> list:
        return [
            pmui.Card(
                self.lines_on,
                self.weight_on,
                self.omega_T,
                title="Over the map",
                variant="outlined",
                sizing_mode="stretch_width",
                margin=(4, 0),
            )
        ]

    def more(self) -> list:
        words = f"{self.gallery.figure.title[:-1]}; click one to open it)"
        return [row_of(titled(self.gallery, words))]

    def request(self, experiment: GateMap, dragging: bool) -> None:
        super().request(experiment, dragging)
        if not dragging:  # sixteen more maps can wait until the hand rests
            self.survey.request(MapSurvey(experiment))
            self._show_gallery()
        if self.chosen:
            self._launch(experiment)

    def draw(self, result: Result) -> None:
        self._show_map(result)
        self.readout.show(gate_map([result], omega_T=self.omega_T.value))

    # overlays, zoom -----------------------------------------------------------------------

    def _show_map(self, result: Result) -> None:
        omega_T = self.omega_T.value if self.weight_on.value else None
        self.map.show(result, lines=self.lines_on.value, omega_T=omega_T, picked=self.chosen)
        window = self.map.sketch.ranges()
        if window != self._seen_window:  # where a person has zoomed gives way to what was asked
            self._seen_window = window
            self.map.home()

    def _overlay_changed(self) -> None:
        if self.drawn:
            with pn.io.hold():
                self.draw(self.drawn)

    def _zoomed(self, *window: float) -> None:
        x0, x1, y0, y1 = window
        if self.locked:
            self.map.home()
            return
        if x1 <= 0.001 or y1 <= 0 or x0 >= 5000 or y0 >= 5000:
            self.map.home()  # nothing of the plane is in view
            return
        asked = (max(x0, 0.001), min(x1, 5000.0), max(y0, 0.0), min(y1, 5000.0))
        self.windows.append(self._window())
        self._set_window(tuple(as_text(float(f"{v:.6g}")) for v in asked))

    def _window(self) -> tuple[str, ...]:
        texts = self.rail.texts()
        return tuple(texts[name] for name in WINDOW)

    def _set_window(self, texts: tuple[str, ...]) -> None:
        self.back.disabled = not self.windows
        self.rail.set(dict(zip(WINDOW, texts, strict=True)))

    def _go_back(self) -> None:
        if self.windows:
            self._set_window(self.windows.pop())

    def _whole_plane(self) -> None:
        self.windows.append(self._window())
        declared = self.kind.declared()
        self._set_window(tuple(as_text(declared[name].default) for name in WINDOW))

    # the launch beside --------------------------------------------------------------------

    def _picked(self, E_particle: float, E_oscillator: float) -> None:
        if self.experiment is None or E_particle is None or E_particle < 0.001:
            return
        self.chosen = (round(E_particle, 4), round(max(E_oscillator, 0.0), 4))
        if self.drawn:
            self._show_map(self.drawn)
        self._launch(self.experiment)

    def _launch(self, experiment: GateMap) -> None:
        values = {k: getattr(experiment, k) for k in MODEL}
        E_particle, E_oscillator = self.chosen
        self.launch.request(GateLaunch(**values, E_particle=E_particle, E_oscillator=E_oscillator))

    def _launch_tick(self) -> None:
        self.launch.poke()
        run = self.launch.run
        if run is None or run.chunk is None or not run.chunk.summary:
            return
        self.launch.drawn = run
        with pn.io.hold():
            self.positions.show(run.result())
            self.energies.show(run.result())
            launched, found = run.experiment, run.chunk.summary
            self.open_launch.disabled = False
            self.launch_note.object = html(
                f"**Launch at E_p = {number(launched.E_particle)}, E_o = "
                f"{number(launched.E_oscillator)}: {found['outcome']}**, decided at "
                f"τ = {number(found['tau'])} periods."
            )
            if self.experiment and self.experiment.oscillator_start == "released_script":
                self.launch_note.object += " (The launch starts by the text's definition.)"

    def _open_launch(self) -> None:
        if self.launch.run:
            values = self.launch.run.experiment.values()
            self.context.go("gate-launch", {k: as_text(v) for k, v in values.items()})

    # the sixteen maps ---------------------------------------------------------------------

    def _survey_tick(self) -> None:
        self.survey.poke()
        run = self.survey.run
        if run and run.chunk and (run.over or run.elapsed > 0.2):
            self.survey.drawn = run
            with pn.io.hold():
                self._show_gallery()

    def _show_gallery(self) -> None:
        """Show the newest maps there are, with the present one framed."""
        run = self.survey.drawn
        if run and self.experiment:
            now = self.experiment.result(run.chunk, run.status, run.elapsed)
            self.gallery.show(now)

    def _from_gallery(self, x: float, y: float) -> None:
        chosen = domain_map.at_place(x, y)
        if chosen:
            self.rail.set(dict(zip(("phi", "s"), map(as_text, chosen), strict=True)))

    def tick(self) -> None:
        super().tick()
        self.launch.poke()
        self.survey.poke()

    def close(self) -> None:
        super().close()
        for wake in (self.launch_wake, self.survey_wake):
            wake.close()
        self.launch.close()
        self.survey.close()
