"""Runs of the three equations on the same start, as short as the tests want them."""

from functools import cache

import numpy as np

from ionoscope.engine.ion import direct, eliminated
from ionoscope.engine.ion.frames import Setting
from ionoscope.engine.ion.kernels.values import Answer, Ion
from ionoscope.engine.ion.line import Path, local_motion
from ionoscope.engine.ion.table import box_table, waves
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.memory_kernel import loss, static_response
from ionoscope.engine.lattice.modes import Modes, contributions
from ionoscope.engine.lattice.zone import nodes, quadrature
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB
from ionoscope.engine.numerics.steppers import STEPPERS

CRYSTAL = CubicLattice()
LAW = (SCREENED_COULOMB, 150.0, 0.5)
ROW = CRYSTAL.a * np.arange(8)
BETWEEN = Ion(0.7, 3.5 * CRYSTAL.a, 7.5)
"""The ion of SEOM Fig. 4: between the fourth and the fifth of eight atoms."""
ALONE = np.zeros(1)
"""One atom, to be met."""


def full(N, step, n, ion=BETWEEN, rest=ROW, law=LAW, crystal=CRYSTAL) -> Path:
    """All of the past, eliminated, in a box of N³ cells."""
    G = box_table(crystal, N, len(rest) - 1, step, n)[1]
    return remembered(G, step, n, ion, rest, law, crystal)


def remembered(G, step, n, ion=BETWEEN, rest=ROW, law=LAW, crystal=CRYSTAL) -> Path:
    """All of the past by a kernel G (apart, n)."""
    response = eliminated.endless(G, crystal.m)
    *_, path = eliminated.motion(law, ion, rest, crystal.m, response, step, n)
    return path


def atoms(N, step, n, name, ion=BETWEEN, rest=ROW, law=LAW, crystal=CRYSTAL):
    """Every atom of the box stepped by the method named: path and total energies (meV)."""
    found = list(direct.motion(crystal, N, law, ion, rest, step, n, STEPPERS[name]))
    return found[-1][0], np.array([total for _, total in found])


def local(W0, l, step, n, ion=BETWEEN, rest=ROW, law=LAW):  # noqa: E741
    """z (Å) and v (Å/ps) of the time-local equation."""
    return local_motion(law, ion, rest, Answer(np.asarray(W0), l), step, n)


def setting(**changed) -> Setting:
    """Wanderers in a small box, but for what is `changed`."""
    kept = {
        "crystal": CRYSTAL,
        "law": (SCREENED_COULOMB, 4000.0, 0.5),
        "M": 0.7,
        "kT": 25.0,
        "N": 8,
        "statistics": "quantum",
        "ions": 2,
        "baths": 2,
        "dt": 0.01,
        "t_c": 0.1,
    }
    return Setting(**(kept | changed))


def answers(crystal=CRYSTAL) -> tuple[float, float]:
    """W_zz(0) (Å²/meV) and l (Å² ps/meV) of the infinite crystal."""
    modes = Modes.of(crystal, quadrature(30))
    return static_response(crystal, modes, [(0, 0, 0)])[0, 2, 2], loss(crystal)[0, 0]


@cache
def endless(step, n, crystal=CRYSTAL) -> np.ndarray:
    """G_zz (1, n) of one atom of the infinite crystal: no echo, no drift of a box."""
    here = np.zeros((1, 3), np.int64)
    modes = Modes.of(crystal, quadrature(nodes(crystal, here, step * n)))
    zz = contributions(modes, here)[:, 2:3] / crystal.m
    Omega = modes.Omega.reshape(-1)
    return np.ascontiguousarray(waves(Omega, zz / Omega[:, None], step, n).imag)


def slope(x, y) -> float:
    """Power with which y grows with x."""
    return np.polyfit(np.log(x), np.log(y), 1)[0]
