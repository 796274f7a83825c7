"""Without a mouse, and without eyes: Tab reaches all in reading order, and all have names."""

from itertools import pairwise

import pytest

from engine import EXPERIMENTS

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const e = peek.focused(), box = e.getBoundingClientRect(), root = e.getRootNode();
  const labelled = (e.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean)
    .map((id) => root.getElementById(id)?.textContent ?? "").join(" ");
  const name = e.getAttribute("aria-label") || labelled || e.labels?.[0]?.textContent;
  let folded = false;
  for (let at = e; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host)
    folded ||= getComputedStyle(at).overflow === "hidden" && at.getBoundingClientRect().height < 1;
  return e === document.body ? null : {name: (name || e.textContent).trim(), y: box.y, folded,
    html: e.outerHTML.slice(0, 80)};
}"""
KNOBS = ("U₀ height E_osc", "λ width l_osc", "s offset l_osc", "M mass m", "φ phase rad")
BAR = ("Home", *dict.fromkeys(kind.group for kind in EXPERIMENTS.values()), "Runs")
PAGES = ("Home", *(kind.title for kind in EXPERIMENTS.values()), "Runs")
CONTROLS = {
    "button", "slider", "textbox", "combobox", "checkbox", "spinbutton", "radio", "switch", "link",
    "menuitem", "tab", "searchbox", "listbox",
}  # fmt: skip


def tab_through(page, most=90):
    """Press Tab until it leaves the page; what had the focus, in order."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    return stops


def test_tab_reaches_everything_in_reading_order(visitor, page):
    visitor.open_map()
    visitor.see_status("finished")
    stops = tab_through(page)
    names = [stop["name"] for stop in stops]

    def at(text):
        found = [i for i, name in enumerate(names) if text in name]
        assert found, f"Tab does not reach {text!r}; it reaches {names}"
        return found[0]

    nav = [at(name) for name in (*BAR, "Toggle theme")]
    knobs = [at(f"{knob}{part}") for knob in KNOBS for part in ("", ", value")]
    main = [
        at("Launch"),
        at("Transmission"),
        at("Whole plane"),
        at("Equations and source"),
        at("Export"),
    ]
    order = [*nav, at("Preset"), at("Run and keep"), *knobs, *main]
    assert order == sorted(order), f"Tab jumps about: {names}"
    for before, after in pairwise(knobs):
        assert stops[before]["y"] <= stops[after]["y"] + 5, "Tab does not go down the knobs"
    folded = [stop["html"] for stop in stops if stop["folded"]]
    assert not folded, f"Tab goes where nobody can see it, into closed folds: {folded}"


@pytest.fixture
def controls(visitor, page):
    """Role and name of every control of every page, all folds open, as a screen reader has it."""
    visitor.open()
    tree, found = page.context.new_cdp_session(page), {}
    for name in PAGES:
        visitor.turn_to(name)
        if name not in ("Home", "Runs"):
            for fold in ("Equations and source", "Try this", "Export"):
                page.get_by_role("button", name=fold).click()
                page.get_by_role("button", name=fold, expanded=True).wait_for()
            page.get_by_role("button", name="CSV").wait_for()
        nodes = tree.send("Accessibility.getFullAXTree")["nodes"]
        found[name] = [
            (n["role"]["value"], n.get("name", {}).get("value", "").strip("\u200b \n"))
            for n in nodes
            if not n["ignored"] and n["role"]["value"] in CONTROLS
        ]
        assert len(found[name]) > 9
    return found


def test_every_control_has_a_name_and_it_says_which(controls):
    wrong = {}
    for page, found in controls.items():
        found = [c for c in found if c[1] != "show more"]  # every card's arrow, by Material UI
        nameless = [f"a {role} without a name" for role, name in found if not name]
        alike = {f"several {r}s called {n!r}" for r, n in found if n and found.count((r, n)) > 1}
        wrong |= {page: sorted({*nameless, *alike})} if nameless or alike else {}
    assert not wrong
