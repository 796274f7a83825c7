"""The crystal's pages without a browser: what they draw is what the engine found."""

import numpy as np
import pytest

from ionoscope.app.main import PAGES
from ionoscope.app.views.crystal import SPAN, Wave
from ionoscope.app.views.dispersion import corner_name
from ionoscope.app.views.heat import maxwell
from ionoscope.engine import EXPERIMENTS


class Tap:
    """A click on a figure."""

    def __init__(self, x, y):
        self.x, self.y = x, y


def test_the_dispersion_follows_a_knob(opened):
    page = opened("lattice-phonons")
    before = max(page.dispersion.curves[2].data["E"])
    page.rail.controls["m"].text = "14"
    opened.settle(page)
    # four times as heavy, half as fast
    assert max(page.dispersion.curves[2].data["E"]) == pytest.approx(before / 2)
    assert max(page.dos.data.data["E"]) == pytest.approx(before / 2, rel=0.01)


def test_a_click_on_the_dispersion_shows_that_mode(opened):
    page = opened("lattice-phonons")
    page.dispersion._tapped(Tap(0.5, 9.0))  # X, transverse
    at = page.shown[1].data.isel(q_path=page.mode[0], branch=page.mode[1])
    assert float(at.hbar_Omega) == pytest.approx(9.17458, rel=1e-5)
    # neighbours along x move against each other
    x = np.argsort(page.scene.atoms.data["x0"])
    assert np.isclose(np.ptp(np.cos(page.scene.atoms.data["phase"][x])), 2)
    assert page.player.frames == 240
    assert "9.1746 meV" in page.readout.pane.object
    assert page.show_state() == {"mode": f"{page.mode[0]},{page.mode[1]}"}


@pytest.mark.parametrize("Omega", [1.0, 13.9, 31.35])
def test_the_moving_mode_is_true_to_scale(Omega):
    wave = Wave(np.zeros(3), np.array([1.0, 0, 0]), Omega)
    assert wave.duration * Omega == pytest.approx(2 * np.pi * wave.swings)
    assert wave.swings == 1 or wave.duration == pytest.approx(SPAN, rel=0.5)


def test_a_mode_without_frequency_stands_still():
    wave = Wave(np.zeros(3), np.array([1.0, 0, 0]), 0.0)
    assert wave.swings == 0
    assert wave.duration == SPAN


@pytest.mark.parametrize(
    "q, name",
    [((0, 0, 0), "Γ"), ((0, 0.5, 0), "X"), ((-0.5, 0, 0.5), "M"), ((1.5, 0.5, 0.5), "R"),
     ((0.25, 0, 0), "(0.25, 0, 0)")],
)  # fmt: skip
def test_corners_of_the_zone_are_named(q, name):
    assert corner_name(np.array(q, float)) == name


def test_a_hostile_mode_in_a_link_is_left_out(context):
    page = PAGES["lattice-phonons"](context)
    for text in ("", "x,1", "1", "-1,2", "99999999,1", "1,2,3"):
        page.set_show_state({"mode": text})
        assert page.mode == (30, 2)
    page.set_show_state({"mode": "10,7"})
    assert page.mode == (10, 2)
    page.close()


def test_sliders_choose_a_mode_without_a_mouse(opened):
    page = opened("lattice-phonons")
    page.place.value, page.branch.value = 60, 1
    assert page.mode == (60, 0)
    assert "9.1746 meV" in page.readout.pane.object
    page.dispersion._tapped(Tap(0.5, 20.6))
    assert (page.place.value, page.branch.value) == (60, 3)
    page.rail.controls["n_path"].text = "10"  # a path of fewer points
    opened.settle(page)
    assert page.place.end == page.shown[1].data.sizes["q_path"] - 1 >= page.mode[0]


def test_the_response_draws_crystal_box_and_echo(opened):
    page = opened("lattice-response", {"times": "0:1:51", "cells": "8"})
    data = page.shown[1].data
    assert len(page.kernel.lines.data["xs"]) == len(page.kernel.box.data["xs"]) == 5
    assert np.allclose(page.kernel.lines.data["ys"][0], 1e3 * data.W.values[:, 0, 0, 0])
    assert page.kernel.echo.location == pytest.approx(page.shown[1].summary["echo_time"])
    assert "hears its own echo" in page.readout.pane.object
    assert page.convergence.nodes.data["y"][-1] < 1e-12 < page.convergence.grid.data["y"][-1]


