"""Gallery: domain maps side by side; click one to open it."""

import panel as pn

from ionoscope.engine.core.parameters import as_text

from ..controls.board import Board
from ..figures.domain_map import PALETTE, WORDS
from ..figures.gallery import at_place, gallery
from .parts import classes, framed
from .pick_box import PickBox
from .view import View


class GalleryView(View):
    """Small maps, a column for every phase and a row for every offset."""

    key = "gate-gallery"
    saved = "gallery"

    def __init__(self, page):
        super().__init__(page)
        self.gallery = page.figure(gallery, 420)
        self.gallery.on_pick(self._picked)
        self.pick_box = PickBox(("φ (rad)", "s (l_osc)"), "Open this map", self._open)

    def picture(self):
        return pn.Column(
            classes(PALETTE[:2], WORDS[:2]),
            framed(self.gallery),
            Board([self.pick_box.group()], margin=(0, 10)),
            sizing_mode="stretch_width",
        )

    def _picked(self, x: float, y: float) -> None:
        """Open the map at this place."""
        own = self.page.own
        chosen = at_place(own.data, x, y) if own else None
        if chosen:
            self._open(*chosen)

    def _open(self, phi: float, s: float) -> None:
        """Open the map of this phase and offset."""
        if own := self.page.own:
            there = {"phi": phi, "s": s}
            shared = ("n", "phases", "offsets", "seed")  # n: a map by itself is finer
            values = {k: v for k, v in own.parameters.items() if k not in shared} | there
            self.page.context.go("gate-map", {k: as_text(v) for k, v in values.items()})
