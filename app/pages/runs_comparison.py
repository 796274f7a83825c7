"""Comparison: what stands under the list of runs: several in one picture, two subtracted, or their
parameters side by side."""

from collections.abc import Sequence
from typing import NamedTuple

import panel as pn

from ionoscope.engine import Result

from ..answers.comparison import caution
from ..answers.difference import compared
from ..answers.registry import answer_of
from ..controls.board import Board, Group
from ..controls.caption import Caption
from ..controls.kinds import Button, Choice
from ..controls.theme import stylesheet
from ..figures.difference import difference_of
from ..figures.figure import Figure
from ..figures.registry import figures_of
from ..live.live import Live
from ..runs.entry import Entry
from .parts import GROWING, row_of, titled
from .readout import Readout
from .runs_beside import beside, less

MOST = 6
"""Most runs that are compared."""
_CSS = [stylesheet("compared")]
HALVES = "In brackets: half-width of the 95 % interval."
INDEPENDENT = "That of a difference is for independent runs."


class Loaded(NamedTuple):
    """A kept run with its data."""

    entry: Entry
    result: Result


class Comparison:
    """One comparison at a time, with the choice of the figure and a button that closes it."""

    def __init__(self):
        self.layout = pn.Column(sizing_mode="stretch_width", styles=GROWING)
        self.shown = ""

    def close(self) -> None:
        """Show nothing."""
        self.shown, self.layout[:] = "", []

    def overlay(self, loaded: Sequence[Loaded]) -> None:
        """Several runs of one experiment in its figures, the answers beside."""
        results = [one.result for one in loaded]
        readout = Readout()
        readout.show(answer_of(results))
        place = pn.Column(styles={"flex": "1 1 460px", "min-width": "0", **GROWING})
        side = pn.Column(readout.pane, styles={"flex": "0 1 300px", **GROWING})

        def draw(figure: Figure) -> None:
            place[:] = _overlaid(figure, results)

        title = f"{len(results)} runs in one picture"
        self._show("overlay", title, results, draw, _side_by_side(place, side))

    def difference(self, first: Loaded, second: Loaded) -> None:
        """The first run less the second: the curves where they have an axis, and the numbers."""
        results = [first.result, second.result]
        place = pn.Column(styles={"flex": "1 1 460px", "min-width": "0", **GROWING})
        rows = compared(*results)
        said = f"{HALVES} {INDEPENDENT} {caution([first.entry, second.entry])}".rstrip()
        numbers = _html(less(first.entry, second.entry, rows) + f"<p>{said}</p>")
        side = pn.Column(numbers, styles={"flex": "1 1 420px", **GROWING})

        def draw(figure: Figure) -> None:
            place[:] = [_subtracted(figure, results)]

        names = (one.entry.name or one.entry.id for one in (first, second))
        title = " less ".join(names)
        self._show("difference", title, results, draw, _side_by_side(place, side))

    def beside(self, entries: Sequence[Entry]) -> None:
        """The parameters of several runs."""
        self._put("beside", f"The parameters of {len(entries)} runs", [], _html(beside(entries)))

    def _show(self, what: str, title: str, results: Sequence[Result], draw, content) -> None:
        """A comparison by one of the experiment's figures, which can be chosen."""
        figures = figures_of(results[0].experiment)
        figure = Choice("Figure", {_plain(f.title): name for name, f in figures.items()})
        figure.watch(lambda _: draw(figures[figure.value]))
        draw(figures[figure.value])
        self._put(what, title, [figure], content)

    def _put(self, what: str, title: str, controls: list, content) -> None:
        close = Button("Close", self.close, icon="✕")
        looks = {"margin": (0, 10), "css_classes": ["comparing"]}
        bar = Board([Group("", [*controls, close], row=True)], **looks)
        self.shown = what
        self.layout[:] = [Caption(title), bar, content]


def _overlaid(figure: Figure, results: list[Result]) -> list:
    """All in one figure; maps, which show one run each, side by side."""
    each = [[result] for result in results] if figure.options.get("single") else [results]
    lives = [Live(figure) for _ in each]
    for live, own in zip(lives, each, strict=True):
        live.show(own)
    return [titled(lives[0])] if len(lives) == 1 else [row_of(*(titled(live) for live in lives))]


def _subtracted(figure: Figure, results: list[Result]):
    """The difference in this figure, or why there is none."""
    drawn = difference_of(figure)
    try:
        drawn.sketch(results)
    except ValueError as error:
        return _html(f'<p class="why">{error} Their numbers are beside.</p>')
    live = Live(drawn)
    live.show(results)
    return titled(live)


def _side_by_side(*parts) -> pn.Row:
    looks = {"flex-wrap": "wrap", "gap": "16px", **GROWING}
    return pn.Row(*parts, sizing_mode="stretch_width", styles=looks)


def _html(content: str) -> pn.pane.HTML:
    return pn.pane.HTML(
        content, stylesheets=_CSS, sizing_mode="stretch_width", margin=(0, 10), styles=GROWING
    )


def _plain(title: str) -> str:
    return title.replace("**", "")
