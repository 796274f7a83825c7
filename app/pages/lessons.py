"""Lessons: the guided lessons, and one of them at a time, step by step."""

from collections.abc import Mapping

import panel as pn

from ..controls.board import Board, Group
from ..controls.kinds import Button
from ..teaching import predictions
from ..teaching.guided import Lesson, lessons
from .context import Context
from .lesson_class import ClassPanel
from .lesson_sheet import FOR_TEACHERS, sheet
from .lesson_step import Stand
from .lesson_words import kept, pane
from .parts import GROWING
from .projector import Projector
from .still import Still
from .view import View

END = "end"
"""The step after the last, which tells what is taken home."""
INTRO = """<h1>Which lesson would you like to begin?</h1>
<p class="lead">Each takes about twenty minutes, alone or with a class. You predict, commit, then
watch the run, and keep one thought of every step. The address remembers how far you are and what
you predicted: bookmark it, or copy the link, to go on later.</p>"""


class LessonsPage(Still):
    """The list, or a lesson with the step that is open; `views` makes the pictures, by experiment.

    A link has `lesson`, `step`, the predictions so far as `predicted`, and `sheet=1` for the
    teacher's sheet.
    """

    key = "lessons"

    def __init__(self, context: Context, views: Mapping[str, type[View]]):
        self._context, self._views, self._latch = context, views, context.latch
        self.wake = context.wake(self.tick)
        self._leave = context.seat.room.watch(self.wake)
        self.lesson: Lesson | None = None
        self.said: dict[str, str] = {}
        self.stand: Stand | None = None
        self.panel: ClassPanel | None = None
        self._sheet, self._ended = False, False
        self._begun, self._room = True, (False, 800)
        super().__init__(pn.Column(sizing_mode="stretch_width", margin=(8, 24), styles=GROWING))
        self._list()

    # what the shell asks --------------------------------------------------------------------

    def texts(self) -> dict[str, str]:
        """What a link carries."""
        if self.lesson is None:
            return {}
        own = {"lesson": self.lesson.key}
        if self._sheet:
            return own | {"sheet": "1"}
        own["step"] = END if self._ended else self.stand.step.key
        return own | ({"predicted": predictions.linked(self.said)} if self.said else {})

    def open(self, texts: dict[str, str], *_, **__) -> None:
        """Open what a link asks for."""
        lesson = lessons().get(texts.get("lesson", ""))
        if lesson is None:
            return self._list()
        self.lesson, self.said = lesson, predictions.read(texts.get("predicted", ""), lesson)
        if texts.get("sheet") == "1":
            self._show_sheet()
        else:
            self._go(texts.get("step", ""))

    def arrive(self) -> None:
        """The browser is there."""
        if self.stand and self._latch.is_open and not self._begun:
            self._begun = True
            self.stand.begin()

    def tick(self) -> None:
        """Show what is new (on the session's event loop)."""
        if self.away or not self._latch.is_open:
            return
        with pn.io.hold():
            if self.stand:
                self.stand.tick()
            if self.panel:
                self.panel.tick()

    def project(self, large: bool, height: int) -> None:
        """Large letters and a large picture, or as before."""
        self._room = large, height
        if self.stand and (large or self._projector.on):
            self._projector.turn(large, height)

    def stop(self) -> None:
        """Stop the runs that were started here."""
        if self.stand:
            self.stand.stop()

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        self._leave()
        self.wake.close()
        if self.stand:
            self.stand.close()

    # the list -------------------------------------------------------------------------------

    def _list(self) -> None:
        self._end()
        self.lesson = None
        self.main[:] = [pane(INTRO), *map(self._entry, lessons().values())]

    def _entry(self, lesson: Lesson) -> pn.Column:
        words = (
            f"<h2>{lesson.title}</h2><p class='lead'>{lesson.about}</p>"
            f"<p>{len(lesson.steps)} steps, about {lesson.minutes} minutes.</p>"
        )

        def begin() -> None:
            self.lesson, self.said = lesson, {}
            self._go("")

        def teach() -> None:
            self.lesson = lesson
            self._show_sheet()

        buttons = [Button(f"Begin “{lesson.title}”", begin, strong=True)]
        if self._context.seat.is_teacher():
            buttons.append(Button(f"Teacher’s sheet of “{lesson.title}”", teach))
        board = Board([Group("", buttons, row=True)])
        return pn.Column(pane(words), board, sizing_mode="stretch_width", styles=GROWING)

    # a lesson -------------------------------------------------------------------------------

    def _go(self, key: str) -> None:
        """Open a step, or what comes after the last."""
        if key == END:
            return self._show_end()
        self._end()
        step = self.lesson.step(key)
        said = self.said.get(step.key, "")
        view = self._views[step.experiment]
        self.stand = Stand(step, self._context, view, said, self._commit, self._came)
        self.panel = ClassPanel(self._context.seat, self.lesson.key, self.stand)
        self._begun = False
        self.stand.page.anatomy.main.append(self.panel.main)
        self.main[:] = [self._top(), self.stand.main, self._bottom()]
        self._projector = Projector(self.stand.picture, self.stand.texts)
        self.arrive()
        self.project(*self._room)
        self._context.moved()

    def _end(self) -> None:
        """Leave the step that is open."""
        if self.stand:
            self.stand.close()
        self.stand = self.panel = None
        self._sheet = self._ended = False

    def _commit(self, text: str) -> None:
        """A prediction has been made."""
        step, seat = self.stand.step, self._context.seat
        self.said[step.key] = text
        seat.room.tell(self.lesson.key, step.key, seat.me, text)
        self._offer_next()
        self._context.moved()

    def _came(self) -> None:
        self.panel.tick()

    def _top(self) -> Board:
        """Where one is, and how to get to the other steps."""
        buttons = [Button("All lessons", self._leave_lesson, icon="‹")]
        for place, step in enumerate(self.lesson.steps, 1):
            mark = "✓" if step.key in self.said else f"{place}."  # as wide, so that nothing moves
            own = Button(f"{mark} {step.title}", lambda key=step.key: self._go(key))
            own.update(here=step is self.stand.step)
            buttons.append(own)
        return Board([Group("", buttons, row=True)], css_classes=["actions", "steps"])

    def _bottom(self) -> Board:
        steps = self.lesson.steps
        at = steps.index(self.stand.step)
        back = Button("Back", lambda: self._go(steps[at - 1].key), icon="←")
        back.update(disabled=at == 0)
        last = self.stand.step is steps[-1]
        self._next = Button("Finish the lesson" if last else "Next step", self._go_on, strong=True)
        self._skip = Button("Skip to the end" if last else "Skip this step", self._go_on)
        self._offer_next()
        row = Group("", [back, self._next, self._skip], row=True)
        return Board([row], margin=(8, 0, 40, 0))

    def _offer_next(self) -> None:
        self._next.update(visible=self.stand.said)
        self._skip.update(visible=not self.stand.said)

    def _go_on(self) -> None:
        steps = self.lesson.steps
        at = steps.index(self.stand.step) + 1
        self._go(steps[at].key if at < len(steps) else END)

    def _show_end(self) -> None:
        """What is taken home, beside what was predicted."""
        self._end()
        self._ended = True
        back = Button("All lessons", self._leave_lesson, icon="‹")
        again = Button("Back to the last step", lambda: self._go(self.lesson.steps[-1].key))
        board = Board([Group("", [back, again], row=True)], css_classes=["actions"])
        self.main[:] = [board, pane(kept(self.lesson, self.said))]
        self._context.moved()

    def _leave_lesson(self) -> None:
        self._list()
        self._context.moved()

    # the teacher's sheet --------------------------------------------------------------------

    def _show_sheet(self) -> None:
        self._end()
        self._sheet = True
        back = Button("All lessons", self._leave_lesson, icon="‹")
        teacher = self._context.seat.is_teacher()
        content = pane(sheet(self.lesson) if teacher else FOR_TEACHERS)
        self.main[:] = [Board([Group("", [back], row=True)]), content]
        self._context.moved()
