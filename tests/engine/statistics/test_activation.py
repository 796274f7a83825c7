"""The power-law fit and Tolman's activation energy on data whose answer is known."""

import numpy as np
import pytest

from ionoscope.engine.statistics.activation import power_law, tolman

OMEGA_T = np.linspace(1, 4, 40)
EXPONENT, AMPLITUDE = 0.8, 3.0
P = np.exp(-AMPLITUDE * OMEGA_T**-EXPONENT)


def test_a_power_law_is_recovered():
    law = power_law(OMEGA_T, P)
    assert law.exponent == pytest.approx(EXPONENT, abs=1e-10)
    assert law.amplitude == pytest.approx(AMPLITUDE, abs=1e-10)
    assert law.worst < 1e-10


def test_arrhenius_is_exponent_one():
    law = power_law(OMEGA_T, np.exp(-5 / OMEGA_T))
    assert (law.exponent, law.amplitude) == (pytest.approx(1), pytest.approx(5))


def fits_of_counts(tries, launches=10_000):
    """Fits to P counted from so many launches, with the errors that the counts have."""
    rng = np.random.default_rng(9)
    for _ in range(tries):
        counted = rng.binomial(launches, P) / launches
        yield power_law(OMEGA_T, counted, np.sqrt(counted * (1 - counted) / launches))


def test_its_errors_cover_the_truth():
    fits = list(fits_of_counts(400))
    for name, truth in (("exponent", EXPONENT), ("amplitude", AMPLITUDE)):
        pulls = [(getattr(f, name) - truth) / getattr(f, f"{name}_error") for f in fits]
        # 400 normal deviates: their spread is 1 within 1/√800, four times that
        assert np.std(pulls) == pytest.approx(1, abs=0.15)
        assert np.mean(pulls) == pytest.approx(0, abs=0.25)


def test_a_curve_that_is_no_power_law_shows_it():
    bent = np.exp(-3 / OMEGA_T - 2 / OMEGA_T**3)
    assert power_law(OMEGA_T, bent).worst > 0.05


def test_points_at_zero_and_one_are_left_out():
    padded = power_law([0.1, *OMEGA_T, 99], [0, *P, 1])
    assert padded == power_law(OMEGA_T, P)


def test_two_points_are_no_fit():
    assert power_law(OMEGA_T[:2], P[:2]) is None
    assert power_law(OMEGA_T, np.zeros_like(P)) is None


def passing(threshold, omega_T, count=100_000):
    """Sums over the energies E ~ Exp(ω_T) above a threshold."""
    E = np.random.default_rng(3).exponential(omega_T, count)
    E = E[threshold < E]
    return np.array([E.size]), np.array([E.sum()]), np.array([(E**2).sum()])


@pytest.mark.parametrize("omega_T", [1.0, 5.0])
def test_tolman_finds_a_threshold(omega_T):
    """P = e^{−E/ω_T} has E_a = E."""
    E_a, error = tolman(*passing(2.5, omega_T), np.array([omega_T]))
    assert E_a[0] == pytest.approx(2.5, abs=4 * error[0])
    assert error[0] == pytest.approx(omega_T / np.sqrt(1e5 * np.exp(-2.5 / omega_T)), rel=0.05)


@pytest.mark.parametrize("count", [0, 1])
def test_tolman_does_not_speak_from_one_launch(count):
    E_a, error = tolman(*(np.array([float(count)]) for _ in range(3)), np.array([1.0]))
    assert np.isnan(E_a[0]) and np.isnan(error[0])
