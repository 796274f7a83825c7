"""Long runs: told before they start, stopped, and gone on with."""

import re

import pytest

pytestmark = pytest.mark.browser

WANDERERS = "?page=ion-diffusion&equation=time-local&cells=8&ions=8&kT=50&settle=1"


def test_a_stopped_run_goes_on_from_its_page_and_from_the_list(visitor, page):
    visitor.open(f"{WANDERERS}&duration=2000")
    visitor.see_status("ready")
    go_on = page.get_by_role("button", name="Resume", exact=True)
    assert not go_on.is_visible()
    visitor.press("Run")
    visitor.see_status("running")
    page.get_by_text("left").first.wait_for()
    visitor.press("Stop")
    visitor.see_status("stopped")
    visitor.press("Resume")
    visitor.see_status("running")
    assert not go_on.is_visible()
    visitor.press("Stop")
    visitor.see_status("stopped")
    visitor.turn_to("Runs")
    page.locator(".tabulator-row").filter(has_text="Diffusion").first.click()
    page.get_by_role("button", name="Resume", exact=True).and_(page.locator(":enabled")).click()
    stop = page.get_by_role("button", name=re.compile("^Stop run"))
    stop.first.wait_for()
    stop.first.click()
    stop.first.wait_for(state="detached")


@pytest.mark.soak
def test_a_run_of_hours_is_announced_first(visitor, page):
    visitor.open("?page=ion-diffusion&equation=full&duration=100000&ions=64&cells=20")
    visitor.see_status("ready")
    visitor.press("Run")
    page.get_by_text("Press Run again to start it").wait_for()
    assert page.get_by_role("button", name="Stop", exact=True).is_disabled()


@pytest.mark.soak
def test_figures_outlive_the_run_that_they_showed(visitor, page):
    # a message that empties them and takes a button away used to cost them their axes, for good
    visitor.open(f"{WANDERERS}&duration=2000")
    for _ in range(2):
        visitor.press("Run")
        visitor.see_data("msd", "MultiPolygons", "xs")
        visitor.press("Stop")
        visitor.see_status("stopped")
    assert not visitor.heard.complaints
