"""The end of a server in the middle of a run, and the next one."""

import re

import pytest

from ionoscope.app.runs.catalogue import Catalogue

pytestmark = pytest.mark.browser

LONG = "?page=gate-transmission&method=sampled&ensemble=thermal&omega_T=1:4:13&n_launches=10000000"


@pytest.mark.soak
def test_sigterm_keeps_what_a_run_has_computed_and_the_next_start_lists_it(serve, visit, tmp_path):
    with serve(tmp_path) as address:
        visitor = visit(server=address)
        visitor.open(LONG)
        visitor.press("Stop")
        visitor.see_status("stopped")
        visitor.press("Run")
        visitor.see_status("running")
        visitor.see_data("arrhenius", "Scatter", "x", 13)
        visitor.page.goto("about:blank")  # a page complains when its server goes
    catalogue = Catalogue(tmp_path / "runs")
    (entry,) = catalogue.entries()
    assert (entry.experiment, entry.status) == ("gate-transmission", "stopped")
    assert 0 < catalogue.load(entry.id).data.launched < 10_000_000
    catalogue.close()
    with serve(tmp_path) as address:
        visitor = visit(server=address)
        visitor.open("?page=runs")
        visitor.page.get_by_role("row", name=re.compile(f"{entry.id}.*stopped")).wait_for()
        visitor.page.goto("about:blank")
