"""W, G and 𝓛 against explicit springs, against each other and against sound [SEOM Secs. II–III]."""

from functools import cache

import numpy as np
import pytest
from scipy.integrate import simpson

from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.echo import echo_time
from ionoscope.engine.lattice.memory_kernel import loss, static_response, static_response_within
from ionoscope.engine.lattice.modes import Modes, blocks
from ionoscope.engine.lattice.response import LatticeResponse
from ionoscope.engine.lattice.zone import box, nodes, quadrature
from tests.engine.lattice.responses import push_response, recoil
from tests.engine.lattice.springs import CRYSTALS, TURNS, box_average, cells, spring_matrix

EACH = pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)
PAPER = CubicLattice()
SITES = np.array([(0, 0, 0), (1, 0, 0), (1, 1, 0), (-1, 2, 1), (2, -1, -3), (0, 3, -1)])


@cache
def modes_of_box(crystal, N):
    return Modes.of(crystal, box(N))


def block_matrix(table):
    """(n, n, 3, 3) → (3n, 3n)."""
    n = len(table)
    return table.transpose(0, 2, 1, 3).reshape(3 * n, 3 * n)


def between_all(kernel, crystal, N, *times):
    """A kernel between all pairs of atoms of the box: shape (3N³, 3N³)."""
    at = cells(N)
    apart = (at[:, None] - at[None]).reshape(-1, 3)
    found = kernel(crystal, modes_of_box(crystal, N), apart, *times)
    return block_matrix(found.reshape(N**3, N**3, 3, 3))


@pytest.mark.parametrize("N", [2, 3, 4])
@EACH
def test_static_response_times_springs_is_one_but_for_uniform_motion(crystal, N):
    """W(0)·V = 1 − P, P the motion of the box as a whole."""
    product = between_all(static_response, crystal, N) @ spring_matrix(crystal, N)
    uniform = np.kron(np.ones((N**3, N**3)), np.eye(3)) / N**3
    # rounding times the condition of V
    np.testing.assert_allclose(product, np.eye(3 * N**3) - uniform, atol=1e-12)


@pytest.mark.parametrize("N", [3, 4])
@EACH
def test_response_to_a_push_is_that_of_the_springs(crystal, N):
    """G = sin(√V/m t)/√(V m) of the explicit matrix, its uniform motion left out."""
    Omega2, modes = np.linalg.eigh(spring_matrix(crystal, N) / crystal.m)
    Omega = np.sqrt(Omega2[3:])
    for t in (0.3 / crystal.Omega_max, 7 / crystal.Omega_max):
        plain = modes[:, 3:] * (np.sin(Omega * t) / (crystal.m * Omega)) @ modes[:, 3:].T
        ours = between_all(lambda *a: push_response(*a)[0], crystal, N, t)
        np.testing.assert_allclose(ours, plain, atol=1e-13 * np.abs(plain).max())


@pytest.mark.parametrize("N", [5, 6])
def test_box_is_the_plain_sum_over_its_waves(N):
    t = 0.13
    plain = {
        static_response: lambda w: 1 / (PAPER.m * w**2),
        recoil: lambda w: np.cos(w * t) / (PAPER.m * w**2),
        push_response: lambda w: np.sin(w * t) / (PAPER.m * w),
    }
    for kernel, f in plain.items():
        times = () if kernel is static_response else (t,)
        found = kernel(PAPER, modes_of_box(PAPER, N), SITES, *times).reshape(-1, 3, 3)
        for site, ours in zip(SITES, found, strict=True):
            expected = box_average(PAPER, N, f, site)
            np.testing.assert_allclose(ours, expected, atol=1e-13 * np.abs(found).max())


@EACH
def test_response_has_the_symmetry_of_a_cube(crystal):
    modes = Modes.of(crystal, quadrature(18))
    site = np.array([2, -1, 3])
    one = static_response(crystal, modes, site)[0]
    for turn in TURNS:
        turned = static_response(crystal, modes, turn @ site)[0]
        np.testing.assert_allclose(turned, turn @ one @ turn.T, atol=1e-13 * np.abs(one).max())


@EACH
def test_pushes_are_the_slope_of_the_recoil(crystal):
    """G = −dW/dt."""
    times = np.array([0.02, 0.9, 5.0]) / crystal.Omega_max
    modes = Modes.of(crystal, quadrature(24))
    h = 1e-4 / crystal.Omega_max
    W = [recoil(crystal, modes, SITES, times + s) for s in (-h, h)]
    G = push_response(crystal, modes, SITES, times)
    # central difference: (Ωh)²/6 of the slope, and rounding ε W(0)/h
    scale = W[0].max() * crystal.Omega_max
    np.testing.assert_allclose(G, (W[0] - W[1]) / (2 * h), atol=1e-8 * scale)


@EACH
def test_nothing_answers_at_once_and_W_starts_at_the_static_response(crystal):
    modes = Modes.of(crystal, quadrature(20))
    assert not push_response(crystal, modes, SITES, [0.0]).any()
    W = recoil(crystal, modes, SITES, [0.0])[0]
    static = static_response(crystal, modes, SITES)
    np.testing.assert_allclose(W, static, atol=1e-13 * static.max())


