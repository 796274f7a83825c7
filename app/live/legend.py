"""Legend: a name for each look of a figure on a page, where there are several."""

from collections.abc import Sequence

from bokeh.models import GlyphRenderer, LegendItem
from bokeh.models import Legend as BokehLegend

from ..figures.columns import Columns
from ..figures.style import Look

LETTER = 7.5
"""Pixels that a letter takes."""


class Legend:
    """Keeps Bokeh's legend at the looks that are shown, by one row of a layer each."""

    def __init__(self, model: BokehLegend, renderers: dict[str, GlyphRenderer]):
        self.model, self._renderers = model, renderers
        self._shown: tuple = ()

    def show(self, looks: Sequence[Look], columns: dict[str, Columns], width: int) -> None:
        """Name these looks, in a picture so many pixels wide."""
        rows = [(look, *_row(look.name, columns)) for look in looks]
        rows = [(look, layer, row) for look, layer, row in rows if layer]
        abreast = _abreast(looks, width)
        key = (abreast, *((*look, layer) for look, layer, _ in rows))
        if key == self._shown:  # with more points a look is shown by another row
            for item, (*_, row) in zip(self.model.items, rows, strict=True):
                item.index = row
            return
        self._shown = key
        items = [
            LegendItem(label=look.name, renderers=[self._renderers[layer]], index=row)
            for look, layer, row in rows
        ]
        self.model.update(items=items, visible=bool(rows), ncols=abreast)


def _abreast(looks: Sequence[Look], width: int) -> int:
    """How many names stand in a row."""
    widths = [LETTER * len(look.name) + 40 for look in looks] or [1.0]
    room = width - 20
    return len(widths) if sum(widths) <= room else max(1, int(room / max(widths)))


def _row(name: str, columns: dict[str, Columns]) -> tuple[str, int]:
    """The layer and the row in it that show a look of this name."""
    for layer in ("lines", "dots", "areas"):
        rows = columns.get(layer, [])
        names = rows.get("name", []) if isinstance(rows, dict) else [r.get("name") for r in rows]
        names = list(names)
        if name in names:
            return layer, names.index(name)
    return "", 0
