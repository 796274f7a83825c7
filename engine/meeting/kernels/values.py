"""Arguments of kernels that belong together, and what numba calls their types."""

from typing import NamedTuple

import numpy as np

from ...numerics.compiler import float64, int64, types

Outcome = tuple[int, int, float]
"""Of a kernel that moves ions: (−1, 0, 0), or the ion that met an atom, its steps, how near (Å)."""


class Mover(NamedTuple):
    """What moves: its mass M (meV ps²/Å²), and a constant force (3,) on it (meV/Å)."""

    M: float
    force: np.ndarray


class Place(NamedTuple):
    """A periodic box of cells.

    Attributes
    ----------
    lattice, inverse : lattice vectors as rows (Å), and the inverse (1/Å), (3, 3)
    basis : places of the atoms of a cell (Å), (A, 3)
    kinds : index of the species of each, (A,)
    cells : along each lattice vector, (3,)
    pad : layers of ghosts along each in the fields that sites are counted in, (3,)
    """

    lattice: np.ndarray
    inverse: np.ndarray
    basis: np.ndarray
    kinds: np.ndarray
    cells: np.ndarray
    pad: np.ndarray


class Reach(NamedTuple):
    """Which atoms an ion looks at.

    Attributes
    ----------
    offsets : cells from the ion's own and atom of a cell, (n, 4), in rising order
    far2 : square of the distance (Å²) up to which they are looked at
    skin2 : square of the way (Å²) after which it looks anew; below 0 where it does so in each cell
    near : by species, the distance (Å) that no ion may come to, and 1 where it must not be passed
        in a step either, else 0: (S, 2)
    """

    offsets: np.ndarray
    far2: float
    skin2: float
    near: np.ndarray


class Touched(NamedTuple):
    """The atoms that an ion looks at, the first `listed` (1,) of n: −1 before the first look.

    Attributes
    ----------
    listed : how many, (1,)
    anchor : where the ion was when it looked (Å), (3,)
    home : its cell then, (3,)
    cells : of the atoms, counted without end, and which of the cell: (n, 4)
    sites : their cells' index in a field, (n,)
    kinds : their species, (n,)
    rest : their places at rest (Å), counted without end, (n, 3)
    """

    listed: np.ndarray
    anchor: np.ndarray
    home: np.ndarray
    cells: np.ndarray
    sites: np.ndarray
    kinds: np.ndarray
    rest: np.ndarray


class Crowd(NamedTuple):
    """`Touched` of many ions: each array of that with the ion in front.

    `places` (ion, n, n') are those of pairs of atoms in tables, as far as they were looked for.
    """

    listed: np.ndarray
    anchor: np.ndarray
    home: np.ndarray
    cells: np.ndarray
    sites: np.ndarray
    kinds: np.ndarray
    rest: np.ndarray
    places: np.ndarray


class Stencil(NamedTuple):
    """Springs of a box, the same in every cell, over fields (3A, site) with ghosts.

    Attributes
    ----------
    first : where the springs of each coordinate begin, (3A + 1,), a multiple of 4 each
    source : the coordinate at the other end, (E,)
    shift : how many sites farther on it is, (E,)
    weight : −Φ/m (ps⁻²), (E,); 0 where a coordinate is filled up
    runs : first site of each run of cells, (r,): the whole box, or its planes
    length : sites from there to the last cell of the run
    ghosts : sites that copy others, and which, (2, g)
    """

    first: np.ndarray
    source: np.ndarray
    shift: np.ndarray
    weight: np.ndarray
    runs: np.ndarray
    length: int
    ghosts: np.ndarray


class Fields(NamedTuple):
    """Displacements u (Å), velocities w (Å/ps), accelerations a (Å/ps²) of all atoms, (3A, site).

    `over` is one over each coordinate's mass (Å²/(meV ps²)), (3A,).
    """

    u: np.ndarray
    w: np.ndarray
    a: np.ndarray
    over: np.ndarray


