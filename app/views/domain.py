"""Domain: the map of transmitted and reflected launches, and its small multiples."""

from collections.abc import Callable

import numpy as np
import xarray as xr
from bokeh.events import RangesUpdate, Tap
from bokeh.models import CustomJSHover, HoverTool, LinearColorMapper, Range1d

from ..theme import GREY, REFLECTED, TRANSMITTED, UNDECIDED, VERMILION, label, plot, source

PALETTE = (REFLECTED, TRANSMITTED, UNDECIDED)
WORDS = "return ['reflected', 'transmitted', 'undecided'][Math.round(value)];"
FADE_CELLS = 60


def mapper() -> LinearColorMapper:
    """Outcome → colour."""
    return LinearColorMapper(palette=PALETTE, low=-0.5, high=2.5)


def frame(axis: np.ndarray) -> tuple[float, float]:
    """Lower edge and width of an image whose cells are centred on `axis`."""
    half = (axis[1] - axis[0]) / 2
    return float(axis[0] - half), float(axis[-1] - axis[0] + 2 * half)


class DomainMap:
    """The map with lines of constant total energy, Boltzmann fade and the chosen launch.

    `on_pick(E_particle, E_oscillator)` follows a click, `on_window(x0, x1, y0, y1)` a zoom.
    """

    def __init__(self, on_pick: Callable, on_window: Callable):
        self.image = source("image", "x", "y", "dw", "dh")
        self.fade = source("image", "x", "y", "dw", "dh")
        self.lines, self.names = source("xs", "ys"), source("x", "y", "text")
        self.picked = source("x", "y")
        self._on_pick, self._on_window = on_pick, on_window
        self._shown: tuple[float, ...] | None = None
        self.figure = self._draw()

    def _draw(self):
        fig = plot(
            label("E_particle"),
            label("E_oscillator"),
            540,
            name="domain-map",
            x_range=Range1d(0, 12),
            y_range=Range1d(0, 20),
            tools="box_zoom,wheel_zoom,pan,save",
            active_drag="box_zoom",
        )
        box = {"x": "x", "y": "y", "dw": "dw", "dh": "dh"}
        cells = fig.image("image", source=self.image, color_mapper=mapper(), **box)
        self.fade_glyph = fig.image_rgba("image", source=self.fade, **box)
        self.line_glyphs = [
            fig.multi_line(
                "xs",
                "ys",
                source=self.lines,
                color="black",
                alpha=0.55,
                line_dash="dotted",
                line_width=1.2,
            ),
            fig.text(
                "x",
                "y",
                "text",
                source=self.names,
                text_font_size="11px",
                text_alpha=0.8,
                text_baseline="bottom",
                x_offset=3,
                text_color="black",
            ),
        ]
        fig.scatter(
            "x", "y", source=self.picked, marker="x", size=16, line_width=3, color=VERMILION
        )
        fig.add_tools(
            HoverTool(
                renderers=[cells],
                tooltips=[
                    ("", "@image{custom}"),
                    (label("E_particle"), "$x{0.00}"),
                    (label("E_oscillator"), "$y{0.00}"),
                ],
                formatters={"@image": CustomJSHover(code=WORDS)},
            )
        )
        fig.grid.visible = False
        fig.on_event(Tap, lambda event: self._on_pick(event.x, event.y))
        fig.on_event(RangesUpdate, self._zoomed)
        return fig

    def update(self, data: xr.Dataset) -> bool:
        """Show a map; whether its window is another than before."""
        p, o = data.E_particle.values, data.E_oscillator.values
        (x, dw), (y, dh) = frame(p), frame(o)
        cells = np.ascontiguousarray(data.transmitted.values.T, np.uint8)
        self.image.data = {"image": [cells], "x": [x], "y": [y], "dw": [dw], "dh": [dh]}
        window = (x, x + dw, y, y + dh)
        if window == self._shown:
            return False
        self.home()
        return True

    def home(self) -> None:
        """Show the window of the image."""
        x, y, w, h = (self.image.data[k][0] for k in ("x", "y", "dw", "dh"))
        self._shown = (x, x + w, y, y + h)
        self.figure.x_range.update(start=x, end=x + w)
        self.figure.y_range.update(start=y, end=y + h)

    def show_energy_lines(self, on: bool) -> None:
        """Lines of constant E_particle + E_oscillator across the window."""
        for glyph in self.line_glyphs:
            glyph.visible = on
        if not on or self._shown is None:
            return
        x0, x1, y0, y1 = self._shown
        step = _nice((x1 + y1 - x0 - y0) / 7)
        totals = np.arange(np.ceil((x0 + y0) / step), (x1 + y1) / step) * step
        left = [max(x0, t - y1) for t in totals]
        right = [min(x1, t - y0) for t in totals]
        self.lines.data = {
            "xs": [list(pair) for pair in zip(left, right, strict=True)],
            "ys": [[t - a, t - b] for t, a, b in zip(totals, left, right, strict=True)],
        }
        named = [
            (t, a) for t, a, b in zip(totals, left, right, strict=True) if b - a > 0.1 * (x1 - x0)
        ]
        self.names.data = {
            "x": [a + 0.02 * (x1 - x0) for _, a in named],
            "y": [t - a - 0.02 * (x1 - x0) for t, a in named],
            "text": [f"{t:.4g}" for t, _ in named],
        }

    def show_weight(self, omega_T: float | None) -> None:
        """Fade what is rare at ω_T: cells keep exp(−(E_p + E_o)/ω_T) of their colour."""
        self.fade_glyph.visible = omega_T is not None
        if omega_T is None or self._shown is None:
            return
        x0, x1, y0, y1 = self._shown
        x, y = np.linspace(x0, x1, FADE_CELLS), np.linspace(y0, y1, FADE_CELLS)
        weight = np.exp(-np.add.outer(y - y0, x - x0) / omega_T)
        veil = np.full(weight.shape, 0x808080, np.uint32)
        veil |= (255 * 0.85 * (1 - weight)).astype(np.uint32) << 24
        self.fade.data = {"image": [veil], "x": [x0], "y": [y0], "dw": [x1 - x0], "dh": [y1 - y0]}

    def pick(self, E_particle: float | None, E_oscillator: float | None) -> None:
        """Mark a launch, or none."""
        some = E_particle is not None
        self.picked.data = {"x": [E_particle] if some else [], "y": [E_oscillator] if some else []}

    def _zoomed(self, event: RangesUpdate) -> None:
        window = (event.x0, event.x1, event.y0, event.y1)
        if self._shown is None or None in window:
            return
        wide = max(abs(b) for b in self._shown)
        if np.allclose(window, self._shown, rtol=0, atol=1e-6 * wide):
            return
        self._shown = window
        self._on_window(*window)


