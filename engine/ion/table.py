"""Table: a kernel on an even grid of times, from many modes at once.

Sums of w e^{iΩt} over a million modes at thousands of times are a Fourier transform from uneven
frequencies. Each mode is spread over a few points of an even grid of frequencies, one FFT brings
all of them to all times, and the spreading is divided out again (Kaiser–Bessel window; the error
is about 1e-13 of the sum of |w|).
"""

from functools import lru_cache
from math import pi

import numpy as np
from scipy import fft
from scipy.special import i0

from ..lattice.crystal import CubicLattice
from ..lattice.modes import Modes, contributions
from ..lattice.zone import box
from .kernels.table import spread

WIDTH = 14
"""Grid points over which a mode is spread."""
BETA = pi * WIDTH * 0.75
"""Shape of the window for a grid twice as fine as needed."""


@lru_cache(maxsize=1)
def _window() -> np.ndarray:
    """The Kaiser–Bessel window from its middle to its edge, finely enough to be read linearly."""
    u = np.linspace(0, 1, 4_000_001)
    return np.append(i0(BETA * np.sqrt(np.maximum(1 - u**2, 0))), 0.0)


def waves(Omega: np.ndarray, weight: np.ndarray, step: float, n: int) -> np.ndarray:
    """Σ_m weight e^{iΩ_m k step} for k = 0 … n − 1: complex, shape (c, n).

    Omega (ps⁻¹) has shape (m,); weight, whose unit the sum keeps, (m, c); `step` is in ps. Ω·step
    must stay below π.
    """
    half = WIDTH / 2
    points = fft.next_fast_len(4 * n + 4 * WIDTH)
    place = Omega * step * points / (2 * pi)
    grid = np.zeros((weight.shape[1], points))
    spread(place, np.ascontiguousarray(weight), grid, half, _window())
    k = np.arange(n)
    summed = fft.ifft(grid, axis=1, norm="forward")[:, :n]
    return summed / _transform(2 * pi * k / points * half) / half


def _transform(x: np.ndarray) -> np.ndarray:
    """Fourier transform of the window over −1 … 1."""
    root = np.sqrt(np.maximum(BETA**2 - x**2, 1e-300))
    return 2 * np.sinh(root) / root


@lru_cache(maxsize=24)
def box_table(crystal: CubicLattice, N: int, reach: int, step: float, n: int) -> np.ndarray:
    """W_zz(t) and G_zz(t) among atoms of a row along z in a box of N³ cells.

    Shape (2, reach + 1, n): kernel (W in Å²/meV, G in Å²/(meV ps)), cells apart, time k·step.
    The free motion of the box as a whole is left out of W and kept in G.
    """
    modes = Modes.of(crystal, box(N))
    sites = np.stack([np.zeros(reach + 1), np.zeros(reach + 1), np.arange(reach + 1)], -1)
    zz = contributions(modes, sites.astype(np.int64)).reshape(-1, reach + 1, 6)[:, :, 2] / crystal.m
    Omega = modes.Omega.reshape(-1)
    W = waves(Omega, zz / Omega[:, None] ** 2, step, n).real
    G = waves(Omega, zz / Omega[:, None], step, n).imag
    G = G + step * np.arange(n) / (crystal.m * N**3)
    table = np.ascontiguousarray(np.stack([W, G]))
    table.setflags(write=False)
    return table


def unboxed(W: np.ndarray, static: np.ndarray, step: float, mass: float) -> np.ndarray:
    """W of the infinite crystal from `box_table`'s, until the box hears its echo: (apart, n).

    Until then G is the same, so only a constant is missing, which `static` (apart,), the infinite
    crystal's W(0), restores, and −t²/2mN³ of the box as a whole, whose mass mN³ is `mass`.
    """
    t = step * np.arange(W.shape[1])
    return W + (static - W[:, 0])[:, None] - t**2 / (2 * mass)
