"""Runs: found again after a reload and in another browser; compared, copied, deleted and back."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LONG = "?page=ion-diffusion&equation=time-local&cells=8&ions=8&kT=50&settle=1&duration=100000"
BARRIER = "?page=gate-barrier&v=1"
"""Other tests keep runs in the same list: those here have a width of their own."""


def row(visitor, text=""):
    return visitor.page.locator(".tabulator-row").filter(has_text=text)


def keep(visitor, search, **names):
    """Run what an address gives; the id of the kept run."""
    visitor.open(search)
    visitor.see_status("finished")
    visitor.press("Run and keep")
    visitor.wait("() => new URLSearchParams(location.search).has('run')")
    visitor.see_status("finished")
    return visitor.address()["run"]


def test_a_run_is_found_running_and_then_finished_whoever_looks(visit):
    first = visit()
    first.open(LONG)
    first.see_status("ready")
    first.press("Run")
    if first.page.get_by_text("Press Run again").count():
        first.press("Run")
    first.see_status("running")
    first.wait("() => new URLSearchParams(location.search).has('run')")
    id = first.address()["run"]
    first.page.reload()
    first.see_status("running")
    assert first.address()["run"] == id
    first.page.context.close()
    second = visit()
    second.open("?page=runs")
    line = second.page.get_by_role("listitem").filter(
        has=second.page.get_by_role("button", name=f"Stop run {id}")
    )
    line.get_by_role("button", name="Diffusion").click()
    second.see_status("running")
    second.press("Stop")
    second.see_status("stopped")
    third = visit()
    third.open(f"?run={id}")
    third.see_status("stopped")
    third.see_data("msd", "MultiPolygons", "xs")
    assert third.page.get_by_role("button", name="Resume", exact=True).is_visible()


@pytest.mark.soak
def test_a_link_gives_a_stranger_the_same_numbers_and_nothing_is_computed_twice(visit):
    first = visit()
    id = keep(first, f"{BARRIER}&lam=1.53&s=0.625")
    said = first.verdict()
    first.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    first.press("Copy run’s link")
    first.page.get_by_role("button", name="Run’s link copied").wait_for()
    stranger = visit()
    stranger.open(f"?run={id}")
    stranger.see_status("finished")
    stranger.page.get_by_text(re.compile(f"kept, computed on .*run {id}")).wait_for()
    assert stranger.verdict() == said and stranger.box("s offset").input_value() == "0.625"
    stranger.press("Run and keep")
    stranger.page.get_by_text(re.compile(f"kept, computed on .*run {id}")).wait_for()
    stranger.press("Compute anew")
    stranger.wait("id => new URLSearchParams(location.search).get('run') !== id", id)
    stranger.enter("s offset", "1")
    stranger.wait("() => !new URLSearchParams(location.search).has('run')")
    stranger.open("?run=ffffffffffff")
    stranger.page.get_by_role("alert").filter(has_text="no run ffffffffffff").first.wait_for()
    stranger.page.get_by_role("heading", name="What has been computed").wait_for()


@pytest.mark.soak
def test_runs_are_found_compared_named_deleted_and_back(visit):
    visitor = visit()
    for s in ("0.25", "0.5", "0.75"):
        keep(visitor, f"{BARRIER}&lam=1.37&s={s}")
    page = visitor.page
    visitor.turn_to("Runs")
    page.get_by_role("combobox", name="Experiment").select_option("gate-barrier")
    visitor.address_has(**{"show.experiment": "gate-barrier"})
    visitor.enter("Conditions", "lam = 1.37")
    expect(row(visitor)).to_have_count(3)
    visitor.enter("Conditions", "lam = 1.37, s >= 0.5")
    expect(row(visitor)).to_have_count(2)
    page.reload()
    expect(row(visitor)).to_have_count(2)
    page.get_by_role("columnheader", name="s (l").click()
    expect(row(visitor).first).to_contain_text("0.5")
    # with the keyboard alone
    row(visitor).first.focus()
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Difference").click()
    visitor.see_data("landscape-difference", "MultiLine", "xs")
    page.get_by_role("button", name="Overlay").click()
    visitor.see_data("landscape", "MultiLine", "xs", 2)
    page.get_by_role("button", name="Parameters").click()
    expect(page.get_by_role("row", name="differs")).to_have_count(1)
    visitor.press("Close")
    row(visitor).first.click()
    hostile = '<img src=x onerror="window.hacked=1"><b>wide</b>'
    visitor.enter("Name", hostile)
    expect(row(visitor).first).to_contain_text(hostile)
    page.keyboard.press("Tab")
    with page.expect_download() as file:
        page.get_by_role("button", name="Download", exact=True).click()
    assert file.value.suggested_filename.endswith(".zip")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(row(visitor)).to_have_count(1)
    visitor.press("Undo delete")
    expect(row(visitor)).to_have_count(2)
    assert not page.evaluate("() => window.hacked")
    page.get_by_role("button", name="Use as template").click()
    page.get_by_role("heading", name="How high is the barrier").wait_for()
    assert visitor.box("s offset").input_value() == "0.5"
    visitor.turn_to("Runs")
    row(visitor, "wide").dblclick()
    page.get_by_text(re.compile("kept, computed on")).wait_for()
    assert not page.evaluate("() => window.hacked")
