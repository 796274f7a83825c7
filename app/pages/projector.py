"""Projector: one picture, its numbers, and letters that are read from the last row."""

from collections.abc import Iterable

import panel as pn
from bokeh.models import Legend

LARGE = "large"
LETTERS = {"axis_label_text_font_size": "22px", "major_label_text_font_size": "18px"}
LEGEND = {"label_text_font_size": "19px"}
TEXTS = "18px"
BESIDE, NATURAL = 240, 470
"""Pixels of a window that the rest of the page takes, and of a picture that is not enlarged."""
MOST = 2.2


class Projector:
    """Turns the pictures in a layout large, and back as they were.

    `texts` are panes whose letters grow by a class of their own.
    """

    def __init__(self, picture, texts: Iterable):
        self._picture, self._texts = picture, list(texts)
        self._before: list[tuple] = []
        self.on = False

    def turn(self, on: bool, height: int) -> None:
        """Large in a window so many pixels high, or as before."""
        self._restore()
        self.on = on
        for pane in self._texts:
            classes = [name for name in pane.css_classes or [] if name != LARGE]
            pane.css_classes = [*classes, *([LARGE] if on else [])]
        if on:
            factor = min(max((height - BESIDE) / NATURAL, 1.0), MOST)
            for pane in self._picture.select(pn.pane.Bokeh):
                self._enlarge(pane.object, factor)

    def _enlarge(self, figure, factor: float) -> None:
        self._put(figure, height=round(factor * figure.height))
        for axis in figure.axis:
            self._put(axis, **LETTERS)
        for legend in figure.select(Legend):
            self._put(legend, **LEGEND)
        for renderer in figure.renderers:
            if hasattr(renderer.glyph, "text_font_size"):
                self._put(renderer.glyph, text_font_size=TEXTS)

    def _put(self, model, **looks) -> None:
        """Set something, and remember what it was."""
        self._before.append((model, {name: getattr(model, name) for name in looks}))
        model.update(**looks)

    def _restore(self) -> None:
        for model, looks in reversed(self._before):
            model.update(**looks)
        self._before = []
