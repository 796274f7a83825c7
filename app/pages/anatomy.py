"""Anatomy: where the parts of an experiment's page stand."""

import panel as pn

from ionoscope.engine.registry import EXPERIMENTS

from ..controls.board import Board, Group
from ..controls.heading import Heading
from ..controls.later import Later
from .class_fold import ClassFold
from .entered import Entered
from .folds import folds, look_for
from .parts import GROWING
from .projector import Projector
from .sweep_fold import SweepFold


class Anatomy:
    """The rail as one board; question, picture with the readout beside it, rows and folds below.

    The picture is built by `fill`, a row when it comes into view.
    """

    def __init__(self, page):
        self._page, self._filled = page, False
        self.board = Board(_rail(page), css_classes=["rail"])
        self._picture = pn.Column(
            min_height=400, styles={"flex": page.view.widths[0], "min-width": "0", **GROWING}
        )
        self.entered, self._look = Entered(page), look_for(page.key)
        self._side = pn.Column(
            page.readout.pane,
            self.entered.pane,
            self._look,
            styles={"flex": page.view.widths[1], **GROWING},
            margin=(0, 0, 24, 0),
        )
        self._rows = page.view.below()
        self._later = Later(self.more)
        self.sweep, self.classes = SweepFold(page), ClassFold(page)
        self._below = pn.Column(sizing_mode="stretch_width", styles=GROWING)
        self._folds, self.heading = folds(page.kind), _heading(page)
        for part in (self._folds, page.export, self.sweep.pane, self.classes.pane, self._look):
            part.css_classes = [*(part.css_classes or []), "unprinted"]
        self.projector = Projector(self._picture, [page.readout.pane, self.entered.pane])
        self.main = pn.Column(
            self.heading,
            # side by side where there is room, else one under the other
            pn.Row(
                self._picture,
                self._side,
                sizing_mode="stretch_width",
                styles={"flex-wrap": "wrap", "gap": "16px", **GROWING},
            ),
            self._below,
            self._later,
            self.sweep.pane,
            self._folds,
            page.export,
            self.classes.pane,
            sizing_mode="stretch_width",
            margin=(8, 20),
            styles=GROWING,
        )

    def project(self, large: bool, height: int) -> None:
        """One large picture with its numbers, in a window of this height, or the whole page."""
        if not self._filled:
            return
        self.heading.large = large
        for part in (self._below, self._later, self._folds, self._page.export, self._look):
            part.visible = not large
        self.lock()
        if large or self.projector.on:
            self.projector.turn(large, height)

    def fill(self) -> None:
        """Build the picture; where nothing can be changed there is nothing to sweep, and a sweep
        would tell what is hidden."""
        self.lock()
        if self._filled:
            return
        self._filled = True
        self._picture[:] = [self._page.view.picture()]
        if aside := self._page.view.aside():
            self._side.extend(aside)

    def lock(self) -> None:
        """Close what the page must not have at present."""
        closed = self._page.locked or bool(self._page.hidden) or self.heading.large
        self.sweep.lock(closed)
        self.classes.lock(closed)

    def changed(self) -> None:
        """What is entered has changed."""
        self.sweep.changed()
        self.classes.changed()
        self.entered.show()

    def stop(self) -> None:
        """Stop what was started here beside the page's runs."""
        self.sweep.stop()

    def followed(self) -> None:
        """The page has looked at its runs: nothing else waits for them."""

    def more(self) -> None:
        """Build the next row."""
        row = next(self._rows, None)
        if row is None:
            self._later.whole = True
        else:
            self._below.append(row)
            self._later.built += 1


def _heading(page) -> Heading:
    shown = [k for k in EXPERIMENTS if page.context.seat.shows(k)]
    group = {k: EXPERIMENTS[k].title for k in shown if EXPERIMENTS[k].group == page.kind.group}
    return Heading(page.kind.question, page.key, group, page.context.go)


def _rail(page) -> list[Group]:
    overlays = [page.overlays.group(page.view.with_overlays())] if page.view.overlays else []
    return [
        Group("", [page.preset]),
        page.buttons.group(),
        Group("", [page.status, page.status.accept, page.status.anew]),
        *page.rail.groups(() if page.kind.random else ("seed",)),
        *page.riddle.groups(),
        *overlays,
        *page.view.groups(),
    ]
