"""One step of a lesson: what is asked, the prediction, the run, the answer beside it."""

from collections.abc import Callable
from functools import partial

import numpy as np
import panel as pn

from ionoscope.engine import Experiment

from ..controls.board import Board, Group
from ..controls.caption import Caption
from ..controls.kinds import Button, Control, Radio, Slider, Text, Words
from ..figures.marks import Line
from ..figures.symbols import html
from ..reproduction.reading import Found
from ..runs.run import FINISHED, Run
from ..scenes.hand import Hand
from ..teaching.guided import CHOICE, NUMBER, SKETCH, Step
from ..teaching.predictions import PLACES, checked, heights, sketched
from .bench import Bench
from .context import Context
from .entry import texts_of
from .lesson_words import WAITS, answered, asked, lettered, pane
from .page import Page
from .parts import GROWING
from .view import View


class Stand:
    """A step as it stands on the page; `committed(text)` is called with a prediction, `answered()`
    when its answer has come. With a `prediction` the step is past that, and its run begins.
    """

    def __init__(
        self,
        step: Step,
        context: Context,
        view: type[View],
        prediction: str,
        committed: Callable[[str], None],
        came: Callable[[], None],
    ):
        self.step, self.prediction = step, prediction
        self._committed, self._came = committed, came
        self.answer: Found | None = None
        self.hand: Hand | None = None
        bench = partial(Bench, figure=step.figure, knobs=step.controls, seen=self._seen)
        self.page = Page(context._replace(moved=lambda: None), view, bench)
        self._context = context
        self.controls = self._asked_for()
        self.commit = Button("Commit to this prediction", self._commit, strong=True)
        self.trouble = Words(value="", live=True)
        self.trouble.update(visible=False)
        offered = [Group("", self.controls), Group("", [self.commit], row=True)]
        self.board = Board([*offered, Group("", [self.trouble])])
        asks = step.predict is not None
        self.form = pn.Column(self.board, margin=(0, 0, 8, 0), styles=GROWING, visible=asks)
        self.texts = [pane(asked(step)), pane()]
        """Question and answer."""
        self.answers = pn.Column(sizing_mode="stretch_width", styles=GROWING)
        self.words = pn.Column(
            Caption(step.title, margin=(8, 0, 0, 0), level=1),
            self.texts[0],
            self.form,
            self.answers,
            styles={"flex": "1 1 340px", "min-width": "0", "max-width": "520px", **GROWING},
        )
        self.picture = pn.Column(
            pane(f'<div class="wait">{"" if self._seen_before else WAITS}</div>'),
            styles={"flex": "1000 1 520px", "min-width": "0", **GROWING},
        )
        self.main = pn.Row(
            self.words,
            self.picture,
            sizing_mode="stretch_width",
            styles={"flex-wrap": "wrap", "gap": "24px", **GROWING},
        )

    @property
    def said(self) -> bool:
        """Whether the prediction has been made, or none is asked for."""
        return bool(self.prediction) or self.step.predict is None

    def begin(self) -> None:
        """The browser is there: show what is to be seen before the prediction, or all of it."""
        if not self.page.view.follows:
            self._shared(self.step.asked())  # it is computed while the question is read
        if self._kind == SKETCH:
            self._lay()
        if self.said:
            self._past()
        elif self.step.before is not None:
            self._put()
            self._compute([self.step.earlier()])

    def tick(self) -> None:
        """Show what is new."""
        self.page.tick()

    def stop(self) -> None:
        """Stop what was started here; what others wait for too goes on."""
        if self.page.view.follows or self.step.controls:
            self.page.stop()

    def close(self) -> None:
        """End what only this step wanted."""
        self.page.close()

    # before ---------------------------------------------------------------------------------

    @property
    def _seen_before(self) -> bool:
        """Whether there is a picture before the prediction."""
        return self.said or self._kind == SKETCH or self.step.before is not None

    @property
    def _kind(self) -> str:
        return self.step.predict.kind if self.step.predict else ""

    def _asked_for(self) -> list[Control]:
        """The controls by which a prediction is made."""
        question = self.step.predict
        if self._kind == NUMBER:
            unit = f" ({question.unit})" if question.unit else ""
            return [Text(f"Your prediction{unit}", "")]
        if self._kind == CHOICE:
            return [Radio("Your prediction", lettered(question.options))]
        if self._kind == SKETCH:
            hint = "Draw over the picture, or set points with the two sliders."
            self.place = Slider("point, from left", 1, 1, PLACES, step=1, whole=True)
            self.height = Slider("its height, in percent", 50, 0, 100, step=1)
            self.height.watch(lambda _: self._point())
            again = Button("Draw again", self._again)
            return [Words(value=f"<p>{hint}</p>"), self.place, self.height, again]
        return []

    def _lay(self) -> None:
        """Lay the axes bare, to be drawn on."""
        self._put()
        question, live = self.step.predict, self.page.figures[self.step.figure]
        live.hold(question.x, question.y)
        axes = live.figure.x, live.figure.y
        self.hand = Hand(live.fig, axes, question.x, question.y, PLACES, self._drawn)
        self.page.anatomy.fill()

    def _drawn(self) -> None:
        self.trouble.update(visible=False)

    def _point(self) -> None:
        if self.hand and not self.said:
            self.hand.put(round(self.place.value) - 1, round(self.height.value))

    def _again(self) -> None:
        if self.hand and not self.said:
            self.hand.show((None,) * PLACES)

    def _commit(self) -> None:
        if self.said:
            return
        try:
            text = checked(self._entered(), self.step.predict)
        except ValueError as error:
            self.trouble.update(value=f'<p role="alert">{html(str(error))}</p>', visible=True)
            return
        self.prediction = text
        self.trouble.update(visible=False)
        self._committed(text)
        self._past()

    def _entered(self) -> str:
        if self._kind == SKETCH:
            return sketched(self.hand.heights) if self.hand else ""
        return self.controls[0].value

    # after ----------------------------------------------------------------------------------

    def _past(self) -> None:
        """The prediction is made: it stays as it is, and the run begins."""
        for control in (*self.controls, self.commit):
            control.update(disabled=True)
        self.form.visible = False
        if self.hand:
            self.hand.show(heights(self.prediction))
            self.hand.close()
        self._put()
        earlier = [self.step.earlier()] if self.step.beside else []
        self._compute([self.step.asked(), *earlier])

    def _compute(self, wanted: list[Experiment]) -> None:
        """Show these, the first one entered, computed for this page or for all who are here."""
        page = self.page
        if not page.view.follows:
            return page.show(list(map(self._shared, wanted)))
        with page.anatomy.board.together():
            page.entry.open(texts_of(wanted[0]), None, False)
        page.arrive()

    def _shared(self, experiment: Experiment) -> Run:
        return self._context.store.shared.run(experiment)

    def _put(self) -> None:
        """Show the picture in place of what stands for it."""
        if self.picture[0] is not self.page.main:
            self.picture[:] = [self.page.main]

    def _seen(self) -> None:
        """The page has looked at its runs: the answer may have come."""
        own = self.page.own
        if self.answer or not self.said or own is None or self.page.runs.busy:
            return
        if own.status != FINISHED or own.parameters != self._wanted():
            return
        self.answer = self.step.answer.of(own) if self.step.answer else Found()
        self.texts[1].object = answered(self.step, self.prediction, self.answer, self._apart())
        caption = [Caption("The answer", margin=(8, 0, 0, 0))] if self.step.predict else []
        self.answers[:] = [*caption, self.texts[1]]
        self.page.anatomy.tell()
        self._came()

    def _wanted(self) -> dict:
        return self.step.asked().values()

    def _apart(self) -> float | None:
        """How far the sketch is from the curve that came, in shares of the picture's height."""
        if not self.hand:
            return None
        sketch = self.page.figures[self.step.figure].sketch
        line = next((m for m in sketch.visible if isinstance(m, Line)), None)
        if line is None:
            return None
        ours = np.interp(self.hand.at, line.x, line.y, left=np.nan, right=np.nan)
        theirs = self.hand.curve(self.hand.heights)
        off = np.abs(self.hand.share(ours) - self.hand.share(theirs))
        return float(np.nanmean(off)) if np.isfinite(off).any() else None
