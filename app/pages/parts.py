"""Parts: pictures in rows, under their titles."""

import re
from collections.abc import Callable, Iterable

import panel as pn

from ..controls.data import DataFold
from ..figures.symbols import html
from ..figures.tabled import Table, tabled
from ..live.live import Live
from .host import Host

WITHHELD = "This page hides {}: its data are closed."
GROWING = {"max-height": "none"}
"""Of a column that may become higher than the window, which by itself it may not."""


def row_of(*parts) -> pn.Row:
    """Pictures side by side where there is room, else one under the other."""
    return pn.Row(*parts, sizing_mode="stretch_width", styles={"flex-wrap": "wrap", "gap": "8px"})


def framed(live: Live) -> pn.Column:
    """A figure with its data as a table under it, folded."""
    return pn.Column(live.pane, data_of(live), sizing_mode="stretch_width", styles=GROWING)


def data_of(live: Live) -> DataFold:
    """The data that a figure shows, as a table under a fold."""

    def table() -> Table | str:
        return live.withheld or tabled(live.sketch, live.figure)

    fold = DataFold(live.figure.name, table)
    live.on_describe(fold.refresh)
    return fold


def why_withheld(page: Host) -> str:
    """Why data are not given away, for they would tell what is hidden; "" if they are."""
    symbols = ", ".join(page.kind.declared()[name].symbol for name in page.hidden)
    return WITHHELD.format(symbols) if symbols else ""


def data_of_scene(page: Host, name: str, table: Callable[[], Table]) -> DataFold:
    """The data of a moving scene, as a table under a fold."""
    return DataFold(name, lambda: why_withheld(page) or table())


def titled(live: Live, title: str = "", least: int = 300) -> pn.Column:
    """A figure under its title, its own if no other is given; in a row `least` pixels wide."""
    words = html_title(title or live.figure.title)
    return pn.Column(
        pn.pane.HTML(words, margin=(8, 0, 0, 10), styles={"font-size": "15px"}),
        live.pane,
        data_of(live),
        sizing_mode="stretch_width",
        styles={"flex": f"1 1 {least}px", "min-width": "0", **GROWING},
    )


def small(live: Live, side: int = 250) -> pn.Column:
    """A square figure without axes under its title, beside numbers."""
    live.fig.update(width=side, height=side, sizing_mode="fixed")
    live.pane.param.update(width=side, height=side, sizing_mode="fixed")
    title = pn.pane.HTML(html_title(live.figure.title), margin=(8, 0, 0, 10), width=side)
    return pn.Column(title, live.pane, data_of(live), styles=GROWING)


_CLASS = (
    '<span style="white-space:nowrap;margin-right:14px"><span style="display:inline-block;'
    'width:12px;height:12px;background:{};border:1px solid #888"></span> {}</span>'
)


def classes(palette: Iterable[str], names: Iterable[str]) -> pn.pane.HTML:
    """What the colours of a map mean, in a line."""
    return keys(map(_CLASS.format, palette, names))


def keys(each: Iterable[str]) -> pn.pane.HTML:
    """A legend in a line, of pieces of HTML."""
    return pn.pane.HTML("".join(each), margin=(4, 10, 2, 60), styles={"font-size": "13px"})


def html_title(text: str) -> str:
    """A title as HTML: what stands between ** is bold, symbols are typeset."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html(text))
