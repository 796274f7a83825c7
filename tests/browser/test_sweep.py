"""A sweep in the fold of a page: entered, watched, read, stopped and gone on with."""

import pytest

pytestmark = pytest.mark.browser


def fold(visitor, search: str):
    """Open a page and the fold on it."""
    visitor.open(search)
    visitor.see_status("finished")
    visitor.unfold("Sweep:")
    visitor.page.get_by_role("button", name="Run sweep").wait_for()


def enter(page, name: str, values: str, nth: int = 0) -> None:
    """Choose a parameter and type its values."""
    page.get_by_role("combobox", name=("Sweep over", "and over")[nth]).select_option(name)
    box = page.get_by_role("textbox", name="Values").nth(nth)
    box.fill(values)
    box.press("Enter")
    box.blur()


def test_a_sweep_streams_to_its_end_and_one_of_its_points_is_opened(visitor, page):
    fold(visitor, "?page=gate-barrier&lam=2&s=1")
    enter(page, "lam", "1,2")
    enter(page, "s", "0:2:3", 1)
    page.get_by_text("6 runs", exact=True).wait_for()
    visitor.press("Run sweep")
    page.get_by_text("All 6 points have an answer.").wait_for()
    visitor.see_data("sweep", "Scatter", "x", 6)
    page.get_by_role("combobox", name="Show").select_option("frozen")
    # frozen: U(s) = U0 exp(−s²/2λ²)
    visitor.see_values("sweep", "Scatter", y=[10.0, 10.0])
    page.get_by_role("combobox", name="as", exact=True).select_option("map")
    visitor.see_data("sweep-map", "Quad", "left", 6)
    visitor.bring("sweep-map")
    page.mouse.click(*visitor.pixel("sweep-map", 0.0, 2.0))
    visitor.press("Use these values")
    visitor.address_has(lam="1", s="2")
    visitor.page.reload()
    visitor.turn_to("Runs")
    page.get_by_role("row").filter(has_text="Sweep of Barrier").first.wait_for()


@pytest.mark.soak
def test_a_sweep_is_stopped_and_gone_on_with(visitor, page):
    slow = "&method=sampled&n_launches=3000000&omega_T=1"
    visitor.open(f"?page=gate-transmission{slow}")
    visitor.unfold("Sweep:")
    enter(page, "s", "0:3:7")
    visitor.press("Run sweep")
    page.get_by_text("of 7").first.wait_for()
    visitor.press("Stop sweep")
    visitor.press("Resume sweep")
    page.get_by_text("of 7").first.wait_for()
    visitor.press("Stop sweep")
    page.get_by_role("button", name="Resume sweep").wait_for()
