"""The crystal's pages in a browser: click a mode, play it, drag a spring, see atoms give way."""

import pytest

pytestmark = pytest.mark.browser

MOVED = "before => JSON.stringify([...peek.columns('crystal', 'Scatter').x]) !== before"
ATOMS = "() => JSON.stringify([...peek.columns('crystal', 'Scatter').x])"

TRANSVERSE_AT_X = 9.17458020
"""meV: ħ sqrt(4 k2/m) (tests/reference/lattice.json)."""

HIGHEST = "() => Math.max(...[...peek.columns('dispersion', 'MultiLine').ys].flatMap(y => [...y]))"


@pytest.fixture
def phonons(visitor):
    """A visitor who looks at the phonons."""
    visitor.open("?page=lattice-phonons")
    visitor.see_data("dispersion", "MultiLine", "xs", 3)
    visitor.see_data("crystal", "Scatter", "x", 100)
    visitor.see_status("finished")
    return visitor


def test_a_click_on_the_dispersion_moves_the_crystal_in_that_mode(phonons, page):
    page.mouse.click(*phonons.pixel("dispersion", 0.5, 9.17))  # X, transverse
    page.get_by_text("9.1746 meV").wait_for()  # hover tells it too, before the page has moved
    phonons.see_values("dispersion", "Scatter", x=[0.5], y=[TRANSVERSE_AT_X])
    phonons.wait("() => new URLSearchParams(location.search).get('show.mode')?.startsWith('60')")
    said, before = len(phonons.heard.sent), page.evaluate(ATOMS)
    phonons.press("Play")
    phonons.wait(MOVED, before)
    phonons.press("Pause")
    assert phonons.heard.sent[said:] == [], "a moving crystal sends messages to the server"


@pytest.mark.soak
def test_a_mode_goes_round_until_it_is_paused(phonons, page):
    page.get_by_role("combobox", name="Speed").select_option("4")
    phonons.press("Play")
    frame = "() => Number(peek.elements('.scrub')[0].value)"
    late = phonons.wait(f"() => {{ const f = ({frame})(); return f > 120 && f; }}")
    assert phonons.wait(f"late => ({frame})() < late", late)  # round, and on
    phonons.press("Pause")


@pytest.mark.soak
def test_a_dragged_spring_raises_the_curves(phonons):
    top = phonons.page.evaluate(HIGHEST)
    phonons.slider("k₁ nearest-neighbour springs").press("PageUp")
    assert phonons.wait(f"top => ({HIGHEST})() > top", top)


@pytest.mark.soak
def test_hover_tells_the_frequency_of_a_mode(phonons, page):
    """At X across the path: 9.1746 meV are 13.939 rad/ps or 2.2184 THz."""
    x, y = phonons.pixel("dispersion", 0.5, 9.17458)
    page.mouse.move(x - 2, y - 2)
    page.mouse.move(x, y)
    told = page.locator(".bk-tooltip-content")
    told.get_by_text("9.1746").first.wait_for()
    assert all(text in told.first.inner_text() for text in ("13.939", "2.2184"))


@pytest.mark.soak
def test_bars_grow_as_modes_are_summed(visitor):
    visitor.open("?page=lattice-thermal")
    visitor.see_data("speed", "MultiPolygons", "xs", 1)
    visitor.see_status("finished")
    visitor.see_data("speed", "MultiLine", "xs", 4)  # two curves, two temperatures beside
    visitor.see_values("speed", "Text", text=["25 meV (290 K)", "5 meV (58 K)", "50 meV (580 K)"])
    assert len(visitor.columns("speed", "MultiLine")["xs"]) == 4


def test_the_ion_goes_its_way_and_the_atoms_give_way(visitor, page):
    visitor.open("?page=lattice-barrier")
    visitor.see_data("passage", "Scatter", "x", 12)
    visitor.see_status("finished")
    before = visitor.columns("passage", "Scatter")["x"]
    visitor.press("Play")
    moved = "x => peek.columns('passage', 'Scatter').x.some((v, i) => v !== x[i])"
    assert visitor.wait(moved, before)
    assert visitor.wait("() => peek.columns('profile', 'VSpan').x.length === 1")
    visitor.press("Pause")
    visitor.enter("U₀ strength", "8000")
    visitor.see_verdict(r"The barrier is 79\.2(6|55) meV")
