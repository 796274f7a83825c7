"""P(ω_T) without sampling noise: references, closed forms, bounds, convergence, E_a."""

from functools import cache

import numpy as np
import pytest

from ionoscope.engine.gate.curves import RestCurve, curve_of
from ionoscope.engine.gate.exact import all_pass, with_activation
from ionoscope.engine.gate.transmission import GateTransmission
from ionoscope.engine.statistics.activation import power_law
from tests.engine.reference import SYSTEMS, curve

EACH = pytest.mark.parametrize("s, M", SYSTEMS)
SUMMED = pytest.mark.parametrize("ensemble", ["thermal", "joint"])
WIDE = (1.0, 2.0, 4.0, 20.0)


@cache
def exact(**values):
    return GateTransmission(method="exact", **values).solve()


@EACH
@pytest.mark.parametrize("ensemble", ["frozen", "deflected", "thermal", "joint"])
def test_agrees_with_the_reference(ensemble, s, M):
    cases = curve(s, M)
    P = exact(ensemble=ensemble, s=s, M=M, omega_T=WIDE).summary["P"][:3]
    # the reference is accurate to about 1e-4
    np.testing.assert_allclose(P, [c[ensemble] for c in cases], atol=2e-4, rtol=0)


@pytest.mark.parametrize("s", [0.0, 1.3, 2.0])
def test_frozen_is_arrhenius(s):
    result = exact(ensemble="frozen", s=s, omega_T=WIDE)
    U = 10 * np.exp(-(s**2) / 8)
    np.testing.assert_allclose(result.summary["P"], np.exp(-U / np.array(WIDE)), rtol=1e-14)
    # a central difference over 1e-4 of β
    np.testing.assert_allclose(result.summary["E_a"], U, rtol=1e-9)
    assert result.summary["power_law"]["exponent"] == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("M", [0.2, 1.0, 5.0])
def test_head_on_an_oscillator_at_rest_is_as_good_as_frozen(M):
    P = {
        ensemble: exact(ensemble=ensemble, s=0.0, M=M, omega_T=WIDE).summary["P"]
        for ensemble in ("frozen", "deflected")
    }
    # the edge is good to 1e-8 of U0, and enters as U0/ω_T
    np.testing.assert_allclose(P["deflected"], P["frozen"], rtol=2e-7)


@cache
def finer(s, M):
    """A table with twice the phases and energies; it serves both ensembles."""
    return exact(s=s, M=M, omega_T=WIDE, n_phases=256, n_scan=128).data


def corners():
    """The two systems that differ most, and the others for `make soak`: tables take seconds."""
    short = (SYSTEMS[0], SYSTEMS[-1])
    return [
        pytest.param(s, M, marks=() if (s, M) in short else pytest.mark.soak) for s, M in SYSTEMS
    ]


@pytest.mark.parametrize("s, M", corners())
@SUMMED
def test_more_phases_and_energies_stay_within_the_stated_error(ensemble, s, M):
    answer = exact(ensemble=ensemble, s=s, M=M, omega_T=WIDE).summary
    P = curve_of(finer(s, M), ensemble)(np.array(WIDE))
    assert np.all((answer["P_low"] <= P) & (P <= answer["P_high"])), (P - answer["P"]) / (
        answer["P_high"] - answer["P"]
    )


@EACH
def test_hot_it_nearly_always_passes(s, M):
    """At ω_T = 150 three thousand levels count; few of them are computed."""
    answer = exact(ensemble="joint", s=s, M=M, omega_T=(150.0,), n_phases=16, n_scan=16).summary
    # the share above U0 alone: see below
    assert 1 - 10 / 30 < answer["P"][0] < 1


@SUMMED
def test_the_stated_error_is_of_use(ensemble):
    answer = exact(ensemble=ensemble, s=2.0, M=1.0, omega_T=WIDE).summary
    # half the interval is well below the 1e-4 to which the reference values are known
    assert np.all(answer["P_high"] - answer["P_low"] < 1e-4)
    assert np.all(answer["E_a_error"] < 1e-3)


@EACH
def test_what_is_above_U0_passes_anyway(s, M):
    """So P ≥ e^{−U0/ω_T} for every ensemble whose E_particle ~ Exp(ω_T), and P → 1."""
    least = np.exp(-10 / np.array(WIDE))
    for ensemble in ("deflected", "thermal"):
        P = np.asarray(exact(ensemble=ensemble, s=s, M=M, omega_T=WIDE).summary["P"])
        # at s = 0 from rest it is equal, to the edge's 1e-8 of U0
        assert np.all(P >= least * (1 - 1e-6)) and np.all(np.diff(P) > 0) and np.all(P <= 1)


