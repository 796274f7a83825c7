"""Sweep box: enter a sweep, watch it come, read it, and go back to one of its points."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import panel as pn

from ionoscope.engine import InvalidParameter, Result
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.compute.sweep import Sweep

from ..answers.registry import answer_of
from ..controls.board import Board, Group
from ..controls.exports import ExportBox
from ..controls.kinds import Button, Tick, Words
from ..runs.run import Run
from ..share.formatting import about
from ..share.formatting import duration as in_words
from ..share.repeat import command_for, python_for
from ..share.takehome import Taken
from .patience import Patience
from .readout import Readout
from .status import WORTH_SAYING_S, Status, time_left
from .sweep_entry import Plan, SweepEntry
from .sweep_picture import SweepPicture
from .sweep_point import SweepPoint

ABOVE = "What is entered above cannot be run."
AT_ONCE = 100
"""Runs that are checked while one waits; more are checked aside."""
_ASIDE = ThreadPoolExecutor(1, "sweep")
"""Where the points of large sweeps are made, one sweep after the other."""


class SweepBox:
    """All that stands in the fold of a page."""

    def __init__(self, page):
        self._page, self.kind = page, page.kind
        self.runs = page.beside(self._show)
        self._wake = page.context.wake(self.begin)
        self.results: list[Result] = []
        self._ready: list[Run] = []
        self.plan: Plan | None = None
        self._making: Future[Sweep] | None = None
        self._anew, self.made_from = False, ""
        self._patience = Patience()
        self.entry = SweepEntry(page.kind, lambda: page.experiment, page.hidden, self.planned)
        self.picture = SweepPicture(page.kind.key, self._redraw, self._picked)
        self.point = SweepPoint(page.kind, self._use)
        self.status, self.readout = Status(page.rail.set, self.anew), Readout()
        self.readout.pane.min_height = 0
        self.keep = Tick("beside the sweep before", False)
        self.counted = Words(value="")
        self.run = Button("Run sweep", self.start, icon="▶", strong=True)
        self.halt = Button("Stop sweep", self.stop, icon="■")
        self.resume = Button("Resume sweep", self.go_on, icon="▷")
        self.export = ExportBox(self.entry.kind.key, self.picture.name, self.taken)
        self.board = Board(self._groups())
        self.layout = pn.Column(
            self.board,
            self.picture.layout,
            self.point.board,
            self.readout.pane,
            self.export,
            sizing_mode="stretch_width",
            styles={"max-height": "none", "padding-bottom": "8px"},
        )
        self.planned()

    def _groups(self) -> list[Group]:
        return [
            *self.entry.groups(),
            Group("", [self.run, self.halt, self.resume, self.keep, self.counted], row=True),
            Group("", [self.status, self.status.accept, self.status.anew]),
        ]

    # what is entered ------------------------------------------------------------------------

    def planned(self) -> None:
        """Something is entered: say what it comes to, or why it cannot be."""
        with self.board.together():
            self.plan = self._checked()
            self.run.update(disabled=self.plan is None)
            if self.plan is None:
                return
            self._tell_lines(self.plan)
            self._follow()
        self._page.context.moved()

    def _checked(self) -> Plan | None:
        try:
            plan = self.entry.plan()
            sweep = plan.sweep() if plan and plan.runs <= AT_ONCE else None
        except InvalidParameter as error:
            self._refused(error)
            return None
        self.counted.update(value=self._count(plan, sweep) if plan else ABOVE)
        return plan

    def _refused(self, error: InvalidParameter) -> None:
        self.status.refused(error, self.entry.kind, self._page.hidden)
        self.counted.update(value="")

    def _count(self, plan: Plan, sweep: Sweep | None) -> str:
        """How many runs it takes, and how long."""
        many = f"{plan.points:,}".replace(",", "\u202f")
        seconds = self._seconds(plan, sweep)
        time = f", {about(seconds)}" if seconds >= WORTH_SAYING_S else ""
        return f"{many} run{'' if plan.points == 1 else 's'}{time}"

    def _seconds(self, plan: Plan, sweep: Sweep | None) -> float:
        workers = self._page.context.store.pool.workers
        if sweep:
            return duration([sweep], workers)
        return (plan.base.estimate() or 0.0) * plan.points / workers

    def _tell_lines(self, plan: Plan) -> None:
        asked = plan.kind, plan.values, self._page.hidden
        self.export.hide(plan.kind, self._page.hidden)
        self.export.tell([command_for(*asked), python_for(*asked)])

    # runs -----------------------------------------------------------------------------------

    @property
    def kept(self) -> tuple[str, ...]:
        """The ids of the kept sweeps that are shown, as long as what is entered is theirs."""
        return self.runs.of(self.plan and self.plan.values)

    def start(self) -> None:
        """Begin what is entered, as a run that is kept."""
        self.planned()
        if self.plan is None or self._making:
            return
        if announced := self._patience.announced_of(
            self.plan.values, self._seconds(self.plan, None)
        ):
            return self.status.warn(
                "A long sweep", announced.replace("Run again", "Run sweep again")
            )
        self._making = _ASIDE.submit(self.plan.sweep)
        if self.plan.runs <= AT_ONCE:
            self._making.exception()  # a moment, in which it was checked already
            self.begin()
        else:
            self.status.update(detail="preparing the points")
            self._making.add_done_callback(lambda _: self._wake())

    def anew(self) -> None:
        """Compute it, though it has been before."""
        self._anew = True
        self.start()

    def stop(self) -> None:
        """Stop what goes on, unless it is another's; all points so far stay."""
        self.status.not_done("Not stopped", self.runs.stop())

    def go_on(self) -> None:
        """Go on with what was stopped or cut off."""
        refused = self.runs.go_on()
        self._follow()
        self.status.not_done("Not resumed", refused)

    def show(self, runs: Sequence) -> None:
        """Show sweeps that are there already."""
        self.runs.adopt(runs)
        self._follow()
        self._page.context.moved()

    def begin(self) -> None:
        """Begin the sweep that was made, if it has been."""
        made = self._making
        if made is None or not made.done():
            return
        self._making = None
        try:
            self.runs.start([made.result()], True, self.keep.value, self._anew, self.made_from)
        except InvalidParameter as error:
            return self._refused(error)
        except (OSError, ValueError) as error:
            return self.status.warn("Not run", str(error))
        finally:
            self._anew = False
        self.point.clear()
        self._follow()
        self._page.context.moved()

    # showing --------------------------------------------------------------------------------

    def _show(self) -> None:
        with self.board.together():
            self._show_runs()

    def _show_runs(self) -> None:
        self._ready = self.runs.ready()
        self.results = [run.result() for run in self._ready]
        if self._ready:
            self.export.stem = f"{self.entry.kind.key}-{self._ready[-1].id}"
            self.picture.offer(self.results[-1])
            self.readout.show(answer_of(self.results))
        self._redraw()
        self._follow()

    def _redraw(self) -> None:
        self.picture.show(self.results)
        self.export.picture = self.picture.name

    def _follow(self) -> None:
        """Where the sweeps stand."""
        runs = self.runs.runs
        if runs:
            self.status.follow(runs, self._page.hidden)
            if detail := _progress(runs):
                self.status.update(detail=detail)
        elif self.plan:
            self.status.ready()
        self.halt.update(disabled=not self.runs.busy)
        self.resume.update(visible=any(run.can_go_on for run in runs) and not self.runs.busy)

    def _picked(self, which: int, point: int) -> None:
        """A person has chosen a point of a result."""
        self.point.show(self.results[which], point, self.picture.answer)

    def _use(self, texts: dict[str, str]) -> None:
        """Enter a point's parameters on the page."""
        hidden = self._page.hidden
        self._page.rail.set({k: v for k, v in texts.items() if k not in hidden})

    def taken(self) -> list[Taken]:
        """What is drawn, as it is taken home; ValueError if there is nothing yet."""
        if not self.results:
            raise ValueError("There is nothing to export yet: run a sweep first.")
        drawn = zip(self._ready, self.results, strict=True)
        return [Taken(run.id, run.taken(result)) for run, result in drawn]


def _progress(runs: Sequence) -> str:
    """How many points of a sweep are over and how long the rest takes; "" if nothing goes on."""
    going = [run for run in runs if not run.over and run.chunk]
    if len(going) != 1 or not going[0].chunk.stage[:1].isdigit():
        return ""
    more = in_words(time_left(going))
    return going[0].chunk.stage + (f", {more} left" if more else "")
