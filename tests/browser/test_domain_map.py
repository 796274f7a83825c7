"""The domain map under a person's hands: drag, type, click, zoom."""

import pytest

pytestmark = pytest.mark.browser


WINDOW = ("E_particle_min", "E_particle_max", "E_oscillator_min", "E_oscillator_max")


DOUBLE_CLICK = 350
"""Milliseconds after which a second click is one of its own."""


def drag(visitor, slider, shares):
    """Hold a slider's thumb and pull it through `shares` of its length; images seen on the way."""
    box, mouse, seen = slider.bounding_box(), visitor.page.mouse, []
    at = [(box["x"] + share * box["width"], box["y"] + box["height"] / 2) for share in shares]
    mouse.move(*at[0])
    image = visitor.image()
    mouse.down()
    for point in at:
        mouse.move(*point)
        image = visitor.wait(
            "old => { const now = peek.image('domain-map'); return now !== old && now; }", image
        )
        seen.append(image)
    mouse.up()
    return seen


@pytest.mark.soak
def test_the_map_follows_while_the_width_is_dragged(visitor, page):
    visitor.open_map()
    seen = drag(visitor, visitor.slider("λ width"), [0.4, 0.5, 0.6, 0.7, 0.75])
    assert len(set(seen)) == len(seen)
    lam = visitor.box("λ width").input_value()
    assert 2.3 < float(lam) < 2.7
    visitor.address_has(lam=lam, page="gate-map")
    visitor.see_map()
    image = visitor.image()
    page.reload()
    visitor.see_map(lam=lam)
    assert visitor.image() == image
    assert visitor.box("λ width").input_value() == lam


@pytest.mark.soak
def test_arrow_keys_move_a_knob_by_a_step(visitor):
    visitor.open_map()
    visitor.box("λ width").press("ArrowUp")
    visitor.address_has(lam="2.02")
    visitor.see_map(lam="2.02")
    visitor.slider("λ width").press("ArrowRight")
    assert visitor.wait("() => Number(new URLSearchParams(location.search).get('lam')) > 2.02")
    visitor.see_map()


@pytest.mark.soak
def test_a_changed_knob_goes_back_to_its_preset(visitor, page):
    visitor.open_map()
    visitor.enter("λ width", "1.2")
    visitor.see_map(lam="1.2")
    visitor.press("λ: back to 2")
    visitor.see_map(lam="2")
    visitor.address_has(lam="2")
    assert visitor.box("λ width").input_value() == "2"


@pytest.mark.soak
def test_an_impossible_value_is_refused_in_words_and_the_picture_stays(visitor, page):
    visitor.open_map()
    before = visitor.image()
    refusals = {
        "5": ("λ width = 5 makes the gaussian potential reach past the start", "Set x₀ = -31"),
        "abc": ("λ width = 'abc' is not a number", "Allowed: 0.02 … 100 losc"),
        "0": ("λ width = 0 is outside its range 0.02 … 100 losc", "Choose a value inside it"),
        "-3": ("λ width = -3 is outside its range 0.02 … 100 losc", "Choose a value inside it"),
        "nan": ("λ width = nan is not a finite number", "Allowed: 0.02 … 100 losc"),
        "1e999": ("λ width = inf is not a finite number", "Allowed: 0.02 … 100 losc"),
        "": ("λ width = '' is not a number", "Allowed: 0.02 … 100 losc"),
    }
    for text, sentences in refusals.items():
        visitor.enter("λ width", text)
        for sentence in sentences:
            page.get_by_role("alert").filter(has_text=sentence).wait_for()
        assert visitor.status() == "refused"
        assert visitor.box("λ width").get_attribute("aria-invalid") == "true"
        assert visitor.image() == before
    visitor.enter("λ width", "1.5")
    visitor.see_map(lam="1.5")
    visitor.see_status("finished")
    assert visitor.box("λ width").get_attribute("aria-invalid") == "false"


