"""Both backends, as a notebook has them."""

import holoviews as hv
import pytest


@pytest.fixture(scope="session", autouse=True)
def backends():
    """HoloViews with Bokeh and Matplotlib; Bokeh is what pictures are shown with."""
    hv.extension("bokeh", "matplotlib", logo=False)
