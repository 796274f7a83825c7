"""The crystal's pages without a browser: what they draw is what the engine found."""

import numpy as np
import pytest
from bokeh.events import Tap

from ionoscope.app.answers.registry import answer_of
from ionoscope.app.figures.marks import Cursor, Dots, Line, Rule, Steps, Words
from ionoscope.app.figures.thermal import maxwell
from ionoscope.app.pages.shell import PAGES
from ionoscope.app.scenes.crystal import SPAN, Wave
from ionoscope.engine import EXPERIMENTS


def shown(page, figure, kind):
    """Marks of a kind that a figure of the page shows."""
    return [m for m in page.figures[figure].sketch.marks if isinstance(m, kind)]


def rows(page):
    """What the readout says, by name; of two of one name the first, which is the mode's."""
    return dict(reversed(page.readout.answer.rows))


def tap(page, x, y):
    """Click the dispersion."""
    fig = page.figures["dispersion"].fig
    fig._trigger_event(Tap(fig, x=x, y=y))


def test_the_dispersion_follows_a_knob(opened):
    page = opened("lattice-phonons")
    before = shown(page, "dispersion", Line)[2].y.max()
    page.rail.controls["m"].value = "14"
    opened.settle(page)
    # four times as heavy, half as fast
    assert shown(page, "dispersion", Line)[2].y.max() == pytest.approx(before / 2)
    assert shown(page, "dos", Line)[0].y.max() == pytest.approx(before / 2, rel=0.01)


def test_the_density_of_states_has_the_dispersions_heights(opened):
    page = opened("lattice-phonons")
    figs = [page.figures[name].fig for name in ("dispersion", "dos")]
    assert figs[0].y_range is figs[1].y_range
    page.rail.controls["m"].value = "14"
    opened.settle(page)
    assert figs[0].y_range.end == pytest.approx(1.05 * shown(page, "dispersion", Line)[2].y.max())


@pytest.mark.soak
def test_temperatures_beside_say_what_was_understood(opened):
    page = opened("lattice-thermal")
    for text, said in [
        ("1,5", "two temperatures: 1 and 5 meV (11.6 … 58 K)"),
        ("1,5;", "one temperature: 1.5 meV (17.4 K)"),
    ]:
        page.view.also.value = text
        assert page.view.also.state["note"] == said


def test_a_click_on_the_dispersion_shows_that_mode(opened):
    page = opened("lattice-phonons")
    tap(page, 0.5, 9.0)  # X, transverse
    at = page.own.data.isel(q_path=page.view.mode[0], branch=page.view.mode[1])
    assert float(at.hbar_Omega) == pytest.approx(9.17458, rel=1e-5)
    # neighbours along x move against each other
    x = np.argsort(page.view.scene.atoms.data["x0"])
    assert np.isclose(np.ptp(np.cos(page.view.scene.atoms.data["phase"][x])), 2)
    assert page.view.player.frames == 240
    (dot,) = shown(page, "dispersion", Dots)
    assert (dot.x[0], dot.y[0]) == (float(at.q_path), float(at.hbar_Omega))
    assert rows(page)["   quantum ħΩ"] == "9.1746 meV"
    assert rows(page)["mode at q"] == "X"
    assert page.state() == {"mode": f"{page.view.mode[0]},{page.view.mode[1]}"}


@pytest.mark.parametrize("Omega", [1.0, 13.9, 31.35])
def test_the_moving_mode_is_true_to_scale(Omega):
    wave = Wave(np.zeros(3), np.array([1.0, 0, 0]), Omega)
    assert wave.duration * Omega == pytest.approx(2 * np.pi * wave.swings)
    assert wave.swings == 1 or wave.duration == pytest.approx(SPAN, rel=0.5)


def test_a_mode_without_frequency_stands_still():
    wave = Wave(np.zeros(3), np.array([1.0, 0, 0]), 0.0)
    assert wave.swings == 0
    assert wave.duration == SPAN


def test_a_hostile_mode_in_a_link_is_left_out(context):
    page = PAGES["lattice-phonons"](context)
    for text in ("", "x,1", "1", "-1,2", "99999999,1", "1,2,3"):
        page.set_state({"mode": text})
        assert page.view.mode == (30, 2)
    page.close()


