"""Drawing: HoloViews' own drawing of a figure, made once a process, and copies of it.

Drawing takes 50 to 200 ms, a copy a tenth of that. All that HoloViews keeps to itself and that
is used here stands in this file; `tests/app/live/test_private.py` guards each name of it.
"""

from functools import cache

import holoviews as hv
import numpy as np
from bokeh.core.property.validation import validate
from bokeh.core.serialization import Deserializer, Serializer
from bokeh.document import Document
from bokeh.util.serialization import make_id
from holoviews.core.data import disable_pipeline
from holoviews.plotting.plot import GenericElementPlot

from ..figures import hooks
from ..figures.columns import Columns
from ..figures.figure import Figure
from ..figures.layers import LAYERS, layered

PATHS = hv.Path
"""Elements made of lists; HoloViews makes a data set of each path to look at it, 15 times dearer
than the rest together, so that their columns are laid out here."""


class Part:
    """A layer as HoloViews drew it: what columns its glyph needs."""

    def __init__(self, plot, element: hv.Element, told: set[str]):
        self.plot, self.element, self.told = plot, element, told
        self.source, self.renderer = plot.handles["source"], plot.handles["glyph_renderer"]
        self.style = dict(plot.style[plot.cyclic_index])
        self.by_column = {
            key: value.dimension.name
            for key, value in self.style.items()
            if isinstance(value, hv.dim)
        }

    def data(self, columns: Columns) -> dict:
        """The columns of the glyph's source, by HoloViews' own code."""
        if isinstance(self.element, PATHS):
            return self._of_paths(columns)
        image = isinstance(self.element, hv.Image)
        if image and not self._same_places(columns):  # it has bounds of its own
            kind, kdims, vdims = type(self.element), self.element.kdims, self.element.vdims
            self.element = kind(columns, kdims, vdims, datatype=["grid"])
        else:
            self.element.data = columns
        with disable_pipeline():
            data, *_ = self.plot.get_data(self.element, self.plot.current_ranges, self.style)
        data |= {key: columns[name] for key, name in self.by_column.items()}
        # what only hover reads
        told = self.told & columns.keys()
        data |= {name: [columns[name]] if image else columns[name] for name in told}
        return self.plot._postprocess_data(data)

    def _same_places(self, columns: Columns) -> bool:
        old = self.element.data
        return all(np.array_equal(old[d.name], columns[d.name]) for d in self.element.kdims)

    def _of_paths(self, columns: Columns) -> dict:
        x, y = self.element.kdims
        names = {"xs": x.name, "ys": y.name, **{d.name: d.name for d in self.element.vdims}}
        names |= self.by_column
        data = {key: [path[name] for path in columns] for key, name in names.items()}
        if isinstance(self.element, hv.Polygons):  # outlines without holes
            data |= {key: [[[outline]] for outline in data[key]] for key in ("xs", "ys")}
        return data


class Drawing:
    """A figure drawn from its layers' samples, with empty sources."""

    def __init__(self, figure: Figure):
        overlay = layered({name: LAYERS[name].sample for name in figure.layers}, figure)
        self.parts, fig = _drawn(overlay, figure)
        hooks.dressed(fig, {name: part.renderer for name, part in self.parts.items()}, figure)
        for part in self.parts.values():
            part.source.data = {column: [] for column in part.source.data}
            # nothing is selected or muted: three glyphs less to copy and to send
            part.renderer.update(
                nonselection_glyph=None, selection_glyph=None, hover_glyph=None, muted_glyph=None
            )
        legend = fig.select_one({"name": "legend"})
        self._legend = legend and legend.id
        self._code = Serializer().encode(fig)

    def copy(self):
        """A copy of the figure, its layers' renderers by name, and its legend if it has one."""
        names: dict[str, str] = {}
        reader = Deserializer()
        with validate(False):  # it was valid when it was drawn
            fig = reader.decode(_renamed(self._code, names))
        models = reader._references
        renderers = {k: models[names[part.renderer.id]] for k, part in self.parts.items()}
        return fig, renderers, models[names[self._legend]] if self._legend else None


@cache
def drawing(figure: Figure) -> Drawing:
    """The process's own drawing of a figure."""
    return Drawing(figure)


def _drawn(overlay: hv.Overlay, figure: Figure):
    """Parts by layer, and the Bokeh figure."""
    tools = figure.options.get("tools", "pan,wheel_zoom,box_zoom,reset,save").split(",")
    active = figure.options.get("active", ["pan"] if "pan" in tools else [])
    options = {
        "logx": figure.x.log,
        "logy": figure.y.log,
        "tools": [],
        "show_legend": False,
        "default_tools": tools,
        "active_tools": active,
        "padding": 0,
        "toolbar": "above",
        "show_grid": True,
    }
    for element in overlay:  # whose own would be joined to those
        element.opts(default_tools=tools, backend="bokeh")
    overlay = overlay.opts(**options, backend="bokeh")
    # a theme here would be set on the whole page
    renderer = hv.renderer("bokeh").instance(theme=None, webgl=False)
    plot = renderer.get_plot(overlay, doc=Document())
    leaves = plot.traverse(lambda p: p, [_is_leaf])
    elements = overlay.traverse(lambda e: e, [hv.Element])
    pairs = zip(figure.layers, leaves, elements, strict=True)
    return {
        name: Part(leaf, element, hooks.told(name, figure)) for name, leaf, element in pairs
    }, plot.state


def _is_leaf(plot) -> bool:
    return isinstance(plot, GenericElementPlot) and not plot.subplots


def _renamed(code, names: dict[str, str]):
    """A serialised figure with new identities; `names` has old → new."""
    if isinstance(code, dict):
        return {
            key: names.setdefault(value, make_id()) if key == "id" else _renamed(value, names)
            for key, value in code.items()
        }
    if isinstance(code, list | tuple):
        return [_renamed(item, names) for item in code]
    return code
