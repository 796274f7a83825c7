"""Every page: it opens, shows its picture, fits the window, and turns dark."""

import pytest

pytestmark = pytest.mark.browser

PICTURES = {
    "Launch": ("scene", "Scatter", "x", 2),
    "Domain map": ("domain-map", "Image", "image", 1),
    "Transmission": ("arrhenius", "MultiLine", "xs", 1),
    "Barrier": ("landscape", "Line", "y", 100),
}
"""What a page shows when it is opened: figure, glyph, column, least number of points."""


@pytest.fixture
def turn_to():
    """Call it to open a page from the bar on top and wait until its picture is drawn."""

    def turn_to(visitor, name: str) -> None:
        visitor.press(name)
        visitor.see_data(*PICTURES[name])
        visitor.wait("() => peek.elements('.chip').some((e) => e.textContent === 'finished')")
        visitor.pixel(PICTURES[name][0], 1, 1)  # it is drawn, not only fed

    return turn_to


def test_every_page_opens_from_the_home_page_and_shows_its_picture(visitor, page, turn_to):
    visitor.open()
    for name in PICTURES:
        visitor.press("Home")
        page.get_by_role("heading", name="Watch an ion find its way").wait_for()
        turn_to(visitor, name)
        assert visitor.verdict()
    visitor.press("Runs")
    page.get_by_role("heading", name="What has been computed?").wait_for()


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


def test_picture_answer_and_run_are_in_sight_on_a_small_laptop(visitor, page, turn_to):
    visitor.open()
    outside = {}
    for name, (figure, *_) in PICTURES.items():
        turn_to(visitor, name)
        seen = {
            "picture": page.evaluate(
                "name => peek.view(peek.figure(name)).el.getBoundingClientRect().toJSON()", figure
            ),
            "readout": page.locator(".readout").bounding_box(),
            "run": page.get_by_role("navigation").get_by_role("button", name="Run").bounding_box(),
        }
        outside |= {(name, k): box for k, box in seen.items() if not _inside(box, 1280, 800)}
    assert not outside


def _inside(box: dict[str, float], width: int, height: int) -> bool:
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return box["x"] >= 0 and box["y"] >= 0 and right <= width and bottom <= height


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_no_page_needs_scrolling_sideways(visit, turn_to, width):
    visitor = visit(width, 900)
    visitor.open()
    wide = {}
    for name in ("Home", *PICTURES, "Runs"):
        if name in PICTURES:
            turn_to(visitor, name)
        else:
            visitor.press(name)
        over = visitor.page.evaluate(
            "() => [document.scrollingElement, ...peek.elements('main, nav')]"
            ".filter((e) => getComputedStyle(e).overflowX !== 'hidden')"
            ".map((e) => e.scrollWidth - e.clientWidth).filter((over) => over > 1)"
        )
        if over:
            wide[name] = over
    assert not wide, f"wider than the window, in pixels: {wide}"


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
