"""The fast kernel against the whole path, against the papers' algorithm, and in any company."""

import math

import numpy as np
import pytest

from ionoscope.engine.gate.edge import edge_of
from ionoscope.engine.gate.kernels.values import REFLECTED, TRANSMITTED, UNDECIDED, system
from ionoscope.engine.gate.launch import GateLaunch
from ionoscope.engine.gate.model import start
from ionoscope.engine.numerics.potentials import POTENTIALS
from tests.benchmarks.paper_rk5 import paper_rk5
from tests.engine.gate.outcomes import classify
from tests.engine.reference import LAUNCH, cases

LAUNCHES = 250


def random_models(seed, count):
    """Random models, each with one launch, as keyword arguments of GateLaunch."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        U0 = rng.uniform(1, 15)
        yield {
            "U0": U0,
            "lam": rng.uniform(0.5, 3),
            "s": rng.uniform(0, 3),
            "M": math.exp(rng.uniform(-2, 2)),
            "E_particle": rng.uniform(0.05, 1) * U0,
            "E_oscillator": rng.uniform(0, 25),
            "phi": rng.uniform(0, 2 * math.pi),
            "potential": str(rng.choice(list(POTENTIALS))),
            "x0": -60.0,
        }


def by_kernel(launch):
    y, w = start([launch.E_oscillator], launch.phi)
    E = np.array([launch.E_particle])
    return classify(launch.system(), E, y, w, x_from=launch.x0)[0]


def by_path(launch):
    outcome = launch.changed(onward=False).solve().summary["outcome"]
    return {"reflected": REFLECTED, "transmitted": TRANSMITTED}[outcome]


def plane(seed, count, E_max=12.0):
    """Random launches of Fig. 3's plane: E_particle, y0, w0 at x = −20, phases of all kinds."""
    rng = np.random.default_rng(seed)
    y, w = start(rng.uniform(0, 20, count), rng.uniform(0, 2 * math.pi, count))
    return rng.uniform(0.1, E_max, count), y, w


def test_agrees_with_the_path_for_random_models():
    for launch in (GateLaunch(**values) for values in random_models(1, LAUNCHES)):
        assert by_kernel(launch) == by_path(launch), launch.values()


def test_agrees_with_taylor_integration():
    for case in cases("gate_launches"):
        launch = GateLaunch(**{k: case[k] for k in LAUNCH})
        expected = TRANSMITTED if case["expected_outcome"] == "transmitted" else REFLECTED
        assert by_kernel(launch) == expected


@pytest.mark.parametrize("s", [0.0, 2.0])
@pytest.mark.parametrize("eighth", range(8))
def test_agrees_with_the_papers_algorithm_on_its_figure_3(s, eighth):
    rng = np.random.default_rng([int(s), eighth])
    E = rng.choice(np.linspace(0.1, 12, 200), 60)
    y, w = start(rng.choice(np.linspace(0, 20, 200), 60), eighth * math.pi / 4)
    ours = classify(system("gaussian", 10.0, 2.0, s, 1.0), E, y, w, x_from=-20.0)
    np.testing.assert_array_equal(ours, paper_rk5(10.0, 2.0, s, 1.0, E, y, w))


@pytest.mark.parametrize("M", [0.2, 5.0])
@pytest.mark.parametrize("E_oscillator", [20.0, 3000.0])
def test_step_is_fine_enough_for_every_level_that_counts(M, E_oscillator):
    """n reaches 3000 at ω_T = 150."""
    rng = np.random.default_rng(5)
    E = rng.uniform(0.05, 10, 5000)
    launches = E, *start(rng.uniform(0, E_oscillator, E.size), rng.uniform(0, 2 * np.pi, E.size))
    coarse, fine = (
        classify(system("gaussian", 10.0, 2.0, 2.0, M), *launches, x_from=0.0, refine=r)
        for r in (1, 5)
    )
    # boundaries are good to about 1e-5 of U0, so that of 5000 launches none lies in between
    np.testing.assert_array_equal(coarse, fine)


def test_an_outcome_does_not_depend_on_company_or_order():
    E, y, w = plane(2, 403)
    model = system("gaussian", 10.0, 2.0, 2.0, 1.0)
    together = classify(model, E, y, w, x_from=-20.0)
    alone = [
        classify(model, E[i : i + 1], y[i : i + 1], w[i : i + 1], x_from=-20.0)[0]
        for i in range(E.size)
    ]
    order = np.random.default_rng(3).permutation(E.size)
    shuffled = classify(model, E[order], y[order], w[order], x_from=-20.0)
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(together[order], shuffled)


def test_on_the_edge_too_company_does_not_matter():
    """At a boundary the last bit decides: the state itself is the same bit for bit."""
    model = system("gaussian", 10.0, 2.0, 2.0, 1.0)
    y, w = start([3.5], 0.3)
    low, high = 0.1, 10.0
    while np.nextafter(low, 11.0) < high:
        middle = (low + high) / 2
        passes = classify(model, np.array([middle]), y, w, x_from=-20.0)[0] == TRANSMITTED
        low, high = (low, middle) if passes else (middle, high)
    ladder = low + np.spacing(low) * np.arange(-500, 501)
    repeated = np.full(ladder.size, y[0]), np.full(ladder.size, w[0])
    together = classify(model, ladder, *repeated, x_from=-20.0)
    alone = [classify(model, np.array([E]), y, w, x_from=-20.0)[0] for E in ladder]
    np.testing.assert_array_equal(together, alone)
    assert 0 < np.mean(together) < 1


@pytest.mark.parametrize("margin", [1e-6, 1e-2])
def test_above_U0_every_launch_passes(margin):
    """The kernel takes it for granted; the path does not."""
    for values in random_models(4, 100):
        values["E_particle"] = values["U0"] * (1 + margin)
        assert by_path(GateLaunch(**values)) == TRANSMITTED, values


def test_inputs_are_left_as_they_were():
    launches = plane(6, 50)
    copies = [a.copy() for a in launches]
    classify(system("gaussian", 10.0, 2.0, 2.0, 1.0), *launches, x_from=-20.0)
    for given, copy in zip(launches, copies, strict=True):
        np.testing.assert_array_equal(given, copy)


def test_no_energy_no_passage():
    none = np.zeros(1)
    assert (
        classify(system("gaussian", 10.0, 2.0, 9.0, 1.0), none, none, none, x_from=0.0)[0]
        == REFLECTED
    )


def test_no_launch_no_outcome():
    none = np.empty(0)
    assert classify(
        system("gaussian", 10.0, 2.0, 2.0, 1.0), none, none, none, x_from=0.0
    ).shape == (0,)


def test_undecided_is_said_not_guessed():
    """A particle slow enough does not arrive in 400,000 steps."""
    E, rest = np.array([1e-9]), np.zeros(1)
    outcome = classify(system("gaussian", 1.0, 100.0, 0.0, 1000.0), E, rest, rest, x_from=-2000.0)
    assert outcome[0] == UNDECIDED


@pytest.mark.parametrize("potential", POTENTIALS)
def test_the_interaction_begins_where_it_is_a_1e8th_of_U0(potential):
    edge = edge_of(potential, 2.0)
    assert edge < 0 and -edge == POTENTIALS[potential].reach(2.0, 1e-8)
