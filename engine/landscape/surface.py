"""Surface: the energy of an ion at rest, anywhere in a crystal's cell, with its derivatives.

`Rigid` holds all atoms where they are without the ion. `Giving` lets them give way until springs
and ion balance, r = −W(0)∇U(r): the energy is then that of ion and crystal together, and what is
left to vary is the ion's place [SEOM Secs. II and IV]. Both are smooth where the laws are.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple, Protocol

import numpy as np

from ..crystal.crystal import Crystal
from ..crystal.static import static_response
from ..meeting.meeting import Meeting, Met, Near, met, near
from ..numerics.kernels.pairs import pairs

SLACK = 0.5
"""How far beyond the cut-off (Å) atoms may come into it by giving way."""
REPEATED = 60
"""Steps after which a search for the balance is given up."""
LEAP = 0.3
"""Longest step (Å) of a search for the balance."""
ENOUGH = 1e-11
"""Å within which atoms are found in balance."""
TOUCH = 1e-2
"""Least distance (Å) of an atom that is told from a place on it."""
BLOCK = 4_000_000
"""Most distances that are computed at once: 100 MB."""


class Height(NamedTuple):
    """Energy (meV) at a place, its gradient (meV/Å), (3,), and its Hessian (meV/Å²), (3, 3)."""

    energy: float
    gradient: np.ndarray
    hessian: np.ndarray


class Surface(Protocol):
    """What has a height everywhere, as periodic as a `crystal`."""

    crystal: Crystal

    def at(self, R: np.ndarray) -> Height:
        """The height at R (3,) (Å)."""
        ...


class Unbalanced(ArithmeticError):
    """Springs and ion find no balance: the ion is too strong for the crystal here."""


class Rigid:
    """The surface of an ion among atoms that are held; `meeting` says how it meets them."""

    def __init__(self, meeting: Meeting):
        self.meeting, self.crystal = meeting, meeting.crystal
        self._around = _Around(meeting.crystal, meeting.r_c)

    def at(self, R: np.ndarray) -> Height:
        """The height at R (3,) (Å)."""
        found = _met(self.meeting, self._around(R), R)
        return Height(found.energy, found.gradient, found.hessian)

    def energies(self, shares: np.ndarray) -> np.ndarray:
        """Energies (meV), (n,), at places that are `shares` of the lattice vectors, (n, 3)."""
        # all cells that have an atom within reach of any place in cell 0
        heights = 1 / np.linalg.norm(np.linalg.inv(self.crystal.lattice), axis=0)
        most = np.ceil(self.meeting.r_c / heights).astype(int) + 1
        cells = np.array(list(product(*(range(-n, n + 1) for n in most))))
        total = np.zeros(len(shares))
        shares = shares - np.floor(shares)
        step = max(1, BLOCK // len(cells))
        for kind, own in zip(self.meeting.kinds, self.crystal.positions % 1.0, strict=True):
            for at in range(0, len(shares), step):
                part = slice(at, at + step)
                apart = (own - shares[part])[:, None, :] + cells
                r = np.linalg.norm(apart @ self.crystal.lattice, axis=-1)
                felt = r < self.meeting.r_c
                U = pairs(self.meeting.kernel, int(kind), np.maximum(r[felt], TOUCH))[:, 0]
                total[part] += np.bincount(np.nonzero(felt)[0], U, minlength=len(r))
        return total


class Balance(NamedTuple):
    """An ion at one place, and atoms that have given way to it.

    Attributes
    ----------
    interaction : energy of the ion (meV)
    elastic : energy of the springs (meV)
    displaced : how far the atoms gave way (Å), shape (n, 3)
    height : energy of both together and its derivatives by the ion's place
    W : W(0) among the atoms (Å²/meV), shape (3n, 3n)
    bent : Hessians of the pairs (meV/Å²), shape (n, 3, 3)
    """

    interaction: float
    elastic: float
    displaced: np.ndarray
    height: Height
    W: np.ndarray
    bent: np.ndarray

    @property
    def softest(self) -> float:
        """Lowest stiffness of the atoms, in units of the springs' own; at 0 they would jump."""
        root = np.linalg.cholesky(self.W)
        by_ion = self.bent @ root.reshape(len(self.bent), 3, -1)
        return 1.0 + float(np.linalg.eigvalsh(root.T @ by_ion.reshape(len(root), -1))[0])


