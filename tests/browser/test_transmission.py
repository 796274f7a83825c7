"""Transmission: launches counted while one watches, stopped, started again, and read."""

import re

import pytest

pytestmark = pytest.mark.browser

COUNTED = (
    "?page=gate-transmission&method=sampled&ensemble=thermal&omega_T=1:4:13&n_launches=3000000"
)


def launched(visitor) -> int:
    """Launches at each temperature, as the readout says."""
    row = visitor.page.get_by_role("row", name=re.compile("launches at each"))
    return int(row.get_by_role("cell").last.inner_text().replace("\u202f", ""))


def see_more_launches(visitor) -> int:
    """Wait until more launches have been counted; how many."""
    visitor.see_data("arrhenius", "Scatter", "x", 5)
    before = launched(visitor)
    visitor.wait(
        "before => Number(peek.elements('.readout tr, tr').find((row) =>"
        " row.textContent.startsWith('launches at each'))?.lastChild.textContent"
        ".replaceAll('\u202f', '')) > before",
        before,
    )
    return launched(visitor)


@pytest.mark.soak
def test_launches_are_counted_until_stopped(visitor, page):
    visitor.open(COUNTED)
    first = see_more_launches(visitor)
    assert visitor.status() == "running"
    page.get_by_text(re.compile(r"\d+%, .* left")).wait_for()
    visitor.press("Stop")
    visitor.see_status("stopped")
    assert page.get_by_role("button", name="Stop", exact=True).is_disabled()
    stopped = launched(visitor)
    assert first <= stopped < 3_000_000
    points, bars = visitor.columns("arrhenius", "Scatter"), visitor.columns("arrhenius", "Segment")
    assert len(points["x"]) == 13
    assert all(
        low <= y <= high for low, y, high in zip(bars["y0"], points["y"], bars["y1"], strict=True)
    )

    visitor.press("Run")
    visitor.see_status("running")
    see_more_launches(visitor)
    page.keyboard.press("Escape")
    visitor.see_status("stopped")
    visitor.see_data("arrhenius", "Scatter", "x", 13)


@pytest.mark.soak
def test_the_temperature_slider_reads_the_curve_without_a_run(visitor, page):
    visitor.open("?page=gate-transmission")
    visitor.see_status("finished")
    visitor.turn_to("Runs")
    page.get_by_role("columnheader", name="experiment").wait_for()
    rows = page.get_by_role("row").filter(has_text="gate-transmission")  # others end their runs too
    runs = rows.count()
    visitor.turn_to("Transmission")
    reading = page.locator("table.curves tr").last.get_by_role("cell")
    reading.last.wait_for()
    before = reading.all_inner_texts()
    slider = page.get_by_role("slider", name="Read all curves at ω_T")
    slider.press("End")
    page.get_by_role("columnheader", name="at ωT = 4").wait_for()
    after = reading.all_inner_texts()
    assert after[0] == before[0]  # the same curve
    assert after[1] != before[1] and after[2] != before[2]
    visitor.see_values("arrhenius", "VSpan", x=[1 / 4])
    visitor.see_values("direct", "VSpan", x=[4])
    assert visitor.status() == "finished"
    visitor.turn_to("Runs")
    page.get_by_role("columnheader", name="experiment").wait_for()
    assert rows.count() == runs


@pytest.mark.soak
def test_masses_laid_over_each_other_each_have_a_curve(visitor, page):
    visitor.open("?page=gate-transmission&omega_T=1:4:7")
    visitor.see_status("finished")
    for mass in ("1/5", "5"):
        page.get_by_role("button", name=mass, exact=True).click()
    visitor.address_has(**{"show.M": "0.2,5"})
    visitor.press("Run")
    visitor.wait("() => peek.columns('arrhenius', 'MultiLine', 1).xs.length === 3")
    visitor.see_status("finished")
    named = [text.strip() for text in visitor.columns("arrhenius", "Text")["text"]]
    assert set(named) == {"M=0.2", "M=1", "M=5"}
    page.reload()
    visitor.wait("() => peek.columns('arrhenius', 'MultiLine', 1)?.xs.length === 3")
