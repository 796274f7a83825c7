"""Hand: a curve drawn by hand over a figure's axes, and those of others as thin lines."""

from collections.abc import Callable, Sequence
from math import isfinite, nan

import numpy as np
from bokeh.models import CustomJS, MultiLine, Scatter
from bokeh.models import Line as LineGlyph

from ..figures.sketch import Axis
from ..figures.style import GREY, PURPLE
from .stage import script, source

_DRAW = script("hand")
Heights = tuple[int | None, ...]


class Hand:
    """Heights in percent of the window `x`, `y` at even places, None where nothing is drawn.

    `drawn()` is called when a person has drawn with the pointer; `put` is for other ways.
    """

    def __init__(self, fig, axes: tuple[Axis, Axis], x, y, places: int, drawn: Callable):
        self._window, self._axes, self._drawn = (x, y), axes, drawn
        self.at = _between(axes[0], x, np.linspace(0, 1, places))
        self.heights: Heights = (None,) * places
        self.source, self.others = source("x", "y", "said"), source("xs", "ys")
        self.source.name = "open"
        self._show()
        fig.toolbar.update(active_drag=None, active_scroll=None)
        fig.add_glyph(self.others, MultiLine(line_color=GREY, line_alpha=0.45, line_width=1.2))
        look = {"line_color": PURPLE, "line_dash": "dashed", "line_width": 3}
        fig.add_glyph(self.source, LineGlyph(**look))
        dots = {"size": 6, "line_color": PURPLE, "fill_color": PURPLE}
        fig.add_glyph(self.source, Scatter(**dots))
        ends = ([*ends, axis.log] for ends, axis in zip((x, y), axes, strict=True))
        args = dict(zip(("across", "up"), ends, strict=True)) | {"hand": self.source}
        for event in ("panstart", "pan", "panend", "tap"):
            fig.js_on_event(event, CustomJS(args=args, code=_DRAW))
        self.source.on_change("data", self._told)

    def put(self, place: int, height: int) -> None:
        """Draw one point."""
        heights = list(self.heights)
        heights[place] = height
        self.show(tuple(heights))

    def show(self, heights: Heights) -> None:
        """Draw all of it."""
        self.heights = heights
        self._show()

    def close(self) -> None:
        """Nothing can be drawn any more."""
        self.source.name = "closed"

    def beside(self, sketches: Sequence[Heights]) -> None:
        """Show what others have drawn."""
        curves = [self.curve(heights) for heights in sketches]
        self.others.data = {"xs": [self.at] * len(curves), "ys": curves}

    def curve(self, heights: Heights) -> np.ndarray:
        """The curve through what was drawn, shape (place,), nan beyond its ends."""
        known = [i for i, height in enumerate(heights) if height is not None]
        if not known:
            return np.full(len(heights), nan)
        shares = [heights[i] / 100 for i in known]
        joined = np.interp(np.arange(len(heights)), known, shares, left=nan, right=nan)
        return _between(self._axes[1], self._window[1], joined)

    def share(self, y: np.ndarray) -> np.ndarray:
        """Where values stand in the window, from 0 at its foot to 1."""
        axis, ends = self._axes[1], self._window[1]
        low, high = axis.even(np.array(ends, float))
        return (axis.even(y) - low) / (high - low)

    def _show(self) -> None:
        said = [nan if height is None else height / 100 for height in self.heights]
        self.source.data = {"x": self.at, "y": self.curve(self.heights), "said": np.array(said)}

    def _told(self, attr: str, old, new) -> None:
        """The browser has drawn: it can send anything."""
        said = list(new.get("said", ()))
        heights = tuple(map(_percent, said))
        if len(said) == len(self.heights) and heights != self.heights:
            self.heights = heights
            self._drawn()


def _percent(share) -> int | None:
    known = isinstance(share, int | float | np.floating) and isfinite(share)
    return round(100 * min(max(float(share), 0.0), 1.0)) if known else None


def _between(axis: Axis, ends: tuple[float, float], shares: np.ndarray) -> np.ndarray:
    """Values at shares of a window."""
    low, high = axis.even(np.array(ends, float))
    return np.asarray(axis.back(low + shares * (high - low)), float)
