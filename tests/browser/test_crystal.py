"""The crystal's pages in a browser: click a mode, play it, drag a spring, see atoms give way."""

import pytest

pytestmark = pytest.mark.browser

MOVED = "before => JSON.stringify([...peek.columns('crystal', 'Scatter').x]) !== before"
ATOMS = "() => JSON.stringify([...peek.columns('crystal', 'Scatter').x])"


@pytest.fixture
def phonons(visitor):
    """A visitor who looks at the phonons."""
    visitor.open("?page=lattice-phonons")
    visitor.see_data("dispersion", "Line", "E", 100)
    visitor.see_data("crystal", "Scatter", "x", 100)
    visitor.see_status("finished")
    return visitor


def test_a_click_on_the_dispersion_moves_the_crystal_in_that_mode(phonons, page):
    page.mouse.click(*phonons.pixel("dispersion", 0.5, 9.17))  # X, transverse
    page.get_by_text("9.1746 meV").wait_for()
    assert phonons.address()["show"].startswith("mode=60")
    said, before = len(phonons.heard.sent), page.evaluate(ATOMS)
    phonons.press("Play")
    phonons.wait(MOVED, before)
    phonons.press("Pause")
    assert phonons.heard.sent[said:] == [], "a moving crystal sends messages to the server"


def test_a_mode_goes_round_until_it_is_paused(phonons, page):
    page.get_by_role("combobox", name="Speed").select_option("4")
    phonons.press("Play")
    frame = "() => Number(peek.elements('.scrub')[0].value)"
    late = phonons.wait(f"() => {{ const f = ({frame})(); return f > 120 && f; }}")
    assert phonons.wait(f"late => ({frame})() < late", late)  # round, and on
    phonons.press("Pause")


def test_a_dragged_spring_raises_the_curves(phonons):
    top = max(phonons.columns("dispersion", "Line", 2)["E"])
    phonons.slider("k₁ near springs").press("PageUp")
    assert phonons.wait("top => Math.max(...peek.columns('dispersion', 'Line', 2).E) > top", top)


def test_bars_grow_as_modes_are_summed(visitor):
    visitor.open("?page=lattice-thermal")
    visitor.see_data("speed", "Quad", "top", 20)
    visitor.see_status("finished")
    visitor.see_data("speed", "MultiLine", "xs", 2)
    assert len(visitor.columns("speed", "MultiLine")["xs"]) == 2  # two temperatures beside


def test_the_ion_goes_its_way_and_the_atoms_give_way(visitor, page):
    visitor.open("?page=lattice-barrier")
    visitor.see_data("passage", "Scatter", "x", 12)
    visitor.see_status("finished")
    before = visitor.columns("passage", "Scatter")["x"]
    visitor.press("Play")
    moved = "x => peek.columns('passage', 'Scatter').x.some((v, i) => v !== x[i])"
    assert visitor.wait(moved, before)
    visitor.press("Pause")
    visitor.enter("U₀ strength", "8000")
    page.get_by_text("The ion pays 79.26 meV.").or_(
        page.get_by_text("The ion pays 79.255 meV.")
    ).wait_for()
