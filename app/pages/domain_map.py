"""Domain map: which launches pass; click one, zoom in, weigh by temperature."""

import numpy as np
import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk
from ionoscope.engine.gate.domain_map import GateMap, weighted_share
from ionoscope.engine.gate.launch import GateLaunch
from ionoscope.engine.gate.scans import OFFSETS, PHASES, MapSurvey
from ionoscope.engine.parameters import as_text

from ..formatting import number, percent
from ..jobs import LiveRun
from ..views.domain import DomainMap, Gallery
from ..views.traces import ENERGIES, POSITIONS, TimeTrace
from .base import ExperimentPage

WINDOW = ("E_particle_min", "E_particle_max", "E_oscillator_min", "E_oscillator_max")
PHASE_NAMES = ["0", "π/4", "π/2", "3π/4", "π", "5π/4", "3π/2", "7π/4"]
MODEL = ("U0", "lam", "s", "potential", "M", "x0", "phi")


class DomainMapPage(ExperimentPage):
    """The map, a launch beside it, the paper's sixteen maps below."""

    key = "gate-map"

    def build(self) -> None:
        self.map = DomainMap(self._picked, self._zoomed)
        self.gallery = Gallery(PHASE_NAMES, [f"s = {s:g}" for s in OFFSETS], self._from_gallery)
        self.positions = TimeTrace(POSITIONS, "x, y (l_osc)", 170, None)
        self.energies = TimeTrace(ENERGIES, "energy (E_osc)", 170, None)
        self.windows: list[tuple[str, ...]] = []
        self.launch_wake = self.context.wake(self._launch_tick)
        self.launch = LiveRun(self.context.store.pool, self.launch_wake)
        self.survey_wake = self.context.wake(self._survey_tick)
        self.survey = LiveRun(self.context.store.pool, self.survey_wake)
        self.chosen: tuple[float, float] | None = None
        self._overlays()

    def _overlays(self) -> None:
        self.lines_on = pmui.Checkbox(label="lines of constant total energy", value=True)
        self.weight_on = pmui.Checkbox(label="fade by the Boltzmann weight", value=False)
        self.omega_T = pmui.FloatSlider(label="ω_T for the weight", start=0.3, end=20, step=0.1,
                                        value=4.0, sizing_mode="stretch_width")  # fmt: skip
        for widget in (self.lines_on, self.weight_on, self.omega_T):
            widget.param.watch(lambda _: self._overlay_changed(), "value")
        self.back = pmui.Button(label="Back", icon="undo", size="small", variant="outlined",
                                disabled=True)  # fmt: skip
        self.whole = pmui.Button(label="Whole plane", icon="zoom_out_map", size="small",
                                 variant="outlined")  # fmt: skip
        self.back.on_click(lambda _: self._go_back())
        self.whole.on_click(lambda _: self._whole_plane())
        self.launch_note = pn.pane.Markdown(
            "Click a point of the map to launch it.", sizing_mode="stretch_width", height=84
        )
        self.open_launch = pmui.Button(label="Open this launch", icon="open_in_new", size="small",
                                       variant="text", disabled=True)  # fmt: skip
        self.open_launch.on_click(lambda _: self._open_launch())

    def picture(self):
        return pn.Column(
            pn.pane.Bokeh(self.map.figure, sizing_mode="stretch_width"),
            pn.Row(self.back, self.whole, pn.pane.HTML(
                "<small>drag a box to zoom: the window is computed anew</small>", margin=(12, 8))),
            sizing_mode="stretch_width",
        )  # fmt: skip

    def export_figure(self):
        return self.map.figure

    def beside(self) -> list:
        return [
            self.launch_note,
            self.open_launch,
            self.positions.layout,
            self.energies.layout,
        ]

    def extra_controls(self) -> list:
        return [
            pmui.Card(self.lines_on, self.weight_on, self.omega_T, title="Over the map",
                      variant="outlined", sizing_mode="stretch_width", margin=(4, 0)),
        ]  # fmt: skip

    def more(self) -> list:
        return [
            pn.pane.Markdown("**The same model at eight phases, head-on and offset** (as in the "
                             "paper's Fig. 3; click one to open it)", margin=(8, 0, 0, 0)),
            pn.pane.Bokeh(self.gallery.figure, sizing_mode="stretch_width"),
        ]  # fmt: skip

    def request(self, experiment: GateMap, dragging: bool) -> None:
        super().request(experiment, dragging)
        if not dragging:  # sixteen more maps can wait until the hand rests
            self.survey.request(MapSurvey(experiment))
            self._mark_gallery(experiment)
        if self.chosen:
            self._launch(experiment)

    def draw(self, experiment: GateMap, chunk: Chunk) -> None:
        if self.map.update(chunk.data):
            self._paint_overlays()
        found = chunk.summary
        rows = [
            ("share of the window that passes", percent(found["transmitted_fraction"])),
            (f"weighted at ω_T = {self.omega_T.value:.3g}",
             percent(weighted_share(chunk.data, self.omega_T.value))),
            ("cells", f"{experiment.n} × {experiment.n}"),
            ("launches", f"{found['launches']:,}".replace(",", " ")),
        ]  # fmt: skip
        if found["undecided"]:
            rows.append(("undecided cells", str(found["undecided"])))
        if found.get("cells_lost_by_tracing") is not None:
            rows.append(("cells a trace would have lost", str(found["cells_lost_by_tracing"])))
        note = ""
        if experiment.oscillator_start == "released_script":
            note = (
                "Oscillator started as in the paper's released script, ẏ = 2π cos φ without ζ: "
                "compare with the printed Fig. 3, not with the text's definition."
            )
        verdict = f"{percent(found['transmitted_fraction'])} of the launches pass."
        self.readout.show(verdict, rows, note)

    # overlays, zoom -----------------------------------------------------------------------

    def _paint_overlays(self) -> None:
        self.map.show_energy_lines(self.lines_on.value)
        self.map.show_weight(self.omega_T.value if self.weight_on.value else None)

    def _overlay_changed(self) -> None:
        with pn.io.hold():
            self._paint_overlays()
            if self.shown:
                self.draw(*self.shown)

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
        self.map.pick(*self.chosen)
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
            self.positions.update(run.chunk.data)
            self.energies.update(run.chunk.data)
            launch = run.experiment
            self.open_launch.disabled = False
            self.launch_note.object = (
                f"**Launch at E_p = {number(launch.E_particle)}, E_o = "
                f"{number(launch.E_oscillator)}: {run.chunk.summary['outcome']}**, decided at "
                f"τ = {number(run.chunk.summary['tau'])} periods."
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
                self.gallery.update(run.chunk.data)

    def _from_gallery(self, column: int, row: int) -> None:
        self.rail.set({"phi": as_text(float(PHASES[column])), "s": as_text(OFFSETS[row])})

    def _mark_gallery(self, experiment: GateMap) -> None:
        near = np.abs(np.array(PHASES) - experiment.phi)
        column = int(near.argmin()) if near.min() < 1e-3 else None
        row = OFFSETS.index(experiment.s) if experiment.s in OFFSETS else None
        self.gallery.choose(column, row)

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