def test_a_mode_that_the_crystal_has_not_becomes_its_last(opened):
    page = opened("lattice-phonons")
    page.set_state({"mode": "9999,7"})
    page.view.draw(page.results, 0)
    assert page.view.mode == (page.own.data.sizes["q_path"] - 1, 2)


def test_sliders_choose_a_mode_without_a_mouse(opened):
    page = opened("lattice-phonons")
    page.view.place.value, page.view.branch.value = 60, 1
    assert page.view.mode == (60, 0)
    assert rows(page)["   quantum ħΩ"] == "9.1746 meV"
    tap(page, 0.5, 20.6)
    assert (page.view.place.value, page.view.branch.value) == (60, 3)
    page.rail.controls["n_path"].value = "10"  # a path of fewer points
    opened.settle(page)
    assert page.view.place.high == page.own.data.sizes["q_path"] - 1 >= page.view.mode[0]


def test_a_moving_crystal_stays_in_its_box(opened):
    """Every atom in every phase of its swing, at the largest amplitude; the box is not too wide."""
    page = opened("lattice-phonons")
    scene = page.view.scene
    ends = {"x": scene.figure.x_range.end, "y": scene.figure.y_range.end}
    turns = 2 * np.pi * np.arange(64)[:, None] / 64
    farthest = {"x": 0.0, "y": 0.0}
    for branch in (1, 2, 3):
        page.view.branch.value, page.view.amplitude.value = branch, page.view.amplitude.low
        assert np.array_equal(scene.atoms.data["x"], scene.atoms.data["x0"])
        page.view.amplitude.value = page.view.amplitude.high
        for axis, end in ends.items():
            atoms, [swing] = scene.atoms.data, scene.mode.data[f"p{axis}"]
            path = atoms[f"{axis}0"] + swing * np.cos(atoms["phase"] + turns)
            assert np.allclose(path[0], atoms[axis])
            assert np.abs(path).max() < end
            farthest[axis] = max(farthest[axis], np.abs(path).max() / end)
    assert min(farthest.values()) > 0.8


def test_the_response_draws_crystal_box_and_echo(opened):
    page = opened("lattice-response", {"times": "0:1:51", "cells": "8"})
    lines, data = shown(page, "recoil", Line), page.own.data
    assert len(lines) == len(shown(page, "recoil", Rule)) == 5
    assert np.allclose(lines[0].y, 1e3 * data.W.values[:, 0, 0, 0])
    assert [c.x for c in shown(page, "recoil", Cursor)] == [page.own.summary["echo_time"]]
    assert "waves return through the periodic boundary" in page.readout.answer.note
    plain, ours = shown(page, "convergence", Dots)
    assert ours.y[-1] < 1e-12 < plain.y[-1]
    assert len(shown(page, "area", Line)) == 5 and len(shown(page, "loss", Line)) == 1


def test_without_an_echo_the_page_says_so(opened):
    page = opened("lattice-response", {"times": "0:0.2:11", "cells": "20"})
    assert page.readout.answer.note.startswith("No wave returns")
    assert not shown(page, "recoil", Cursor)


def test_one_time_is_enough_for_the_response(opened):
    page = opened("lattice-response", {"times": "0.1"})
    lines, W = shown(page, "recoil", Line), page.own.data.W.values
    assert [(line.x.tolist(), line.y.tolist()) for line in lines] == [
        ([0.1], [1e3 * w]) for w in W[0, :, 0, 0]
    ]
    assert not shown(page, "area", Line)  # one time spans none
    assert page.readout.answer.verdict.startswith("A steady force of 100 meV/Å")


@pytest.mark.soak
def test_the_histograms_stand_under_their_curves(opened):
    page = opened("lattice-thermal", {"cells": "20"})
    bars, exact = shown(page, "speed", Steps)[0], shown(page, "speed", Line)[-1]
    middle = (bars.edges[1:] + bars.edges[:-1]) / 2
    expected = maxwell(middle, page.own.summary["C_vel_xx"])
    # 8000 atoms: a bar holds at most 300 of them, so 6 % by chance; three times that is allowed
    assert bars.solid
    assert np.abs(bars.heights - expected).max() < 0.18 * expected.max()
    assert exact.y.max() == pytest.approx(expected.max(), rel=0.01)


