"""Arguments of kernels that belong together."""

from typing import NamedTuple

import numpy as np

from ...numerics.potentials import Law

Outcome = tuple[int, int, float]
"""Of a kernel that moves ions: (−1, 0, 0), or the ion that met an atom, its steps, how near (Å)."""


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

    law: Law
    M: float
    a: float
    force: np.ndarray


class Span(NamedTuple):
    """Two frames of a bath (N, N, N, 3, 3), h ps apart, and in how many steps ions go over them."""

    first: np.ndarray
    second: np.ndarray
    h: float
    steps: int


class Response(NamedTuple):
    """How atoms answer pushes: G (apart, time) (Å²/(meV ps)) on even times, its rise at 0, its end.

    `rise` is dG/dt (Å²/(meV ps²)) at 0, shape (apart,); `window` the steps that G reaches back.
    """

    G: np.ndarray
    rise: np.ndarray
    window: int


class Motion(NamedTuple):
    """What a run fills in: z (n,) (Å), the atoms' r (n, atom) (Å), the forces F on them (meV/Å).

    `reverse` (atom, n) are the forces once more backwards in time, so that the convolution runs
    along memory.
    """

    z: np.ndarray
    r: np.ndarray
    F: np.ndarray
    reverse: np.ndarray


class Touched(NamedTuple):
    """Atoms that the ion touches: places in the fields (atom, 3), ghosts counted, and z (Å)."""

    sites: np.ndarray
    rest: np.ndarray


class Method(NamedTuple):
    """Drifts and kicks of a `Splitting`, shares of the step."""

    drift: np.ndarray
    kick: np.ndarray


class Around(NamedTuple):
    """The corners of the cell that an ion is in, and what moves them between two frames.

    Their places at `rest` (24,) (Å) and the `polynomials` p (6, 24) of their displacements; `cell`
    is the ion's (3,), `known` the one that the rest is of, `start` and `end` (3, 24) are scratch.
    """

    rest: np.ndarray
    p: np.ndarray
    cell: np.ndarray
    known: np.ndarray
    start: np.ndarray
    end: np.ndarray


class Limits(NamedTuple):
    """Squares (Å²) of how near the ion may come to an atom in truth, and in effect."""

    truth: float
    effect: float


class Memory(NamedTuple):
    """How atoms answer pushes of the past.

    `rise` (24, 24) is dG/dt (Å²/(meV ps²)) at 0 among a cell's corners, with which the past's end
    is corrected; G (Å²/(meV ps)), (2·FAR + 1,)·3 + (time, 3, 3), and `near` (7, time, 24, 24) are
    the tables of `engine.ion.wander_memory`.
    """

    rise: np.ndarray
    G: np.ndarray
    near: np.ndarray


class State(NamedTuple):
    """Ions that remember: all that changes in a step.

    Places R (Å) and velocities V (Å/ps) now, places one step `before`, accelerations `pull`
    (Å/ps²) now and one step before, each (n, 3); rings of the last steps' cells (n, ring, 3) and
    forces on their corners (meV/Å), (n, ring, 24); steps done `clock` (n,).
    """

    R: np.ndarray
    V: np.ndarray
    before: np.ndarray
    pull: np.ndarray
    pull_before: np.ndarray
    cells: np.ndarray
    forces: np.ndarray
    clock: np.ndarray