def _nice(size: float) -> float:
    """The 1, 2 or 5 times a power of ten nearest above `size`."""
    decade = 10 ** np.floor(np.log10(size))
    return float(decade * next(k for k in (1, 2, 5, 10) if k * decade >= size))


class Gallery:
    """Small maps side by side in one figure: columns are phases, rows impact parameters.

    `on_pick(column, row)` follows a click.
    """

    def __init__(self, columns: list[str], rows: list[str], on_pick: Callable):
        self.columns, self.rows, self._on_pick = columns, rows, on_pick
        self.image = source("image", "x", "y", "dw", "dh")
        self.chosen = source("x", "y")
        fig = plot(
            "φ",
            "s",
            250,
            x_range=Range1d(-0.02, len(columns) + 0.02),
            y_range=Range1d(-0.02, len(rows) + 0.02),
            tools="save",
            name="gallery",
        )
        fig.image("image", x="x", y="y", dw="dw", dh="dh", source=self.image, color_mapper=mapper())
        fig.rect(
            "x",
            "y",
            0.97,
            0.97,
            source=self.chosen,
            fill_alpha=0,
            line_color=VERMILION,
            line_width=3,
        )
        fig.xaxis.ticker = [i + 0.5 for i in range(len(columns))]
        fig.xaxis.major_label_overrides = {i + 0.5: c for i, c in enumerate(columns)}
        heights = [self._height(i) + 0.5 for i in range(len(rows))]
        fig.yaxis.ticker = heights
        fig.yaxis.major_label_overrides = dict(zip(heights, rows, strict=True))
        fig.grid.visible = False
        fig.axis.axis_line_color = GREY
        fig.on_event(Tap, self._tapped)
        self.figure = fig

    def update(self, data: xr.Dataset) -> None:
        """Show maps of shape (row, column, E_particle, E_oscillator); −1 where not yet known."""
        cells = data.transmitted.values
        known = [
            (r, c)
            for r in range(len(self.rows))
            for c in range(len(self.columns))
            if cells[r, c, 0, 0] >= 0
        ]
        self.image.data = {
            "image": [np.ascontiguousarray(cells[r, c].T, np.uint8) for r, c in known],
            "x": [c + 0.03 for _, c in known],
            "y": [self._height(r) + 0.03 for r, _ in known],
            "dw": [0.94] * len(known),
            "dh": [0.94] * len(known),
        }

    def choose(self, column: float | None, row: float | None) -> None:
        """Frame one map, or none."""
        some = column is not None and row is not None
        self.chosen.data = {
            "x": [column + 0.5] if some else [],
            "y": [self._height(row) + 0.5] if some else [],
        }

    def _height(self, row: int) -> int:
        """Rows count from the top, heights from below (and back)."""
        return len(self.rows) - 1 - row

    def _tapped(self, event: Tap) -> None:
        column, row = int(event.x), self._height(int(event.y))
        if 0 <= column < len(self.columns) and 0 <= row < len(self.rows):
            self._on_pick(column, row)
