"""Projector: one picture, its numbers, and letters that are read from the last row."""

from collections.abc import Iterable

import panel as pn
from bokeh.core.property.vectorization import Field
from bokeh.models import CustomJSTransform, Legend

LARGE = "large"
LETTERS = {"axis_label_text_font_size": "22px", "major_label_text_font_size": "18px"}
LEGEND = {"label_text_font_size": "19px"}
TEXTS = "18px"
BESIDE, NATURAL = 240, 470
"""Pixels of a window that the rest of the page takes, and of a picture that is not enlarged."""
MOST = 2.2
BOLDER, BOLD = 1.7, ("line_width", "size")
"""How much bolder lines and markers are, and what says how bold they are."""


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
            self._put(renderer.glyph, **_bolder(renderer.glyph))

    def _put(self, model, **looks) -> None:
        """Set something, and remember what it was."""
        self._before.append((model, {name: getattr(model, name) for name in looks}))
        model.update(**looks)

    def _restore(self) -> None:
        for model, looks in reversed(self._before):
            model.update(**looks)
        self._before = []


def _bolder(glyph) -> dict:
    """Lines and markers of a glyph, enlarged."""
    names = [name for name in BOLD if name in glyph.properties()]
    return {name: new for name in names if (new := _times(getattr(glyph, name))) is not None}


def _times(size):
    """A number of pixels enlarged, or a column of them; None for sizes that are the data's."""
    if isinstance(size, int | float):
        return BOLDER * size
    if isinstance(size, Field):
        size = size.field
    if not isinstance(size, str):
        return None
    return Field(size, CustomJSTransform(v_func=f"return xs.map((x) => {BOLDER} * x);"))
