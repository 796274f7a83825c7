"""Kernels on an even grid of times, and how a memory ends."""

import numpy as np
import pytest

from ionoscope.engine.ion.eliminated import rise
from ionoscope.engine.ion.smooth_end import smooth_end
from ionoscope.engine.ion.table import box_table, unboxed, waves
from ionoscope.engine.lattice.echo import echo_time
from ionoscope.engine.lattice.memory_kernel import static_response
from ionoscope.engine.lattice.modes import Modes
from ionoscope.engine.lattice.zone import box, nodes, quadrature
from tests.engine.ion.runs import CRYSTAL
from tests.engine.lattice.responses import push_response, recoil
from tests.engine.lattice.springs import CRYSTALS

EACH = pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)
SITES = [(0, 0, k) for k in range(4)]


@pytest.mark.parametrize("n", [1, 2, 37, 500])
@pytest.mark.parametrize("phase", [0.01, 0.8, 3.1])
def test_waves_are_the_plain_sum(n, phase):
    rng = np.random.default_rng(n)
    Omega, weight = rng.uniform(0, 7, 300), rng.normal(size=(300, 3))
    step = phase / 7
    plain = np.exp(1j * np.multiply.outer(step * np.arange(n), Omega)) @ weight
    error = np.abs(waves(Omega, weight, step, n).T - plain).max()
    assert error < 1e-12 * np.abs(weight).sum(axis=0).max()


@EACH
@pytest.mark.parametrize("N", [4, 7])
def test_the_table_is_the_boxs_kernels(crystal, N):
    """W as it is; G with the free flight t/mN³ of the box as a whole."""
    step, n = 0.3 / crystal.Omega_max, 60
    W, G = box_table(crystal, N, 3, step, n)
    modes, t = Modes.of(crystal, box(N)), step * np.arange(n)
    plain_W = recoil(crystal, modes, SITES, t)[:, :, 2, 2].T
    plain_G = push_response(crystal, modes, SITES, t)[:, :, 2, 2].T + t / (crystal.m * N**3)
    np.testing.assert_allclose(W, plain_W, atol=1e-11 * plain_W.max())
    np.testing.assert_allclose(G, plain_G, atol=1e-11 * plain_G.max())


@EACH
def test_a_pushed_atom_is_free_at_first(crystal):
    """G(0) = 0, G'(0) = 1/m for the atom itself and 0 for the others."""
    step = 1e-3 / crystal.Omega_max
    G = box_table(crystal, 6, 3, step, 2)[1]
    assert np.abs(G[:, 0]).max() < 1e-12 * step
    # to the next order, (Ωt)²/6
    np.testing.assert_allclose(G[:, 1] * crystal.m / step, [1, 0, 0, 0], atol=2e-7)


@EACH
def test_push_response_is_the_recoils_slope(crystal):
    """W' = −G without the box's own flight; differences of fourth order in Ω·step."""
    errors = []
    for phase in (0.2, 0.1):
        step, N = phase / crystal.Omega_max, 5
        W, G = box_table(crystal, N, 2, step, 80)
        G = G - step * np.arange(80) / (crystal.m * N**3)
        rate = (8 * (W[:, 3:-1] - W[:, 1:-3]) - (W[:, 4:] - W[:, :-4])) / (12 * step)
        errors.append(np.abs(rate + G[:, 2:-2]).max() / np.abs(G).max())
    assert errors[0] < 1e-4 and errors[0] / errors[1] == pytest.approx(16, rel=0.05)


@EACH
def test_until_the_echo_a_box_is_the_infinite_crystal(crystal):
    N, step = 16, 0.15 / crystal.Omega_max
    # at the echo time its front arrives; what runs ahead of it is gone at half of it
    n = int(echo_time(crystal, N, SITES[-1:]) / step / 2)
    modes = Modes.of(crystal, quadrature(nodes(crystal, np.array(SITES), step * n)))
    endless = recoil(crystal, modes, SITES, step * np.arange(n))[:, :, 2, 2].T
    static = static_response(crystal, modes, SITES)[:, 2, 2]
    W = box_table(crystal, N, 3, step, n)[0]
    found = unboxed(W, static, step, crystal.m * N**3)
    # the box's own W(0) is some per cent short
    assert np.abs(W - endless).max() > 1e-2 * static[0]
    np.testing.assert_allclose(found, endless, atol=1e-6 * static[0])


