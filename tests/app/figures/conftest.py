"""Both backends, as a notebook has them, and the runs of wandering ions that figures show."""

import holoviews as hv
import pytest

from tests.app.figures.sketched import solved

SHORT = {"cells": 6, "ions": 8, "duration": 14.0, "settle": 0.0, "fit_to": 6.0}
LOCAL = {**SHORT, "equation": "time-local"}


@pytest.fixture(scope="session", autouse=True)
def backends():
    """HoloViews with Bokeh and Matplotlib; Bokeh is what pictures are shown with."""
    hv.extension("bokeh", "matplotlib", logo=False)


@pytest.fixture(scope="session")
def three():
    """Three equations on one bath."""
    kinds = ("full", "memory", "time-local")
    return [solved("ion-diffusion", **SHORT, equation=kind) for kind in kinds]


@pytest.fixture(scope="session")
def hot():
    """One equation at four temperatures."""
    kT = (15.0, 25.0, 40.0, 50.0)
    return solved("diffusion-temperature", **{**LOCAL, "ions": 32}, temperatures=kT)


@pytest.fixture(scope="session")
def memories():
    """Two finite memories between none and all of it."""
    return solved("diffusion-memory", **SHORT, memories=(0.1, 0.2))


@pytest.fixture(scope="session")
def factors():
    """Springs changed, then the atoms' mass."""
    same = {**LOCAL, "factors": (0.5, 1.0, 2.0), "statistics": "classical"}
    return [solved("diffusion-stiffness", **same, vary=v) for v in ("stiffness", "density")]
