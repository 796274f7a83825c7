"""The normal law and Maxwell's: half a 95 % interval, and velocities in equilibrium."""

import numpy as np
from numpy.typing import ArrayLike

NORMAL = 1.959963984540054
"""Standard errors in half a 95 % interval of a normal law: its quantile at 0.975."""
REACH = 6.0
"""Histograms of velocities end at so many thermal speeds sqrt(kT/M)."""


def maxwell(x: np.ndarray, variance: float) -> np.ndarray:
    """Density of the length of a vector with three normal components of this variance.

    Parameters
    ----------
    x : ndarray
        Lengths, in any unit.
    variance : float
        In that unit squared; without any the density is told as 0.

    Returns
    -------
    ndarray, shape of x
        Per unit of x. Maxwell and Boltzmann's law of speeds: variance kT/M.
    """
    if variance <= 0:
        return np.zeros_like(x)
    return np.sqrt(2 / np.pi) * x**2 / variance**1.5 * np.exp(-(x**2) / (2 * variance))


def normal_below(x: ArrayLike) -> np.ndarray:
    """Probability (shape of x) of a normal number of variance 1 (dimensionless) below x."""
    from scipy.special import ndtr

    return ndtr(np.asarray(x, float))


def maxwell_below(x: ArrayLike) -> np.ndarray:
    """Chance (shape of x) of a length by `maxwell`, variance 1, below x ≥ 0.

    Half its square follows the gamma law of shape 3/2.
    """
    from scipy.special import gammainc

    x = np.asarray(x, float)
    return gammainc(1.5, x * x / 2)


def norm_density(x: np.ndarray, matrix: np.ndarray, nodes: int = 24) -> np.ndarray:
    """Density of the length of a vector with normal components of any covariance.

    Parameters
    ----------
    x : ndarray, shape (n,)
        Lengths, in any unit.
    matrix : ndarray, shape (3, 3)
        Covariance, in that unit squared; it is taken to be positive.
    nodes : int
        Gauss points in cos θ and even ones in φ of each octant, dimensionless: enough for axes
        that differ by a factor of ten.

    Returns
    -------
    ndarray, shape (n,)
        Per unit of x: x² times the mean over the sphere of the normal density.
    """
    variances = np.linalg.eigvalsh(matrix)
    node, weight = np.polynomial.legendre.leggauss(nodes)
    z, phi = (node + 1) / 2, np.pi / 2 * (np.arange(nodes) + 0.5) / nodes
    ring = (1 - z**2)[:, None]
    squares = np.cos(phi) ** 2 * ring, np.sin(phi) ** 2 * ring, (z**2)[:, None] + 0 * phi
    inverse = sum(s / v for s, v in zip(squares, variances, strict=True))
    falls = np.exp(-0.5 * np.multiply.outer(x**2, inverse))
    mean = np.einsum("xzf,z->x", falls, weight / 2) / nodes
    return 4 * np.pi * x**2 * mean / np.sqrt((2 * np.pi) ** 3 * variances.prod())
