"""An ion held somewhere in the crystal: the atoms that feel it, at rest or giving way [SEOM].

The atoms give way until spring and ion balance: r = W(0)F(r). With the atoms that feel no ion
eliminated, the springs' energy is ½FᵀW(0)F, however large the crystal.
"""

from copy import copy
from typing import NamedTuple

import numpy as np

from ..numerics.kernels.potentials import energies, energy, stiffness
from ..numerics.potentials import Law
from .crystal import CELL_CORNERS, CubicLattice
from .kernels.pairs import pair_forces
from .memory_kernel import static_response_within
from .path import distances, sites_between

FAINT = 1e-9
"""Share of the nearest atom's energy below which an atom does not feel the ion."""
FAINT_FORCE = 1e-6
"""The same for the atoms that may give way."""
MOVABLE = 260
"""Most atoms that may give way."""
STRONG = 30
"""Atoms solved for together; the others follow by repetition."""
ON_FACE = 1e-9
"""Cells by which rounding may misplace an ion on a face."""
REPEATED = 60
"""Steps after which a search for the balance is given up."""
ENOUGH = 1e-11
"""Å within which displacements are found."""


class Site(NamedTuple):
    """Energies (meV) of an ion at one place, and how its atoms stand (n, 3) (Å).

    `softest` is the lowest curvature against the springs' own: below 0 the atoms would not stay
    where symmetry puts them.
    """

    rigid: float
    interaction: float
    elastic: float
    displaced: np.ndarray
    softest: float

    @property
    def relaxed(self) -> float:
        """Energy (meV) of ion and crystal together."""
        return self.interaction + self.elastic


class Unbalanced(ArithmeticError):
    """Springs and ion find no balance: the ion is too strong for the crystal here."""


