"""Averages over the Brillouin zone against closed forms, and how fast they converge."""

import math
from itertools import pairwise

import numpy as np
import pytest

from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.memory_kernel import static_response
from ionoscope.engine.lattice.modes import Modes, average, full
from ionoscope.engine.lattice.zone import KEPT, box, quadrature, zone_bytes
from tests.engine.lattice.springs import CRYSTALS, NEIGHBOURS, bond_sum, spring, wave_vectors

EACH = pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)
WATSON = math.sqrt(6) / (96 * math.pi**3) * math.prod(math.gamma(k / 24) for k in (1, 5, 7, 11))
"""⟨1/(3 − Σcos θ)⟩ = 0.50546…, Watson's third integral [Watson, Q. J. Math. 10, 266 (1939); in
Γ functions: Glasser and Zucker, PNAS 74, 1800 (1977)]."""


def scalar(zone, f, site=(0, 0, 0)):
    """⟨f cos q·L⟩ over the zone, by way of the tensor average."""
    tensor = np.zeros((len(zone.weight), 6))
    tensor[:, :3] = f[:, None]
    return average(zone, tensor, [site])[0, 0, 0]


def inverse_laplacian(theta):
    return 1 / (3 - np.cos(theta).sum(axis=-1))


@pytest.mark.parametrize("n", [4, 9, 16, 24])
def test_weights_of_the_infinite_crystal_add_to_one(n):
    zone = quadrature(n)
    assert zone.weight.sum() == pytest.approx(1, rel=1e-13) and zone.weight.min() > 0
    assert np.all(np.diff(zone.theta, axis=1) <= 1e-14) and zone.theta.min() > 0


@pytest.mark.parametrize("N", [2, 3, 4, 5, 12, 13])
def test_weights_of_a_box_lack_only_gamma(N):
    assert box(N).weight.sum() == pytest.approx(1 - N**-3, rel=1e-13)


@pytest.mark.parametrize("site", [(1, 0, 0), (2, 0, 0), (1, -1, 0), (3, 2, 1), (0, 0, -4)], ids=str)
def test_waves_cancel_between_different_sites(site):
    """⟨e^{iq·L}⟩ = 0, the orthogonality of plane waves."""
    zone = quadrature(20)
    assert abs(scalar(zone, np.ones(len(zone.weight)), site)) < 1e-13


def test_mean_of_cosines_squared_is_a_half():
    zone = quadrature(16)
    cos = np.cos(zone.theta)
    # one component of sorted points is no average by itself; the images' mean is
    assert scalar(zone, (cos**2).mean(axis=1)) == pytest.approx(0.5, rel=1e-13)
    assert scalar(zone, cos.prod(axis=1) ** 2) == pytest.approx(1 / 8, rel=1e-13)


def test_watsons_integral_comes_out_in_spite_of_its_pole():
    """The response of a scalar crystal: the textbook's 1/q² at Γ."""
    zone = quadrature(20)
    assert scalar(zone, inverse_laplacian(zone.theta)) == pytest.approx(WATSON, rel=1e-12)
    # its neighbour by the equation of motion itself: 3W(0) − 3W(1) = 1
    here, next_to = (scalar(zone, inverse_laplacian(zone.theta), s) for s in ((0,) * 3, (1, 0, 0)))
    assert here - next_to == pytest.approx(1 / 3, rel=1e-12)


@EACH
def test_the_average_of_the_dynamical_matrix_gives_the_springs_back(crystal):
    """⟨D(q) e^{iq·L}⟩ = −k b̂b̂ᵀ/m for neighbours, the sum of all at L = 0, nil beyond."""
    modes = Modes.of(crystal, quadrature(18))
    sites = [*NEIGHBOURS, (0, 0, 0), (1, 1, 1), (2, 0, 0), (2, -1, 0)]
    found = crystal.m * modes.average(modes.Omega**2, sites)
    expected = np.zeros((len(sites), 3, 3))
    expected[: len(NEIGHBOURS)] = [-spring(crystal, b) for b in NEIGHBOURS]
    expected[len(NEIGHBOURS)] = np.eye(3) * 2 * (crystal.k1 + 2 * crystal.k2)
    scale = crystal.k1 + crystal.k2
    np.testing.assert_allclose(found, expected, atol=1e-12 * scale)


SITES = [(0, 0, 0), (1, 0, 0), (0, -1, 0), (2, 1, -3), (-1, 2, 3), (3, -2, 1), (-2, -2, 5)]


@pytest.mark.parametrize("N", [4, 5])
def test_symmetry_saves_work_and_changes_nothing(N):
    """Sorted points and their 48 images against a plain sum over all N³ − 1 wave vectors."""
    crystal = CubicLattice()
    zone = box(N)
    D = crystal.dynamical_matrix(zone.theta)
    # any function of D will do that is no polynomial: its inverse
    six = np.linalg.inv(D)[:, [0, 1, 2, 1, 2, 0], [0, 1, 2, 2, 0, 1]]
    found = average(zone, six, SITES)
    for site, ours in zip(SITES, found, strict=True):
        terms = (
            np.linalg.inv(bond_sum(crystal, q)) * np.cos(q @ np.array(site))
            for q in wave_vectors(N)[1:]
        )
        plain = sum(terms) / N**3
        np.testing.assert_allclose(ours, plain, atol=1e-13 * np.abs(six).max())


def test_six_components_make_a_symmetric_matrix():
    np.testing.assert_array_equal(
        full(np.arange(6.0)), [[0, 5, 4], [5, 1, 3], [4, 3, 2]]
    )  # xx, yy, zz, yz, zx, xy


def exact(crystal):
    return static_response(crystal, Modes.of(crystal, quadrature(40)), [(0, 0, 0)])[0, 0, 0]


@EACH
def test_gauss_points_converge_exponentially(crystal):
    """Each four nodes more take away the same factor; only rounding stops it."""
    errors = [
        abs(
            static_response(crystal, Modes.of(crystal, quadrature(n)), [(0, 0, 0)])[0, 0, 0]
            / exact(crystal)
            - 1
        )
        for n in (4, 8, 12, 16)
    ]
    ratios = [b / a for a, b in pairwise(errors) if b > 1e-13]
    assert ratios and max(ratios) < 0.3


def test_only_small_zones_are_kept():
    assert quadrature(20) is quadrature(20)
    large = quadrature(KEPT + 1)
    assert large is not quadrature(KEPT + 1)
    assert sum(part.nbytes for part in large) == zone_bytes(KEPT + 1)


@EACH
def test_boxes_converge_as_one_over_N(crystal):
    """What is missing is the neighbourhood of Γ, a cube of side 2π/N in which W goes as 1/q²."""
    sizes = (36, 72)
    missing = [
        1
        - static_response(crystal, Modes.of(crystal, box(N)), [(0, 0, 0)])[0, 0, 0] / exact(crystal)
        for N in sizes
    ]
    order = math.log(missing[0] / missing[1]) / math.log(sizes[1] / sizes[0])
    # the error is A/N (1 + B/N²) with |B| up to 30: the order shifts by B(1 − 1/4)/(N² ln 2)
    assert order == pytest.approx(1, abs=33 / sizes[0] ** 2)