@EACH
def test_a_pushed_atom_starts_as_if_it_were_free(crystal):
    """G = t/m, and after that −t³D(0)/6m."""
    t = 1e-2 / crystal.Omega_max
    G = push_response(crystal, Modes.of(crystal, quadrature(20)), [(0, 0, 0)], [t])[0, 0]
    D = 2 * (crystal.k1 + 2 * crystal.k2) / crystal.m
    expected = t / crystal.m * (1 - D * t**2 / 6)
    # the next term is (Ωt)⁴/120
    np.testing.assert_allclose(G, np.eye(3) * expected, atol=1e-10 * expected)


@EACH
def test_static_response_falls_off_as_elastic_bodies_do(crystal):
    """W(0) ∝ 1/distance far away (Kelvin's solution): twice as far, half as much."""
    sites = [(6, 0, 0), (12, 0, 0), (4, 4, 4), (8, 8, 8)]
    n = nodes(crystal, np.array(sites), 0.0)
    W = static_response(crystal, Modes.of(crystal, quadrature(n)), sites)
    # discreteness enters as 1/distance², with more before it the more the crystal is uneven
    for near, far in ((W[0], W[1]), (W[2], W[3])):
        np.testing.assert_allclose(np.trace(near) / np.trace(far), 2, rtol=0.1)


def test_a_whole_neighbourhood_is_that_of_single_sites():
    reach = 3
    table = static_response_within(PAPER, reach)
    assert table.shape == (7, 7, 7, 3, 3)
    modes = Modes.of(PAPER, quadrature(30))
    direct = static_response(PAPER, modes, cells(7) - reach).reshape(table.shape)
    np.testing.assert_allclose(table, direct, atol=1e-13 * direct.max())


@EACH
def test_stated_errors_hold(crystal):
    times, sites = np.linspace(0, 30, 4) / crystal.Omega_max, SITES[:4]
    springs = {"a": crystal.a, "k1": crystal.k1, "k2": crystal.k2, "m": crystal.m}
    found = LatticeResponse(displacements=sites, times=times, cells=4, **springs).solve()
    W0_error, W_error = (found.summary[name] for name in ("W0_error", "W_error"))
    modes = Modes.of(crystal, quadrature(nodes(crystal, sites, times[-1]) + 12))
    static, moving = static_response(crystal, modes, sites), recoil(crystal, modes, sites, times)
    assert np.abs(found.data.W0.values - static).max() <= W0_error + 1e-13 * static.max()
    assert np.abs(found.data.W.values - moving).max() <= W_error + 1e-13 * static.max()
    assert max(W0_error, W_error) < 1e-4 * static.max()


@pytest.mark.parametrize("times, modes", [(7, 10), (201, 10**6), (3, 10**9)])
def test_times_fall_into_blocks_without_gap(times, modes):
    parts = list(blocks(times, modes))
    np.testing.assert_array_equal(
        np.concatenate([np.arange(times)[p] for p in parts]), np.arange(times)
    )


# --- a box and its echo ---


@pytest.mark.parametrize("N", [12, 16])
def test_a_box_answers_as_the_infinite_crystal_until_the_echo(N):
    """The box differs by its uniform motion t/mN³, which is left out of it, and nothing else."""
    sites = SITES[:4]
    echo = echo_time(PAPER, N, sites)
    times = np.array([0.0, 0.1, 0.3, 1.3, 1.5]) * echo
    infinite = Modes.of(PAPER, quadrature(nodes(PAPER, sites, times[-1])))
    free = np.eye(3) * times[:, None, None, None] / (PAPER.m * N**3)
    G = push_response(PAPER, infinite, sites, times)
    G_box = push_response(PAPER, modes_of_box(PAPER, N), sites, times) + free
    difference = np.abs(G_box - G).max(axis=(1, 2, 3)) / np.abs(G).max()
    # sound's forerunners: in a crystal of atoms they fall off fast, but they are there
    assert difference[:3].max() < 1e-9
    assert difference[3:].min() > 5e-3


def test_W_of_a_box_is_lower_by_a_constant():
    N = 16
    times = np.linspace(0, 0.4, 5) * echo_time(PAPER, N, [(0, 0, 0)])
    n = nodes(PAPER, np.zeros((1, 3)), times[-1])
    W = recoil(PAPER, Modes.of(PAPER, quadrature(n)), [(0, 0, 0)], times)[:, 0, 0, 0]
    boxed = recoil(PAPER, modes_of_box(PAPER, N), [(0, 0, 0)], times)[:, 0, 0, 0]
    lower = W - boxed + times**2 / (2 * PAPER.m * N**3)
    assert lower[0] > 0.01 * W[0]
    np.testing.assert_allclose(lower, lower[0], atol=1e-8 * W[0])


