"""ExperimentPage: the anatomy that every experiment's page shares."""

import time

import panel as pn
import panel_material_ui as pmui

from engine import Chunk, Experiment, InvalidParameter, Result
from engine.registry import EXPERIMENTS

from ..controls.rail import Rail
from ..exports import ExportBox
from ..jobs import Live, Run
from ..jobs.run import FAILED
from ..presets import presets
from .context import Context
from .parts import Readout, Status, equations, look_for, tasks

OWN = "your own values"
BLINK = 0.015
"""A live run that ends within so many seconds shows only its end, not its coarse beginning."""
FRAME_RATE = 5
"""Most pictures a second of one run that is going on."""


class ExperimentPage:
    """Rail on the left, question and picture in the middle, readout beside, folds below.

    Sub-classes set `key`, build their views in `build`, return the picture's layout from
    `picture` and draw a chunk in `draw`. Live pages follow every change; others wait for Run.
    """

    key: str
    live_page = True
    run_label = "Run and keep"

    def __init__(self, context: Context):
        self.context = context
        self.kind: type[Experiment] = EXPERIMENTS[self.key]
        self.wake = context.wake(self.tick)
        self.live = Live(context.store.pool, self.wake)
        self.runs: list[Run] = []
        self.experiment: Experiment | None = None
        self.hidden: tuple[str, ...] = ()
        self.locked = False
        self.shown: tuple[Experiment, Chunk] | None = None
        self._seen, self._drawn_at = (None, 0), 0.0
        self.readout, self.status = Readout(), Status()
        self.rail = Rail(self.kind, self._changed)
        self.build()
        self.export = ExportBox(self.key, self.export_figure(), self.result)
        self._buttons()
        self.sidebar = self._sidebar()
        self.main = self._main()

    # what a page fills in -----------------------------------------------------------------

    def build(self) -> None:
        """Make the views."""
        raise NotImplementedError

    def picture(self):
        """The layout of the main picture."""
        raise NotImplementedError

    def export_figure(self):
        """The figure that PNG and SVG save."""
        raise NotImplementedError

    def draw(self, experiment: Experiment, chunk: Chunk) -> None:
        """Show a chunk."""
        raise NotImplementedError

    def more(self) -> list:
        """What stands under the picture."""
        return []

    def beside(self) -> list:
        """What stands beside the picture, under the readout."""
        return []

    def extra_controls(self) -> list:
        """Cards between the parameters and Run."""
        return []

    def show_state(self) -> dict[str, str]:
        """What a link carries beyond the parameters."""
        return {}

    def set_show_state(self, state: dict[str, str]) -> None:
        """Set up what `show_state` gave."""

    # what all pages do --------------------------------------------------------------------

    def open(self, texts: dict[str, str], hide=(), lock=False) -> None:
        """Start with a link's parameters, else with the first preset."""
        if texts:
            self.preset.value = OWN
            self.rail.set(texts)
        else:
            self.choose(next(iter(presets(self.key))))
        self.hidden, self.locked = tuple(k for k in hide if k in self.rail.controls), lock
        self.rail.hide(list(self.hidden))
        self._update_export()
        if lock:
            self.rail.lock()
            self.preset.disabled = True

    def choose(self, name: str) -> None:
        """Set up a preset."""
        self.preset.value = name

    def texts(self) -> dict[str, str]:
        """What is entered, for the link."""
        return self.rail.texts()

    def result(self) -> Result:
        """What is shown, as a result to export; ValueError if there is nothing yet."""
        if self.shown is None:
            raise ValueError("There is nothing to export yet: start a run first.")
        run = self._current()
        experiment, chunk = self.shown
        status = "finished" if chunk.share == 1 else "stopped"
        return Result.of(experiment, chunk, status, run.elapsed if run else 0.0)

    def run(self) -> None:
        """Start what is entered as a run that is kept."""
        experiment = self._build()
        if experiment is None:
            return
        self.stop()
        self.live.close()
        run = self.context.store.start(experiment)
        run.watch(self.wake)
        self.runs = [run]
        self.tick()

    def stop(self) -> None:
        """Stop this page's runs."""
        for run in self.runs:
            run.stop()

    def tick(self) -> None:
        """Fetch what is new and show it (on the session's event loop)."""
        if not self.context.gate.is_open:
            return
        run = self._current()
        if run and (run.id, run.version) != self._seen and not self._too_soon(run):
            self._seen, self._drawn_at = (run.id, run.version), time.monotonic()
            with pn.io.hold():
                if run.chunk is not None and run.chunk.data and not self._is_shown(run.chunk):
                    self.shown = (run.experiment, run.chunk)
                    self.draw(run.experiment, run.chunk)
                if run.status == FAILED:
                    self.readout.show("It failed: there is no answer.", [], run.error)
                self._follow()
            self.live.drawn = run
        self.live.poke()

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        self.wake.close()
        self.live.close()
        self.stop()

    # inner workings -----------------------------------------------------------------------

    def _is_shown(self, chunk: Chunk) -> bool:
        return self.shown is not None and self.shown[1] is chunk

    def _too_soon(self, run: Run) -> bool:
        """Whether a better picture will come in a moment: a run's end is always shown."""
        if run.over:
            return False
        return run.elapsed < BLINK or time.monotonic() - self._drawn_at < 1 / FRAME_RATE

    def _current(self) -> Run | None:
        """The run whose data the picture shows: the newest."""
        return self.runs[-1] if self.runs else self.live.run

    def _follow(self) -> None:
        runs = self.runs or ([self.live.run] if self.live.run else [])
        self.status.follow(runs)
        busy = any(not r.over for r in self.runs)
        self.stop_button.disabled = not busy

    def _build(self, dragging: bool = False) -> Experiment | None:
        try:
            experiment = self.rail.build()
        except InvalidParameter as error:
            self.experiment = None
            self.status.refused(error)
            return None
        self.experiment = experiment
        if not dragging:
            self._update_export()
        return experiment

    def _update_export(self) -> None:
        if self.experiment is not None:
            self.export.update(self.experiment, self.hidden)

    def _changed(self, dragging: bool) -> None:
        experiment = self._build(dragging)
        if experiment is not None:
            self.request(experiment, dragging)
        if not dragging:
            self.context.moved()

    def request(self, experiment: Experiment, dragging: bool) -> None:
        """Follow a change: live pages compute, others say that they are ready."""
        if self.live_page:
            self.stop()
            self.runs = []
            self.live.request(experiment)
        elif not any(not r.over for r in self.runs):
            self.status.ready()

    def _buttons(self) -> None:
        names = {p.title: p.name for p in presets(self.key).values()}
        self.preset = pmui.Select(
            label="Preset", options={**names, "Your own values": OWN}, size="small",
            sizing_mode="stretch_width", margin=(8, 0),
        )  # fmt: skip
        self.preset.value = OWN
        self.preset.param.watch(self._preset_chosen, "value")
        self.run_button = pmui.Button(label=self.run_label, icon="play_arrow", color="primary",
                                      variant="contained", margin=(4, 8, 4, 0))  # fmt: skip
        self.stop_button = pmui.Button(label="Stop", icon="stop", variant="outlined",
                                       disabled=True, margin=(4, 0))  # fmt: skip
        self.run_button.on_click(lambda _: self.run())
        self.stop_button.on_click(lambda _: self.stop())
        self.status.accept.on_click(lambda _: self.rail.set(self.status.offer))

    def _preset_chosen(self, event) -> None:
        if event.new == OWN:
            return
        chosen = presets(self.key)[event.new]
        self.overlay(chosen.overlay)
        self.rail.reset(chosen.parameters)

    def overlay(self, values: dict[str, list[str]]) -> None:
        """Show several values together, as a preset asks; pages without overlays ignore it."""

    def _sidebar(self) -> list:
        return [
            self.preset,
            pn.Row(self.run_button, self.stop_button, sizing_mode="stretch_width"),
            self.status.layout,
            *self.rail.layout(() if self.kind.random else ("seed",)),
            *self.extra_controls(),
        ]

    @staticmethod
    def _grown(picture):
        picture.styles = {"flex": "1 1 460px", "min-width": "0"}
        return picture

    def _main(self) -> pn.Column:
        folds = pmui.Accordion(
            ("Equations and source", equations(self.kind)),
            ("Try this: predict, then check", tasks(self.key)),
            ("Export: data, picture, the lines that repeat this run", self.export.layout),
            title_variant="subtitle1",
            sizing_mode="stretch_width",
            margin=(12, 0),
        )
        side = pn.Column(
            self.readout.pane,
            pmui.Card(look_for(self.key), title="What to look for", collapsed=True,
                      variant="outlined", sizing_mode="stretch_width"),
            *self.beside(),
            styles={"flex": "0 0 330px"},
            margin=(0, 0, 40, 0),
        )  # fmt: skip
        return pn.Column(
            pmui.Typography(self.kind.question, variant="h5", margin=(4, 0, 8, 0)),
            # side by side where there is room, else one under the other
            pn.Row(
                self._grown(self.picture()),
                side,
                sizing_mode="stretch_width",
                styles={"flex-wrap": "wrap", "gap": "16px"},
            ),
            *self.more(),
            folds,
            sizing_mode="stretch_width",
            margin=(8, 20),
        )
