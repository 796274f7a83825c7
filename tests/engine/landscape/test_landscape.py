"""The landscape of an ion at rest: derivatives, known barriers, known networks."""

from itertools import product

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal.build import build
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.response import RECOIL_KERNEL, Pair, averaged, infinite
from ionoscope.engine.crystal.static import static_response
from ionoscope.engine.crystal.zone import box
from ionoscope.engine.landscape.basins import basins, grid_of
from ionoscope.engine.landscape.explore import explore, grid_energies
from ionoscope.engine.landscape.network import Link, dimension, reaches
from ionoscope.engine.landscape.settled import barriers, settle
from ionoscope.engine.landscape.stationary import stationary
from ionoscope.engine.landscape.surface import Giving, Height, Rigid, Unbalanced
from ionoscope.engine.meeting.laws import law
from ionoscope.engine.meeting.meeting import meeting


def cube(U0=4000.0, r_c=8.0):
    """The papers' ion in the papers' crystal."""
    laws = {"X": law("screened_coulomb", U0=U0, lam=0.5)}
    return meeting(built_in("simple-cubic"), laws, r_c)


def explored(surface, energy, ceiling):
    *_, last = explore(surface, energy, ceiling)
    return last.known


class Waves:
    """E = −Σ A_i cos(2πx_i/a_i) − B_i cos(4πx_i/a_i): all stationary points are known."""

    def __init__(self, sizes, first, second=(0, 0, 0)):
        self.lattice, self.A, self.B = np.diag(sizes), np.array(first), np.array(second)
        self.crystal, self.k = self, 2 * np.pi / np.array(sizes)

    def at(self, R):
        k, x = self.k, self.k * R
        one, two = self.A * np.cos(x), self.B * np.cos(2 * x)
        slope = k * (self.A * np.sin(x) + 2 * self.B * np.sin(2 * x))
        return Height(-float((one + two).sum()), slope, np.diag(k**2 * (one + 4 * two)))

    def grid(self, shape):
        return np.array([self.at(R @ self.lattice).energy for R in grid_of(shape)]).reshape(shape)


@pytest.mark.parametrize("name", ["simple-cubic", "zincblende"])
def test_static_response_is_that_of_single_pairs(name):
    crystal = built_in(name)
    cells = np.array([(0, 0, 0), (1, 0, 0), (-1, 2, 1)])
    last = crystal.n_atoms - 1
    pairs = [Pair(0, last, tuple(map(int, L))) for L in cells]
    part = np.s_[:, :3, 3 * last :]
    whole = infinite(crystal, pairs, 0.0, [RECOIL_KERNEL], 1e-5).values[0, 0]
    found = static_response(crystal, cells).values
    np.testing.assert_allclose(found[part], whole, atol=2e-5 * found.max())
    periodic = averaged(crystal, box((4, 4, 5)), pairs, 0.0, [RECOIL_KERNEL])[0, 0]
    found = static_response(crystal, cells, (4, 4, 5)).values
    np.testing.assert_allclose(found[part], periodic, atol=1e-12 * found.max())


@pytest.fixture(scope="module")
def giving():
    return Giving(cube())


def test_heights_have_the_derivatives_that_they_tell(giving):
    """Of held atoms and of such that give way, by central differences."""
    R, d = np.array([1.2, 1.0, 0.9]), 1e-3
    for surface in (Rigid(cube()), giving):
        height = surface.at(R)
        there = [[surface.at(R + s * d * e) for s in (1, -1)] for e in np.eye(3)]
        slope = [(a.energy - b.energy) / (2 * d) for a, b in there]
        bend = [(a.gradient - b.gradient) / (2 * d) for a, b in there]
        np.testing.assert_allclose(height.gradient, slope, rtol=1e-6)
        np.testing.assert_allclose(height.hessian, bend, atol=1e-6 * np.abs(bend).max())


def test_a_grid_has_the_energies_of_its_places():
    surface, shape = Rigid(cube()), (3, 4, 5)
    energy = grid_energies(surface, shape)
    for index in [(1, 2, 3), (2, 0, 1)]:
        R = np.array(index) / shape @ surface.crystal.lattice
        assert energy[index] == pytest.approx(surface.at(R).energy, rel=1e-12)
    assert energy[0, 0, 0] > 1e5  # on an atom