@EACH
def test_joint_is_at_least_its_share_above_U0(s, M):
    """E_particle = E − n > U0 for the n below E − U0: (k+1)/(k+11) of the levels at ⌊E⌋ = k+10."""
    omega_T, k = np.array(WIDE), np.arange(20_000)
    shares = (k + 1) / (k + 11)
    weights = np.exp(-np.outer(1 / omega_T, k + 10.0)) * -np.expm1(-1 / omega_T)[:, None]
    P = np.asarray(exact(ensemble="joint", s=s, M=M, omega_T=WIDE).summary["P"])
    assert np.all(P >= weights @ shares) and np.all(np.diff(P) > 0) and np.all(P <= 1)


@pytest.mark.parametrize("M, E_min", [(0.2, 5.671945), (1.0, 4.396146), (5.0, 3.381643)])
def test_cold_activation_energy_of_deflected_is_the_smallest_that_passes(M, E_min):
    E_a = exact(ensemble="deflected", s=2.0, M=M, omega_T=(0.3, 1.0)).summary["E_a"]
    assert E_a[0] == pytest.approx(E_min, abs=2e-6)


@SUMMED
def test_activation_energy_is_the_slope_of_the_arrhenius_plot(ensemble):
    beta = np.linspace(1.0, 0.25, 601)
    result = exact(ensemble=ensemble, s=2.0, M=1.0, omega_T=tuple(1 / beta))
    slope = -np.gradient(np.log(result.summary["P"]), beta)
    # thermal: (Δβ)²/6 × third derivative, 3e-7 × ~30. joint: the same, its kinks are weak
    np.testing.assert_allclose(result.summary["E_a"][2:-2], slope[2:-2], atol=5e-4)


def test_activation_of_a_known_curve():
    omega_T = np.array([0.5, 2.0, 30.0])
    _, found = with_activation(lambda w: w**0.5 * np.exp(-3 / w), omega_T)
    # −d ln P/dβ = 3 + ω_T/2
    np.testing.assert_allclose(found, 3 + omega_T / 2, rtol=1e-7)


def test_barriers_are_lower_for_the_thermally_moving():
    """In this cold system zero-point motion and heat help: E_a(thermal) < E_min."""
    E_a = exact(ensemble="thermal", s=2.0, M=1.0, omega_T=WIDE).summary["E_a"]
    assert E_a[0] < 4.396146 < 6.0653


def test_sum_over_all_that_pass():
    """F(m) = Σ e^{−βk}/(m + k), summed as it stands."""
    beta = np.array([1.0, 0.01])
    k = np.arange(6000)
    F = all_pass(30, beta)
    for m in (1, 2, 30):
        direct = np.sum(np.exp(-np.outer(beta, k)) / (m + k), axis=1)
        np.testing.assert_allclose(F[m - 1], direct, rtol=1e-13)


@pytest.mark.parametrize("ensemble", ["frozen", "deflected", "thermal", "joint"])
def test_the_data_hold_the_curve_at_any_temperature(ensemble):
    result = exact(ensemble=ensemble, s=2.0, M=1.0, omega_T=WIDE)
    again = curve_of(result.data, ensemble)
    np.testing.assert_allclose(again(np.array(WIDE)), result.summary["P"], rtol=1e-7)


def test_a_list_of_one_temperature_gives_what_a_longer_list_gives():
    longer = exact(ensemble="thermal", s=2.0, M=1.0, omega_T=WIDE).summary["P"][1]
    alone = exact(ensemble="thermal", s=2.0, M=1.0, omega_T=(2.0,)).summary["P"][0]
    # 45 levels are summed instead of 3005: e^{−45/2}
    assert alone == pytest.approx(longer, abs=1e-9)


def test_the_papers_power_law_is_no_arrhenius_law():
    """GATE Sec. IV: the fit's exponent differs from 1 where the oscillator moves."""
    omega_T = tuple(np.linspace(1, 4, 61))
    result = exact(ensemble="thermal", s=2.0, M=1.0, omega_T=omega_T)
    law = power_law(omega_T, result.summary["P"])
    assert law.exponent < 1 - 10 * law.exponent_error


def test_edges_of_both_signs_make_intervals():
    """One transmitted window [2, 3) and everything above 5."""
    P = RestCurve(np.array([2.0, 3.0, 5.0]), np.array([1, -1, 1]))(np.array([1.5]))
    assert P[0] == pytest.approx(np.exp(-2 / 1.5) - np.exp(-3 / 1.5) + np.exp(-5 / 1.5))


def test_nothing_random_is_in_it():
    P = [exact(ensemble="joint", s=2.0, M=1.0, seed=k, omega_T=WIDE).summary["P"] for k in (0, 1)]
    np.testing.assert_array_equal(*P)
