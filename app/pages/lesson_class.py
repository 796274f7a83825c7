"""What the class predicted, for the teacher: how many, and on demand what, beside the answer."""

import panel as pn

from ..controls.board import Board, Group
from ..controls.kinds import Button, Words
from ..figures.predicted import choices, numbers
from ..live.live import Live
from ..teaching.guided import CHOICE, NUMBER, SKETCH
from ..teaching.predictions import heights
from ..teaching.seat import Seat
from .lesson_step import Stand
from .parts import GROWING

SHOW, HIDE = "Show what the class predicted", "Hide what the class predicted"


class ClassPanel:
    """Of one step; it stays empty for whoever is not the teacher.

    The answer is marked once the teacher's own run has given it.
    """

    def __init__(self, seat: Seat, lesson: str, stand: Stand):
        self._seat, self._lesson, self._stand = seat, lesson, stand
        self.is_open = False
        self.count = Words(value="", live=True)
        self.show = Button(SHOW, self._turn)
        self.again = Button("New class", seat.room.new_class)
        self.live: Live | None = None
        self._picture = pn.Column(sizing_mode="stretch_width", styles=GROWING)
        row = Group("", [self.show, self.again, self.count], row=True)
        self.main = pn.Column(
            Board([row], css_classes=["actions"]),
            self._picture,
            sizing_mode="stretch_width",
            visible=bool(stand.step.predict) and seat.is_teacher(),
            styles=GROWING,
        )
        self.tick()

    def tick(self) -> None:
        """Show what has been predicted by now."""
        if not self.main.visible:
            return
        said = self._seat.room.said(self._lesson, self._stand.step.key)
        people = "1 prediction" if len(said) == 1 else f"{len(said)} predictions"
        self.count.update(value=f"<p>{people} so far</p>")
        if self.is_open:
            self._draw(said)

    def _turn(self) -> None:
        self.is_open = not self.is_open
        self.show.update(label=HIDE if self.is_open else SHOW)
        if not self.is_open:
            self._picture[:] = []
            self._beside([])
        self.tick()

    def _draw(self, said: list[str]) -> None:
        step, answer = self._stand.step, self._stand.answer
        if step.predict.kind == SKETCH:
            return self._beside(said)
        if self.live is None:
            self.live = Live(numbers if step.predict.kind == NUMBER else choices)
        if not self._picture.objects:
            self._picture[:] = [self.live.pane]
        if step.predict.kind == CHOICE:
            right = step.right if answer else ""
            self.live.show([], values=said, options=list(step.predict.options), answer=right)
        else:
            value = answer.value if answer else None
            values = list(map(float, said))
            self.live.show([], values=values, answer=value, unit=step.predict.unit)

    def _beside(self, said: list[str]) -> None:
        """Lay the sketches of all under one's own."""
        if self._stand.hand:
            self._stand.hand.beside(list(map(heights, said)))
