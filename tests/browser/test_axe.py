"""What axe-core finds on every page, light and dark, with all folds open."""

from pathlib import Path

import pytest

from tests.browser.places import GROUPS, go, turn

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help,
    nodes: nodes.map((n) => `${n.target.flat().join(" ")} :: ${n.html.slice(0, 160)} :: ${
      n.any.map((each) => each.message).join("; ").slice(0, 200)}`) }));
}"""
UNFOLD = "() => peek.elements('details').forEach((fold) => { fold.open = true; })"
GRAVE = {"serious", "critical"}


def findings(guest, name: str, dark: bool) -> list[dict]:
    """What axe finds on a page."""
    go(guest, name)
    turn(guest, dark)
    if name not in GROUPS["Home"]:
        guest.page.evaluate(UNFOLD)
        guest.wait("() => peek.elements('table tbody td').length > 0")
    if not guest.page.evaluate("() => 'axe' in window"):
        guest.page.evaluate(AXE)
    return guest.page.evaluate(RUN)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("group", GROUPS)
def test_nothing_serious_stands_in_anybody_s_way(visitor, group, dark):
    visitor.open()
    found = {name: findings(visitor, name, dark) for name in GROUPS[group]}
    grave = {
        name: [f"{each['id']}: {each['nodes']}" for each in own if each["impact"] in GRAVE]
        for name, own in found.items()
    }
    assert not {name: own for name, own in grave.items() if own}
