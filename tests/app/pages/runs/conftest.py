"""The page of runs without a browser, and a few kept runs."""

from dataclasses import replace

import pytest

from ionoscope.app.pages.runs import RunsPage
from ionoscope.app.runs.origin import own_identity
from ionoscope.engine import EXPERIMENTS
from tests.app.pages.runs.barriers import DIFFERENT


@pytest.fixture
def kept(store):
    """Keep the result of an experiment under an id."""

    def keep(id, experiment, **changes):
        result = replace(experiment.solve(), **changes)
        store.catalogue.add(id, result, identity=own_identity(experiment))
        return result

    return keep


@pytest.fixture
def barriers(kept):
    return {id: kept(id, EXPERIMENTS["gate-barrier"](s=s)) for id, s in DIFFERENT.items()}


@pytest.fixture
def page(context):
    """The page, in a browser that is there."""

    def page(state=None):
        page = RunsPage(context)
        page.set_state(state or {})
        page.arrive()
        return page

    return page