@pytest.mark.soak
def test_the_remedy_of_a_refusal_is_one_click_away(visitor, page):
    visitor.open_map()
    visitor.enter("λ width", "5")
    page.get_by_role("button", name="Set x₀ = -31").click()
    visitor.address_has(lam="5", x0="-31")
    visitor.see_map(lam="5", x0="-31")
    visitor.see_status("finished")
    page.get_by_role("button", name="Set x₀ = -31").wait_for(state="hidden")
    assert visitor.box("λ width").get_attribute("aria-invalid") == "false"


def test_a_click_on_the_map_launches_there(visitor, page):
    visitor.open_map()
    for point, outcome in {(7, 5): "reflected", (5, 5): "transmitted"}.items():
        page.mouse.click(*visitor.pixel("domain-map", *point))
        page.get_by_text(f": {outcome}").wait_for()
        page.wait_for_timeout(DOUBLE_CLICK)
        for figure, curves in {"positions": 2, "energies": 3}.items():
            visitor.see_data(figure, "MultiLine", "xs", curves)
            assert len(visitor.columns(figure, "MultiLine")["ys"][0]) > 50
    picked = visitor.columns("domain-map", "Scatter")
    assert [picked["x"][0], picked["y"][0]] == pytest.approx(point, abs=0.1)
    page.get_by_role("button", name="Open this launch").click()
    visitor.address_has(page="gate-launch", s="2", lam="2")
    visitor.see_verdict("The particle passes.")
    assert float(visitor.address()["E_particle"]) == pytest.approx(picked["x"][0])


def test_a_box_on_the_map_is_computed_anew_and_back_returns(visitor, page):
    visitor.open_map()
    whole = visitor.image()
    page.mouse.move(*visitor.pixel("domain-map", 6, 10))
    page.mouse.down()
    page.mouse.move(*visitor.pixel("domain-map", 8, 6))
    page.mouse.move(*visitor.pixel("domain-map", 9, 2), steps=10)
    page.mouse.up()
    visitor.wait("() => new URLSearchParams(location.search).get('E_particle_min') > 5")
    edges = [float(visitor.address()[k]) for k in WINDOW]
    assert edges == pytest.approx([6, 9, 2, 10], abs=0.2)
    visitor.see_map()
    image = visitor.columns("domain-map", "Image")
    cell = (edges[1] - edges[0]) / 199 / 2
    assert image["x"][0] == pytest.approx(edges[0] - cell, rel=1e-6)
    assert image["dw"][0] == pytest.approx(edges[1] - edges[0] + 2 * cell, rel=1e-6)
    page.get_by_role("button", name="Back", exact=True).click()
    visitor.address_has(E_particle_min="0.1", E_particle_max="12", E_oscillator_max="20")
    visitor.wait("old => peek.image('domain-map') === old", whole)


@pytest.mark.soak
def test_a_click_on_a_small_map_opens_it(visitor, page):
    visitor.open_map()
    visitor.see_gallery()
    visitor.wait("() => peek.view(peek.figure('gallery'))?.el.scrollIntoView() ?? true")
    page.mouse.click(*visitor.pixel("gallery", 2.5, 1.5))
    visitor.address_has(s="0")
    assert float(visitor.address()["phi"]) == pytest.approx(1.5707963267948966)
    visitor.see_map()
    assert visitor.box("s offset").input_value() == "0"


@pytest.mark.soak
def test_two_visitors_do_not_meet(visit):
    first, second = visit(), visit()
    first.open_map()
    second.open_map("&lam=1.2&phi=1")
    seen, address = second.image(), second.address()
    first.enter("λ width", "1.6")
    first.see_map(lam="1.6")
    first.see_status("finished")
    second.slider("φ phase").focus()  # whatever would have been sent has had its way by now
    second.see_status("finished")
    assert second.image() == seen
    assert second.address() == address
    assert second.box("λ width").input_value() == "1.2"
    second.enter("λ width", "1.4")
    second.see_map(lam="1.4")
    first.see_map(lam="1.6")
