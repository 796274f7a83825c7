"""From page to page, in a narrow window, and in the dark."""

import pytest

pytestmark = pytest.mark.browser


def test_a_card_of_the_home_page_opens_its_experiment(visitor, page):
    visitor.open()
    page.get_by_role("button", name="Open Barrier", exact=True).click()
    visitor.see_data("landscape", "MultiLine", "xs")
    visitor.address_has(page="gate-barrier")


@pytest.mark.soak
def test_back_of_the_browser_returns_to_the_page_before(visitor, page):
    visitor.open("?page=gate-barrier")
    visitor.see_data("landscape", "MultiLine", "xs")
    visitor.press("Launch")
    visitor.address_has(page="gate-launch")
    page.go_back()
    visitor.see_data("landscape", "MultiLine", "xs")


def test_on_a_narrow_window_the_rail_is_a_drawer(visit):
    visitor = visit(768, 1024)
    visitor.open("?page=gate-barrier")
    run = visitor.page.get_by_role("button", name="Run and keep")
    visitor.page.get_by_role("button", name="Open drawer").click()
    run.click()
    visitor.see_status("finished")


def see_all(visitor, dark):
    """Wait until the page and all its pictures are dark, or light."""
    visitor.wait(
        "dark => peek.models('Figure').every((fig) => ['background_fill_color',"
        " 'border_fill_color'].every((part) => dark === (peek.luminance(fig[part]) < 0.2)))"
        " && dark === (peek.luminance(getComputedStyle(document.body).backgroundColor) < 0.2)",
        dark,
    )


def test_dark_turns_page_and_pictures_dark_and_back(visitor, page):
    visitor.open_map()
    for dark in (True, False):
        page.get_by_role("button", name="Toggle theme").click()
        see_all(visitor, dark)


@pytest.mark.soak
def test_a_page_left_dark_is_dark_when_it_is_opened_again(visitor, page):
    visitor.open_map()
    page.get_by_role("button", name="Toggle theme").click()
    see_all(visitor, dark=True)
    visitor.open_map()
    see_all(visitor, dark=True)