# --- a memory that ends ---

STEP, LENGTH, BOX = 0.001, 1200, 30
T = STEP * np.arange(LENGTH)


def ended(t_c, step=STEP, length=LENGTH):
    """W, G and the ended G̃, shapes (apart, n), of the infinite crystal until the box's echo."""
    W, G = box_table(CRYSTAL, BOX, 3, step, length)
    static = static_response(CRYSTAL, Modes.of(CRYSTAL, quadrature(30)), SITES)[:, 2, 2]
    W = unboxed(W, static, step, CRYSTAL.m * BOX**3)
    return W, G, smooth_end(W, G, step, t_c)


@pytest.mark.parametrize("t_c", [0.06, 0.2, 0.203, 0.5, 1.1])
def test_an_ended_memory_answers_a_steady_force_in_full(t_c):
    """∫G̃ dt = W(0)."""
    W, _, G = ended(t_c)
    # by the trapezium rule with its end correction, as the runs take it
    area = STEP * G.sum(axis=1) + STEP**2 / 12 * rise(W, CRYSTAL.m, t_c)
    np.testing.assert_allclose(area, W[:, 0], atol=3e-7 * W[0, 0])


@pytest.mark.parametrize("t_c", [0.1, 0.4, 1.0])
def test_an_ended_memory_is_over_at_last_and_has_no_corner_there(t_c):
    _, G, ending = ended(t_c)
    assert np.abs(ending[:, t_c <= T]).max() < 1e-12 * np.abs(G).max()
    # it ends as a square: the last slopes fall to nothing
    rate = np.abs(np.gradient(ending, STEP, axis=1))
    assert rate[:, np.searchsorted(T, t_c) - 1].max() < 0.06 * rate.max()


@pytest.mark.parametrize("t_c", [0.1, 0.4, np.inf])
def test_the_first_rise_of_a_memory(t_c):
    W, G, ending = ended(t_c, 1e-5, 3)
    found = (ending if np.isfinite(t_c) else G)[:, 1] / 1e-5
    np.testing.assert_allclose(found, rise(W, CRYSTAL.m, t_c), atol=1e-3 / CRYSTAL.m)


def test_a_longer_memory_is_closer_to_the_kernel():
    """G̃ − G falls as 1/t_c²."""
    first = T < 0.2
    misses = []
    for t_c in (10.0, 20.0):
        _, G, ending = ended(t_c)
        misses.append(np.abs(ending - G)[:, first].max() / np.abs(G).max())
    assert misses[0] / misses[1] == pytest.approx(4, rel=0.05) and misses[0] < 0.02


@pytest.mark.parametrize("t_c", [0.05, 0.1, 0.2, 0.5, 1.1])
def test_an_ended_memory_never_gives_energy_away(t_c):
    """∫W' cos ωt dt ≥ 0 at every frequency, for the row's atoms pushed in any pattern."""
    W, _, G = ended(t_c)
    area = STEP * G.sum(axis=1) + STEP**2 / 12 * rise(W, CRYSTAL.m, t_c)
    kernel = area[:, None] - STEP * (np.cumsum(G, axis=1) - G / 2)
    omega = np.linspace(0, 6 * CRYSTAL.Omega_max, 200)
    weight = np.where(T == 0, 0.5, 1.0) * STEP
    taken = (kernel * weight) @ np.cos(np.multiply.outer(T, omega))
    apart = np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    lowest = np.linalg.eigvalsh(np.moveaxis(taken[apart], -1, 0))[:, 0]
    assert lowest.min() > -2e-4 * taken[0].max()
