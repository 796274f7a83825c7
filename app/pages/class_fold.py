"""Class fold: on an experiment's page, a link for a class: what it hides, locks and shows.

A page holds but the fold's title; what stands under it is built when it is opened.
"""

import panel as pn

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.parameters import Count, Quantity

from ..controls.board import Board, Group
from ..controls.kinds import Choice, Tick, Ticks, Words
from ..controls.link_box import LinkBox
from ..controls.unfold import Unfold
from ..share import link
from ..teaching.riddles import closed
from .folds import FRAME
from .parts import GROWING

TITLE = "Prepare a class: a link that hides values, locks controls, shows few pages"
GUESS, TEACHER = "a student’s own guess", "the teacher"
OTHERS = {"home": "Home", "lessons": "Lessons", "runs": "Runs", "papers": "Papers"}
ABOUT = """<p>The link opens this page with what is entered now. Values that it hides are sealed by
this server: they stand neither in the address nor on the page, in exports or in texts, until they
are revealed. What the pictures show can be measured, as it should be. Links open on this server
only, as long as it keeps its runs folder.</p>"""


class ClassFold:
    """A fold of a page; its board is None until it is first opened."""

    def __init__(self, page):
        self._page = page
        self.board: Board | None = None
        self.title = Unfold(TITLE, self._turned)
        self._body = pn.Column(sizing_mode="stretch_width", styles=GROWING, visible=False)
        self.pane = pn.Column(
            self.title, self._body, sizing_mode="stretch_width", margin=(8, 0, 0, 0), styles=FRAME
        )

    def lock(self, closed: bool) -> None:
        """Whoever has been given such a link does not make others of it."""
        self.pane.visible = not closed and self._page.context.seat.is_teacher()

    def changed(self) -> None:
        """Let the link follow what is entered."""
        if self.board:
            self.link.search = self._search()

    def _turned(self, is_open: bool) -> None:
        if not self.pane.visible:
            return
        if is_open and self.board is None:
            self._build()
        self._body.visible = is_open

    def _build(self) -> None:
        kind = self._page.kind
        symbols = {_symbol(p): name for name, p in kind.declared().items() if name != "seed"}
        pages = {EXPERIMENTS[key].title: key for key in EXPERIMENTS if key != kind.key}
        pages |= {title: key for key, title in OTHERS.items()}
        self.hide = Ticks("Hide", symbols)
        self.by = Choice("Revealed by", {words: words for words in (GUESS, TEACHER)})
        self.lock_all = Tick("lock all controls", False)
        self.large = Tick("open in projector mode", False)
        self.only = Ticks("Show only these pages beside this one", pages)
        for control in (self.hide, self.by, self.lock_all, self.large, self.only):
            control.watch(lambda _: self.changed())
        self.board = Board(
            [
                Group("", [Words(value=ABOUT)]),
                Group("", [Words(value="<p><b>Hide these values:</b></p>"), self.hide]),
                Group("", [self.by, self.lock_all, self.large], row=True),
                Group("", [Words(value=f"<p><b>{ONLY}</b></p>"), self.only]),
            ]
        )
        self.link = LinkBox(label="Copy the class’s link", search=self._search())
        self._body[:] = [self.board, self.link]

    def _search(self) -> str:
        """The query part of the class's link."""
        page, hidden = self._page, self.hide.value
        texts = page.rail.texts()
        seal, by_teacher = page.context.seat.seal, self.by.value == TEACHER
        riddle = {name: texts.pop(name) for name in hidden}
        return link.write(
            page.key,
            texts,
            {k: v for k, v in page.state().items() if k not in hidden},
            lock=self.lock_all.value,
            mystery=closed(seal, page.key, riddle, by_teacher) if riddle else "",
            only=(page.key, *self.only.value) if self.only.value else (),
            large=self.large.value,
        )


ONLY = "Show only these pages beside this one (none chosen: all pages):"


def _symbol(parameter) -> str:
    """What a parameter is called on its button."""
    plain = parameter.symbol == parameter.name and not isinstance(parameter, Quantity | Count)
    return parameter.called if plain else parameter.symbol
