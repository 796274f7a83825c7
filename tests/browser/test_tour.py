"""One tour of all pages: they open with picture and answer, fit the window, name their controls."""

import re
from typing import NamedTuple

import pytest

from tests.browser.places import PICTURES, go

pytestmark = pytest.mark.browser

CONTROLS = {
    "button",
    "slider",
    "textbox",
    "combobox",
    "checkbox",
    "spinbutton",
    "radio",
    "switch",
    "link",
    "menuitem",
    "tab",
    "searchbox",
    "DisclosureTriangle",
    "listbox",
}


class Seen(NamedTuple):
    """What there is to see of a page."""

    boxes: dict[str, dict[str, float] | None]
    """Where picture, answer and Run stand in a window of 1280 × 800, without scrolling."""
    overhang: dict[int, list[float]]
    """By how many pixels anything must be scrolled sideways, by the window's width."""
    controls: list[tuple[str, str]]
    """Role and name of every control, all folds open, as a screen reader has it."""


@pytest.fixture(scope="module")
def tour(guest):
    """What there is to see of every page, by its name."""
    guest.open()
    reader = guest.page.context.new_cdp_session(guest.page)
    return {name: _seen(guest, reader, name) for name in ("Home", *PICTURES, "Runs")}


def _seen(guest, reader, name: str) -> Seen:
    go(guest, name)
    boxes, overhang = {}, {}
    if name in PICTURES:
        boxes = _boxes(guest.page, PICTURES[name][0])
        guest.see_whole()
    for width in (768, 1920, 1280):
        guest.resize(width, 800)
        overhang[width] = guest.page.evaluate(OVERHANG)
    if name in PICTURES:
        _unfold(guest.page)
    return Seen(boxes, overhang, _controls(reader))


def _boxes(page, figure: str) -> dict:
    run = page.get_by_role("button", name=re.compile("^Run( and keep)?$"))
    picture = "name => peek.view(peek.figure(name)).el.getBoundingClientRect().toJSON()"
    return {
        "picture": page.evaluate(picture, figure),
        "answer": page.locator(".verdict").bounding_box(),
        "run": run.bounding_box(),
    }


OVERHANG = """() => [document.scrollingElement, ...peek.elements('main, nav')]
  .filter((e) => getComputedStyle(e).overflowX !== 'hidden')
  .map((e) => e.scrollWidth - e.clientWidth).filter((over) => over > 1)"""


def _unfold(page) -> None:
    for fold in ("Equations and source", "Try this", "Export"):
        page.locator("summary", has_text=fold).click()
    page.get_by_role("button", name="CSV").wait_for()


def _controls(reader) -> list[tuple[str, str]]:
    nodes = reader.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (n["role"]["value"], n.get("name", {}).get("value", "").strip("\u200b \n"))
        for n in nodes
        if not n["ignored"] and n["role"]["value"] in CONTROLS
    ]


def _inside(box: dict[str, float], width: int, height: int) -> bool:
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return box["x"] >= 0 and box["y"] >= 0 and right <= width and bottom <= height


def test_every_page_opens_with_picture_answer_and_run_in_sight(tour):
    """On a small laptop, without scrolling."""
    outside = {
        (name, part): box
        for name, seen in tour.items()
        for part, box in seen.boxes.items()
        if not _inside(box, 1280, 800)
    }
    assert len([seen for seen in tour.values() if seen.boxes]) == len(PICTURES)
    assert not outside


def test_no_page_needs_scrolling_sideways(tour):
    wide = {name: seen.overhang for name, seen in tour.items() if any(seen.overhang.values())}
    assert not wide, f"wider than the window, in pixels: {wide}"


def test_every_control_has_a_name_and_it_says_which(tour):
    wrong = {}
    for page, seen in tour.items():
        found = [c for c in seen.controls if c[1] != "show more"]  # every card's arrow, by MUI
        assert len(found) > 9
        nameless = [f"a {role} without a name" for role, name in found if not name]
        alike = {f"several {r}s called {n!r}" for r, n in found if n and found.count((r, n)) > 1}
        wrong |= {page: sorted({*nameless, *alike})} if nameless or alike else {}
    assert not wrong
