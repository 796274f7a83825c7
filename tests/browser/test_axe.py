"""What axe-core finds on every page, light and dark, with all folds open."""

from pathlib import Path

import pytest

from tests.browser.places import GROUPS, PAGES, go, turn
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async (options) => {
  const found = await axe.run(document, { resultTypes: ["violations"], ...options });
  return found.violations.map(({ id, impact, nodes }) => ({ id, impact,
    nodes: nodes.map((n) => `${n.html.slice(0, 160)} :: ${n.failureSummary.slice(0, 240)}`) }));
}"""
COLOURS = {"runOnly": ["color-contrast"]}
"""What the other theme can change."""
UNFOLD = "() => peek.elements('details').forEach((fold) => { fold.open = true; })"
GRAVE = {"serious", "critical"}


def findings(guest: Visitor, name: str) -> list[dict]:
    """What axe finds on a page with all folds open, in both themes."""
    go(guest, name)
    turn(guest, False)
    if name not in GROUPS["Home"]:
        guest.page.evaluate(UNFOLD)
        guest.wait("() => peek.elements('table tbody td').length > 0")
    guest.page.evaluate(AXE)
    found = guest.page.evaluate(RUN, {})
    turn(guest, True)
    return found + guest.page.evaluate(RUN, COLOURS)


SHORT = {"Domain map", "Diffusion"}
"""One of each kind, for which there is time in `make test`."""


def seen():
    """Every page as a case."""
    return [pytest.param(n, marks=() if n in SHORT else pytest.mark.soak) for n in PAGES]


@pytest.mark.parametrize("name", seen())
def test_nothing_serious_stands_in_anybody_s_way(visitor, name):
    visitor.open()
    found = [each for each in findings(visitor, name) if each["impact"] in GRAVE]
    assert not found
