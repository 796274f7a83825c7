"""Energy, stiffness and curvature of the radial potentials, against the distance squared.

Here z2 is z², z and λ (lam) in one unit of length, energies in that of U0; of the screened Coulomb
potential U0 is an energy times a length (meV Å). Formulas and each code are those of
`potentials.POTENTIALS` and `ION_POTENTIALS`.

The codes are resolved by an `if` rather than by passing functions, because numba cannot keep
kernels specialised on a function in its cache between processes.
"""

import math

import numpy as np

from ..compiler import float64, int64, njit
from ..potentials import GAUSSIAN, HARMONIC, SCREENED_COULOMB


@njit(inline="always")
def fast_exp(t: float) -> float:
    """exp(t) for t ≤ 0 by a polynomial of degree 11, relative error below 1e-14.

    The library's exp is a call, which keeps a loop over lanes from being vectorised.
    """
    t = max(t, -700.0)
    k = math.floor(t * 1.4426950408889634 + 0.5)
    f = t - k * 0.6931471803691238 - k * 1.9082149292705877e-10  # ln 2 in two parts
    p = 1 / 39916800.0
    p = p * f + 1 / 3628800.0
    p = p * f + 1 / 362880.0
    p = p * f + 1 / 40320.0
    p = p * f + 1 / 5040.0
    p = p * f + 1 / 720.0
    p = p * f + 1 / 120.0
    p = p * f + 1 / 24.0
    p = p * f + 1 / 6.0
    p = p * f + 0.5
    p = p * f + 1.0
    p = p * f + 1.0
    return p * np.int64((np.int64(k) + np.int64(1023)) << np.int64(52)).view(np.float64)


@njit(inline="always")
def gaussian_shape(z2: float, k: float) -> float:
    """−U'(z)/(z U0 k), dimensionless, with k = 1/λ², for U0 exp(−z²/2λ²)."""
    return fast_exp(-0.5 * k * z2)


@njit(inline="always")
def sech2_shape(z2: float, k: float) -> float:
    """−U'(z)/(z U0 k), dimensionless, with k = 1/λ², for U0 sech²(z/λ)."""
    u = math.sqrt(k * z2)
    e = fast_exp(-2.0 * u)
    # tanh(u)/u by its series where the quotient loses digits
    tanh_over_u = 1.0 - u * u / 3.0 if u < 1e-4 else (1.0 - e) / ((1.0 + e) * u)
    return 8.0 * e / ((1.0 + e) * (1.0 + e)) * tanh_over_u


@njit(float64(int64, float64, float64, float64), cache=True)
def energy(code: int, z2: float, U0: float, lam: float) -> float:
    """U(z), an energy."""
    if code == GAUSSIAN:
        return U0 * math.exp(-0.5 * z2 / (lam * lam))
    if code == SCREENED_COULOMB:
        z = math.sqrt(z2)
        return U0 * math.exp(-z / lam) / z
    if code == HARMONIC:
        return 0.5 * U0 * z2
    return U0 / math.cosh(min(math.sqrt(z2) / lam, 300.0)) ** 2


@njit(float64[::1](int64, float64[::1], float64, float64), cache=True)
def energies(code: int, z2: np.ndarray, U0: float, lam: float) -> np.ndarray:
    """U at many distances, shape (n,) as z2."""
    out = np.empty(len(z2))
    for i in range(len(z2)):
        out[i] = energy(code, z2[i], U0, lam)
    return out


@njit(float64(int64, float64, float64, float64), cache=True)
def stiffness(code: int, z2: float, U0: float, lam: float) -> float:
    """−U'(z)/z, energy over length squared: the force is this times the separation vector."""
    k = 1.0 / (lam * lam)
    if code == GAUSSIAN:
        return U0 * k * gaussian_shape(z2, k)
    if code == SCREENED_COULOMB:
        z = math.sqrt(z2)
        return energy(code, z2, U0, lam) * (1.0 / z + 1.0 / lam) / z
    if code == HARMONIC:
        return -U0
    return U0 * k * sech2_shape(z2, k)


@njit(float64(int64, float64, float64, float64), cache=True)
def curvature(code: int, z2: float, U0: float, lam: float) -> float:
    """U''(z), energy over length squared; of the ion's potentials and the harmonic one only."""
    if code == GAUSSIAN:
        return U0 / (lam * lam) * (z2 / (lam * lam) - 1.0) * math.exp(-0.5 * z2 / (lam * lam))
    if code == HARMONIC:
        return U0
    z = math.sqrt(z2)
    p = 1.0 / z + 1.0 / lam
    return energy(code, z2, U0, lam) * (p * p + 1.0 / z2)
