"""Sweep fold: on an experiment's page its answer over one or two of its parameters.

A page holds but the fold's title; what stands under it is built when it is opened.
"""

from collections.abc import Sequence

import panel as pn

from ..controls.unfold import Unfold
from .folds import FRAME
from .parts import GROWING
from .sweep_box import SweepBox

TITLE = "Sweep: the answer over one or two parameters"


class SweepFold:
    """A fold of a page; `box` is what it holds, None until it is first opened."""

    def __init__(self, page):
        self._page = page
        self.box: SweepBox | None = None
        self.title = Unfold(TITLE, self._turned)
        self._body = pn.Column(sizing_mode="stretch_width", styles=GROWING, visible=False)
        self.pane = pn.Column(
            self.title, self._body, sizing_mode="stretch_width", margin=(8, 0, 0, 0), styles=FRAME
        )

    def open(self) -> SweepBox | None:
        """Open it; None on a page that is locked or hides something, where nothing is swept."""
        self.title.turn(True)
        return self.box

    def show(
        self, over: Sequence[tuple[str, tuple]], runs: Sequence = (), made_from: str = ""
    ) -> None:
        """Open it with what a sweep goes over, and its runs if there are any, or the id of the run
        that this was taken from."""
        if box := self.open():
            box.entry.enter(over)
            box.made_from = made_from
            if runs:
                box.show(runs)

    @property
    def kept(self) -> tuple[str, ...]:
        """The ids of the kept sweeps that are shown."""
        return self.box.kept if self.box and self._body.visible else ()

    def lock(self, locked: bool) -> None:
        """Some pages have no sweep."""
        self.pane.visible = not locked

    def changed(self) -> None:
        """The page's own values have changed."""
        if self.box:
            self.box.planned()

    def stop(self) -> None:
        """Stop the sweeps that were started here."""
        if self.box:
            self.box.stop()

    def _turned(self, is_open: bool) -> None:
        if self._page.locked or self._page.hidden:
            return
        if is_open and self.box is None:
            self.box = SweepBox(self._page)
            self._body[:] = [self.box.layout]
        self._body.visible = is_open
        self._page.context.moved()
