"""Page: what the pages of all experiments share, around a view of one."""

from collections.abc import Callable, Sequence

import panel as pn

from ionoscope.engine import Experiment, InvalidParameter, Result
from ionoscope.engine.registry import EXPERIMENTS

from ..answers.registry import answer_of
from ..controls.exports import ExportBox
from ..figures.figure import Figure
from ..live.kept import Shown
from ..live.live import Live
from ..live.run_set import RunSet
from ..share.presets import Preset
from ..share.takehome import Taken
from .anatomy import Anatomy
from .buttons import Buttons
from .context import Context
from .entry import OWN, Entry, texts_of
from .overlays import Overlays
from .readout import Readout
from .riddle import Riddle
from .start import Start
from .status import Status
from .view import View


class Page:
    """Rail on the left, question and picture in the middle, readout beside, folds below.

    `runs` are those that the picture shows, `results` what is drawn, `own` the one spoken of, and
    `parts` what stands where. Nothing of the picture is built before the browser is there.
    """

    def __init__(self, context: Context, view: type[View], parts: Callable = Anatomy):
        self.context, self.key = context, view.key
        self.kind: type[Experiment] = EXPERIMENTS[self.key]
        self.wake = context.wake(self.tick)
        self.runs = RunSet(context.store, context.latch, self.wake)
        self._sets: list[tuple[RunSet, Callable[[], None]]] = [(self.runs, self._show)]
        self.away = False
        self.results: list[Result] = []
        self.own: Result | None = None
        self.figures: dict[str, Live] = {}
        self._drawn: list = []
        self._ready: list[Shown] = []
        self.start = Start(self)
        self._showing = False
        self.entry = Entry(self.kind, self._changed, self._refused, self._preset_chosen)
        self.rail, self.preset, self.riddle = self.entry.rail, self.entry.preset, Riddle(self)
        self.readout = Readout(view.broad, self.riddle.masked)
        self.status = Status(self.rail.set, self.start.anew)
        self.export = ExportBox(self.key, view.saved, self.taken)
        self.overlays = Overlays(self.kind, view.overlays, self._ticked, self.clear)
        self.buttons = Buttons(view.run_label, self.run, self.stop, self.go_on)
        self.preset.watch(lambda _: self._restart())
        self.view = view(self)
        self.anatomy = stands = parts(self)
        self.sidebar, self.main, self.project = [stands.board], stands.main, stands.project

    @property
    def experiment(self) -> Experiment | None:
        """What is entered, None while it is refused."""
        return self.entry.experiment

    hidden = property(lambda self: self.entry.hidden, doc="Parameters that are mysteries.")
    locked = property(lambda self: self.entry.locked, doc="Whether nothing can be changed.")

    # what views use -----------------------------------------------------------------------

    def figure(self, figure: Figure, height: int | None = None) -> Live:
        """This session's copy of a figure, known to the page by its name."""
        self.figures[figure.name] = Live(figure, height, self.riddle.masks)
        return self.figures[figure.name]

    def beside(self, draw: Callable[[], None]) -> RunSet:
        """Runs beside the picture's own; `draw` is called when they have come to something."""
        runs = RunSet(self.context.store, self.context.latch, self.wake)
        self._sets.append((runs, draw))
        return runs

    def say(self, results: list[Result], of: int = -1) -> None:
        """Show the answer of these results, in the words of the one at place `of`."""
        self.readout.show(answer_of(results, of))

    def draw(self) -> None:
        """Draw what there is anew, for something beside it has changed."""
        if self.own:
            own = next(i for i, result in enumerate(self.results) if result is self.own)
            with pn.io.hold():
                self.view.draw(self.results, own)

    # what the shell uses ------------------------------------------------------------------

    def open(self, texts: dict[str, str], hide=None, lock=False, made_from: str = "") -> None:
        """Start with a link's parameters, else with the first preset.

        With the id of the run that they were `made_from` nothing is computed until Run is pressed,
        and what is computed then tells it.

        What a link has hidden or locked stays so when others enter values later, who leave `hide`
        out.
        """
        self.start.made_from = made_from
        with self.anatomy.board.together():
            self.entry.open(texts, hide, lock)
            self.update_export()
            if not self.view.follows and not made_from:
                self.start.short()  # the first picture is a run, not an empty plot
        self.arrive()

    def show(self, runs: Sequence[Shown], hide=None, lock=False) -> None:
        """Show runs that are there, with the values of the first entered; nothing is computed."""
        self.start.made_from, self._showing = "", True
        try:
            with self.anatomy.board.together():
                self.overlays.show([run.experiment for run in runs])
                self.entry.open(texts_of(runs[0].experiment), hide, lock)
                self.update_export()
        finally:
            self._showing = False
        self.runs.adopt(runs)
        self.view.started(runs[0].experiment)
        self._follow()
        self.arrive()

    def arrive(self) -> None:
        """Build the picture, if the browser is there."""
        if self.context.latch.is_near:
            self.anatomy.fill()

    def choose(self, name: str) -> None:
        """Set up a preset."""
        self.preset.value = name

    def texts(self) -> dict[str, str]:
        """What is entered, for the link."""
        return self.entry.texts()

    def state(self) -> dict[str, str]:
        """What a link carries beyond the parameters."""
        return self.overlays.texts() | self.view.state()

    def shown(self) -> tuple[str, ...]:
        """The ids of the kept sweeps that are shown, or else of the kept runs, as long as what is
        entered is theirs."""
        if self.hidden:
            return ()  # they would tell
        values = self.experiment and self.experiment.values()
        return self.anatomy.sweep.kept or self.runs.of(values)

    def set_state(self, state: dict[str, str]) -> None:
        """Set up what `state` gave."""
        self.overlays.set({name: text.split(",") for name, text in state.items()})
        self.view.set_state(state)

    def tick(self) -> None:
        """Fetch what is new and show it (on the session's event loop)."""
        if self.away or not self.context.latch.is_near:
            return
        for runs, draw in self._sets:
            if runs.news():
                with pn.io.hold(), self.anatomy.board.together():
                    drawn = draw()
                if drawn is not False:  # else what there is of it was not worth a picture
                    runs.drawn()
            runs.poke()
        self.riddle.tick()

    def stop(self) -> None:
        """Stop the runs that are shown; those of others go on, and that is said."""
        self.status.not_done("Not stopped", self.runs.stop())
        self.anatomy.stop()

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        self.wake.close()
        for runs, _ in self._sets:
            runs.close()

    # runs ---------------------------------------------------------------------------------

    def run(self) -> None:
        """Start what is entered, with all that is ticked besides, as runs that are kept."""
        self.start.run()

    def go_on(self) -> None:
        """Go on with every run on the picture that was cut off."""
        refused = self.runs.go_on()
        self._follow()
        self.context.moved()
        self.status.not_done("Not resumed", refused)
        self.tick()

    def clear(self) -> None:
        """Stop everything and show nothing."""
        self.runs.clear()
        self._ready, self.results, self.own, self._drawn = [], [], None, []
        self.view.draw([], -1)
        self.status.ready()
        self._offer()
        self.context.moved()

    def seconds(self, experiment: Experiment) -> float | None:
        return self.start.seconds(experiment)

    def began(self, base: Experiment) -> None:
        """Runs around `base` have begun, or were found."""
        self.view.started(base)
        self._follow()
        self.tick()
        self.context.moved()

    def taken(self) -> list[Taken]:
        """What is drawn, run by run, as it is taken home; ValueError if there is nothing yet."""
        if not self.results:
            raise ValueError("There is nothing to export yet: start a run first.")
        drawn = zip(self._ready, self.results, strict=True)
        return [Taken(run.id, run.taken(result)) for run, result in drawn]

    # showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        """Draw what is new of the runs, their end too, and say where they stand."""
        news = [(id(run.chunk), run.over, run.chunk) for run in self.runs.runs]
        if [one[:2] for one in news] != [one[:2] for one in self._drawn]:
            self._drawn = news  # with the chunks, whose ids nothing else has while they are held
            self._draw_new()
        if not (self.results and self.view.overlays):
            self.readout.look(self.runs.runs, self.hidden)
        self._follow()

    def _draw_new(self) -> None:
        ready = self.runs.ready(self.view.has_data)
        if not ready and not self.view.overlays:
            return  # what was there stays until there is something new
        self._ready, self.results = ready, (results := [run.result() for run in ready])
        own = self.view.spoken(results) if results else -1
        self.own = results[own] if results else None
        if ready:
            self.export.stem = f"{self.key}-{ready[own].id}"
        self.view.draw(results, own)

    def _follow(self) -> None:
        if self.runs.runs:
            self.status.follow(self.runs.runs, self.hidden)
        elif self.experiment:
            self.status.ready(self.seconds(self.experiment))
        self._offer()
        if self.readout.answer and not self.runs.busy:
            self.status.update(said=self.readout.answer.verdict)
        self.anatomy.followed()

    def _offer(self) -> None:
        self.buttons.show(self.runs, self.experiment, bool(self.view.overlays))

    # what is entered ----------------------------------------------------------------------

    def _refused(self, error: InvalidParameter) -> None:
        self.status.refused(error, self.kind, self.hidden)

    def update_export(self) -> None:
        """Give the lines that repeat what is entered."""
        if self.experiment is not None:
            self.export.update(self.experiment, self.hidden)

    def _changed(self, dragging: bool) -> None:
        if not dragging:
            self.update_export()
            self.anatomy.changed()
            self.context.moved()
        if self.experiment is not None:
            self._request(self.experiment, dragging)

    def _request(self, experiment: Experiment, dragging: bool) -> None:
        """Follow a change, or say that what is entered can be run."""
        if self.view.follows and not self._showing:
            self.runs.follow([experiment])
        elif not self.runs.busy:
            self.status.ready(self.seconds(experiment))
            self._offer()
        self.view.changed(experiment, dragging)

    def _ticked(self) -> None:
        if self.experiment is not None:
            self._request(self.experiment, False)
        self.context.moved()

    def _restart(self) -> None:
        """Show what a preset has entered where the picture does not follow by itself."""
        if self.preset.value != OWN and not self.view.follows and self.runs.runs:
            self.start.short()

    def _preset_chosen(self, preset: Preset) -> None:
        self.overlays.set(preset.overlay)
        self.view.overlay(preset.overlay)
