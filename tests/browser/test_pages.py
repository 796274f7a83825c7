"""Every page: it opens, shows its picture, fits the window, and turns dark."""

import pytest

pytestmark = pytest.mark.browser

PICTURES = {
    "Launch": ("scene", "Scatter", "x", 2),
    "Domain map": ("domain-map", "Image", "image", 1),
    "Transmission": ("arrhenius", "MultiLine", "xs", 1),
    "Barrier": ("landscape", "Line", "y", 100),
    "Phonons": ("dispersion", "Line", "E", 100),
    "Response": ("recoil", "MultiLine", "xs", 1),
    "Thermal motion": ("speed", "Quad", "top", 20),
    "Ion barrier": ("profile", "Line", "E_relaxed", 20),
    "Collision": ("force", "MultiLine", "xs", 4),
    "Dissipation": ("path", "MultiLine", "xs", 3),
    "Diffusion": ("path3d", "MultiLine", "xs", 3),
    "Temperature": ("arrhenius-D", "Scatter", "x", 4),
    "Memory": ("memory", "Scatter", "x", 3),
    "Stiffness": ("stiffness", "Scatter", "x", 3),
}
"""What a page shows when it is opened: figure, glyph, column, least number of points."""


@pytest.fixture
def see():
    """Call it to open a page from the bar on top and wait until its picture is drawn."""

    def see(visitor, name: str) -> None:
        visitor.turn_to(name)
        visitor.see_data(*PICTURES[name])
        visitor.pixel(PICTURES[name][0], 1, 1)  # it is drawn, not only fed
        visitor.wait("() => peek.elements('.verdict').some((e) => e.textContent)")

    return see


def test_every_page_opens_with_picture_answer_and_run_in_sight(visitor, page, see):
    """On a small laptop, without scrolling; nor sideways on a large screen."""
    visitor.open()
    outside, wide = {}, {}
    for name, (figure, *_) in PICTURES.items():
        visitor.turn_to("Home")
        see(visitor, name)
        visitor.see_status("finished")
        seen = {
            "picture": page.evaluate(
                "name => peek.view(peek.figure(name)).el.getBoundingClientRect().toJSON()", figure
            ),
            "readout": page.locator(".readout").bounding_box(),
            "run": page.get_by_role("navigation").get_by_role("button", name="Run").bounding_box(),
        }
        outside |= {(name, k): box for k, box in seen.items() if not _inside(box, 1280, 800)}
        wide[name] = overhang(page)
        page.set_viewport_size({"width": 1920, "height": 900})
        visitor.pixel(figure, 1, 1)
        wide[name] += overhang(page)
        page.set_viewport_size({"width": 1280, "height": 800})
    visitor.turn_to("Runs")
    assert not outside
    assert not any(wide.values()), f"wider than the window, in pixels: {wide}"


def _inside(box: dict[str, float], width: int, height: int) -> bool:
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return box["x"] >= 0 and box["y"] >= 0 and right <= width and bottom <= height


def overhang(page) -> list[float]:
    """By how many pixels anything must be scrolled sideways."""
    return page.evaluate(
        "() => [document.scrollingElement, ...peek.elements('main, nav')]"
        ".filter((e) => getComputedStyle(e).overflowX !== 'hidden')"
        ".map((e) => e.scrollWidth - e.clientWidth).filter((over) => over > 1)"
    )


def test_no_page_needs_scrolling_sideways_on_a_narrow_window(visit, see):
    visitor = visit(768, 900)
    visitor.open()
    wide = {"Home": overhang(visitor.page)}
    for name in PICTURES:
        see(visitor, name)
        wide[name] = overhang(visitor.page)
    visitor.turn_to("Runs")
    wide["Runs"] = overhang(visitor.page)
    assert not any(wide.values()), f"wider than the window, in pixels: {wide}"


def test_a_card_of_the_home_page_opens_its_experiment(visitor, page):
    visitor.open()
    page.get_by_role("button", name="Open Barrier").click()
    visitor.see_data("landscape", "Line", "y", 100)
    visitor.address_has(page="gate-barrier")


def test_back_of_the_browser_returns_to_the_page_before(visitor, page):
    visitor.open("?page=gate-barrier")
    visitor.see_data("landscape", "Line", "y", 100)
    visitor.press("Launch")
    visitor.address_has(page="gate-launch")
    page.go_back()
    visitor.see_data("landscape", "Line", "y", 100)


def test_on_a_narrow_window_the_rail_is_a_drawer(visit):
    visitor = visit(768, 1024)
    visitor.open("?page=gate-barrier")
    run = visitor.page.get_by_role("button", name="Run and keep")
    visitor.page.get_by_role("button", name="Open drawer").click()
    run.click()
    visitor.see_status("finished")


def test_dark_turns_page_and_pictures_dark_and_back(visitor, page):
    visitor.open_map()
    for dark in (True, False):
        page.get_by_role("button", name="Toggle theme").click()
        visitor.wait(
            "dark => peek.models('Figure').every((fig) => ['background_fill_color',"
            " 'border_fill_color'].every((part) => dark === (peek.luminance(fig[part]) < 0.2)))"
            " && dark === (peek.luminance(getComputedStyle(document.body).backgroundColor) < 0.2)",
            dark,
        )
