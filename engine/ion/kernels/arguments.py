"""Arguments of kernels that belong together, and what numba calls their types.

A law is a plain tuple (code, U0, lam): which potential, its strength in its own unit, how far it
reaches (Å).
"""

from typing import NamedTuple

import numpy as np

from ...numerics.compiler import float64, int64, types

LINE, TABLE, CELL = float64[::1], float64[:, ::1], int64[::1]
LAW = types.Tuple((int64, float64, float64))


class Ion(NamedTuple):
    """An ion on a line: mass M (meV ps²/Å²), place z (Å) and velocity v (Å/ps) at the start."""

    M: float
    z: float
    v: float


class Answer(NamedTuple):
    """The crystal's instant answer [SEOM Eqs. 18–20]: W(0) (Å²/meV) and the loss l (Å² ps/meV).

    W is a matrix among the touched atoms, shape (atom, atom), or among the components of a cell's
    corners, (source 24, target 24).
    """

    W: np.ndarray
    loss: float


class Crystal(NamedTuple):
    """A periodic box whose atoms are all followed.

    Fields of displacements u (Å) and velocities w (Å/ps), as in `springs`, mass m (meV ps²/Å²) and
    springs k1, k2 (meV/Å²).
    """

    u: np.ndarray
    w: np.ndarray
    m: float
    k1: float
    k2: float


class Wanderer(NamedTuple):
    """What stays the same of ions that wander.

    Law of the potential, mass M (meV ps²/Å²), lattice constant a (Å) around them, and the force
    (meV/Å) applied to each, shape (3,).
    """

    law: tuple[int, float, float]
    M: float
    a: float
    force: np.ndarray


class Span(NamedTuple):
    """Two frames of a bath (N, N, N, 3, 3), h ps apart, and in how many steps ions go over them."""

    first: np.ndarray
    second: np.ndarray
    h: float
    steps: int


FIELD = float64[:, :, :, ::1]
FRAME = float64[:, :, :, :, ::1]
ION = types.NamedUniTuple(float64, 3, Ion)
ANSWER = types.NamedTuple((TABLE, float64), Answer)
CRYSTAL = types.NamedTuple((FIELD, FIELD, float64, float64, float64), Crystal)
WANDERER = types.NamedTuple((LAW, float64, float64, LINE), Wanderer)
SPAN = types.NamedTuple((FRAME, FRAME, float64, int64), Span)
