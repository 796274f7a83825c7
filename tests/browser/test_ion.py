"""The ion's pages in a browser: drag, click the map, play the row."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.soak
def test_a_dragged_speed_moves_the_curves(visitor):
    visitor.open("?page=ion-collision")
    visitor.see_data("force", "MultiLine", "xs", 4)
    visitor.see_status("finished")
    top = "() => Math.max(...peek.columns('force', 'MultiLine').ys[0])"
    before = visitor.page.evaluate(top)
    visitor.slider("v₀ speed").press("PageUp")
    assert visitor.wait(f"before => ({top})() > before", before)


@pytest.mark.soak
def test_a_click_on_the_map_opens_that_collision(visitor, page):
    visitor.open("?page=ion-collision")
    visitor.bring("validity")
    visitor.see_data("validity", "Image", "image", 1)
    visitor.wait("() => [...peek.columns('validity', 'Image').image[0]].every(Number.isFinite)")
    page.evaluate(
        "() => peek.view(peek.figure('validity')).el.scrollIntoView({block: 'center', behavior:"
        " 'instant'})"
    )
    page.mouse.click(*visitor.pixel("validity", 0.7, -0.5))
    assert visitor.wait(
        "() => { const s = new URLSearchParams(location.search);"
        " return Math.abs(Number(s.get('v0')) - 5) < 0.3 &&"
        " Math.abs(Number(s.get('lam')) - 0.316) < 0.03; }"
    )
    visitor.see_status("finished")
    here = "peek.columns('validity', 'Scatter').x[0]"
    assert visitor.wait(f"() => Math.abs({here} - 0.7) < 0.03"), "the mark has not moved there"


def test_three_equations_stream_and_the_row_plays(visitor):
    visitor.open("?page=ion-dissipation&cells=20&duration=5")
    visitor.see_data("path", "MultiLine", "xs", 3)
    visitor.see_status("finished")
    visitor.see_whole()
    ion = "() => peek.columns('row', 'Scatter', 1).x[0]"
    before = visitor.page.evaluate(ion)
    said = len(visitor.heard.sent)
    visitor.press("Play")
    visitor.wait(f"before => ({ion})() !== before", before)
    assert visitor.wait("() => peek.columns('energy', 'VSpan').x[0] > 0"), "the cursor stands still"
    visitor.press("Pause")
    assert visitor.heard.sent[said:] == [], "a moving row sends messages to the server"


@pytest.mark.soak
def test_a_box_too_small_for_the_memory_offers_a_larger_one(visitor, page):
    visitor.open("?page=ion-dissipation&cells=20&duration=5&equation=memory&t_c=2")
    page.get_by_text("hears its own echo").wait_for()
    page.get_by_role("button", name="Set ").click()
    visitor.see_status("finished")
    assert visitor.wait("() => Number(new URLSearchParams(location.search).get('cells')) > 20")


@pytest.mark.soak
def test_typeset_labels_take_the_theme_s_colour(visitor, page):
    visitor.open("?page=ion-dissipation&cells=20&duration=2")
    visitor.see_status("finished")
    letters = (
        "() => { const axis = peek.figure('path').left[0];"
        " const views = [...peek.view(peek.figure('path')).renderer_views.values()];"
        " const label = views.find((view) => view.model === axis)._axis_label_view;"
        " return peek.luminance(label.svg_element?.getAttribute('stroke') ?? '#777'); }"
    )
    assert visitor.wait(f"() => ({letters})() < 0.2")
    page.get_by_role("button", name="Toggle theme").click()
    assert visitor.wait(f"() => ({letters})() > 0.8")
