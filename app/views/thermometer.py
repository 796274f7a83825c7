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


class Reading(NamedTuple):
    """⟨M Ṙ²⟩/3kT of a run with the ends of its 95 % interval (nan if unknown), kT in meV."""

    key: str
    value: float
    low: float
    high: float
    kT: float


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
        dots = fig.scatter("x", "y", source=self.bars, color="color", marker="marker", size=11,
                           line_color="white")  # fmt: skip
        self.bath = Label(x=1, y=3, y_units="screen", text="the bath ", text_color=GREY,
                          x_offset=-6, text_align="right", text_font_size="13px")  # fmt: skip
        fig.add_layout(self.bath)
        tips = [("", "@name"), ("⟨M Ṙ²⟩/3kT", "@said")]
        fig.add_tools(HoverTool(renderers=[dots], tooltips=tips))
        self.words = pn.pane.HTML("", margin=(0, 10), sizing_mode="stretch_width",
                                  styles={"font-size": "14px"})  # fmt: skip

    def layout(self, title: str = "") -> pn.Column:
        """The bars, and what they say beneath."""
        parts = [pn.pane.Markdown(title, margin=(8, 0, 0, 10))] if title else []
        picture = pn.pane.Bokeh(self.figure, sizing_mode="stretch_width")
        return pn.Column(*parts, picture, self.words, sizing_mode="stretch_width",
                         styles={"flex": "1 1 300px", "min-width": "0"})  # fmt: skip

    def update(self, rows: list[tuple], quantum: bool) -> None:
        """Show rows (key, value, low, high, kT); `quantum` statistics have zero-point motion."""
        rows = [Reading(*row) for row in rows]
        y = np.arange(len(rows), 0, -1) - 1.0
        self.bars.data = {
            "x": [r.value for r in rows], "y": y, "low": [r.low for r in rows],
            "high": [r.high for r in rows], "color": [self.styles[r.key][0] for r in rows],
            "marker": [marker(self.styles, r.key) for r in rows],
            "name": [f"{self.styles[r.key][2]}, {r.kT:g} meV" for r in rows],
            "said": [_value(r) for r in rows],
        }  # fmt: skip
        axis = self.figure.yaxis[0]
        axis.major_label_overrides = dict(zip(y.tolist(), self.bars.data["name"], strict=True))
        axis.ticker.ticks = y.tolist()
        self.figure.y_range.update(start=-0.8, end=max(len(rows), 1) - 0.5)
        ends = [e for r in rows for e in (r.value, r.high) if np.isfinite(e)]
        self.figure.x_range.update(end=max([TOP, *(1.06 * e for e in ends)]))
        self.words.object = "".join(
            f'<p style="margin: 4px 0"><span style="color: {self.styles[r.key][0]}">'
            f"{SIGNS[marker(self.styles, r.key)]}</span> {escape(sentence(name, r, quantum))}</p>"
            for name, r in ((self.styles[r.key][2], r) for r in rows)
        )


def _value(r: Reading) -> str:
    return number(r.value, (r.high - r.low) / 2)


def sentence(name: str, r: Reading, quantum: bool) -> str:
    """What a reading says, with half its 95 % interval in brackets."""
    if not np.isfinite([r.value, r.low, r.high]).all():
        return f"{name}: too early to say."
    if r.low <= 1 <= r.high:
        return f"{name}: the ion is as hot as its bath, {_value(r)}."
    off = f"{100 * abs(r.value - 1):.2g} %"
    if r.value < 1:
        return f"{name}: the ion is {off} colder than its bath, {_value(r)}.{_why_cold(name)}"
    why = (
        "Zero-point motion: its atoms move more than kT alone would have them."
        if quantum
        else "It should not be: try a shorter step."
    )
    return f"{name}: the ion is {off} hotter than its bath, {_value(r)}. {why}"


def _why_cold(name: str) -> str:
    return " Its drag takes out more than the noise puts in." if name == "time-local" else ""
