"""Paths over saddles: every mark of one run has a name, and of several runs each has its own."""

from ionoscope.app.figures.landscape import paths
from ionoscope.app.figures.marks import Dots
from ionoscope.engine.landscape.landscape import IonLandscape

FIGURE = paths
SMALL = {"r_c": 3.5, "spacing": 0.75}


def test_lines_and_dots_are_named_and_dots_lie_below_the_tops():
    result = IonLandscape(**SMALL).solve()
    line, dots = FIGURE.sketch([result]).marks
    assert line.look.name.startswith("saddle of") and dots.look.name == "atoms relaxed"
    assert isinstance(dots, Dots) and 0 < dots.y[0] < line.y.max()


def test_several_runs_are_told_apart_by_name():
    results = [IonLandscape(**SMALL, U0=U0).solve() for U0 in (4000.0, 8000.0)]
    found = [mark.look.name for mark in FIGURE.sketch(results).marks]
    assert [name for name in found if name] == ["U₀=4000", "U₀=8000"]
