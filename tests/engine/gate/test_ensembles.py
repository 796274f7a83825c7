"""Draws of launches against the distributions they stand for [GATE Sec. IV]."""

import numpy as np
import pytest
from scipy import stats

from ionoscope.engine.gate.ensembles import ENSEMBLES, UNIFORMS, draw, mean_energy

DRAWS = 200_000
FALSE_ALARM = 1e-3
"""Chance that a seed fails a right draw; the seed is fixed and passes."""


def launches(ensemble, omega_T, seed=11):
    return draw(ensemble, omega_T, np.random.default_rng(seed).random((DRAWS, UNIFORMS)))


def looks_like(values, distribution):
    return stats.kstest(values, distribution.cdf).pvalue > FALSE_ALARM


AT = pytest.mark.parametrize("omega_T", [0.5, 3.0, 40.0])


@AT
@pytest.mark.parametrize("ensemble", ["frozen", "deflected", "thermal"])
def test_particle_energy_is_exponential(ensemble, omega_T):
    assert looks_like(launches(ensemble, omega_T).E_particle, stats.expon(scale=omega_T))


@AT
@pytest.mark.parametrize("ensemble", ["frozen", "deflected"])
def test_oscillator_rests(ensemble, omega_T):
    launch = launches(ensemble, omega_T)
    assert not launch.E_oscillator.any() and not launch.phi.any()


@AT
def test_thermal_levels_are_geometric(omega_T):
    n = launches("thermal", omega_T).E_oscillator - 0.5
    expected = stats.geom(1 - np.exp(-1 / omega_T), loc=-1)
    top = int(expected.ppf(0.99))
    counts = np.bincount(np.minimum(n, top).astype(int), minlength=top + 1)
    chances = np.append(expected.pmf(np.arange(top)), expected.sf(top - 1))
    assert stats.chisquare(counts, DRAWS * chances).pvalue > FALSE_ALARM


@AT
def test_thermal_baths_are_separate(omega_T):
    launch = launches("thermal", omega_T)
    # correlation of independent draws: 1/√DRAWS, four times that
    r = np.corrcoef([launch.E_particle, launch.E_oscillator, launch.phi])
    assert np.abs(r - np.eye(3)).max() < 4 / np.sqrt(DRAWS)


@AT
def test_joint_total_is_exponential(omega_T):
    launch = launches("joint", omega_T)
    n = launch.E_oscillator - 0.5
    assert looks_like(launch.E_particle + n, stats.expon(scale=omega_T))
    np.testing.assert_allclose(launch.E_particle + n, launch.total, rtol=1e-15)


@pytest.mark.parametrize("floor", [0, 1, 4])
def test_joint_levels_are_uniform_up_to_the_total(floor):
    launch = launches("joint", 4.0)
    n = (launch.E_oscillator - 0.5)[np.floor(launch.total) == floor]
    counts = np.bincount(n.astype(int), minlength=floor + 1)
    assert len(counts) == floor + 1
    assert floor == 0 or stats.chisquare(counts).pvalue > FALSE_ALARM


@AT
@pytest.mark.parametrize("ensemble", ["thermal", "joint"])
def test_levels_are_half_integers_and_phases_uniform(ensemble, omega_T):
    launch = launches(ensemble, omega_T)
    assert np.all(launch.E_oscillator % 1 == 0.5) and np.all(launch.E_particle >= 0)
    assert looks_like(launch.phi, stats.uniform(0, 2 * np.pi))


@AT
@pytest.mark.parametrize("ensemble", ENSEMBLES)
def test_mean_energy_is_that_of_the_draws(ensemble, omega_T):
    total = launches(ensemble, omega_T).total
    error = total.std() / np.sqrt(DRAWS)
    assert total.mean() == pytest.approx(mean_energy(ensemble, omega_T), abs=4 * error)


def test_each_temperature_of_an_array_gets_its_own():
    u = np.random.default_rng(0).random((3, 10, UNIFORMS))
    omega_T = np.array([1.0, 2.0, 5.0])
    together = draw("thermal", omega_T[:, None], u)
    for i, T in enumerate(omega_T):
        for joined, own in zip(together, draw("thermal", T, u[i]), strict=True):
            np.testing.assert_array_equal(joined[i], own)


def test_an_unknown_ensemble_is_refused():
    with pytest.raises(ValueError, match="'grand' is not one of frozen, deflected"):
        draw("grand", 1.0, np.zeros((1, UNIFORMS)))
