"""Without a mouse, and without eyes: Tab reaches all in reading order, and all have names."""

from itertools import pairwise

import pytest

from ionoscope.engine import EXPERIMENTS

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
