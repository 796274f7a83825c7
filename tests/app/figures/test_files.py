"""Pictures in files: what stands beside a map stands beside it."""

import holoviews as hv
import pytest

from ionoscope.app.figures import files
from ionoscope.app.figures.registry import picture
from ionoscope.engine import EXPERIMENTS


@pytest.mark.parametrize(
    ("key", "values"), [("gate-map", {"n": 20}), ("ion-validity", {"n": 4, "cells": 8})]
)
def test_the_key_of_a_map_s_colours_stands_to_its_right(key, values):
    files.ready()
    result = EXPERIMENTS[key](**values).solve()
    plot = hv.renderer("matplotlib").instance(fig="png").get_plot(picture([result]))
    files._put_beside(plot)
    plot.state.canvas.draw()
    [part] = plot.traverse(lambda p: p, [lambda p: "cax" in p.handles])
    axes, bar = (part.handles[name].get_position() for name in ("axis", "cax"))
    assert (
        bar.x0 > axes.x1 and bar.y0 == pytest.approx(axes.y0) and bar.y1 == pytest.approx(axes.y1)
    )