def test_the_echo_comes_from_the_nearest_image():
    assert echo_time(PAPER, 20, [(0, 0, 0)]) == pytest.approx(20 * PAPER.a / PAPER.fastest)
    assert echo_time(PAPER, 20, [(3, 0, 0)]) == pytest.approx(17 * PAPER.a / PAPER.fastest)
    both = echo_time(PAPER, 20, [(0, 0, 0), (-3, 0, 0)])
    assert both == pytest.approx(17 * PAPER.a / PAPER.fastest)


@pytest.mark.parametrize("site", [(8, 0, 0), (5, 5, 0), (5, 5, 5)], ids=str)
def test_nothing_happens_far_away_before_sound_can_be_there(site):
    arrival = np.linalg.norm(site) * PAPER.a / PAPER.fastest
    times = np.array([0.1, 0.2, 0.3, *np.linspace(1, 2, 30)]) * arrival
    modes = Modes.of(PAPER, quadrature(nodes(PAPER, np.array([site]), times[-1])))
    G = np.abs(push_response(PAPER, modes, [site], times)).max(axis=(1, 2, 3))
    assert G[:3].max() < 1e-5 * G.max()


@pytest.mark.parametrize("site, springs", [((1, 1, 0), 1), ((2, 0, 0), 2), ((3, 1, 0), 3)])
def test_the_first_sign_runs_from_spring_to_spring(site, springs):
    """G starts as t^{2n+1}, n the least number of springs between the atoms."""
    modes = Modes.of(PAPER, quadrature(24))
    t = 0.1 / PAPER.Omega_max
    G = push_response(PAPER, modes, [site], [t, 2 * t])[:, 0, 0, 0]
    # the next power is smaller by (Ωt)²/(2n+2)(2n+3); rounding: 1e-16 t/m
    assert np.log2(G[1] / G[0]) == pytest.approx(2 * springs + 1, abs=0.02)


# --- the loss matrix ---


def window(s):
    """1 up to s = 1/2, then smoothly (all derivatives) to 0 at 1."""
    x = np.clip(2 * s - 1, 2e-3, 1 - 2e-3)  # e^{±500}
    return 1 / (1 + np.exp(1 / (1 - x) - 1 / x))


def test_loss_is_the_area_of_W_between_any_two_atoms():
    """∫W dt = 𝓛·1: cut off smoothly, for W rings on at the edges of its spectrum."""
    sites = np.array([(0, 0, 0), (1, 1, 0), (2, -1, 1)])
    end = 3.0
    times = np.linspace(0, end, 601)
    modes = Modes.of(PAPER, quadrature(nodes(PAPER, sites, end)))
    W = recoil(PAPER, modes, sites, times)
    area = simpson(W * window(times / end)[:, None, None, None], x=times, axis=0)
    # what the window lets pass of the ringing at its slowest, 14/ps: 1e-4 of the area and less
    # for 3 … 5 ps; Simpson's error is far below
    np.testing.assert_allclose(area, [loss(PAPER)] * 3, atol=3e-4 * loss(PAPER)[0, 0])


@EACH
def test_loss_is_the_mean_of_the_cubes_of_slowness(crystal):
    """𝓛 = ⟨Σ v⁻³⟩/(12πρ) over all directions: a plain sum over points on a sphere."""
    steps = 400
    z = (np.arange(steps) + 0.5) / steps
    phi = np.pi / 4 * (np.arange(steps) + 0.5) / steps
    r = np.sqrt(1 - z**2)[:, None]
    n = np.stack([r * np.cos(phi), r * np.sin(phi), z[:, None] + 0 * phi], -1)
    mean = (crystal.sound_speeds(n) ** -3.0).sum(axis=-1).mean()
    expected = mean * 4 * np.pi / 3 / (16 * np.pi**2 * crystal.density)
    # midpoint rule: 1/steps², times the sharpness of the ridges
    np.testing.assert_allclose(loss(crystal), np.eye(3) * expected, rtol=2e-4, atol=0)


@pytest.mark.parametrize("k1, k2", [(520, 170), (2000, 10), (520, 1), (20, 1000)])
def test_loss_is_found_however_uneven_the_springs(k1, k2):
    crystal = CubicLattice(k1=float(k1), k2=float(k2))
    assert loss(crystal)[0, 0] == pytest.approx(loss(crystal, 96)[0, 0], rel=1e-10)


def test_loss_scales_with_mass_and_springs():
    """ρv³ with v = a√(k/m): 𝓛 ∝ √m k^{−3/2}, whatever the lattice constant."""
    heavy, stiff = CubicLattice(m=4 * 3.5), CubicLattice(k1=4 * 520.0, k2=4 * 170.0)
    one = loss(PAPER)
    np.testing.assert_allclose(loss(heavy), 2 * one, rtol=1e-13)
    np.testing.assert_allclose(loss(stiff), one / 8, rtol=1e-13)
    np.testing.assert_allclose(loss(CubicLattice(a=7.0)), one, rtol=1e-13)
    np.testing.assert_array_equal(one, one[0, 0] * np.eye(3))
