"""Kernels on an even grid of times, and how a memory ends."""

import numpy as np
import pytest

from engine.ion.eliminated import smooth_end
from engine.ion.table import box_table, unboxed, waves
from engine.lattice.kernels import (
    Modes,
    echo_time,
    loss,
    nodes,
    push_response,
    recoil,
    static_response,
)
from engine.lattice.zone import box, quadrature
from tests.engine.ion.runs import CRYSTAL
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

STEP, LENGTH = 0.001, 1200
T = STEP * np.arange(LENGTH)
L = loss(CRYSTAL)[0, 0]


def ended(t_c, step=STEP, length=LENGTH):
    """Kernel G and the ended one, shapes (apart, n), of the crystal until its echo."""
    N = 30
    W, G = box_table(CRYSTAL, N, 3, step, length)
    G = G - step * np.arange(length) / (CRYSTAL.m * N**3)  # so that G = −W' to the digit
    return W, G, smooth_end(W, G, step, t_c, L)


@pytest.mark.parametrize("t_c", [0.06, 0.2, 0.203, 0.5, 1.1])
def test_an_ended_memory_answers_a_steady_force_in_full(t_c):
    """∫G̃ dt = W(0)."""
    W, _, G = ended(t_c)
    # trapezium rule: the kernel's bump is of fourth order in step/t_c, and of the ends only
    # −h²/12·G̃'(0) = −h²/12m·δ is left
    corner = np.array([STEP**2 / (12 * CRYSTAL.m), 0, 0, 0])
    area = STEP * G.sum(axis=1) + corner
    np.testing.assert_allclose(area, W[:, 0], atol=1e-6 * W[0, 0])


@pytest.mark.parametrize("t_c", [0.06, 0.2, 0.203, 0.5, 1.1])
def test_an_ended_memory_keeps_the_drag(t_c):
    """∫t G̃ dt = ∫W̃ dt = l."""
    G = ended(t_c)[2]
    np.testing.assert_allclose(STEP * (T * G).sum(axis=1), L, rtol=1e-4)


@pytest.mark.parametrize("t_c", [0.1, 0.4, 1.0])
def test_an_ended_memory_is_untouched_at_first_and_over_at_last(t_c):
    _, G, ending = ended(t_c)
    first, over = t_c / 2 >= T, t_c <= T
    np.testing.assert_array_equal(ending[:, first], G[:, first])
    assert np.abs(ending[:, over]).max() < 1e-12 * np.abs(G).max()


def test_an_ended_memory_has_no_corner():
    """Third differences fall as the third power of the step: two derivatives and no jumps."""
    found = []
    for refine in (1, 2, 4):
        _, _, G = ended(0.4, STEP / refine, LENGTH * refine)
        found.append(np.abs(np.diff(G, 3)).max())
    assert found[0] / found[1] == pytest.approx(8, rel=0.1)
    assert found[1] / found[2] == pytest.approx(8, rel=0.1)


@pytest.mark.parametrize("t_c", [0.4, 0.8])
def test_an_endless_memory_is_nearly_the_kernel(t_c):
    """What is left of W at t_c is what is moved."""
    W, G, ending = ended(t_c)
    left = np.abs(W - W[:, -1:])[:, t_c / 2 <= T].max()
    assert np.abs(STEP * np.cumsum(ending - G, axis=1)).max() < 12 * left
