"""A catalogue of its own for each test, and a result to keep."""

import pytest

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.engine import EXPERIMENTS


@pytest.fixture
def result():
    return EXPERIMENTS["gate-barrier"](s=1.0).solve()


@pytest.fixture
def catalogue(tmp_path):
    catalogue = Catalogue(tmp_path / "kept")
    yield catalogue
    catalogue.close()