@pytest.mark.parametrize(
    ("U0", "expected"),
    [(4000.0, (45.52, 42.33, 39.41, 2.92)), (8000.0, (91.03, 79.26, None, None))],
)
def test_the_papers_ion_has_the_known_barriers(U0, expected, giving):
    """Found without being told where minima and saddles are: three faces of one cell."""
    made = cube(U0)
    landscape = explored(Rigid(made), grid_energies(Rigid(made), (12, 12, 12)), 500.0)
    assert len(landscape.minima) == 1 and len(landscape.saddles) == 3
    np.testing.assert_allclose(landscape.minima[0].place, [1.5, 1.5, 1.5], atol=1e-6)
    for saddle in landscape.saddles:
        assert saddle.point.negative == 1
        assert sorted(np.round(saddle.point.place / 1.5, 6) % 2) == [0, 1, 1]
        assert np.argmax(saddle.energies) == np.argmin(
            np.linalg.norm(saddle.path - saddle.point.place, axis=1)
        )
    surface = giving if U0 == 4000 else Giving(made)
    settled = {0: [], 1: []}
    for _, uphill, found in settle(surface, landscape):
        settled[uphill].append(found)
    for barrier in barriers(landscape, settled[0], settled[1]):
        told = barrier.rigid, barrier.relaxed, barrier.interaction, barrier.elastic
        for have, want in zip(told, expected, strict=True):
            assert want is None or have == pytest.approx(want, abs=0.006)
        assert barrier.back == pytest.approx(barrier.relaxed, abs=1e-8)
    first = reaches(1, landscape.links)
    assert [(one.dimension, one.energy) for one in first] == [
        (3, pytest.approx(landscape.saddles[0].link.energy))
    ]


def test_eight_corners_alone_give_way_as_their_own_springs_say():
    """r = W(0)F(r) among eight atoms, by plain repetition; and what they cost."""
    corners = [(0, cell) for cell in product((0, 1), repeat=3)]
    surface, R = Giving(cube(), only=corners), np.array([1.5, 1.5, 2.4])
    balance = surface.balance(R)
    rest = 3.0 * np.array([cell for _, cell in corners])
    pairs = [Pair(0, 0, tuple(int(x) for x in (b - a) / 3)) for a in rest for b in rest]
    W = infinite(built_in("simple-cubic"), pairs, 0.0, [RECOIL_KERNEL], 1e-5).values[0, 0]
    W = W.reshape(8, 8, 3, 3).transpose(0, 2, 1, 3).reshape(24, 24)
    r = np.zeros((8, 3))
    for _ in range(60):
        d = rest + r - R
        s = np.linalg.norm(d, axis=1)[:, None]
        F = 4000 * np.exp(-2 * s) / s * (2 + 1 / s) * d / s
        r = (W @ F.ravel()).reshape(8, 3)
    np.testing.assert_allclose(balance.displaced, r, atol=1e-6)
    assert balance.elastic == pytest.approx(0.5 * F.ravel() @ r.ravel(), rel=1e-5)
    assert balance.interaction == pytest.approx((4000 * np.exp(-2 * s) / s).sum(), rel=1e-4)


def test_a_box_that_grows_gives_way_as_the_infinite_crystal():
    """Images of an ion that pushes all around see each other by 1/N³."""
    made, R = cube(r_c=6.0), np.array([1.5, 1.5, 1.5])
    whole = Giving(made).balance(R).height.energy
    off = [Giving(made, (N, N, N)).balance(R).height.energy - whole for N in (9, 18)]
    assert off[1] > 0 and off[0] == pytest.approx(8 * off[1], rel=0.1)


def test_a_search_that_does_not_end_is_given_up(monkeypatch):
    monkeypatch.setattr("ionoscope.engine.landscape.surface.REPEATED", 2)
    with pytest.raises(Unbalanced):
        Giving(cube(), only=[(0, (0, 0, 0))]).balance(np.array([0.3, 0.0, 0.0]))


def test_saddles_of_a_known_landscape_are_found_with_their_paths():
    """Barriers 2A along each axis; paths are straight, as axes do not mix."""
    surface = Waves((3.0, 4.0, 5.0), (10.0, 20.0, 30.0))
    landscape = explored(surface, surface.grid((10, 11, 12)), 1e3)
    assert len(landscape.minima) == 1
    assert landscape.minima[0].energy == pytest.approx(-60)
    heights = [saddle.link.energy + 60 for saddle in landscape.saddles]
    assert heights == pytest.approx([20, 40, 60])
    for axis, saddle in enumerate(landscape.saddles):
        assert abs(saddle.link.cell[axis]) == 1
        across = np.delete(saddle.path, axis, axis=1)
        np.testing.assert_allclose(across, across[:1].repeat(len(across), 0), atol=1e-6)
        assert np.linalg.norm(saddle.path[-1] - saddle.path[0]) == pytest.approx(3 + axis)
    found = reaches(1, landscape.links)
    assert [(one.dimension, round(one.energy + 60, 6)) for one in found] == [
        (1, 20),
        (2, 40),
        (3, 60),
    ]


