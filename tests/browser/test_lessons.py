"""A lesson walked by keyboard; a curve drawn by pointer; a class; a mystery; a projector."""

import pytest

pytestmark = pytest.mark.browser

NAME = """() => {
  const e = peek.focused();
  return e.getAttribute("aria-label") || e.labels?.[0]?.textContent || e.textContent;
}"""
LESSON = "?page=lessons&lesson=barrier"


def tab_to(page, name: str, most: int = 40) -> None:
    """Press Tab until this has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in page.evaluate(NAME):
            return
    pytest.fail(f"Tab does not reach {name!r}")


def focused_heading(visitor, text: str) -> None:
    """Wait until the heading of what was asked for has the focus, so that Tab goes on there."""
    visitor.wait("text => peek.focused()?.textContent === text", text)


def test_a_lesson_is_walked_by_keyboard(visitor, page):
    visitor.open(LESSON)
    focused_heading(visitor, "Is five enough?")
    tab_to(page, "A: No, it is turned back")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Commit to this prediction")
    page.keyboard.press("Enter")
    focused_heading(visitor, "The answer")
    page.get_by_text("You predicted").wait_for()
    visitor.address_has(lesson="barrier", predicted="enough:passes")
    tab_to(page, "Next step")
    page.keyboard.press("Enter")

    focused_heading(visitor, "How little is enough?")
    tab_to(page, "Your prediction")
    page.keyboard.type("5")
    tab_to(page, "Commit to this prediction")
    page.keyboard.press("Enter")
    focused_heading(visitor, "The answer")
    page.get_by_text("4.3961").first.wait_for()
    visitor.address_has(step="least", predicted="enough:passes;least:5")


def test_a_curve_is_drawn_over_the_axes_and_stays_beside_the_answer(visitor, page):
    visitor.open(f"{LESSON}&step=straight")
    start, end = (visitor.pixel("arrhenius", *at) for at in ((0.25, 0.3), (1.0, 0.003)))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=12)
    page.mouse.up()
    visitor.wait("() => peek.columns('arrhenius', 'Line')?.y.filter(Number.isFinite).length > 15")
    drawn = visitor.columns("arrhenius", "Line")["y"]
    visitor.press("Commit to this prediction")
    page.get_by_text("of the picture’s height apart").wait_for()
    visitor.see_data("arrhenius", "MultiLine", "xs", 2)
    kept = visitor.columns("arrhenius", "Line")["y"]
    assert kept[10] == pytest.approx(drawn[10], rel=0.05)
    page.mouse.move(*end)
    page.mouse.down()
    page.mouse.move(*start, steps=5)
    page.mouse.up()
    assert visitor.columns("arrhenius", "Line")["y"] == kept, "what is committed is not redrawn"


def test_a_teacher_sees_what_others_predict_as_it_comes(visit):
    teacher, student = visit(), visit()
    for who in (teacher, student):
        who.open(f"{LESSON}&step=mass")
    teacher.press("New class")
    teacher.press("Show what the class predicted")
    student.page.get_by_role("radio", name="C: It falls").check()
    student.press("Commit to this prediction")
    teacher.page.get_by_text("1 prediction so far").wait_for()
    teacher.see_values("predicted-choices", "Quad", top=[0, 0, 1])


@pytest.mark.soak
def test_a_prepared_link_tells_nothing_and_a_guess_tells_all(visitor, page):
    visitor.open("?page=gate-barrier&lam=1.37")
    visitor.see_status("finished")
    visitor.unfold("Prepare a class")
    page.get_by_role("group", name="Hide", exact=True).get_by_role("button", name="λ").click()
    link = page.locator("a[target=_blank]").last
    visitor.wait("() => peek.elements('a').some((a) => a.href.includes('mystery='))")
    address = link.get_attribute("href")
    assert "1.37" not in address and "lam" not in address
    visitor.open(address.split("/")[-1])
    visitor.see_status("finished")
    assert visitor.box("λ width").input_value() == "?"
    assert "1.37" not in page.content()
    guess = page.get_by_role("textbox", name="Your guess")
    guess.fill("1.5")
    guess.press("Enter")
    visitor.press("Guess, and see")
    page.get_by_text("you said 1.5, it is 1.37").wait_for()
    assert visitor.box("λ width").input_value() == "1.37"


@pytest.mark.soak
def test_a_projector_shows_one_large_picture(visitor, page):
    visitor.open("?page=gate-barrier")
    visitor.see_status("finished")
    before = page.evaluate("() => peek.figure('landscape').height")
    page.keyboard.press("Shift+P")
    visitor.address_has(projector="1")
    visitor.wait("least => peek.figure('landscape').height >= least", before)
    assert not page.locator("summary", has_text="Export").is_visible()
    page.keyboard.press("Shift+P")
    page.locator("summary", has_text="Export").wait_for()
    assert page.evaluate("() => peek.figure('landscape').height") == before
