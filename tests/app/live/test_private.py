"""HoloViews' private names that live figures lean on: each test says what broke and where."""

import holoviews as hv
import numpy as np
import pytest
from bokeh.core.serialization import Deserializer, Serializer
from bokeh.document import Document
from bokeh.models import ColumnDataSource, GlyphRenderer
from holoviews.core.data import disable_pipeline
from holoviews.plotting import bokeh as _bokeh  # noqa: F401  makes its options known
from holoviews.plotting.plot import GenericElementPlot


@pytest.fixture(scope="module")
def curve():
    """An element with a style that follows a column."""
    points = {"x": np.arange(2.0), "y": np.arange(2.0), "color": np.array(["red", "blue"])}
    made = hv.Scatter(points, "x", ["y", "color"], datatype=["dictionary"])
    return made.opts(color=hv.dim("color"), backend="bokeh")


@pytest.fixture(scope="module")
def plot(curve):
    """HoloViews' plot of an overlay with it."""
    renderer = hv.renderer("bokeh").instance(theme=None, webgl=False)
    return renderer.get_plot(hv.Overlay([curve]), doc=Document())


@pytest.fixture(scope="module")
def leaf(plot):
    """The element's own plot."""
    return plot.traverse(lambda p: p, [lambda p: isinstance(p, GenericElementPlot)])[-1]


def test_a_renderer_takes_a_theme_and_a_document(plot):
    assert plot.state.name is None or isinstance(plot.state.name, str)
    assert plot.state.renderers


def test_leaves_are_element_plots_without_subplots(plot, leaf):
    every = plot.traverse(lambda p: p, [lambda p: isinstance(p, GenericElementPlot)])
    assert [p for p in every if not p.subplots] == [leaf]


def test_handles_name_source_and_renderer(leaf):
    assert isinstance(leaf.handles["source"], ColumnDataSource)
    assert isinstance(leaf.handles["glyph_renderer"], GlyphRenderer)


def test_a_style_is_found_by_its_cyclic_index(leaf):
    style = dict(leaf.style[leaf.cyclic_index])
    assert isinstance(style["color"], hv.dim)
    assert style["color"].dimension.name == "color"


def test_get_data_gives_columns_mapping_and_style(curve, leaf):
    curve.data = {"x": np.arange(3.0), "y": np.arange(3.0), "color": np.array(["red"] * 3)}
    with disable_pipeline():
        data, mapping, _ = leaf.get_data(curve, leaf.current_ranges, dict(leaf.style[0]))
    assert list(data[mapping["x"]]) == [0, 1, 2]
    assert len(leaf._postprocess_data(data)["y"]) == 3


def test_loaded_backends_are_known():
    assert "bokeh" in hv.Store.loaded_backends()


def test_a_deserializer_knows_what_it_has_read():
    """A name of Bokeh's."""
    code = Serializer().encode(ColumnDataSource({"x": [1]}))
    reader = Deserializer()
    made = reader.decode(code)
    assert reader._references[made.id] is made
