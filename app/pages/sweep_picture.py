"""Sweep picture: curves or a map of what a sweep has come to, of any of its answers."""

from collections.abc import Callable, Sequence

import panel as pn

from ionoscope.engine import Result

from ..controls.board import Board, Group
from ..controls.kinds import Choice, Tick
from ..figures.figure import Figure
from ..figures.style import GREY
from ..figures.swept import answers_of, answers_to_come
from ..figures.swept_curves import NAME, figure_for, kinds_of, point_at
from ..figures.swept_map import map_figure, point_on
from ..live.live import Live
from .parts import GROWING, framed, keys

CURVES, MAP = "curves", "map"
FEW = 8
"""More curves than this are first shown as a map."""
_KEY = (
    f'<span style="margin-right:18px;white-space:nowrap"><b style="color:{GREY}">{{}}</b> '
    "{}</span>"
)
MEANING = {
    CURVES: (
        ("●", "answer"),
        ("▲", "with a caution"),
        ("○ △", "still running"),
        ("✕", "no answer"),
    ),
    MAP: (("▨", "with a caution"), ("▫", "still running"), ("✕", "no answer")),
}
"""What the shapes say."""


class SweepPicture:
    """A picture with the choice of what it shows; `changed()` is called when that is another.

    `picked(which, point)` follows a click on a point of a result.
    """

    def __init__(self, of: str, changed: Callable[[], None], picked: Callable[[int, int], None]):
        self._picked = picked
        self.results: list[Result] = []
        options = {label: name for name, label in answers_to_come(of).items()}
        self.ordinate = Choice("Show", options)
        self.look = Choice("as", {"curves": CURVES, "colours on a map": MAP}, CURVES)
        self.log = Tick("logarithmic", False)
        for control in (self.ordinate, self.look, self.log):
            control.watch(lambda _: changed())
        self._chosen: tuple = ()
        self._lives: dict[Figure, Live] = {}
        self._place = pn.Column(sizing_mode="stretch_width", styles=GROWING, min_height=380)
        self._keys = pn.Column(sizing_mode="stretch_width", styles=GROWING)
        self.live: Live | None = None
        self.board = Board([Group("", [self.ordinate, self.look, self.log], row=True)])
        self.layout = pn.Column(
            self.board, self._place, self._keys, sizing_mode="stretch_width", styles=GROWING
        )
        self.show([])

    @property
    def answer(self) -> str:
        """Name of the answer that is shown."""
        return self.ordinate.value

    @property
    def name(self) -> str:
        """Name of the figure that is shown."""
        return self.live.figure.name if self.live else NAME

    def offer(self, result: Result) -> None:
        """Offer all answers of a sweep; a new one of many curves is first a map."""
        found = answers_of(result)
        if found:
            options = {label: name for name, label in found.items()}
            self.ordinate.offer(options | self._to_come(found))
        over = tuple(name for name, _ in result.parameters["over"])
        if over != self._chosen:
            self._chosen = over
            curves = result.data.status.size // result.data.status.shape[0]
            self.look.update(value=MAP if curves > FEW else CURVES)

    def _to_come(self, found: dict[str, str]) -> dict[str, str]:
        """What is chosen, as long as no point has come to it."""
        named = {v: k for k, v in self.ordinate.options.items()}
        return {} if self.answer in found else {named[self.answer]: self.answer}

    def show(self, results: Sequence[Result]) -> None:
        """Draw these sweeps."""
        self.results = list(results)
        live = self._live()
        live.show(self.results, answer=self.answer, log=self.log.value)
        if live is not self.live:
            self.live = live
            self._place[:] = [framed(live)]
            self._keys[:] = [keys(_KEY.format(*key) for key in MEANING[self.look.value])]
        live.describe()

    def _live(self) -> Live:
        """The figure for what is chosen, drawn when it is first needed."""
        figure = map_figure()
        if self.look.value == CURVES:
            figure = figure_for(*kinds_of(self.results, self.answer, self.log.value))
        if figure not in self._lives:
            self._lives[figure] = Live(figure)
            self._lives[figure].on_pick(self._clicked)
        return self._lives[figure]

    def _clicked(self, x: float, y: float) -> None:
        if not self.results:
            return
        if self.look.value == MAP:
            found = point_on(self.results, x, y)
        else:
            found = point_at(self.results, self.live.sketch, (x, y), self.answer)
        if found:
            self._picked(*found)