class Span(NamedTuple):
    """Two frames of a bath (site, 3A, order), h ps apart, and in how many steps ions go over them.

    Orders are r (Å), ṙ (Å/ps) and r̈ (Å/ps²).
    """

    first: np.ndarray
    second: np.ndarray
    h: float
    steps: int


class Memory(NamedTuple):
    """How atoms answer pushes of the past.

    Attributes
    ----------
    where : index of a pair of atoms in G, (A, A, M1, M2, M3), [target, source, cells between]
    G : what a push along b does along c, backwards in time (Å²/(meV ps)), (pair, b, c, step), the
        last two with Gregory's weights
    """

    where: np.ndarray
    G: np.ndarray


class Answer(NamedTuple):
    """The crystal's instant answer [SEOM Eqs. 18–20]: W(0) (Å²/meV) and 𝓛 (Å² ps/meV), (3, 3).

    W is (pair, c, b), `where` as in `Memory`.
    """

    where: np.ndarray
    W: np.ndarray
    loss: np.ndarray


class State(NamedTuple):
    """What changes while ions go by the memory equation, for n of them.

    Places R (Å) and velocities V (Å/ps), places one step `before`, accelerations `pull` (Å/ps²) now
    and one step before, each (n, 3). Of each slot: cell and atom `keys` (n, slot, 4), the step of
    the `last` push (n, slot), forces `past` (meV/Å), (n, slot, 3, 2S), a ring of S steps and its
    copy. Slots in use `used` (n,), steps done `clock` (n,).
    """

    R: np.ndarray
    V: np.ndarray
    before: np.ndarray
    pull: np.ndarray
    pull_before: np.ndarray
    keys: np.ndarray
    last: np.ndarray
    past: np.ndarray
    used: np.ndarray
    clock: np.ndarray


class Room(NamedTuple):
    """Room for the atoms that an ion feels: as kernels fill it.

    Quintics p (n, 3, 6) (Å) of those listed; `count` (1,) of those near, which they are, (n,), and
    their species, (n,); displacements r (Å), ways d (Å) and forces F (meV/Å), each (n, 3).
    """

    p: np.ndarray
    near_count: np.ndarray
    near: np.ndarray
    kinds: np.ndarray
    r: np.ndarray
    d: np.ndarray
    F: np.ndarray


LINE, TABLE, BLOCK = float64[::1], float64[:, ::1], float64[:, :, ::1]
WHOLE, WHOLES = int64[::1], int64[:, ::1]
MOVER = types.NamedTuple((float64, LINE), Mover)
PLACE = types.NamedTuple((TABLE, TABLE, TABLE, WHOLE, WHOLE, WHOLE), Place)
REACH = types.NamedTuple((WHOLES, float64, float64, TABLE), Reach)
TOUCHED = types.NamedTuple((WHOLE, LINE, WHOLE, WHOLES, WHOLE, WHOLE, TABLE), Touched)
CROWD = types.NamedTuple(
    (WHOLES, TABLE, WHOLES, int64[:, :, ::1], WHOLES, WHOLES, BLOCK, int64[:, :, ::1]), Crowd
)
STENCIL = types.NamedTuple((WHOLE, WHOLE, WHOLE, LINE, WHOLE, int64, WHOLES), Stencil)
FIELDS = types.NamedTuple((TABLE, TABLE, TABLE, LINE), Fields)
INDEX, FRAME = int64[:, :, :, :, ::1], float64[:, :, ::1]
SPAN = types.NamedTuple((FRAME, FRAME, float64, int64), Span)
MEMORY = types.NamedTuple((INDEX, float64[:, :, :, ::1]), Memory)
ANSWER = types.NamedTuple((INDEX, BLOCK, TABLE), Answer)
STATE = types.NamedTuple(
    (
        *(TABLE, TABLE, TABLE, TABLE, TABLE, int64[:, :, ::1], WHOLES, float64[:, :, :, ::1]),
        *(WHOLE, WHOLE),
    ),
    State,
)
ROOM = types.NamedTuple((BLOCK, WHOLE, WHOLE, WHOLE, TABLE, TABLE, TABLE), Room)
OUTCOME = types.Tuple((int64, int64, float64))
