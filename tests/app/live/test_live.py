"""Live figures: what was pushed is what HoloViews would draw anew; ranges follow until a zoom."""

from dataclasses import replace

import holoviews as hv
import numpy as np
import pytest
from bokeh.document import Document
from bokeh.events import RangesUpdate
from bokeh.models import ColumnDataSource

from ionoscope.app.figures import marks
from ionoscope.app.figures.columns import Columns
from ionoscope.app.figures.figure import Figure
from ionoscope.app.figures.layers import LAYERS, layered
from ionoscope.app.figures.sketch import Axis, Sketch
from ionoscope.app.figures.style import Look
from ionoscope.app.live.drawing import drawing
from ionoscope.app.live.live import Live

RED, BLUE = Look("#ff0000", "dashed", "square", "red"), Look("#0000ff", name="blue")
X, Y = Axis("x"), Axis("y")


def figure(draws=lambda results: Sketch((), X, Y), x=X, y=Y, layers=tuple(LAYERS)):
    """A figure that nobody has registered."""
    options = {"palette": ["#ffffff", "#000000"], "clim": (-0.5, 1.5), "words": ["no", "yes"]}
    return Figure("toy", "toy", "A toy", draws, x, y, layers, 300, options)


def everything(points: int, seed: int) -> Sketch:
    """A mark of every kind."""
    rng = np.random.default_rng(seed)
    x, y = np.arange(1.0, points + 1), rng.uniform(1, 2, points)
    grid = np.arange(4.0) + seed
    drawn = (
        marks.Cells(grid, grid, rng.integers(0, 2, (4, 4)).astype(np.uint8)),
        marks.Veil(grid, grid, rng.uniform(size=(4, 4))),
        marks.Line(x, y, RED, y - 0.1, y + 0.2),
        marks.Line(x, y + 1, BLUE),
        marks.Rule(x, y + 2, "a rule"),
        marks.Rule(x, y + 3, "another", RED._replace(dash="dotted")),
        marks.Dots(x, y, BLUE, y - 0.1, y + 0.1, x > 2),
        marks.Dots(x, y + 1, RED, size=12.0, width=3.0),
        marks.Steps(np.arange(points + 1.0), y, RED),
        marks.Steps(np.arange(points + 1.0), y, BLUE, solid=True),
        marks.Area(x, y, RED),
        marks.Level(1.5, RED, "level"),
        marks.Level(1.7, BLUE),
        marks.Cursor(2.0, BLUE, "here"),
        marks.Cursor(1.0, RED),
        marks.Strokes(x, y, x + 1, y + 1, RED, 3.0),
        marks.Boxes(x, y, x + 1, y + 1, RED),
        marks.Boxes(x, y, x + 1, y + 2, BLUE, 0.0),
        marks.Words(x[:1], y[:1], ["word"], RED),
    )
    return Sketch(drawn, X, Y)


def sources(fig) -> list[dict]:
    """The columns of all that a figure draws, in order."""
    return [r.data_source.data for r in fig.renderers]


def equal(a, b) -> bool:
    if isinstance(a, list | tuple) or np.asarray(a).dtype.kind == "O":
        return len(a) == len(b) and all(map(equal, a, b))
    a, b = np.asarray(a), np.asarray(b)
    return np.array_equal(a, b, equal_nan=a.dtype.kind == b.dtype.kind == "f")


def drawn_anew(sketch: Sketch, own: Figure):
    """HoloViews' own drawing of a sketch."""
    columns: dict[str, Columns] = {name: LAYERS[name].columns(sketch) for name in own.layers}
    renderer = hv.renderer("bokeh").instance(theme=None, webgl=False)
    return renderer.get_plot(layered(columns, own), doc=Document()).state


def test_what_was_pushed_is_what_is_drawn_anew():
    own = figure(layers=tuple(name for name in LAYERS if name != "now"))
    live = Live(own)
    for points, seed in ((3, 1), (7, 2)):
        live.put(everything(points, seed))
    anew = drawn_anew(live.sketch, own)
    assert len(sources(live.fig)) == len(sources(anew)) == len(own.layers)
    for name, pushed, drawn in zip(own.layers, sources(live.fig), sources(anew), strict=True):
        assert set(drawn) <= set(pushed), name
        wrong = [key for key in drawn if not equal(pushed[key], drawn[key])]
        assert not wrong, (name, wrong)


def test_glyphs_of_a_copy_are_those_of_the_drawing():
    own = figure(layers=tuple(name for name in LAYERS if name != "now"))
    live, anew = Live(own), drawn_anew(everything(3, 1), own)
    for ours, theirs in zip(live.fig.renderers, anew.renderers, strict=True):
        assert type(ours.glyph) is type(theirs.glyph)
        for name in ("line_color", "fill_color", "line_width", "line_dash", "fill_alpha"):
            if hasattr(ours.glyph, name):
                assert plain(getattr(ours.glyph, name)) == plain(getattr(theirs.glyph, name)), name


def plain(value):
    """A property's value, however it was said."""
    return getattr(value, "field", None) or getattr(value, "value", value)


def test_copies_share_no_model():
    own = figure()
    a, b = Live(own), Live(own)
    assert not {m.id for m in a.fig.references()} & {m.id for m in b.fig.references()}
    a.put(everything(3, 1))
    assert not any(len(v) for data in sources(b.fig) for v in data.values())
    assert drawing(own) is drawing(own)


