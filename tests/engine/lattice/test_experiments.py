"""The experiments of the crystal: what they give, in which order, and what they refuse."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.core.units import HBAR
from ionoscope.engine.lattice.crystal import CORNERS
from ionoscope.engine.lattice.echo import echo_time
from ionoscope.engine.lattice.memory_kernel import loss
from ionoscope.engine.lattice.phonons import LatticePhonons
from ionoscope.engine.lattice.response import LatticeResponse
from ionoscope.engine.lattice.thermal import LatticeThermal
from ionoscope.engine.lattice.thermal_modes import ThermalModes
from ionoscope.engine.lattice.thermal_run import summing
from ionoscope.engine.registry import EXPERIMENTS
from tests.engine.lattice.refusals import refusal

KINDS = {k: e for k, e in EXPERIMENTS.items() if k.startswith("lattice-")}
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@cache
def chunks(kind, **values):
    return tuple(kind(**(kind.small | values)).run())


# --- all four ---


@EACH
def test_chunks_grow_and_the_last_is_complete(kind):
    parts = chunks(kind)
    shares = [c.share for c in parts]
    assert shares == sorted(shares) and shares[-1] == 1 and shares[0] > 0
    for before, after in pairwise(parts):
        assert set(before.data) <= set(after.data) and set(before.summary) <= set(after.summary)
    assert parts[-1].summary


@EACH
def test_every_number_is_finite_and_described(kind):
    data = chunks(kind)[-1].data
    for name, variable in data.items():
        assert np.all(np.isfinite(variable)), name
        assert {"long_name", "symbol", "units"} <= set(variable.attrs), name


@EACH
def test_equations_and_source_are_given(kind):
    assert kind.group == "Crystal" and "SEOM" in kind.equations[0].source and kind.small


BAD_CRYSTALS = {
    "no diagonal springs": ({"k2": 0}, "k2 = 0 leaves three sets of uncoupled chains"),
    "pulling diagonals": ({"k2": -1.5}, "k2 = -1.5 makes the crystal unstable"),
    "pulling neighbours": ({"k1": -3}, "k1 = -3 makes the crystal unstable"),
    "no neighbours": ({"k1": 0}, "k1 = 0 makes the crystal unstable"),
    "both pull": ({"k1": -1, "k2": -1}, "k1 = -1 makes the crystal unstable"),
    "nearly none": ({"k2": 1e-8}, "k2 = 1e-08 makes the crystal unstable"),
    "no mass": ({"m": 0}, "m = 0 is outside its range 0.001 … 10000 meV ps²/Å²"),
    "negative mass": ({"m": -2}, "m = -2 is outside its range"),
    "no size": ({"a": 0}, "a = 0 is outside its range 0.1 … 100 Å"),
    "NaN": ({"k1": float("nan")}, "k1 = nan is not a finite number"),
    "infinite": ({"k2": float("inf")}, "k2 = inf is not a finite number"),
    "words": ({"m": "heavy"}, "m = 'heavy' is not a number"),
}


@EACH
@pytest.mark.parametrize("values, message", BAD_CRYSTALS.values(), ids=BAD_CRYSTALS)
def test_no_crystal_that_falls_apart(kind, values, message):
    """The sentence names parameter, value and what to do."""
    text = refusal(kind, **values)
    assert text.startswith(message)
    assert any(word in text for word in ("Set ", "Raise ", "Choose ", "Allowed: "))


def test_an_unstable_crystal_names_the_wave_that_grows():
    text = refusal(LatticePhonons, k1=-1)
    # all three polarisations of R are alike
    assert "q = (0.5, 0.5, 0.5)·2π/a" in text and "-1.143 (rad/ps)²" in text
    assert text.endswith("Set k1 above 0.")
    assert refusal(LatticePhonons, k2=1e-8).endswith("Raise k2.")


def test_without_diagonals_a_crystal_that_holds_is_offered():
    with pytest.raises(InvalidParameter) as caught:
        LatticePhonons(k2=0)
    LatticePhonons(**caught.value.offer)


# --- phonons ---


def test_dispersion_goes_through_the_corners_of_its_path():
    result = LatticePhonons(n_path=7).solve()
    data, corners = result.data, result.data.attrs["corners"]
    assert data.sizes["q_path"] == 4 * 7 + 1 and len(corners) == 5
    # |ΓX| + |XM| + |MΓ| + |ΓR| in 2π/a
    np.testing.assert_allclose(corners, np.cumsum([0, 0.5, 0.5, 0.5**0.5, 0.75**0.5]), rtol=1e-13)
    for where, name in zip(corners, "ΓXMΓR", strict=True):
        at = data.sel(q_path=where, method="nearest")
        np.testing.assert_allclose(at.q, CORNERS[name], atol=1e-14)
        expected = result.summary["hbar_Omega"].get(name, [0, 0, 0])
        np.testing.assert_allclose(at.hbar_Omega, expected, atol=1e-6)
    assert data.polarisation.dims == ("q_path", "axis", "branch")


def test_paths_may_be_named_or_written_in_numbers():
    named = LatticePhonons.from_text({"path": "Γ;R"})
    assert named.path == ((0, 0, 0), (0.5, 0.5, 0.5))
    assert LatticePhonons.from_text({"path": "0,0,0;0.5,0.5,0.5"}).path == named.path


def test_density_of_states_is_per_meV_and_atom():
    data = LatticePhonons(n_zone=10).solve().data
    width = float(data.hbar_Omega_bin[1] - data.hbar_Omega_bin[0])
    assert float(data.dos.sum()) * width == pytest.approx(3, rel=1e-12)
    np.testing.assert_allclose(data.hbar_Omega, HBAR * data.Omega, rtol=1e-15)


# --- response ---


def test_response_comes_in_three_parts():
    parts = [c for c in chunks(LatticeResponse) if c.data]
    first, second, last = [
        c
        for c, after in zip(parts, [*parts[1:], None], strict=True)
        if after is None or set(after.data) != set(c.data)
    ]
    assert {"W", "G", "W0"} <= set(first.data) and "W_box" not in first.data
    assert "W_box" in second.data and "loss_spectrum" not in second.data
    assert {"grid_error", "node_error", "loss_spectrum"} <= set(last.data)


def test_response_shows_grids_far_behind_gauss_points():
    data = chunks(LatticeResponse)[-1].data
    # 1/N: 0.7/80 of W(0) with half a million waves, rounding with 7200
    assert data.grid_error.values[-1] == pytest.approx(0.698 / 80, rel=0.01)
    assert data.node_error.values[-1] < 1e-12


def test_slow_pushes_feel_the_loss():
    """The spectrum of W at its low end is 𝓛."""
    experiment = LatticeResponse(**LatticeResponse.small)
    data = chunks(LatticeResponse)[-1].data
    low = data.loss_spectrum.values[data.Omega_bin.values < 4]
    # it rises as (Ω/Ω_X)², Ω_X = 14/ps, in part; tetrahedra cut corners
    assert low.size and low.mean() == pytest.approx(loss(experiment.cubic())[0, 0], rel=0.05)


def test_response_warns_of_the_echo():
    experiment = LatticeResponse(times=(0.0, 0.1), cells=9)
    summary = chunks(LatticeResponse, cells=9)[-1].summary
    expected = echo_time(experiment.cubic(), 9, experiment.displacements)
    assert summary["echo_time"] == expected == pytest.approx(7 * 3 / 47.0258, rel=1e-4)


def test_a_response_that_would_fill_the_memory_is_refused():
    text = refusal(LatticeResponse, times=(0.0, 20.0))
    assert (
        text.startswith("times = 0,20 would take ")
        and "Choose an earlier last time in times" in text
    )


# --- thermal motion ---


@pytest.mark.parametrize("statistics", ["quantum", "classical"])
def test_histograms_hold_nearly_every_atom(statistics):
    data = chunks(LatticeThermal, statistics=statistics, cells=12)[-1].data
    for name, axis in (("p_displacement", "displacement"), ("p_speed", "speed")):
        width = float(data[axis][1] - data[axis][0])
        # beyond 4.2 σ lie 5e-4 of Maxwell's distribution; 1728 atoms, moving together
        assert float(data[name].sum()) * width == pytest.approx(1, abs=3e-3)


def test_speeds_follow_maxwell_when_the_crystal_is_hot():
    """⟨v²⟩ and the distribution itself, within what 30³ atoms of one draw allow."""
    data = chunks(LatticeThermal, kT=400.0, cells=30)[-1].data
    sigma2 = 400.0 / 3.5
    v = data.speed.values
    maxwell = np.sqrt(2 / np.pi) * v**2 / sigma2**1.5 * np.exp(-(v**2) / (2 * sigma2))
    width = v[1] - v[0]
    # chances of the bins scatter as √count; moving together adds to that, the bin's own curve not
    error = 5 * np.sqrt(maxwell * width / 30**3) / width + 0.01 * maxwell.max()
    assert np.all(np.abs(data.p_speed.values - maxwell) < error)


def test_sums_of_the_portions_are_the_whole_motion():
    """The last picture holds all modes: its mean squares are those of the drawn motion."""
    *_, before, last = chunks(LatticeThermal)
    assert last.summary["sampled_vel"] > before.summary["sampled_vel"]
    experiment = LatticeThermal(**LatticeThermal.small)
    drawn = ThermalModes(experiment.cubic(), experiment.cells, experiment.kT, "quantum", 0)
    motion = [m for _, m in summing(drawn)]
    squares = (motion[-1] ** 2).mean(axis=(1, 2, 3, 4))
    assert last.summary["sampled_pos"] == pytest.approx(squares[0], rel=1e-12)
    assert last.summary["sampled_vel"] == pytest.approx(squares[1], rel=1e-12)


def test_the_seed_draws_other_motion_but_no_other_crystal():
    one, two = (chunks(LatticeThermal, seed=s)[-1].summary for s in (0, 1))
    assert one["C_pos_xx"] == two["C_pos_xx"] and one["sampled_pos"] != two["sampled_pos"]


def test_no_temperature_below_zero_and_no_histogram_of_rest():
    assert refusal(LatticeThermal, kT=-1).startswith("kT = -1 is outside its range 0 … 10000 meV")
    text = refusal(LatticeThermal, kT=0, statistics="classical")
    assert text.startswith("kT = 0 leaves classical atoms at rest") and "quantum" in text
    assert chunks(LatticeThermal, kT=0.0)[-1].summary["sampled_pos"] > 0


def test_thermal_motion_that_would_fill_the_memory_is_refused():
    text = refusal(LatticeThermal, m=0.001, times=(0.0, 1.0))
    assert text.startswith("times = 0,1 takes ") and text.endswith(
        "Choose an earlier last time in times."
    )
