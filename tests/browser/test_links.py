"""Links: a teacher's, which hide or lock, and damaged ones, which must not break the page."""

import pytest

pytestmark = pytest.mark.browser


KNOBS = ("U₀ height", "λ width", "s offset", "M mass", "φ phase")


def test_a_mystery_is_neither_told_nor_changed(visitor, page):
    visitor.open_map("&lam=1.4&hide=lam")
    assert visitor.box("λ width").input_value() == "?"
    assert visitor.box("λ width").is_disabled() and visitor.slider("λ width").is_disabled()
    assert page.get_by_role("button", name="λ: back to").count() == 0
    slider = visitor.slider("λ width")  # it stands in the middle, which tells nothing
    assert int(slider.input_value()) == int(slider.get_attribute("max")) / 2
    assert visitor.box("s offset").is_enabled()
    visitor.enter("s offset", "1")
    visitor.see_map(lam="1.4", s="1")
    assert visitor.box("λ width").input_value() == "?"


@pytest.mark.soak
def test_a_mystery_stays_one_after_a_reload(visitor, page):
    visitor.open("?page=gate-barrier&lam=1.4&hide=lam")
    visitor.enter("s offset", "1")
    visitor.address_has(s="1")
    page.reload()
    visitor.see_status("finished")
    assert visitor.box("λ width").input_value() == "?"


@pytest.mark.soak
def test_the_lines_to_repeat_a_run_do_not_tell_the_mystery(visitor, page):
    visitor.open("?page=gate-barrier&lam=1.4&hide=lam")
    visitor.unfold("Export")
    page.get_by_text("ionoscope run gate-barrier").first.wait_for()
    assert page.get_by_text("lam 1.4").count() == 0
    assert page.get_by_text("lam=1.4").count() == 0


@pytest.mark.soak
def test_a_locked_page_cannot_be_changed(visitor, page):
    visitor.open_map("&lam=1.4&lock=1")
    for knob in KNOBS:
        assert visitor.slider(knob).is_disabled() and visitor.box(knob).is_disabled()
    for name in ("Preset", "U(z) · shape"):
        assert page.get_by_role("combobox", name=name).is_disabled()
    assert page.get_by_role("button", name="λ: back to").count() == 0
    visitor.see_gallery()
    page.evaluate("() => peek.view(peek.figure('gallery')).el.scrollIntoView()")
    page.mouse.click(*visitor.pixel("gallery", 2.5, 1.5))
    visitor.turn_to("Barrier")  # and back: the click has had its way by then
    visitor.turn_to("Domain map")
    visitor.see_data("domain-map", "Image", "image", 1)
    assert visitor.box("s offset").input_value() == "2"
    assert visitor.box("φ phase").input_value() == "0"


UNSECURED = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
"""As a browser has it on plain http from another machine."""


@pytest.mark.soak
def test_what_is_said_to_be_copied_has_been(visitor, page):
    visitor.open("?page=gate-barrier&lam=1.4")
    visitor.see_status("finished")
    page.evaluate(UNSECURED)
    visitor.press("Copy link")
    page.get_by_role("button", name="Link copied").wait_for()
    visitor.box("λ width").fill("")
    page.keyboard.press("ControlOrMeta+V")
    assert visitor.box("λ width").input_value() == page.url
    page.evaluate("document.execCommand = () => false")
    visitor.unfold("Export")
    visitor.press("Copy command")
    page.get_by_role("dialog").get_by_text("Press Ctrl+C").wait_for()
    page.keyboard.press("ControlOrMeta+C")
    page.get_by_role("dialog").wait_for(state="detached")
    visitor.box("λ width").fill("")
    page.keyboard.press("ControlOrMeta+V")
    assert visitor.box("λ width").input_value().startswith("ionoscope run gate-barrier --lam 1.4")


DAMAGED = {
    "an unknown page": ("?page=gate-mop&lam=1.4", "gate-mop", "home"),
    "an unknown parameter": ("?page=gate-barrier&lam=1.4&colour=red", "colour", "gate-barrier"),
    "another version": ("?page=gate-barrier&v=99&lam=1.4", "99", "gate-barrier"),
    "ten kilobytes of junk": ("?page=gate-barrier&lam=" + "x%3D" * 2500, "longer than", "home"),
    "ten thousand digits": ("?page=gate-barrier&lam=" + "7" * 10_000, "longer than", "home"),
    "five thousand digits": ("?page=gate-barrier&lam=" + "7" * 5000, "λ width = ", "gate-barrier"),
    "the same key twice": ("?page=gate-barrier&lam=1.4&lam=1.6", "lam", "gate-barrier"),
    "a zero byte": ("?page=gate-barrier&lam=%00", "λ width = ", "gate-barrier"),
    "markup": ("?page=gate-barrier&<img src=x onerror=alert(1)>=1", "left out", "gate-barrier"),
}
"""Link, a word of the sentence that says what is wrong with it, and the page that opens."""


SHORT = ("an unknown page",)
"""Those for which there is time in `make test`: what others say is tested without a browser."""


def damages():
    """Every damage as a case."""
    return [pytest.param(d, marks=() if d in SHORT else pytest.mark.soak) for d in DAMAGED]


@pytest.mark.parametrize("damage", damages())
def test_a_damaged_link_opens_a_page_and_says_what_it_left_out(visitor, page, damage):
    search, word, opens = DAMAGED[damage]
    visitor.open(search)
    page.get_by_role("alert").filter(has_text=word).first.wait_for()
    heading = {"home": "Watch an ion find its way", "gate-barrier": "How high is the barrier?"}
    page.get_by_role("heading", name=heading[opens]).wait_for()
    visitor.turn_to("Runs")
    assert page.get_by_role("heading", name="What has been").is_visible()  # it is alive


def test_values_of_a_link_that_cannot_be_run_are_refused_not_lost(visitor, page):
    visitor.open("?page=gate-map&lam=abc")
    page.get_by_role("alert").filter(has_text="λ width = 'abc' is not a number").wait_for()
    assert visitor.status() == "refused"
    visitor.enter("λ width", "1.5")
    visitor.see_map(lam="1.5")
