"""A picture in words, and its data as a table: what is told is what is drawn."""

import csv
import io

import numpy as np
import pytest

from ionoscope.app.figures.described import described
from ionoscope.app.figures.marks import Cells, Cursor, Dots, Level, Line, Steps, Words
from ionoscope.app.figures.registry import FIGURES, figure_of, figures_of
from ionoscope.app.figures.sketch import Axis, Sketch
from ionoscope.app.figures.style import BLUE, Look
from ionoscope.app.figures.tabled import INTERVAL, tabled
from tests.app.figures.sketched import solved

T, MSD = Axis("time"), Axis("msd")
LOOK = Look(BLUE, name="full")
MSD_FIGURE = figure_of("ion-diffusion", "msd")


def sketch(*marks, x=T, y=MSD) -> Sketch:
    return Sketch(marks, x, y)


def line(y, low=None, high=None) -> Line:
    return Line(np.arange(len(y), dtype=float), np.array(y, float), LOOK, low, high)


def test_a_curve_is_told_from_where_to_where_it_goes():
    told = described(sketch(line([0.0, 2.0, 5.0])), MSD_FIGURE)
    assert told.startswith("Mean square displacement in a time t; dashed: 6Dt + c.")
    assert "Across: t (ps)" in told and "up: ⟨|ΔR|²⟩ (Å²)" in told
    assert told.endswith("full: from 0 to 5.")


def test_a_top_between_the_ends_is_told_with_its_place():
    told = described(sketch(line([0.0, 7.0, 5.0])), MSD_FIGURE)
    assert "full: from 0 to 5, at most 7 at t = 1." in told


def test_many_curves_are_counted():
    told = described(sketch(*[line([i, i + 1]) for i in range(9)]), MSD_FIGURE)
    assert told.endswith("9 curves or sets of points.")


def test_without_a_result_there_are_no_data_yet_whatever_else_is_drawn():
    furniture = (Cursor(1.0), Level(2.0), Words(np.ones(1), np.ones(1), ["kT"]))
    assert described(sketch(), MSD_FIGURE).endswith("No data yet.")
    assert sketch(*furniture).blank
    assert not sketch(*furniture, line([1.0, 2.0])).blank


def test_of_a_map_the_shares_of_its_classes_are_told():
    result = solved("gate-map", n=20)
    told = described(figure_of("gate-map").sketch([result]), figure_of("gate-map"))
    share = result.summary["transmitted_fraction"]
    assert f"{share:.1%} transmitted" in told


@pytest.mark.parametrize("key", FIGURES)
def test_every_figure_can_be_told_without_a_result(key):
    for figure in figures_of(key).values():
        told = described(Sketch((), figure.x, figure.y), figure)
        assert told.endswith("No data yet.") and "**" not in told


def test_a_table_has_symbols_units_and_the_interval():
    low, high = np.array([0.0, 1.5]), np.array([0.0, 2.5])
    found = tabled(sketch(line([0.0, 2.0], low, high)), MSD_FIGURE)
    assert found.heads == ("t (ps)", "⟨|ΔR|²⟩ (Å²)", *INTERVAL)
    ((name, rows, more),) = found.first(1)
    assert (name, rows, more) == ("full", [["0", "0", "0", "0"]], 1)


def test_the_file_has_all_digits_and_every_curve():
    found = tabled(sketch(line([0.0, 1 / 3]), line([1.0, 2.0, 3.0])), MSD_FIGURE)
    head, *rows = csv.reader(io.StringIO(found.csv()))
    assert head == ["curve", "t (ps)", "⟨|ΔR|²⟩ (Å²)"]
    assert len(rows) == 5 and rows[1] == ["full", "1.0", repr(1 / 3)]


def test_a_histogram_has_both_edges_of_a_bin():
    found = tabled(sketch(Steps(np.array([0.0, 1.0, 3.0]), np.array([2.0, 4.0]), LOOK)), MSD_FIGURE)
    assert found.heads == ("t (ps)", "t (ps), to", "⟨|ΔR|²⟩ (Å²)")
    assert found.first(2)[0][1] == [["0", "1", "2"], ["1", "3", "4"]]


def test_points_that_are_not_known_are_no_rows():
    dots = Dots(np.array([1.0, 2.0]), np.array([np.nan, 3.0]), LOOK)
    assert tabled(sketch(dots), MSD_FIGURE).blocks[0].rows == 1


def test_a_map_names_its_classes_and_a_gallery_their_shares():
    one = figure_of("gate-map")
    found = tabled(one.sketch([solved("gate-map", n=10)]), one)
    assert found.blocks[0].rows == 100
    assert set(found.blocks[0].columns[found.heads[-1]]) <= {
        "transmitted",
        "reflected",
        "undecided",
    }
    many = figure_of("gate-gallery")
    result = solved("gate-gallery", n=8)
    found = tabled(many.sketch([result]), many)
    maps = result.data.sizes["phi"] * result.data.sizes["s"]
    assert found.blocks[0].rows == maps
    shares = [found.blocks[0].columns[h] for h in found.heads if h.endswith("(%)")]
    assert np.sum(shares, axis=0) == pytest.approx(np.full(maps, 100.0))


def test_on_an_axis_of_logarithms_the_values_themselves_are_told():
    figure = figure_of("ion-validity")
    ticks = ((0.0, "1"), (1.0, "10"))
    axis = Axis("v₀", ticks=ticks, powers=True)
    cells = Cells(
        np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.zeros((2, 2)), np.full((2, 2), 0.5)
    )
    found = tabled(Sketch((cells,), axis, axis), figure)
    assert sorted(set(found.blocks[0].columns["v₀"].tolist())) == [1.0, 10.0]
