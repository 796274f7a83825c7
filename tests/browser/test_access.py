"""For those who hear a page, who touch it, and who type a comma."""

import csv
import io
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.places import turn
from tests.browser.visitor import Heard, Visitor

pytestmark = pytest.mark.browser

LABEL = "name => peek.view(peek.figure(name))?.el.getAttribute('aria-label') ?? ''"
SCROLLED = "() => peek.elements('*').reduce((sum, e) => sum + e.scrollTop, 0)"


def test_a_picture_says_what_it_shows_and_the_answer_and_says_it_anew(visitor, page):
    visitor.open("?page=gate-barrier")
    visitor.see_status("finished")
    told = visitor.wait(
        f"() => {{ const told = ({LABEL})('landscape');"
        " const verdict = peek.elements('.verdict')[0]?.textContent.slice(0, 12);"
        " return verdict && told.includes(verdict) && told; }"
    )
    assert told.startswith("Potential energy of the oscillator") and "V (E_osc)" in told
    assert page.evaluate("() => peek.view(peek.figure('landscape')).el.getAttribute('role')") == (
        "figure"
    )
    visitor.enter("M mass m", "0,2")
    visitor.wait(f"old => ({LABEL})('landscape') !== old", told)


def test_the_data_of_a_picture_are_a_table_and_a_file(visitor, page):
    visitor.open("?page=gate-barrier")
    visitor.see_status("finished")
    page.locator("summary[aria-label='Data as a table: landscape']").click()
    region = page.get_by_role("region", name="Data: landscape")
    region.get_by_role("columnheader").first.wait_for()
    heads = region.get_by_role("columnheader").all_inner_texts()
    assert [head.replace("\xa0", " ") for head in heads[:2]] == ["y (losc)", "V (Eosc)"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV: landscape").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head[:3] == ["curve", "y (l_osc)", "V (E_osc)"]
    assert len(rows) > 50 and len(rows[0]) == len(head)


def test_a_decimal_comma_is_a_number_for_slider_and_server(visitor):
    visitor.open("?page=gate-barrier")
    visitor.see_status("finished")
    visitor.enter("λ width l_osc", "1,75")
    visitor.address_has(lam="1.75")
    slider, box = visitor.slider("λ width l_osc"), visitor.box("λ width l_osc, value")
    assert box.input_value() == "1.75"
    comma = slider.input_value()
    visitor.enter("λ width l_osc", "1.75")
    assert slider.input_value() == comma != "0"


@contextmanager
def phone(browser, server):
    """A visitor with a telephone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(60_000)
    context.add_init_script(path="tests/browser/peek.js")
    page = context.new_page()
    visitor = Visitor(page, server, Heard.by(page))
    yield visitor
    context.close()
    visitor.heard.check()


def swipe(page, x: float, y: float, up: float) -> None:
    """Move a finger from a place upwards."""
    reader = page.context.new_cdp_session(page)
    for kind, at in (("Start", 0), *(("Move", up * i / 16) for i in range(1, 17)), ("End", None)):
        points = [] if at is None else [{"x": x, "y": y - at}]
        reader.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})


@pytest.mark.soak
def test_a_finger_that_begins_on_a_picture_scrolls_the_page(browser, server):
    with phone(browser, server) as visitor:
        page = visitor.page
        visitor.open("?page=ion-collision&cells=12")
        visitor.see_data("force", "MultiLine", "xs", 4)
        visitor.pixel("force", 0, 0)
        visitor.wait(  # fingers are told apart from mice when all scripts are there
            "() => peek.elements('.bk-events').every("
            "(e) => getComputedStyle(e).touchAction === 'auto')"
        )
        visitor.wait("() => !peek.elements('.MuiBackdrop-root').length")  # the rail has gone aside
        window = page.evaluate(
            "() => { const box = peek.view(peek.figure('deflection')).el.getBoundingClientRect();"
            " return [box.left + box.width / 2, box.top + box.height / 2]; }"
        )
        before, ends = page.evaluate(SCROLLED), "() => peek.figure('deflection').x_range.start"
        start = page.evaluate(ends)
        swipe(page, *window, 240)
        visitor.wait(f"before => ({SCROLLED})() > before + 150", before)
        assert page.evaluate(ends) == start


@pytest.mark.soak
def test_home_shows_the_experiments_alive_and_where_to_begin(visitor, page):
    visitor.open()
    visitor.wait("() => peek.elements('canvas.there').length >= 4")
    painted = (
        "() => Promise.all(peek.elements('canvas.there').slice(0, 4).map((canvas) =>"
        " new Promise((done) => canvas.toBlob((blob) => done(blob.size)))))"
    )
    assert min(page.evaluate(painted)) > 500
    page.get_by_role("button", name="Pause the pictures").click()
    page.get_by_role("button", name="Play the pictures").wait_for()
    page.get_by_role("button", name="Outrun the crystal").click()
    visitor.address_has(page="ion-collision", lam="0.2", v0="10")


@pytest.mark.soak
def test_subscripts_on_canvases_are_small_and_names_of_runs_are_left_alone(visitor, page):
    visitor.open("?page=gate-barrier")
    visitor.see_status("finished")
    widths = page.evaluate(
        "() => ['E_osc', 'Eosc', 'my_run', 'kT_ion', 'kTion'].map((text) =>"
        " Bokeh.require('core/graphics').text_width(text, '20px Arial'))"
    )
    symbol, plain, name, heat, plain_heat = widths
    assert 0.7 * plain < symbol < 0.95 * plain and 0.7 * plain_heat < heat < 0.95 * plain_heat
    assert name == page.evaluate(
        "() => { const brush = document.createElement('canvas').getContext('2d');"
        " brush.font = '20px Arial'; return brush.measureText('my_run').width; }"
    )


def colours(page) -> set[tuple[int, int, int]]:
    """All that are seen in the window."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return {colour for _, colour in image.getcolors(image.width * image.height)}


def test_names_in_a_picture_get_the_shade_of_the_page_and_change_with_it(visitor, page):
    on_light, on_dark = ((190, 84, 0), (223, 99, 0))  # of vermilion, for the oscillator's name
    visitor.open("?page=gate-launch")
    visitor.see_data("scene", "Scatter", "x", 2)
    visitor.see_status("finished")
    for dark, here, not_here in ((True, on_dark, on_light), (False, on_light, on_dark)):
        turn(visitor, dark)
        page.evaluate("() => new Promise((go) => setTimeout(go, 400))")
        seen = colours(page)
        assert here in seen and not_here not in seen