def test_columns_that_did_not_change_are_not_sent():
    live = Live(figure())
    live.put(everything(3, 1))
    before = sources(live.fig)
    live.put(everything(3, 1))
    assert all(a is b for a, b in zip(before, sources(live.fig), strict=True))
    other = everything(3, 1)
    live.put(replace(other, marks=(*other.marks, marks.Line(np.arange(2.0), np.arange(2.0), RED))))
    changed = [a is not b for a, b in zip(before, sources(live.fig), strict=True)]
    assert dict(zip(LAYERS, changed, strict=True)) == {
        name: name in ("lines", "found") for name in LAYERS
    }


def test_ranges_follow_the_data_until_a_person_zooms():
    live = Live(figure())

    def line(top):
        return Sketch((marks.Line(np.array([0.0, 10.0]), np.array([0.0, top]), RED),), X, Y)

    live.put(line(1.0))
    assert (live.fig.x_range.start, live.fig.x_range.end) == pytest.approx((-0.4, 10.4))
    live.put(line(2.0))
    assert live.fig.y_range.end == pytest.approx(2.08)
    assert live.fig.y_range.reset_end == pytest.approx(2.08)
    live.fig.y_range.update(start=0.5, end=0.6)
    live.put(line(4.0))
    assert (live.fig.y_range.start, live.fig.y_range.end) == (0.5, 0.6)
    live.home()
    assert live.fig.y_range.end == pytest.approx(4.16)


def test_log_axes_never_see_what_is_not_positive():
    own = figure(
        x=replace(X, log=True),
        y=replace(Y, log=True),
        layers=("areas", "rules", "lines", "strokes", "dots", "found"),
    )
    live = Live(own)
    x, y = np.array([0.0, 1, 2, 3, 4]), np.array([1.0, -1, 2, 4, 0])
    line, dots = (kind(x, y, RED, y - 3, y + 3) for kind in (marks.Line, marks.Dots))
    live.put(Sketch((line, dots, marks.Rule(x, y - 3)), own.x, own.y))
    drawn = [
        v
        for d in sources(live.fig)
        for k in ("xs", "ys", "x", "y", "x0", "y0", "x1", "y1")
        for v in _flat(d.get(k, []))
    ]
    drawn = np.array(drawn)
    assert np.isfinite(drawn).any()
    assert not (drawn <= 0).any()
    for range_ in (live.fig.x_range, live.fig.y_range):
        assert 0 < range_.start < range_.end


def _flat(values) -> list[float]:
    if isinstance(values, np.ndarray) and values.dtype != object:
        return values.ravel().tolist()
    return [v for one in values for v in _flat(one)] if np.ndim(values) or len(values) else []


def test_a_legend_names_every_look_once():
    live = Live(figure())
    live.put(everything(4, 1))
    legend = live.fig.select_one({"name": "legend"})
    assert legend.visible
    assert [item.label.value for item in legend.items] == ["red", "blue"]
    live.put(Sketch((), X, Y))
    assert not legend.visible


def test_labels_and_ticks_follow_the_sketch():
    live = Live(figure())
    assert "x" in live.fig.xaxis[0].axis_label
    live.put(Sketch((), Axis("kT"), replace(Y, ticks=((1.0, "one"), (2.0, "two")))))
    assert live.fig.xaxis[0].axis_label == r"$$\small kT\ (\mathrm{meV})$$"
    assert live.fig.yaxis[0].ticker.ticks == [1.0, 2.0]
    assert live.fig.yaxis[0].major_label_overrides == {1.0: "one", 2.0: "two"}


def test_a_shared_source_is_left_alone():
    live = Live(figure())
    time = ColumnDataSource({"x": [3.0]})
    live.share("now", time)
    live.put(everything(3, 1))
    drawn = [r.data_source for r in live.fig.renderers]
    assert time in drawn and time.data == {"x": [3.0]}


def test_a_window_that_a_person_chose_is_told_and_ours_is_not():
    live, seen = Live(figure()), []
    live.on_window(lambda *window: seen.append(window))
    live.put(everything(3, 1))
    x, y = live.fig.x_range, live.fig.y_range
    ours = RangesUpdate(live.fig, x0=x.start, x1=x.end, y0=y.start, y1=y.end)
    live.fig._trigger_event(ours)
    assert not seen
    live.fig._trigger_event(RangesUpdate(live.fig, x0=0.0, x1=1.0, y0=0.0, y1=1.0))
    assert seen == [(0.0, 1.0, 0.0, 1.0)]


def test_names_have_room_in_a_narrow_picture():
    live = Live(figure())
    line = marks.Rule(np.array([0.0, 10.0]), np.array([0.0, 1.0]), "a name of some length")
    live.put(Sketch((line,), X, Y))
    wide = live.fig.x_range.end
    live.fig.set_from_json("inner_width", 200)  # as a browser tells it
    assert live.fig.x_range.end > 1.5 * wide


def test_without_data_the_axes_have_no_numbers_and_with_data_they_have():
    drawn = [Sketch((), X, Y), everything(3, 0)]
    live = Live(figure(lambda results: drawn[len(results)]))

    def shown() -> set[float]:
        return {axis.major_label_text_alpha for axis in live.fig.axis}

    assert shown() == {0.0} and live.fig.css_classes == ["blank"]
    live.show([None])
    assert shown() == {1.0} and live.fig.css_classes == []
    live.show([])
    assert shown() == {0.0}


def test_a_figure_says_what_it_shows_when_it_is_asked_to_and_only_then():
    live = Live(figure(lambda results: everything(3 + len(results), 0)))
    before = live.fig.html_attributes["aria-label"]
    assert before == "A toy. No data yet."
    heard = []
    live.on_describe(lambda: heard.append(live.fig.html_attributes["aria-label"]))
    live.show([None])
    assert live.fig.html_attributes["aria-label"] == before
    live.describe("It is so.")
    live.describe("It is so.")
    (told,) = heard
    assert "blue: from" in told and told.endswith("It is so.")