@pytest.mark.soak
def test_other_temperatures_arrive_beside(opened, wait_until):
    page = opened("lattice-thermal", {"cells": "8"})

    def arrived():
        page.tick()
        return len(shown(page, "speed", Steps)) == 3

    wait_until(arrived, "two more temperatures")
    words = [m.text[0].strip() for m in shown(page, "speed", Words)]
    assert words == ["25 meV (290 K)", "5 meV (58 K)", "50 meV (580 K)"]
    page.view.also.value = "10"
    assert [run.experiment.kT for run in page.view.others.runs] == [10.0]
    assert page.state() == {"also": "10"}


def test_a_text_that_is_no_temperature_is_left_out(opened):
    page = opened("lattice-thermal", {"cells": "8"})
    page.view.also.value = "x,-1,nan"
    assert page.view.others.runs == []


@pytest.mark.soak
def test_at_absolute_zero_atoms_still_move(opened):
    page = opened("lattice-thermal", {"kT": "0", "cells": "8"})
    assert "keep 100 % of their kinetic energy" in page.readout.answer.note
    classical, exact = shown(page, "speed", Line)
    assert classical.y.max() == 0 < exact.y.max()


def test_the_profile_draws_all_energies_and_the_numbers(opened):
    page = opened("lattice-barrier")
    drawn = {line.look.name: line.y for line in shown(page, "profile", Line)}
    assert max(drawn["rigid lattice"]) == pytest.approx(45.517, abs=1e-3)
    assert max(drawn["atoms relaxed"]) == pytest.approx(42.334, abs=1e-3)
    assert page.readout.answer.verdict.startswith("The barrier is 42.334 meV")
    assert rows(page)["   only the corners of the cell"] == "43.092 meV"
    assert len(page.view.scene.atoms.data["x"]) == 12  # the corners of two cells
    assert len(page.view.scene.springs.data["from"]) == 20


def test_an_ion_that_repels_nothing_passes_free(opened):
    page = opened("lattice-barrier", {"U0": "0", "n_points": "5"})
    assert page.readout.answer.verdict.startswith("The barrier is 0 meV")
    assert not len(page.view.scene.atoms.data["x"])


def test_a_path_through_an_atom_is_refused_on_the_page(opened):
    page = opened("lattice-barrier")
    page.rail.controls["path"].value = "0.5,0.5,0.5;-0.5,-0.5,-0.5"
    assert "passes 0 Å from the atom at (0, 0, 0)" in page.status.trouble


def test_an_ion_too_strong_for_the_crystal_fails_with_a_remedy(opened):
    page = opened("lattice-barrier")
    page.rail.set({"U0": "1e6", "lam": "1.2"})
    opened.settle(page)
    assert "Lower U₀ = 1e+06" in page.status.trouble
    assert "What was computed before is kept." in page.status.trouble
    (own,) = page.taken()  # there is still something to export
    assert own.result.parameters["U0"] in (4000.0, 1e6)


def test_what_is_shown_can_be_exported_while_other_values_are_computed(opened):
    page = opened("lattice-phonons")
    assert [own.result.status for own in page.taken()] == ["finished"]
    page.rail.controls["m"].value = "14"  # its run has not been drawn
    (own,) = page.taken()
    assert own.result.parameters["m"] == 3.5 and own.id in page.export.stem


def test_the_answers_need_no_page():
    said = answer_of([EXPERIMENTS["lattice-phonons"](n_path=10, n_zone=4).solve()])
    assert said.verdict.startswith("The fastest vibration has a period of 0.20042 ps")
    assert dict(said.rows)["   quantum ħΩ"] == "20.635 meV"
    assert "mode at q" not in dict(said.rows) and not said.note


@pytest.mark.parametrize("key", ["lattice-response", "lattice-barrier"])
def test_a_run_that_was_stopped_early_says_that_nothing_is_known(key):
    kind = EXPERIMENTS[key]()
    early = kind.result(next(iter(kind.run())), "stopped", 0.0)
    assert answer_of([early]).verdict == "No result yet."


@pytest.mark.parametrize("key", [k for k in EXPERIMENTS if k.startswith("lattice")])
def test_an_uncoupled_crystal_is_refused_and_a_coupled_one_offered(opened, key):
    page = opened(key)
    page.rail.controls["k2"].value = "0"
    assert "uncoupled chains" in page.status.trouble
    assert page.status.offer == {"k2": "1"}
