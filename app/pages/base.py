"""ExperimentPage: the anatomy that every experiment's page shares."""

import time
from collections.abc import Callable

import panel as pn

from ionoscope.engine import Chunk, Experiment, InvalidParameter, Result
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.registry import EXPERIMENTS

from ..answers.answer import ANSWERS, Answer
from ..controls.exports import ExportBox
from ..controls.rail import Rail
from ..figures.figure import Figure
from ..live.live import Live
from ..runs.live_run import LiveRun
from ..runs.run import FAILED, Run
from ..share.formatting import about
from ..share.presets import presets
from . import anatomy
from .anatomy import OWN
from .context import Context
from .hooks import Hooks
from .parts import Readout, Status

BLINK = 0.015
"""A live run that ends within so many seconds shows only its end, not its coarse beginning."""
FRAME_RATE = 5
"""Most pictures a second of one run that is going on."""
LONG_S = 3600.0
"""A run that takes longer is started by the second press only."""


class ExperimentPage(Hooks):
    """Rail on the left, question and picture in the middle, readout beside, folds below.

    Sub-classes set `key`, build their views in `build`, return the picture's layout from
    `picture` and draw a chunk in `draw`. Live pages follow every change; others wait for Run.
    """

    key: str
    live_page = True
    away = False
    """Whether the session shows another page: what comes in is then drawn on return."""
    run_label = "Run and keep"

    def __init__(self, context: Context):
        self.context = context
        self.kind: type[Experiment] = EXPERIMENTS[self.key]
        self.wake = context.wake(self.tick)
        self.live = LiveRun(context.store.pool, self.wake)
        self.runs: list[Run] = []
        self.experiment: Experiment | None = None
        self._agreed: dict | None = None
        self.hidden: tuple[str, ...] = ()
        self.locked = False
        self.shown: tuple[Experiment, Chunk] | None = None
        self.drawn: Result | None = None
        self._seen, self._drawn_at = (None, 0), 0.0
        self.readout, self.status = Readout(), Status()
        self.figures: dict[str, Live] = {}
        self.rail = Rail(self.kind, self._changed)
        self.build()
        self.export = ExportBox(self.key, self.export_figure(), self.result)
        self._buttons()
        self.sidebar = anatomy.sidebar(self)
        self.main = anatomy.main(self)

    # what all pages do --------------------------------------------------------------------

    def live_figure(self, figure: Figure, height: int | None = None) -> Live:
        """This session's copy of a figure, known to the page by its name."""
        self.figures[figure.name] = Live(figure, height)
        return self.figures[figure.name]

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
        return experiment.result(chunk, status, run.elapsed if run else 0.0)

    def run(self) -> None:
        """Start what is entered as a run that is kept."""
        experiment = self._build()
        if experiment is not None and self._agrees(experiment):
            self._begin(lambda: self.context.store.start(experiment))

    def go_on(self) -> None:
        """Go on with the newest run, which was cut off."""
        run = self._current()
        if run and run.can_go_on:
            self._begin(lambda: self.context.store.resume(run.id))

    def seconds(self, experiment: Experiment) -> float | None:
        """About how long Run will take; None if it is short."""
        return experiment.estimate()

    def stop(self) -> None:
        """Stop this page's runs."""
        for run in self.runs:
            run.stop()

    def tick(self) -> None:
        """Fetch what is new and show it (on the session's event loop)."""
        if self.away or not self.context.latch.is_open:
            return
        run = self._current()
        if run and (run.id, run.version) != self._seen and not self._too_soon(run):
            self._seen, self._drawn_at = (run.id, run.version), time.monotonic()
            with pn.io.hold():
                if run.chunk is not None and run.chunk.data and not self._is_shown(run.chunk):
                    self.shown = (run.experiment, run.chunk)
                    self.drawn = run.result()
                    self.draw(self.drawn)
                if run.status == FAILED:
                    self.readout.show(Answer("It failed: there is no answer.", (), run.error))
                self._follow()
            self.live.drawn = run
        self.live.poke()

    def say(self, results: list[Result], of: int = -1) -> None:
        """Show the answer of these results, in the words of the one at place `of`."""
        self.readout.show(ANSWERS[self.key](results, of))

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        self.wake.close()
        self.live.close()
        self.stop()

    # inner workings -----------------------------------------------------------------------

    def _begin(self, start: Callable[[], Run]) -> None:
        """Show the run that `start()` gives instead of what is shown."""
        self.stop()
        self.live.close()
        try:
            run = start()
        except (OSError, ValueError) as error:
            self.status.warn("Not run", str(error))
            return
        run.watch(self.wake)
        self.runs = [run]
        self._follow()
        self.tick()

    def _agrees(self, experiment: Experiment) -> bool:
        """Whether to start at once: a run of hours is announced by the first press of Run."""
        seconds, values = self.seconds(experiment), experiment.values()
        if (seconds or 0.0) <= LONG_S or self._agreed == values:
            self._agreed = None
            return True
        self._agreed = values
        again = f"This run will take {about(seconds)}. Press Run again to start it."
        self.status.warn("A long run", again)
        return False

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
        if runs:
            self.status.follow(runs)
        elif self.experiment:
            self.status.ready(self.seconds(self.experiment))
        busy = any(not r.over for r in self.runs)
        self.stop_button.disabled = not busy
        self._offer_go_on()

    def _offer_go_on(self) -> None:
        """Show Go on if the newest run can, and is the run of what is entered."""
        run = self._current()
        self.go_on_button.visible = bool(
            run
            and run.can_go_on
            and self.experiment
            and self.experiment.values() == run.experiment.values()
        )

    def _build(self, dragging: bool = False) -> Experiment | None:
        try:
            experiment = self.rail.build()
        except InvalidParameter as error:
            self.experiment = None
            self.status.refused(error, self.kind)
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
            self._disown_preset()
            self.context.moved()

    def _disown_preset(self) -> None:
        """Once its values are changed a preset is not named any more, and can be chosen again."""
        chosen = presets(self.key).get(self.preset.value)
        if chosen is None:
            return
        declared = self.kind.declared()
        its = {name: as_text(p.default) for name, p in declared.items()} | chosen.parameters
        if any(its[name] != text for name, text in self.rail.texts().items()):
            self.preset.value = OWN

    def request(self, experiment: Experiment, dragging: bool) -> None:
        """Follow a change: live pages compute, others say that they are ready."""
        if self.live_page:
            self.stop()
            self.runs = []
            self.live.request(experiment)
        elif not any(not r.over for r in self.runs):
            self.status.ready(self.seconds(experiment))
            self._offer_go_on()

    def _buttons(self) -> None:
        self.preset = anatomy.preset_select(self.key)
        self.preset.param.watch(self._preset_chosen, "value")
        self.run_button = anatomy.button(
            self.run_label, "play_arrow", self.run, color="primary", variant="contained"
        )
        self.stop_button = anatomy.button("Stop", "stop", self.stop, disabled=True)
        self.go_on_button = anatomy.button(
            "Go on", "play_circle_outline", self.go_on, visible=False
        )
        self.status.accept.on_click(lambda _: self.rail.set(self.status.offer))

    def _preset_chosen(self, event) -> None:
        if event.new == OWN:
            return
        chosen = presets(self.key)[event.new]
        self.overlay(chosen.overlay)
        self.rail.reset(chosen.parameters)
