"""Swept map: an answer in colours over two parameters; of further ones a row each combination.

Every value has its tile, evenly, whatever the values are. A doubted answer is hatched, a cross
stands where there is none, and what goes on is smaller.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.core.words import number

from .domain_map import PALETTE, WORDS
from .figure import Figure
from .hooks import WHOLE
from .marks import Dots, Mark, Strokes, Tiles
from .marks import Words as Texts
from .sketch import Axis, Sketch
from .style import COLOURS, GREY, PLAIN, Look
from .swept import ABSENT, DOUBTED, NONE, Swept, swept
from .swept_curves import axis_of_words, ordinate

STOPS = ("#00204D", "#31446B", "#666970", "#958F78", "#CBBA69", "#FFEA46")
"""Cividis: it rises in lightness all the way, also for those who see fewer colours."""
STEPS = 64
"""Colours of a map of numbers."""
DARK, LIGHT = "#FFFFFFB0", "#000000A0"
"""Hatches on dark and on light tiles."""
HATCHES = (-0.5, 0.0, 0.5)
"""Where the lines of a hatch cross the middle of a tile, as shares of its width."""
GOING = 0.3
"""Half the width of the tile of a point that goes on."""
BAR, BAR_WIDTH, BAR_ROOM = 0.04, 0.035, 0.24
"""Gap before the colours' scale, its width, and all that it takes, as shares of the map's width."""
NAME, TITLE = "sweep-map", "**The answer in colours** over two of what is swept"


def tile_map(results: Sequence[Result], answer: str | None = None, log: bool = False) -> Sketch:
    """An answer over the first parameter (across) and the others (up), in colours.

    Parameters
    ----------
    results : list of Result
        The last one is shown.
    answer : str, optional
        Name of a number or word of the points' summaries; the experiment's main one if not given.
    log : bool
        Whether colours follow the logarithm.
    """
    if not results:
        return Sketch((), Axis("x", text=" ", ticks=()), Axis("y", text=" ", ticks=()))
    own = swept(results[-1], answer)
    y_axis = ordinate(own, log and not own.words)
    first = own.along[0]
    x, y = places(own)
    values = np.where(np.isin(own.state, (NONE, ABSENT)), np.nan, y_axis.seen(own.values))
    scale = _Scale(own, values, y_axis)
    marks = (*_tiles(own, x, y, values, scale), *_nothing(own, x, y), *scale.marks())
    width, height = len(first.values), len(own.others)
    across = replace(
        axis_of_words(first.symbol, first.texts),
        unit=first.unit,
        span=(-0.5, width - 0.5 + BAR_ROOM * width),
        room=(0.0, 0.0),
    )
    up = replace(_up(own), span=(-0.5, height - 0.5), room=(0.0, 0.0))
    return Sketch(marks, across, up, y_axis.label)


def places(own: Swept) -> tuple[np.ndarray, np.ndarray]:
    """Column and row of every point's tile, in the order of the points."""
    columns, rows = len(own.along[0].values), len(own.others)
    x, y = np.meshgrid(np.arange(columns), np.arange(rows), indexing="ij")
    return x.ravel().astype(float), y.ravel().astype(float)


def point_on(results: Sequence[Result], x: float, y: float) -> tuple[int, int] | None:
    """The result and the point whose tile is at a place; None beside the map."""
    own, column, row = swept(results[-1]), round(x), round(y)
    if not (0 <= column < len(own.along[0].values) and 0 <= row < len(own.others)):
        return None
    point = column * len(own.others) + row
    return None if own.absent(point) else (len(results) - 1, point)


def _up(own: Swept) -> Axis:
    if len(own.along) == 2:
        second = own.along[1]
        return replace(axis_of_words(second.symbol, second.texts), unit=second.unit)
    return replace(axis_of_words("others", own.others), text=" ")


