"""The papers' algorithm for one launch: RK5 at a fixed step of 5e-4 periods from x = −20.

As generous to it as can be: compiled, unrolled, no allocation, and the decision is only looked
at, not located. J. C. Butcher, J. Austral. Math. Soc. 4, 179 (1964): weights 7, 32, 12, 32, 7.
"""

import math

import numpy as np
from numba import njit

STEP = 2 * math.pi * 5e-4
"""5e-4 periods in the unit 1/Ω."""
START = -20.0


@njit(inline="always")
def _force(U0, k, s, m, x, y):
    """Accelerations of particle and oscillator."""
    d = y - s
    g = U0 * k * math.exp(-0.5 * k * (x * x + d * d))
    return m * g * x, g * d - y


@njit(inline="always")
def step(U0, k, s, m, h, x, y, v, w):
    """One step; k = 1/λ², m = 1/M, v = dx/dt, w = dy/dt, time in 1/Ω."""
    a1, b1 = _force(U0, k, s, m, x, y)
    v2, w2 = v + h * a1 / 4, w + h * b1 / 4
    a2, b2 = _force(U0, k, s, m, x + h * v / 4, y + h * w / 4)
    v3, w3 = v + h * (a1 + a2) / 8, w + h * (b1 + b2) / 8
    a3, b3 = _force(U0, k, s, m, x + h * (v + v2) / 8, y + h * (w + w2) / 8)
    v4, w4 = v + h * (a3 - a2 / 2), w + h * (b3 - b2 / 2)
    a4, b4 = _force(U0, k, s, m, x + h * (v3 - v2 / 2), y + h * (w3 - w2 / 2))
    v5, w5 = v + h * (3 * a1 + 9 * a4) / 16, w + h * (3 * b1 + 9 * b4) / 16
    x5, y5 = x + h * (3 * v + 9 * v4) / 16, y + h * (3 * w + 9 * w4) / 16
    a5, b5 = _force(U0, k, s, m, x5, y5)
    v6 = v + h * (-3 * a1 + 2 * a2 + 12 * a3 - 12 * a4 + 8 * a5) / 7
    w6 = w + h * (-3 * b1 + 2 * b2 + 12 * b3 - 12 * b4 + 8 * b5) / 7
    x6 = x + h * (-3 * v + 2 * v2 + 12 * v3 - 12 * v4 + 8 * v5) / 7
    y6 = y + h * (-3 * w + 2 * w2 + 12 * w3 - 12 * w4 + 8 * w5) / 7
    a6, b6 = _force(U0, k, s, m, x6, y6)
    return (
        x + h * (7 * v + 32 * v3 + 12 * v4 + 32 * v5 + 7 * v6) / 90,
        y + h * (7 * w + 32 * w3 + 12 * w4 + 32 * w5 + 7 * w6) / 90,
        v + h * (7 * a1 + 32 * a3 + 12 * a4 + 32 * a5 + 7 * a6) / 90,
        w + h * (7 * b1 + 32 * b3 + 12 * b4 + 32 * b5 + 7 * b6) / 90,
    )


@njit(fastmath={"contract"}, nogil=True, cache=True)
def _launch(U0, lam, s, M, E, y, w):
    """1 transmitted, 0 reflected; y and w hold at START."""
    k, m = 1 / (lam * lam), 1 / M
    x, v = START, math.sqrt(2 * E / M)
    while True:
        x, y, v, w = step(U0, k, s, m, STEP, x, y, v, w)
        if v <= 0.0:
            return 0
        if x > 0.0:
            return 1


@njit(nogil=True, cache=True)
def _launches(U0, lam, s, M, E, y, w, outcome):
    for i in range(len(E)):
        outcome[i] = _launch(U0, lam, s, M, E[i], y[i], w[i])


def paper_rk5(U0, lam, s, M, E_particle, y0, w0) -> np.ndarray:
    """Outcome of many launches, 0 reflected and 1 transmitted, as the papers compute it.

    Parameters
    ----------
    U0, lam, s, M : float
        The model with the Gaussian potential; E_osc, l_osc, l_osc, oscillator masses.
    E_particle, y0, w0 : ndarray, shape (n,)
        Energy (E_osc), and the oscillator's position (l_osc) and velocity (l_osc Ω) at x = −20.
    """
    E, y, w = (np.ascontiguousarray(a, float) for a in (E_particle, y0, w0))
    outcome = np.empty(E.shape, np.int8)
    _launches(U0, lam, s, M, E, y, w, outcome)
    return outcome
