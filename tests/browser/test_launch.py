"""The launch: what happened, played in the browser."""

import pytest

pytestmark = pytest.mark.browser

FRAME = "() => Number(peek.elements('.scrub')[0].value)"
PARTICLE = "() => peek.columns('scene', 'Scatter').x[0]"


@pytest.fixture
def launch(visitor):
    """A visitor who looks at a launch."""
    visitor.open("?page=gate-launch")
    visitor.see_data("scene", "Scatter", "x", 2)
    visitor.see_status("finished")
    visitor.see_whole()
    visitor.pixel("scene", 0, 0)
    return visitor


def passes_on(visitor, there: float) -> float:
    """Wait until the particle is elsewhere; where."""
    return visitor.wait(
        "there => { const x = peek.columns('scene', 'Scatter').x[0]; return x !== there && [x]; }",
        there,
    )[0]


@pytest.mark.soak
def test_the_island_turns_the_particle_back(launch, page):
    preset = page.get_by_role("combobox", name="Preset")
    preset.select_option(label="Reflected inside the island")
    launch.see_verdict("The particle is turned back.")
    launch.address_has(E_particle="7", E_oscillator="5")
    assert launch.verdict() == "The particle is turned back."


def test_play_moves_the_particle_and_tells_the_server_nothing(launch, page):
    launch.press("To the start")
    launch.wait(f"() => ({FRAME})() === 0")
    there, said = page.evaluate(PARTICLE), len(launch.heard.sent)
    assert there == pytest.approx(-20)
    launch.press("Play")
    for _ in range(5):
        there, before = passes_on(launch, there), there
        assert there > before  # onwards
    launch.press("Pause")
    assert launch.heard.sent[said:] == [], "a moving scene sends messages to the server"


@pytest.mark.soak
def test_space_plays_and_pauses_and_the_end_ends_it(launch, page):
    launch.press("To the start")
    page.locator(".verdict").click()  # the focus leaves the button
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    passes_on(launch, -20)
    page.keyboard.press("Space")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    stands = page.evaluate(FRAME)
    page.evaluate(
        "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )
    assert page.evaluate(FRAME) == stands

    page.get_by_role("combobox", name="Speed").select_option("4")
    page.get_by_role("slider", name="Time").press("End")
    last = page.evaluate(FRAME)
    launch.press("Play")
    launch.wait(f"last => ({FRAME})() < last", last)
    page.get_by_role("button", name="Play", exact=True).wait_for()
    assert page.evaluate(FRAME) == last


@pytest.mark.soak
def test_steps_and_scrubbing_move_scene_cursor_and_time(launch, page):
    launch.press("To the start")
    launch.press("One frame on")
    launch.press("One frame on")
    launch.press("One frame back")
    assert page.evaluate(FRAME) == 1
    scrub = page.get_by_role("slider", name="Time")
    scrub.press("End")
    assert page.evaluate(FRAME) > 100
    assert page.evaluate(PARTICLE) == pytest.approx(20, abs=1)  # it passed, and was followed out
    cursor = launch.columns("positions", "VSpan")["x"][0]
    paths = launch.columns("positions", "MultiLine")
    assert cursor == pytest.approx(paths["xs"][0][-1])
    oscillator = launch.columns("phase", "Scatter")["x"][0]
    assert oscillator == pytest.approx(paths["ys"][1][-1], abs=0.01)
    page.get_by_text(f"τ = {cursor:.3f} periods").wait_for()
