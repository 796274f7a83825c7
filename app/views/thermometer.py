"""Thermometer: is the ion as hot as its bath? One bar a run, and a sentence."""

from html import escape
from typing import NamedTuple

import numpy as np
import panel as pn
from bokeh.models import FixedTicker, HoverTool, Label, Range1d, Span

from ..formatting import number
from ..theme import GREY, plot, source
from .bands import SIGNS, marker
from .lines import KINDS

TOP = 1.3
"""The axis ends here unless an ion is hotter."""
BLURRED = 0.1
"""Half the interval above which nothing is said."""
HEATED = 1.5
"""An ion so many times as hot as its crystal was heated by an error."""
ZERO_POINT = 1.02
"""Heat of the crystal's atoms, over kT, from which zero-point motion is worth a word."""
TICK = 0.3
"""Half the height of a crystal's tick; rows are 1 apart."""


class Reading(NamedTuple):
    """⟨M Ṙ²⟩/3kT of a run with the ends of its 95 % interval (nan if unknown), kT in meV.

    `bath` is m⟨ṙ²⟩/3kT of the crystal's atoms: what an ion in equilibrium comes to.
    """

    key: str
    value: float
    low: float
    high: float
    kT: float
    bath: float = 1.0
    settled: bool = True
    equation: str = "full"
    quantum: bool = False


class Thermometer:
    """Bars of ⟨M Ṙ²⟩/3kT, the first run at the top, and a sentence on each."""

    def __init__(self, height: int, styles: dict = KINDS, name: str = "thermometer"):
        self.styles = styles
        self.bars = source("x", "y", "low", "high", "color", "marker", "name", "said")
        self.figure = fig = plot("⟨M Ṙ²⟩/3kT", "", height, tools="save", name=name,
                                 x_range=Range1d(0, TOP), y_range=Range1d(-0.8, 1.5))  # fmt: skip
        fig.ygrid.visible = False
        fig.yaxis.update(ticker=FixedTicker(ticks=[]), major_tick_line_color=None,
                         minor_tick_line_color=None)  # fmt: skip
        fig.hbar(y="y", left=0, right="x", height=0.34, source=self.bars, color="color",
                 fill_alpha=0.35, line_alpha=0)  # fmt: skip
        fig.segment("low", "y", "high", "y", source=self.bars, color="color", line_width=3)
        fig.add_layout(Span(location=1, dimension="height", line_color=GREY, line_width=3))
        self.crystals = source("x", "low", "high", "said")
        ticks = fig.segment("x", "low", "x", "high", source=self.crystals, color=GREY,
                            line_width=3)  # fmt: skip
        dots = fig.scatter("x", "y", source=self.bars, color="color", marker="marker", size=11,
                           line_color="white")  # fmt: skip
        self.bath = Label(x=1, y=3, y_units="screen", text="kT ", text_color=GREY,
                          x_offset=-6, text_align="right", text_font_size="13px")  # fmt: skip
        fig.add_layout(self.bath)
        tips = [("", "@name"), ("⟨M Ṙ²⟩/3kT", "@said")]
        fig.add_tools(HoverTool(renderers=[dots], tooltips=tips))
        fig.add_tools(HoverTool(renderers=[ticks], tooltips=[("its crystal", "@said")]))
        self.words = pn.pane.HTML("", margin=(0, 10), sizing_mode="stretch_width",
                                  styles={"font-size": "14px"})  # fmt: skip

    def layout(self, title: str = "") -> pn.Column:
        """The bars, and what they say beneath."""
        parts = [pn.pane.Markdown(title, margin=(8, 0, 0, 10))] if title else []
        picture = pn.pane.Bokeh(self.figure, sizing_mode="stretch_width")
        return pn.Column(*parts, picture, self.words, sizing_mode="stretch_width",
                         styles={"flex": "none", "min-width": "0"})  # fmt: skip

    def update(self, rows: list[Reading]) -> None:
        """Show every run, with a grey tick at its crystal's heat where that is not kT."""
        y = np.arange(len(rows), 0, -1) - 1.0
        self.bars.data = {
            "x": [r.value for r in rows], "y": y, "low": [r.low for r in rows],
            "high": [r.high for r in rows], "color": [self.styles[r.key][0] for r in rows],
            "marker": [marker(self.styles, r.key) for r in rows],
            "name": [f"{self.styles[r.key][2]}, {r.kT:g} meV" for r in rows],
            "said": [_value(r) for r in rows],
        }  # fmt: skip
        quantum = [(r.bath, h) for r, h in zip(rows, y, strict=True) if abs(r.bath - 1) > 1e-6]
        self.crystals.data = {
            "x": [x for x, _ in quantum], "low": [h - TICK for _, h in quantum],
            "high": [h + TICK for _, h in quantum], "said": [number(x) for x, _ in quantum],
        }  # fmt: skip
        axis = self.figure.yaxis[0]
        axis.major_label_overrides = dict(zip(y.tolist(), self.bars.data["name"], strict=True))
        axis.ticker.ticks = y.tolist()
        self.figure.y_range.update(start=-0.8, end=max(len(rows), 1) - 0.5)
        ends = [e for r in rows for e in (r.value, r.high, r.bath) if np.isfinite(e)]
        self.figure.x_range.update(end=max([TOP, *(1.06 * e for e in ends)]))
        self.words.object = "".join(
            f'<p style="margin: 4px 0"><span style="color: {self.styles[r.key][0]}">'
            f"{SIGNS[marker(self.styles, r.key)]}</span> {escape(sentence(name, r))}</p>"
            for name, r in ((self.styles[r.key][2], r) for r in rows)
        )


def _value(r: Reading) -> str:
    return number(r.value, (r.high - r.low) / 2)


def is_heated(r: Reading) -> bool:
    """Whether the ion is hotter than any crystal could make it."""
    return r.value > HEATED * r.bath and r.low > r.bath


def sentence(name: str, r: Reading) -> str:
    """What a reading says, measured by the crystal's own heat."""
    if is_heated(r):
        return f"{name}: ⟨M Ṙ²⟩/3kT = {_value(r)}, something heats it: do not trust this run."
    half = (r.high - r.low) / 2
    if not (half <= BLURRED and r.settled):
        return f"{name}: too few ions or too short a time to say how hot it is."
    off = r.value / r.bath - 1
    if r.low <= r.bath <= r.high:
        said = f"as hot as its crystal, within ±{100 * half / r.bath:.2g} %"
    else:
        said = f"{100 * abs(off):.2g} % {'hotter' if off > 0 else 'colder'} than its crystal"
    return f"{name}: the ion is {said}, {_value(r)}.{_drag(r)}{_zero_point(r)}"


def _drag(r: Reading) -> str:
    cold = r.equation == "time-local" and r.high < r.bath
    return " Its drag takes out more than the noise puts in." if cold else ""


def _zero_point(r: Reading) -> str:
    if not r.quantum or r.bath <= ZERO_POINT:
        return ""
    more = f"{100 * (r.bath - 1):.2g} %"
    return f" Its crystal's atoms move {more} more than kT says: zero-point motion."