def test_without_an_echo_the_page_says_so(opened):
    page = opened("lattice-response", {"times": "0:0.2:11", "cells": "20"})
    assert "hears no echo" in page.readout.pane.object
    assert not page.kernel.echo.visible


def test_one_time_is_enough_for_the_response(opened):
    page = opened("lattice-response", {"times": "0.1"})
    assert "infinite" in page.shown[1].stage or page.shown[1].share == 1


def test_the_histograms_stand_under_their_curves(opened):
    page = opened("lattice-thermal", {"cells": "20"})
    bars, spread = page.spreads["vel"].bars.data, page.spreads["vel"]
    middle = (bars["left"] + bars["right"]) / 2
    exact = maxwell(middle, page.shown[1].summary["C_vel_xx"])
    # 8000 atoms: a bar holds at most 300 of them, so 6 % by chance; three times that is allowed
    assert np.abs(bars["top"] - exact).max() < 0.18 * exact.max()
    assert spread.exact.data["y"].max() == pytest.approx(exact.max(), rel=0.01)


def test_other_temperatures_arrive_beside(opened, wait_until):
    page = opened("lattice-thermal", {"cells": "8"})

    def arrived():
        page._beside_tick()
        return len(page.spreads["vel"].others.data["xs"]) == 2

    wait_until(arrived, "two more temperatures")
    assert page.spreads["vel"].names.data["text"] == ["25 meV", "5 meV", "50 meV"]
    page.also.value = "10"
    wait_until(lambda: page._beside_tick() or page.wanted[0] == 10.0)
    assert page.show_state() == {"also": "10"}


def test_a_text_that_is_no_temperature_is_left_out(opened):
    page = opened("lattice-thermal", {"cells": "8"})
    page.also.value = "x,-1,nan"
    assert page.wanted == [None, None, None]


def test_at_absolute_zero_atoms_still_move(opened):
    page = opened("lattice-thermal", {"kT": "0", "cells": "8"})
    assert "keep 100% of their kinetic energy" in page.readout.pane.object
    assert max(page.spreads["vel"].classical.data["y"]) == 0


def test_the_profile_draws_all_energies_and_the_numbers(opened):
    page = opened("lattice-barrier")
    drawn = page.profile.data.data
    assert max(drawn["E_rigid"]) == pytest.approx(45.517, abs=1e-3)
    assert max(drawn["E_relaxed"]) == pytest.approx(42.334, abs=1e-3)
    assert np.allclose(drawn["E_relaxed"], drawn["E_interaction"] + drawn["E_elastic"])
    assert "The ion pays 42.334 meV." in page.readout.pane.object
    assert len(page.scene.atoms.data["x"]) == 12  # the corners of two cells
    assert len(page.scene.springs.data["from"]) == 20


def test_a_path_through_an_atom_is_refused_on_the_page(opened):
    page = opened("lattice-barrier")
    page.rail.controls["path"].value = "0.5,0.5,0.5;-0.5,-0.5,-0.5"
    assert "passes 0 Å from the atom at (0, 0, 0)" in page.status.alert.object


def test_an_ion_too_strong_for_the_crystal_fails_with_a_remedy(opened):
    page = opened("lattice-barrier")
    page.rail.set({"U0": "1e6", "lam": "1.2"})
    opened.settle(page)
    assert "Lower U0 = 1e+06" in page.status.alert.object
    assert "What was computed before is kept." in page.status.alert.object


@pytest.mark.parametrize("key", [k for k in EXPERIMENTS if k.startswith("lattice")])
def test_an_uncoupled_crystal_is_refused_and_a_coupled_one_offered(opened, key):
    page = opened(key)
    page.rail.controls["k2"].text = "0"
    assert "uncoupled chains" in page.status.alert.object
    assert page.status.offer == {"k2": "1"}
