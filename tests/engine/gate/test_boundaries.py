"""The boundary table: its edges are where the outcome changes, and they are few."""

import numpy as np
import pytest

from ionoscope.engine.gate.boundaries import build, edges_of
from ionoscope.engine.gate.domain_map import GateMap
from ionoscope.engine.gate.kernels.values import TRANSMITTED
from ionoscope.engine.gate.launch import GateLaunch
from ionoscope.engine.gate.model import start
from ionoscope.engine.gate.pauses import finish
from ionoscope.engine.gate.table import DENSE, RATIO, node_list
from ionoscope.engine.gate.transmission import GateTransmission
from tests.engine.gate.outcomes import classify
from tests.engine.reference import SYSTEMS

PHASES = 32
PSI = 2 * np.pi * np.arange(PHASES) / PHASES


def table(phases=16, scan=32, n_max=6, **model):
    last = finish(build(GateTransmission(**model), n_max, phases, scan))
    return last


@pytest.mark.parametrize("s, M", SYSTEMS)
def test_at_a_fixed_phase_of_meeting_there_is_one_threshold(s, M):
    """A finding: the many boundaries at fixed φ come from the phase winding up on the way."""
    for n in (0, 1, 3, 8, 20, 60, 400):
        phase, _, sign, *_ = finish(edges_of(GateTransmission(s=s, M=M), n + 0.5, PSI, 128))
        np.testing.assert_array_equal(phase, np.arange(PHASES))
        assert np.all(sign == 1)


@pytest.mark.parametrize("n", [0, 2, 9])
def test_the_path_changes_its_outcome_at_an_edge(n):
    """With φ chosen so that a free particle would meet the oscillator at phase ψ."""
    model = GateTransmission(M=1.0, s=2.0)
    phase, energy, *_ = finish(edges_of(model, n + 0.5, PSI[:4], 64))
    for psi, E in zip(PSI[phase], energy, strict=True):
        for side, outcome in ((-1e-4, "reflected"), (1e-4, "transmitted")):
            E_side = E + side
            phi = psi - 20 / np.sqrt(2 * E_side)
            launch = GateLaunch(E_particle=E_side, E_oscillator=n + 0.5, phi=phi, onward=False)
            assert launch.solve().summary["outcome"] == outcome


def test_edges_turn_a_map_at_fixed_phase_into_intervals():
    """Every launch is told right by the table of its ψ."""
    rng = np.random.default_rng(2)
    model = GateMap(M=0.2, s=2.0)
    for psi in rng.uniform(0, 2 * np.pi, 20):
        E = rng.uniform(0.05, 10, 200)
        _, edges, signs, *_ = finish(edges_of(model, 4.5, np.array([psi]), 64))
        phi = psi - 20 / np.sqrt(2 * E / 0.2)
        y, w = start(4.5, phi)
        passes = classify(model.system(), E, y, w, x_from=model.x0) == TRANSMITTED
        inside = np.array([np.sum(signs[edges < e]) == 1 for e in E])
        away = np.min(np.abs(E[:, None] - edges), axis=1) > 1e-4
        np.testing.assert_array_equal(passes[away], inside[away])


@pytest.mark.parametrize("s, M", SYSTEMS)
def test_no_edge_lies_above_U0(s, M):
    edges = table(s=s, M=M).energy
    assert np.all((edges > 0) & (edges <= 10))


def test_at_each_phase_edges_alternate_and_end_with_passing():
    found = table(lam=0.4, M=0.05, scan=128)
    for n in found.nodes:
        for phase in range(found.phases):
            mine = (found.n == n) & (found.phase == phase)
            order = np.argsort(found.energy[mine])
            signs = found.sign[mine][order]
            assert signs[-1] == 1 and np.all(np.diff(signs) != 0)


@pytest.mark.parametrize("scan", [16, 64])
def test_edges_do_not_depend_on_the_scan(scan):
    coarse, fine = table(scan=scan), table(scan=256)
    # both are bisected 22 times: 10/16/2²² and less
    np.testing.assert_allclose(coarse.energy, fine.energy, atol=3e-7)


def test_half_the_phases_are_those_of_half_a_table():
    full, half = table(phases=16).coarser_phases(), table(phases=8)
    assert full.phases == half.phases == 8
    np.testing.assert_array_equal(full.energy, half.energy)
    np.testing.assert_array_equal(full.phase, half.phase)


def test_phases_can_be_halved_twice():
    quarter, own = table(phases=16).coarser_phases().coarser_phases(), table(phases=4)
    np.testing.assert_array_equal(quarter.energy, own.energy)


def test_half_the_scan_does_not_see_a_thin_pair():
    found = table()
    thin = found._replace(
        n=np.array([0, 0, 0]),
        phase=np.array([3, 3, 3]),
        energy=np.array([4.1, 4.2, 8.0]),
        sign=np.array([1, -1, 1]),
        cell=np.array([12, 13, 25]),
    )
    np.testing.assert_array_equal(thin.coarser_scan().energy, [8.0])


def test_at_s_zero_half_a_swing_changes_nothing():
    found = table(s=0.0, phases=16)
    first, second = (found.energy[found.phase // 8 == k] for k in (0, 1))
    # the two differ by rounding, and an edge by the last bisection
    np.testing.assert_allclose(first, second, atol=1e-6)


@pytest.mark.parametrize("n_max", [0, 5, 24, 25, 100, 3005])
def test_nodes_cover_what_is_needed(n_max):
    nodes = node_list(n_max)
    assert nodes[0] == 0 and nodes[-1] >= n_max
    assert len(nodes) == 1 or nodes[-2] < n_max
    np.testing.assert_array_equal(nodes[: DENSE + 1], np.arange(len(nodes[: DENSE + 1])))
    assert np.all(nodes[1:] <= np.maximum(nodes[:-1] + 1, RATIO * nodes[:-1] + 0.5))


def test_building_reports_rising_shares_to_one():
    shares = [share for share, _ in build(GateTransmission(), 8, 8, 16)]
    assert shares == sorted(shares) and shares[-1] == 1 and len(shares) == 9