class _Scale:
    """Colours by values, and how they stand beside the map."""

    def __init__(self, own: Swept, values: np.ndarray, axis: Axis):
        self.own, self.axis = own, axis
        self.width, self.height = len(own.along[0].values), len(own.others)
        known = axis.even(values[np.isfinite(values)])
        self.low, self.high = (float(known.min()), float(known.max())) if len(known) else (0, 1)

    def colors(self, values: np.ndarray) -> list[str]:
        if self.own.words:
            return [self._of_word(int(value)) for value in values]
        over = (self.high - self.low) or 1.0
        shares = (self.axis.even(values) - self.low) / over
        return [ramp()[int(share)] for share in np.clip(shares * STEPS, 0, STEPS - 1)]

    def _of_word(self, i: int) -> str:
        """A word of the domain map has its colour there."""
        word = self.own.words[i]
        return PALETTE[WORDS.index(word)] if word in WORDS else COLOURS[i % len(COLOURS)]

    def marks(self) -> list[Mark]:
        """The scale from the map's foot to its top, with what stands beside it."""
        x0, bottom = self.width * (1 + BAR) - 0.5, -0.5
        x1 = x0 + BAR_WIDTH * self.width
        many = len(self.own.words) or STEPS
        edges = bottom + np.linspace(0, self.height, many + 1)
        colors = [self._of_word(i) for i in range(many)] if self.own.words else ramp()
        one = np.ones(many)
        tiles = Tiles(x0 * one, edges[:-1], x1 * one, edges[1:], list(colors), [""] * many)
        at, texts = self._ticks()
        beside = np.full(len(at), x1 + 0.012 * self.width)
        return [tiles, Texts(beside, bottom + np.array(at) * self.height, texts, Look(GREY))]

    def _ticks(self) -> tuple[list[float], list[str]]:
        """Where words stand beside the scale, as shares of its height, and which."""
        if words := self.own.words:
            return [(i + 0.5) / len(words) for i in range(len(words))], list(words)
        shares = np.linspace(0.03, 0.97, 5)
        values = self.axis.back(self.low + shares * (self.high - self.low))
        return shares.tolist(), [number(float(f"{v:.3g}")) for v in values]


@cache
def ramp() -> tuple[str, ...]:
    """The colours from low to high."""
    stops = np.array([[int(s[i : i + 2], 16) for i in (1, 3, 5)] for s in STOPS], float)
    at = np.linspace(0, len(STOPS) - 1, STEPS)
    mixed = [np.interp(at, np.arange(len(STOPS)), stops[:, k]) for k in range(3)]
    return tuple("#" + "".join(f"{round(c):02X}" for c in rgb) for rgb in zip(*mixed, strict=True))


def _tiles(own: Swept, x, y, values, scale: _Scale) -> list[Mark]:
    """What is known, with hatches where it is doubted."""
    at = np.isfinite(values)
    half = np.where(own.over[at], 0.5, GOING)
    x, y, said = x[at], y[at], np.array(own.said, object)[at]
    colors = scale.colors(values[at])
    tiles = Tiles(x - half, y - half, x + half, y + half, colors, list(said))
    doubted = own.state[at] == DOUBTED
    dark = np.array([_dark(color) for color in colors], bool)
    hatches = [
        _hatches(x[rows], y[rows], half[rows], Look(color))
        for rows, color in ((doubted & dark, DARK), (doubted & ~dark, LIGHT))
    ]
    return [tiles, *hatches]


def _hatches(x: np.ndarray, y: np.ndarray, half: np.ndarray, look: Look) -> Strokes:
    """Three lines from lower left to upper right across every tile."""
    shift = np.repeat(HATCHES, len(x)) * 2 * np.tile(half, len(HATCHES))
    x, y, half = (np.tile(a, len(HATCHES)) for a in (x, y, half))
    less, more = np.maximum(-half, -half - shift), np.minimum(half, half - shift)
    return Strokes(x + less, y + less + shift, x + more, y + more + shift, look)


def _dark(color: str) -> bool:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue < 140


def _nothing(own: Swept, x: np.ndarray, y: np.ndarray) -> list[Mark]:
    """Crosses where there is no answer, in a tile without colour that hover finds."""
    at = own.state == NONE
    x, y, said = x[at], y[at], list(np.array(own.said, object)[at])
    blank = Tiles(x - 0.5, y - 0.5, x + 0.5, y + 0.5, ["#80808018"] * len(x), said)
    return [blank, Dots(x, y, PLAIN._replace(marker="x"), size=11.0, width=2.0, said=said)]


# figures ------------------------------------------------------------------------------------


def figure_of_maps(experiment: str) -> Figure:
    """The map of an experiment's sweeps."""
    x, y = (Axis(name, text=" ", ticks=(), room=(0.0, 0.0)) for name in "xy")
    layers = ("tiles", "strokes", "dots", "words")
    options = {"said": WHOLE, "legend": False, "single": True, "tools": "save"}
    figure = Figure(experiment, NAME, TITLE, tile_map, x, y, layers, 380, options)
    object.__setattr__(figure, "__doc__", tile_map.__doc__)
    return figure


@cache
def map_figure() -> Figure:
    """The map as pages draw it."""
    return figure_of_maps("sweep")