class Giving:
    """The surface of an ion among atoms that give way, in the infinite crystal or a box.

    A box has a `size` (cells). `only` names atoms by (index, cell) that the ion meets and that may
    give way, in place of all within the cut-off: as the eight corners of a cell.
    """

    def __init__(
        self,
        meeting: Meeting,
        size: tuple[int, int, int] | None = None,
        only: Sequence[tuple[int, tuple[int, int, int]]] | None = None,
    ):
        self.meeting, self.crystal = meeting, meeting.crystal
        self.only = None if only is None else _named(self.crystal, only)
        reach = 2 * (meeting.r_c + SLACK)
        cells = _within(self.crystal, reach) if self.only is None else _between(self.only.cells)
        found = static_response(self.crystal, cells, size)
        self.change = found.change
        self._least = cells.min(axis=0)
        shape = tuple(np.ptp(cells, axis=0) + 1)
        self._around = _Around(self.crystal, meeting.r_c + SLACK)
        self._table = np.zeros((*shape, *found.values.shape[1:]))
        self._table[tuple((cells - self._least).T)] = found.values

    def at(self, R: np.ndarray) -> Height:
        """The height at R (3,) (Å). Raises Unbalanced."""
        return self.balance(R).height

    def balance(self, R: np.ndarray) -> Balance:
        """The balance with the ion at R (3,) (Å), by Newton's method. Raises Unbalanced."""
        here = self.only or self._around(R)
        n = len(here.atoms)
        W, r = self._response(here), np.zeros(3 * n)
        for _ in range(REPEATED):
            found = _met(self.meeting, here, R, r.reshape(-1, 3))
            miss = W @ found.forces.ravel() - r
            bent = W.reshape(3 * n, n, 3).transpose(1, 0, 2) @ found.hessians
            stiff = np.eye(3 * n) + bent.transpose(1, 0, 2).reshape(3 * n, 3 * n)
            if np.abs(miss).max(initial=0.0) < ENOUGH:
                return _balance(found, W, stiff, r)
            step = np.linalg.solve(stiff, miss)
            r += step * min(1.0, LEAP / max(np.abs(step).max(), 1e-300))
        raise Unbalanced

    def _response(self, here: Near) -> np.ndarray:
        """W(0) (Å²/meV) among atoms, shape (3n, 3n)."""
        n = len(here.atoms)
        apart = here.cells[None, :] - here.cells[:, None] - self._least
        blocks = self._table.reshape(*self._table.shape[:3], self.crystal.n_atoms, 3, -1, 3)
        i, j, k = np.moveaxis(apart, -1, 0)
        a, b = here.atoms[:, None], here.atoms[None, :]
        found = blocks[i, j, k, a, :, b, :]
        return np.ascontiguousarray(found.transpose(0, 2, 1, 3).reshape(3 * n, 3 * n))


class _Around:
    """The atoms within a reach (Å) of any place, found once for all places of a cell."""

    def __init__(self, crystal: Crystal, reach: float):
        self.crystal, self.reach, self.back = crystal, reach, np.linalg.inv(crystal.lattice)
        corners = np.array(list(product((0, 1), repeat=3))) @ crystal.lattice
        middle = corners.mean(axis=0)
        self.known = near(
            crystal, middle, reach + float(np.linalg.norm(corners - middle, axis=1).max())
        )

    def __call__(self, R: np.ndarray) -> Near:
        """Those around R (3,) (Å)."""
        cell = np.floor(R @ self.back)
        places = self.known.places + cell @ self.crystal.lattice
        felt = np.linalg.norm(places - R, axis=1) <= self.reach
        cells = self.known.cells[felt] + cell.astype(int)
        return Near(self.known.atoms[felt], cells, places[felt])


def _met(made: Meeting, here: Near, R: np.ndarray, moved: np.ndarray | float = 0.0) -> Met:
    return met(made, made.kinds[here.atoms], here.places + moved, R)


def _balance(found: Met, W: np.ndarray, stiff: np.ndarray, r: np.ndarray) -> Balance:
    """Energies and derivatives in balance, where `stiff` is 1 + W(0)H."""
    force = found.forces.ravel()
    elastic = 0.5 * float(force @ W @ force)
    mixed = found.hessians.reshape(-1, 3)
    hessian = found.hessian - mixed.T @ np.linalg.solve(stiff, W @ mixed)
    height = Height(found.energy + elastic, found.gradient, (hessian + hessian.T) / 2)
    return Balance(found.energy, elastic, r.reshape(-1, 3), height, W, found.hessians)


def _named(crystal: Crystal, only: Sequence[tuple[int, tuple[int, int, int]]]) -> Near:
    atoms = np.array([atom for atom, _ in only])
    cells = np.array([cell for _, cell in only])
    return Near(atoms, cells, (cells + crystal.positions[atoms]) @ crystal.lattice)


def _between(cells: np.ndarray) -> np.ndarray:
    return np.unique((cells[None, :] - cells[:, None]).reshape(-1, 3), axis=0)


def _within(crystal: Crystal, reach: float) -> np.ndarray:
    """Cells L that hold an atom not farther than `reach` (Å) from one of cell 0."""
    heights = 1 / np.linalg.norm(np.linalg.inv(crystal.lattice), axis=0)
    most = np.ceil(reach / heights).astype(int) + np.ceil(np.ptp(crystal.positions, axis=0)).astype(
        int
    )
    cells = np.array(list(product(*(range(-n, n + 1) for n in most))))
    apart = crystal.positions[None, :] - crystal.positions[:, None]
    far = np.linalg.norm((cells[:, None, None] + apart) @ crystal.lattice, axis=-1)
    return cells[far.min(axis=(1, 2)) <= reach]
