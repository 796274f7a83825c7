"""Bench: an experiment's page as a lesson has it: the picture, its numbers, a few controls."""

from collections.abc import Callable, Sequence

import panel as pn

from ..controls.board import Board, Group
from .parts import GROWING, titled

LEAST = 380
"""Pixels of a figure that is the whole picture."""


class Bench:
    """Where the parts stand; `figure` is shown in place of the view's whole picture if it is
    given, `knobs` are the parameters that can be turned, `seen` is called after each look at the
    runs.
    """

    def __init__(self, page, figure: str, knobs: Sequence[str], seen: Callable[[], None]):
        self._page, self._figure, self._filled = page, figure, False
        self.followed, self._turns = seen, bool(knobs)
        self.board = Board([Group("", [page.status])], margin=(4, 10))
        self.picture = pn.Column(min_height=LEAST, sizing_mode="stretch_width", styles=GROWING)
        turned = Board(_knobs(page, knobs), margin=(0, 10), max_width=520)
        self.knobs = pn.Column(turned, sizing_mode="stretch_width", styles=GROWING, visible=False)
        page.view.alone, page.readout.folded = bool(figure), True
        page.readout.pane.visible = False  # until the answer may be told
        self.main = pn.Column(
            self.picture,
            self.board,
            self.knobs,
            page.readout.pane,
            sizing_mode="stretch_width",
            styles=GROWING,
        )

    def fill(self) -> None:
        """Build the picture."""
        if self._filled:
            return
        self._filled = True
        if self._figure:
            live = self._page.figures[self._figure].named(True)
            live.set_height(max(live.fig.height, LEAST))
            picture = titled(live)
            picture.styles = GROWING  # as high as it is: nothing stands beside it
            self.picture[:] = [picture]
        else:
            self.picture[:] = [self._page.view.picture()]

    def lock(self) -> None:
        """Nothing is hidden in a lesson."""

    def project(self, large: bool, height: int) -> None:
        """A lesson has its own way to be large."""

    def tell(self) -> None:
        """The answer is there: show the numbers, and let the knobs be turned."""
        self._page.readout.pane.visible = True
        self.knobs.visible = self._turns

    def changed(self) -> None:
        """There is nothing here that has to follow."""

    def stop(self) -> None:
        """The page's runs are all there are."""


def _knobs(page, names: Sequence[str]) -> list[Group]:
    """The parameters, and Run where the picture does not follow them."""
    run = [page.buttons.run, page.buttons.stop] if names and not page.view.follows else []
    controls = [page.rail.controls[name] for name in names]
    return [Group("", controls), *([Group("", run, row=True)] if run else [])]
