"""Phonons at wave vectors: frequencies and polarisations of a crystal."""

from typing import NamedTuple

import numpy as np

from .crystal import Crystal
from .polar import polar_dynamical_matrix


class Phonons(NamedTuple):
    """Ω² (ps⁻²), shape (p, 3A), rising, and polarisations η, (p, 3A, branch)."""

    Omega2: np.ndarray
    eta: np.ndarray


def phonons(crystal: Crystal, theta: np.ndarray) -> Phonons:
    """All modes at phases θ (rad), shape (p, 3), without a polar term."""
    return Phonons(*np.linalg.eigh(crystal.dynamical_matrix(theta)))


def whole_phonons(
    crystal: Crystal, theta: np.ndarray, direction: np.ndarray | None = None
) -> Phonons:
    """All modes at phases θ (rad), shape (p, 3), those of a polar crystal with its polar term.

    At Γ the term depends on the `direction` from which it is come to, in units of the reciprocal
    vectors, shape (p, 3); without one it is left out there.
    """
    if crystal.born is None:
        return phonons(crystal, theta)
    return Phonons(*np.linalg.eigh(polar_dynamical_matrix(crystal, theta, direction)))


def dynamical_matrix(crystal: Crystal, theta: np.ndarray) -> np.ndarray:
    """D(q) (ps⁻²), shape (p, 3A, 3A), at phases θ (rad), (p, 3), with a polar crystal's term."""
    if crystal.born is None:
        return crystal.dynamical_matrix(theta)
    return polar_dynamical_matrix(crystal, theta)


def squares(crystal: Crystal, theta: np.ndarray) -> np.ndarray:
    """Ω² (ps⁻²), shape (p, 3A), rising, of `whole_phonons` at phases θ (rad), (p, 3)."""
    return np.linalg.eigvalsh(dynamical_matrix(crystal, theta))


def frequencies(
    crystal: Crystal, theta: np.ndarray, direction: np.ndarray | None = None
) -> np.ndarray:
    """Angular frequencies Ω (rad/ps), shape (p, 3A), rising, at phases θ (rad), (p, 3).

    Imaginary ones are given as negative numbers, as is usual. With the polar term of
    `whole_phonons`, which says what `direction` is.
    """
    return signed_root(whole_phonons(crystal, theta, direction).Omega2)


def signed_root(Omega2: np.ndarray) -> np.ndarray:
    """Ω (rad/ps) of Omega2, Ω² (ps⁻²) in any shape; imaginary ones are negative numbers."""
    return np.sign(Omega2) * np.sqrt(np.abs(Omega2))
