"""Three answers without memory, each fed with the full solution of a collision [SEOM Eq. 25]."""

from functools import lru_cache

import numpy as np

from ..lattice.crystal import CubicLattice
from ..lattice.memory_kernel import loss, static_response
from ..lattice.modes import Modes
from ..lattice.zone import nodes, quadrature
from ..numerics.potentials import Law
from .kernels.line import bends, pushes
from .kernels.values import Answer
from .line import Path, velocities
from .memoryless import APPROXIMATIONS

Curves = dict[str, tuple[np.ndarray, np.ndarray]]
"""Deflection (Å) and force (meV/Å) against time, each (time,), by name: full and approximations."""


@lru_cache(maxsize=64)
def alone(crystal: CubicLattice) -> Answer:
    """W_xx(0) (Å²/meV), shape (1, 1), and l (Å² ps/meV) of an atom in the infinite crystal."""
    here = np.zeros((1, 3), int)
    modes = Modes.of(crystal, quadrature(nodes(crystal, here, 0.0)))
    W = static_response(crystal, modes, here)[:, 0, :1]
    return Answer(np.ascontiguousarray(W), float(loss(crystal)[0, 0]))


def approximate(law: Law, path: Path, answer: Answer) -> Curves:
    """What the atom of a collision does, in full and by each approximation [SEOM Eq. 25]."""
    r = path.r[:, 0]
    rate = velocities(r, 0.0, path.t[1])
    nothing = np.zeros_like(r)
    found = {"full": (r, path.force[:, 0])}
    fed = ((r, rate), (r, nothing), (nothing, nothing))
    for name, (a, b) in zip(APPROXIMATIONS, fed, strict=True):
        F, bend = pushes(law, a - path.z), bends(law, a - path.z)
        guess = answer.W[0, 0] * F - answer.loss * bend * (path.v - b)
        found[name] = (guess, pushes(law, guess - path.z))
    return found


def peak(y: np.ndarray) -> float:
    """Largest value of y (time,), in its unit, between the points too, by a parabola."""
    at = int(np.argmax(y))
    if at in (0, len(y) - 1):
        return float(y[at])
    before, top, after = y[at - 1 : at + 2]
    bend = before - 2 * top + after
    return float(top - (after - before) ** 2 / (8 * bend)) if bend < 0 else float(top)
