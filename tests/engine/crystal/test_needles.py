"""Crystals far softer along one direction: averages and loss against closed forms and grids."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import ive

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal.long_waves import elastic_constants
from ionoscope.engine.crystal.loss import loss
from ionoscope.engine.crystal.needles import shape_of
from ionoscope.engine.crystal.response import RECOIL_KERNEL, Pair, averaged, infinite
from ionoscope.engine.crystal.springs import Shell, from_springs
from ionoscope.engine.crystal.zone import Zone, quadrature

A, C, K = 3.0, 3.2, 600.0


def tetragonal(ratio):
    """Bonds along three axes, those along z softer by a ratio; every component goes by itself."""
    shells = [Shell(("X", "X"), A, K, K / 3), Shell(("X", "X"), C, ratio * K, ratio * K / 4)]
    return from_springs(np.diag([A, A, C]), ["X"], [(0, 0, 0)], [30.0], shells)


def layered():
    """Close-packed layers, stacked as ABC and held to each other by springs of a thirtieth.

    The cell is given by its three long, narrow vectors.
    """
    a, across = 3.2, np.array([1.6, 1.6 / 3**0.5, 3.0])
    sides = np.array([[a, 0, 0], [-a / 2, a * 0.75**0.5, 0]])
    lattice = [across, across - sides[0], across - sides[0] - sides[1]]
    shells = [
        Shell(("X", "X"), a, 800.0, 100.0),
        Shell(("X", "X"), float(np.linalg.norm(across)), 1100 / 30),
    ]
    return from_springs(lattice, ["X"], [(0, 0, 0)], [24.3], shells)


def watson(kx, ky, kz):
    """∫d³θ/(2π)³ 1/Σ2k(1 − cos θ), by ∫₀^∞ Π e^{−2kt} I₀(2kt) dt [Watson, 1939].

    The tail beyond t = 1000 is that of (4πkt)^{−3/2}(1 + Σ 1/16kt).
    """
    ends = np.concatenate([[0], np.logspace(-5, 3, 40)])
    parts = (
        quad(lambda t: np.prod(ive(0, 2 * t * np.array([kx, ky, kz]))), a, b, epsrel=1e-13)[0]
        for a, b in pairwise(ends)
    )
    tail = 1 / ((4 * np.pi) ** 1.5 * np.sqrt(kx * ky * kz))
    more = sum(1 / (16 * k) for k in (kx, ky, kz))
    return sum(parts) + tail * (2 * ends[-1] ** -0.5 + more * 2 / 3 * ends[-1] ** -1.5)


@pytest.mark.parametrize("ratio", [1, 1 / 30, 1 / 300])
def test_static_response_is_watsons_integral_however_soft_one_axis(ratio):
    crystal = tetragonal(ratio)
    found = infinite(crystal, [Pair(0, 0)], [0.0], [RECOIL_KERNEL], 1e-7)
    across, along = watson(K, K / 3, ratio * K / 4), watson(K / 3, K / 3, ratio * K)
    expected = np.diag([across, across, along])
    np.testing.assert_allclose(found.values[0, 0, 0], expected, atol=1e-7 * expected.max())
    c = elastic_constants(crystal).stiffness
    assert c[2, 2] / c[0, 0] == pytest.approx(ratio * C**2 / A**2, rel=1e-9)


def grid_sum(crystal, pair, N):
    """W(0) by the plain twin: a grid of 6N × 6N × N waves in and across the layers, Γ avoided.

    Cells are so long across that waves must lie six times as close in the layers as across, if the
    error is to begin with 1/N.
    """
    sizes = np.array([6 * N, 6 * N, N])
    whole = 2 * np.pi * ((np.indices(sizes).reshape(3, -1).T + 0.5) / sizes - 0.5)
    whole = whole[whole[:, 2] > 0]
    # phases along two sides of a layer and from layer to layer, as those of the long cell
    side, other, across = whole.T
    theta = np.stack([across, across - side, across - side - other], axis=1)
    zone = Zone(theta, np.full(len(theta), 1 / len(theta)))
    return averaged(crystal, zone, [pair], 0.0, [RECOIL_KERNEL])[0, 0, 0]


def test_layers_that_hardly_hold_each_other_answer_as_a_grid_that_converges():
    """Sums of three sizes extrapolated by 1/N and 1/N³."""
    crystal, pair = layered(), Pair(0, 0, (1, 0, 0))
    c = elastic_constants(crystal).stiffness
    assert c[3, 3] / c[0, 0] < 1 / 60
    sizes = np.array([6, 12, 18])
    sums = np.stack([grid_sum(crystal, pair, int(N)) for N in sizes])
    terms = np.stack([np.ones(3), 1.0 / sizes, 1.0 / sizes**3], axis=1)
    limit = np.linalg.solve(terms, sums.reshape(3, 9))[0].reshape(3, 3)
    found = infinite(crystal, [pair], [0.0], [RECOIL_KERNEL], 1e-6)
    np.testing.assert_allclose(found.values[0, 0, 0], limit, atol=2e-4 * limit.max())
    # points without regard to the layers are far off with as many
    even = averaged(crystal, quadrature(8), [pair], 0.0, [RECOIL_KERNEL])[0, 0, 0]
    kept = averaged(crystal, quadrature(8, shape_of(crystal)), [pair], 0.0, [RECOIL_KERNEL])
    off = [np.abs(W - found.values[0, 0, 0]).max() for W in (even, kept[0, 0, 0])]
    assert off[1] < off[0]


def test_loss_of_a_crystal_soft_along_one_axis_is_that_of_a_sphere():
    """Γ is diagonal: 𝓛_xx = ∫dS Γ_xx^{−3/2}/16π²ρ by Gauss points on the sphere."""
    crystal = tetragonal(1 / 30)
    z, weight = np.polynomial.legendre.leggauss(400)
    phi = 2 * np.pi * (np.arange(200) + 0.5) / 200
    n2 = np.stack(np.broadcast_arrays((1 - z[:, None] ** 2) * np.cos(phi) ** 2, z[:, None] ** 2))
    n2 = np.stack([n2[0], 1 - n2[0] - n2[1], n2[1]])
    m = crystal.mass[0]
    v2 = np.einsum("k,kzp->zp", [A**2 * K / m, A**2 * K / 3 / m, C**2 * K / 120 / m], n2)
    expected = (weight @ v2**-1.5).mean() * 2 * np.pi / (16 * np.pi**2 * crystal.density)
    assert loss(crystal).matrix[0, 0] == pytest.approx(expected, rel=1e-8)


def test_what_does_not_settle_says_what_fails(monkeypatch):
    monkeypatch.setattr("ionoscope.engine.crystal.response.MOST_NODES", 20)
    soft = tetragonal(1e-5)
    with pytest.raises(InvalidParameter, match="held by next to nothing") as refusal:
        infinite(soft, [Pair(0, 0)], [0.0], [RECOIL_KERNEL], 1e-14)
    assert "tolerance" in refusal.value.remedy
    with pytest.raises(InvalidParameter, match="waves turn too often"):
        infinite(tetragonal(1), [Pair(0, 0)], [1e3], [RECOIL_KERNEL])