class Surroundings:
    """The atoms along a straight path of the ion, and their response to each other.

    Parameters
    ----------
    crystal : CubicLattice
    law : (code, U0, lam) of the potential; U0 in its own unit, lam in Å
    path : places of the ion (Å), shape (p, 3)

    Attributes
    ----------
    atoms : places at rest of the atoms that feel the ion (Å), shape (n, 3)
    distance : how near the path leads to them (Å), shape (n,); `nearest` the least
    movable : those that may give way, nearest first, as rows of `atoms`
    W : W(0) among these (Å²/meV), shape (3·movable, 3·movable)
    """

    def __init__(self, crystal: CubicLattice, law: Law, path: np.ndarray):
        self.crystal, self.law = crystal, law
        sites, distance = _near(crystal, law, path)
        self.atoms = crystal.a * sites
        felt = _force(law, distance)
        self.movable = np.flatnonzero(felt > FAINT_FORCE * felt.max())
        self.movable = self.movable[np.argsort(distance[self.movable], kind="stable")][:MOVABLE]
        self.distance, self.nearest = distance, float(distance.min())
        self.W = _responses(crystal, sites[self.movable])

    def with_movable(self, count: int) -> "Surroundings":
        """The same with only the `count` nearest atoms free to give way."""
        fewer = copy(self)
        fewer.movable = self.movable[:count]
        fewer.W = np.ascontiguousarray(self.W[: 3 * count, : 3 * count])
        return fewer

    def rigid(self, R: np.ndarray) -> float:
        """Energy (meV) of the ion at R (Å) with all atoms at rest."""
        return _energy(self.law, R - self.atoms)

    def corners(self, R: np.ndarray) -> float:
        """Energy (meV) of the ion at R (Å) with only the eight corners of its cell, at rest."""
        cell = np.floor(R / self.crystal.a + ON_FACE)
        return _energy(self.law, R - self.crystal.a * (cell + CELL_CORNERS))

    def relaxed(self, R: np.ndarray, guess: np.ndarray | None = None) -> Site:
        """The balance r = W(0)F(r) with the ion at R (Å), sought from `guess` (n, 3) (Å) on.

        Newton's method for the atoms nearest the ion, repetition for the rest. Raises Unbalanced
        if there is none.
        """
        rest = self.atoms[self.movable]
        if len(rest) == 0:
            return Site(self.rigid(R), self.rigid(R), 0.0, rest, 1.0)
        r = np.zeros_like(rest) if guess is None else guess.copy()
        near = np.argsort(np.linalg.norm(R - rest, axis=1), kind="stable")[:STRONG]
        rows = (3 * near[:, None] + np.arange(3)).reshape(-1)
        for _ in range(REPEATED):
            force, hessian = self._forces(R - rest - r)
            miss = self.W @ force.reshape(-1) - r.reshape(-1)
            step = self._step(miss, hessian[near], rows)
            # half an Å at a time keeps Newton's method from leaping over an atom
            r += (step * min(1.0, 0.5 / max(np.abs(step).max(), 1e-300))).reshape(-1, 3)
            if np.abs(miss).max() < ENOUGH:
                return self._site(R, r, hessian[near], rows)
        raise Unbalanced

    def _forces(self, gap: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Forces on atoms (meV/Å) and Hessians (meV/Å²) from `gap` (n, 3) to the ion (Å)."""
        code, U0, lam = self.law
        return pair_forces(code, U0, lam, gap)

    def _step(self, miss: np.ndarray, hessian: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Newton's step with the curvature of the nearest atoms only."""
        bent = np.einsum("inj,njk->ink", self.W[:, rows].reshape(len(miss), -1, 3), hessian)
        bent = bent.reshape(len(miss), -1)
        near = np.linalg.solve(np.eye(len(rows)) + bent[rows], miss[rows])
        return miss - bent @ near

    def _site(self, R: np.ndarray, r: np.ndarray, hessian: np.ndarray, rows: np.ndarray) -> Site:
        """Energies and curvature with the atoms displaced by r (n, 3)."""
        gap = R - self.atoms
        gap[self.movable] -= r
        force, _ = self._forces(gap[self.movable])
        elastic = 0.5 * force.reshape(-1) @ self.W @ force.reshape(-1)
        # curvature against the springs', in coordinates in which those are 1
        root = np.linalg.cholesky(self.W[np.ix_(rows, rows)])
        bent = np.einsum("nij,njk->nik", hessian, root.reshape(-1, 3, len(rows)))
        softest = 1 + np.linalg.eigvalsh(root.T @ bent.reshape(len(rows), -1))[0]
        interaction = _energy(self.law, gap)
        return Site(self.rigid(R), interaction, float(elastic), r, float(softest))


def _near(crystal: CubicLattice, law: Law, path: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sites (n, 3) of atoms that feel an ion on `path`, and their least distances (Å)."""
    code, U0, lam = law
    nearest = _around(crystal, path, 0.0)[1].min()
    threshold = FAINT * energy(code, nearest**2, U0, lam)
    far = nearest
    while energy(code, far**2, U0, lam) > threshold:
        far += crystal.a / 4
    sites, distance = _around(crystal, path, far)
    return sites[distance <= far], distance[distance <= far]


def _around(crystal: CubicLattice, path: np.ndarray, far: float) -> tuple[np.ndarray, np.ndarray]:
    """Sites (n, 3) about the path and `far` Å beyond, and their least distances from it (Å)."""
    low, high = path.min(axis=0) - far, path.max(axis=0) + far
    sites = sites_between(low / crystal.a, high / crystal.a)
    return sites, distances(crystal.a * sites, path[0], path[-1])


def _energy(law: Law, gap: np.ndarray) -> float:
    """Σ U (meV) of pairs, `gap` (n, 3) from atom to ion (Å)."""
    code, U0, lam = law
    return float(np.sum(energies(code, gap[:, 0] ** 2 + gap[:, 1] ** 2 + gap[:, 2] ** 2, U0, lam)))


def _force(law: Law, distance: np.ndarray) -> np.ndarray:
    """−U' (meV/Å) at distances (Å)."""
    code, U0, lam = law
    return np.array([stiffness(code, d * d, U0, lam) * d for d in distance])


def _responses(crystal: CubicLattice, sites: np.ndarray) -> np.ndarray:
    """W(0) (Å²/meV) among atoms at `sites` (n, 3): shape (3n, 3n)."""
    n = len(sites)
    apart = sites[:, None] - sites[None]
    reach = int(np.abs(apart).max(initial=0))
    table = static_response_within(crystal, reach)
    found = table[tuple(np.moveaxis(apart + reach, -1, 0))]
    return np.ascontiguousarray(found.transpose(0, 2, 1, 3).reshape(3 * n, 3 * n))