def test_two_minima_a_cell_and_the_way_between_them():
    """−A cos x − B cos 2x with 4B > A has a second minimum at half a cell, 2A higher.

    Its maxima are where cos x = −A/4B, at A²/8B + B.
    """
    A, B = 4.0, 10.0
    surface = Waves((4.0, 4.0, 4.0), (A, 50.0, 50.0), (B, 0.0, 0.0))
    landscape = explored(surface, surface.grid((16, 8, 8)), 60.0)
    low, high = sorted(point.energy + 100 for point in landscape.minima)
    assert (low, high) == (pytest.approx(-A - B), pytest.approx(A - B))
    assert len(landscape.saddles) == 2
    for saddle in landscape.saddles:
        assert saddle.link.first != saddle.link.last
        assert saddle.link.energy + 100 == pytest.approx(A**2 / (8 * B) + B)
    # one saddle alone joins two minima of a cell, both together lead to the next
    assert dimension(2, landscape.links[:1], 1e9) == 0
    assert dimension(2, landscape.links, 1e9) == 1


def test_dimensions_are_those_of_closed_ways():
    ladder = [Link(0, 1, (0, 0, 0), 1.0), Link(1, 0, (1, 0, 0), 2.0), Link(0, 1, (0, 1, 0), 3.0)]
    assert [(one.energy, one.dimension) for one in reaches(2, ladder)] == [(2.0, 1), (3.0, 2)]
    assert dimension(2, ladder, 1.5) == 0 and dimension(2, ladder, 2.0) == 1
    # islands of one dimension each, along different axes, are no plane
    apart = [Link(0, 0, (1, 0, 0), 1.0), Link(1, 1, (0, 1, 0), 1.0)]
    assert dimension(2, apart, 5.0) == 1
    # but once they hang together they are
    assert dimension(2, [*apart, Link(0, 1, (0, 0, 0), 2.0)], 5.0) == 2
    # ways that are the same through the crystal are one
    twice = [Link(0, 0, (1, 1, 0), 1.0), Link(0, 0, (2, 2, 0), 1.0)]
    assert dimension(1, twice, 5.0) == 1


def shut(blocked):
    """Names and places of atoms two to a side on walls across some axes of a cube, X at corners."""
    places = [
        place
        for place in product((0.0, 0.5), repeat=3)
        if any(place[axis] == 0.0 for axis in blocked)
    ]
    return ["X" if not any(place) else "Y" for place in places], places


@pytest.mark.parametrize(("blocked", "dimensions"), [((0, 1), 1), ((2,), 2)])
def test_channels_and_planes_that_were_built_are_told(blocked, dimensions):
    """Walls of atoms across some axes shut them: the ion moves along the others first."""
    names, places = shut(blocked)
    made = meeting(
        held(names, places), {name: law("gaussian", U0=500.0, lam=0.8) for name in set(names)}, 6.0
    )
    surface = Rigid(made)
    landscape = explored(surface, grid_energies(surface, (12, 12, 12)), 2000.0)
    assert landscape.minima
    found = reaches(len(landscape.minima), landscape.links)
    assert found[0].dimension == dimensions
    open_axes = [axis for axis in range(3) if axis not in blocked]
    assert (found[0].vectors[:, list(blocked)] == 0).all()
    assert np.linalg.matrix_rank(found[0].vectors[:, open_axes]) == dimensions


def held(names, places):
    """A crystal whose atoms are tied to their images and to each other; only places matter."""
    cells = np.concatenate([np.zeros((1, 3), int), np.eye(3, dtype=int), -np.eye(3, dtype=int)])
    size = 3 * len(names)
    within = len(names) * np.eye(size) - np.kron(np.ones((len(names),) * 2), np.eye(3))
    tie = np.eye(size)
    constants = 100 * np.concatenate([[6 * tie + within], np.tile(-tie, (6, 1, 1))])
    return build(4.0 * np.eye(3), names, places, [30.0] * len(names), cells, constants)


def test_basins_are_told_with_their_cells():
    energy = Waves((1.0, 1.0, 1.0), (1.0, 2.0, 3.0)).grid((6, 6, 6))
    found = basins(energy)
    np.testing.assert_allclose(found.minima, [[0, 0, 0]])
    assert {tuple(np.abs(one.cell)) for one in found.passes[:1]} == {(1, 0, 0)}
    assert found.passes[0].energy == pytest.approx(energy[3, 0, 0])


def test_a_point_that_is_no_saddle_is_none():
    surface = Waves((3.0, 3.0, 3.0), (1.0, 1.0, 1.0))
    assert stationary(surface, np.array([0.1, 0.2, 0.1]), 0).energy == pytest.approx(-3)
    flat = Waves((3.0, 3.0, 3.0), (1.0, 1.0, 0.0))
    assert stationary(flat, np.array([0.1, 0.2, 0.1]), 0) is None
    with pytest.raises(InvalidParameter):
        meeting(built_in("fcc"), {}, 5.0)
