"""CubicLattice: a simple cubic crystal held together by two kinds of springs [SEOM Eq. 21].

Wave vectors are given as phases θ = q·a from one cell to the next, so that the zone is
−π … π along each axis whatever the lattice constant.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .triples import sorted_triples

CORNERS: dict[str, tuple[float, ...]] = {
    "Γ": (0.0, 0.0, 0.0),
    "X": (0.5, 0.0, 0.0),
    "M": (0.5, 0.5, 0.0),
    "R": (0.5, 0.5, 0.5),
}
"""High-symmetry points in units of 2π/a."""
CELL_CORNERS = np.array([(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)])
"""The eight corners of a cell in units of a, shape (8, 3)."""
CHECKED = 12
"""Steps from Γ to the zone's face in which stability and extremes are looked for."""
SOFT = 1e-9
"""Share of the largest Ω² below which a mode counts as having no restoring force."""


def corner_name(q: np.ndarray) -> str:
    """Γ, X, M or R if q (3,), in units of 2π/a, is one of their kind, else its coordinates."""
    folded = np.sort(np.abs(q - np.round(q)))[::-1]
    for name, corner in CORNERS.items():
        if np.allclose(folded, np.sort(corner)[::-1], atol=1e-9):
            return name
    return "(" + ", ".join(f"{x:g}" for x in np.round(q, 3)) + ")"


class Mode(NamedTuple):
    """One mode: wave vector (units of 2π/a, shape (3,)), polarisation (3,), Ω² (ps⁻²)."""

    q: np.ndarray
    polarisation: np.ndarray
    Omega2: float


@dataclass(frozen=True)
class CubicLattice:
    """Simple cubic lattice, one atom a cell [SEOM Sec. II].

    Attributes
    ----------
    a : lattice constant (Å)
    k1, k2 : springs to the 6 nearest and the 12 next-nearest neighbours (meV/Å²), acting along
        the bond
    m : mass of an atom (meV ps²/Å²; 1 is 9.65 Da)
    """

    a: float = 3.0
    k1: float = 520.0
    k2: float = 170.0
    m: float = 3.5

    @property
    def density(self) -> float:
        """Mass density ρ = m/a³ (meV ps²/Å⁵)."""
        return self.m / self.a**3

    def dynamical_matrix(self, theta: np.ndarray) -> np.ndarray:
        """D(q) (ps⁻²), shape (…, 3, 3), at phases θ = q·a of shape (…, 3) [SEOM Eq. 21].

        Real and symmetric, because every atom is a centre of inversion.
        """
        cos, sin = np.cos(theta), np.sin(theta)
        D = np.empty((*cos.shape, 3))
        for i in range(3):
            j, k = (i + 1) % 3, (i + 2) % 3
            near = self.k1 * (1 - cos[..., i])
            next_near = self.k2 * (2 - cos[..., i] * (cos[..., j] + cos[..., k]))
            D[..., i, i] = 2 * (near + next_near) / self.m
            D[..., i, j] = D[..., j, i] = 2 * self.k2 * sin[..., i] * sin[..., j] / self.m
        return D

    def phonons(self, theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Angular frequencies Ω (rad/ps), (…, 3), rising, and polarisations η, (…, 3, branch).

        Phases θ have shape (…, 3). Ω² below zero by rounding counts as zero.
        """
        Omega2, eta = np.linalg.eigh(self.dynamical_matrix(theta))
        return np.sqrt(np.maximum(Omega2, 0.0)), eta

    def frequencies(self, theta: np.ndarray) -> np.ndarray:
        """Angular frequencies Ω (rad/ps) alone, shape (…, 3), rising, at phases θ (…, 3)."""
        return np.sqrt(np.maximum(np.linalg.eigvalsh(self.dynamical_matrix(theta)), 0.0))

    def at_corner(self, name: str) -> np.ndarray:
        """Ω (rad/ps, angular), shape (3,), at a point of `CORNERS`; KeyError at another."""
        return self.frequencies(2 * np.pi * np.array(CORNERS[name]))

    @cached_property
    def Omega_max(self) -> float:
        """The highest angular frequency of the crystal (rad/ps)."""
        return float(self.frequencies(_octant()).max())

    def christoffel(self, n: ArrayLike) -> np.ndarray:
        """Acoustic tensor lim D(q)/q² (Å²/ps²), shape (…, 3, 3), along unit vectors n (…, 3).

        [SEOM Eq. 21] to second order in q; its eigenvalues are v².
        """
        n = np.asarray(n, float)
        total = np.sum(n**2, axis=-1)
        tensor = 2 * self.k2 * n[..., :, None] * n[..., None, :]
        for i in range(3):
            tensor[..., i, i] = self.k1 * n[..., i] ** 2 + self.k2 * (n[..., i] ** 2 + total)
        return tensor * self.a**2 / self.m

    def sound_speeds(self, direction: ArrayLike) -> np.ndarray:
        """Sound speeds (Å/ps), shape (…, 3), rising, along a direction of shape (…, 3)."""
        n = np.asarray(direction, float)
        n = n / np.linalg.norm(n, axis=-1, keepdims=True)
        return np.sqrt(np.maximum(np.linalg.eigvalsh(self.christoffel(n)), 0.0))

    @cached_property
    def fastest(self) -> float:
        """Largest group velocity of any mode (Å/ps): nothing in the crystal travels faster."""
        theta = _octant()[1:]
        Omega, eta = self.phonons(theta)
        d = 1e-4
        steps = [theta + d * np.eye(3)[i] for i in range(3)]
        back = [theta - d * np.eye(3)[i] for i in range(3)]
        # by Hellmann–Feynman: v_i = ηᵀ(∂D/∂q_i)η / 2Ω, with the branches free to cross
        slopes = [
            np.einsum(
                "pas,pab,pbs->ps", eta, self.dynamical_matrix(f) - self.dynamical_matrix(b), eta
            )
            for f, b in zip(steps, back, strict=True)
        ]
        speed = np.sqrt(sum(s**2 for s in slopes)) / (4 * d * np.maximum(Omega, 1e-300)) * self.a
        directions = theta / np.linalg.norm(theta, axis=-1, keepdims=True)
        return float(max(speed[Omega > 0].max(), self.sound_speeds(directions).max()))

    def softest(self) -> Mode:
        """The mode of lowest Ω² among those that should have a restoring force (all but Γ)."""
        return self._softest

    @cached_property
    def _softest(self) -> Mode:
        theta = _octant()[1:]
        Omega2, eta = np.linalg.eigh(self.dynamical_matrix(theta))
        at = int(np.argmin(Omega2[:, 0]))
        return Mode(theta[at] / (2 * np.pi), eta[at, :, 0], float(Omega2[at, 0]))

    def is_stable(self) -> bool:
        """Whether every mode away from Γ has a restoring force."""
        return self._is_stable

    @cached_property
    def _is_stable(self) -> bool:
        highest = np.linalg.eigvalsh(self.dynamical_matrix(_octant())).max(initial=0.0)
        return bool(self.softest().Omega2 > SOFT * highest)


def _octant() -> np.ndarray:
    """Phases of a coarse grid over the irreducible zone, faces included, Γ first; shape (p, 3)."""
    return np.pi * sorted_triples(CHECKED + 1) / CHECKED
