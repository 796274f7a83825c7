"""Boxes: springs by stencil against the crystal's own waves, atoms around an ion, refusals."""

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.thermal import displacement_matrices
from ionoscope.engine.meeting.box import Box
from ionoscope.engine.meeting.kernels.around import look
from ionoscope.engine.meeting.kernels.springs import accelerate, wrap
from ionoscope.engine.meeting.laws import FELT_BY_NONE
from ionoscope.engine.meeting.meeting import meeting, near
from ionoscope.engine.meeting.modes import BoxModes
from ionoscope.engine.meeting.stencil import energy, fields, inner, stencil
from tests.engine.crystal.examples import example, hexagonal
from tests.engine.meeting.journeys import FREE, REPELLED, box

BOXES = {
    "rocksalt": ("rocksalt", (3, 4, 5)),
    "perovskite": ("perovskite", (2, 3, 1)),
    "diamond": ("diamond", (2, 2, 2)),
    "hexagonal": (hexagonal, (3, 1, 4)),
    # force constants that reach through the whole box, and around it
    "phonopy": (lambda: example("NaCl"), (2, 3, 2)),
}


def made(which):
    name, cells = BOXES[which]
    crystal = built_in(name) if isinstance(name, str) else name()
    laws = dict.fromkeys(crystal.names, FELT_BY_NONE)
    return Box(meeting(crystal, laws, 0.5), cells)


@pytest.mark.parametrize("which", BOXES)
def test_springs_accelerate_atoms_as_waves_say(which):
    """Every mode of the box at once: r̈ of the waves is that of the springs at their r."""
    here = made(which)
    modes = BoxModes(here.crystal, here.cells, 25.0, "classical", 1)
    motion, springs = modes.at(0.3), stencil(here)
    atoms = fields(here, motion[:2])
    wrap(springs, atoms)
    accelerate(springs, atoms)
    found = np.moveaxis(inner(here, atoms.a), 0, -1)
    np.testing.assert_allclose(found, motion[2], atol=1e-11 * np.abs(motion[2]).max())


@pytest.mark.parametrize("which", ["rocksalt", "hexagonal"])
def test_waves_move_as_they_say(which):
    here = made(which)
    modes, h = BoxModes(here.crystal, here.cells, 25.0, "quantum", 1), 1e-4
    r, w, a = modes.at(0.3)
    before, after = modes.at(0.3 - h), modes.at(0.3 + h)
    np.testing.assert_allclose((after[0] - before[0]) / (2 * h), w, atol=1e-4 * np.abs(w).max())
    np.testing.assert_allclose((after[1] - before[1]) / (2 * h), a, atol=1e-4 * np.abs(a).max())
    # nothing drifts: momentum and centre of mass stay at zero
    mass = here.crystal.mass.reshape(-1, 3)[:, 0]
    for field in (r, w):
        moved = field.reshape(-1, here.crystal.n_atoms, 3)
        assert np.abs(np.einsum("a,sac->c", mass, moved)).max() < 1e-9 * np.abs(field).sum()


def test_a_box_holds_its_energy_and_displacements():
    """kT a mode, and ⟨u uᵀ⟩ of each species, in the mean over draws: both to their chance."""
    here = made("perovskite")
    springs, held, squares, draws = stencil(here), [], [], 150
    for seed in range(draws):
        motion = BoxModes(here.crystal, here.cells, 25.0, "classical", seed).at(0.0, 2)
        held.append(energy(here, springs, fields(here, motion)))
        squares.append((motion[0].reshape(-1, 15) ** 2).mean(axis=0))
    modes = 3 * 5 * 6 - 3
    assert np.mean(held) == pytest.approx(25.0 * modes, rel=4 / np.sqrt(draws * modes))
    exact = displacement_matrices(here.crystal, 25.0, "classical", here.cells)
    expected = np.einsum("aii->ai", exact).ravel()
    error = np.std(squares, axis=0) / np.sqrt(draws)
    assert np.abs((np.mean(squares, axis=0) - expected) / error).max() < 4


def test_an_ion_looks_at_every_atom_within_its_cut_off():
    here, rng = box(), np.random.default_rng(1)
    place, touched = here.place((1, 1, 1)), here.untouched()
    R, looks = np.array([0.1, 0.2, 0.3]), 0
    for _ in range(200):
        R += 0.25 * rng.normal(size=3)
        looks += look(place, here.reach, R, touched)
        n = touched.listed[0]
        seen = {tuple(row) for row in touched.cells[:n]}
        close = near(here.crystal, R, here.meeting.r_c + here.give)
        assert {(*cell, a) for cell, a in zip(close.cells, close.atoms, strict=True)} <= seen
        rest = (touched.cells[:n, :3] + here.crystal.positions[touched.cells[:n, 3]]) @ (
            here.crystal.lattice
        )
        np.testing.assert_allclose(touched.rest[:n], rest, atol=1e-12)
    assert 20 < looks < 190


@pytest.mark.parametrize(
    ("cells", "r_c", "what"),
    [
        ((3, 3, 3), 6.0, "more than half the box.*several images"),
        ((1, 3, 3), 4.0, "repeats after 3.98"),
        ((3, 3), 4.0, "is no box"),
        ((0, 3, 3), 4.0, "is no box"),
        ((1000, 1000, 1000), 4.0, "is no box"),
    ],
)
def test_boxes_that_cannot_be_are_refused(cells, r_c, what):
    with pytest.raises(InvalidParameter, match=what):
        box(cells=cells, r_c=r_c)
    assert box(cells=(3, 3, 3), r_c=5.9).period == pytest.approx(3 * 5.64 / 2**0.5)


def test_corners_are_those_of_a_cell_with_one_atom():
    with pytest.raises(InvalidParameter, match="one atom a cell"):
        box(corners=True)
    here = box("simple-cubic", cells=(4, 4, 4), corners=True)
    touched = here.untouched()
    look(here.place(), here.reach, np.array([4.0, -1.0, 7.0]), touched)
    corners = touched.rest[: touched.listed[0]]
    assert len(corners) == 8
    np.testing.assert_allclose(corners.min(axis=0), [3, -3, 6])
    np.testing.assert_allclose(corners.max(axis=0), [6, 0, 9])


def test_free_atoms_are_no_obstacle():
    assert not box(one=FREE).reach.near.any() or box(one=FREE).reach.near[0].sum() == 0
    assert box(one=REPELLED).reach.near[0].tolist() == [0.0, 1.0]
