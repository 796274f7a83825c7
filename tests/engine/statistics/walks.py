"""Random walks whose answers are known."""

import numpy as np
from scipy.signal import lfilter

A = 3.0
"""Distance of a hop (Å)."""


def brownian(rng, ions, steps, dt, D):
    """Exact Brownian motion, shape (ion, steps, 3): MSD 6Dt."""
    return np.cumsum(rng.normal(0, np.sqrt(2 * D * dt), (ions, steps, 3)), axis=1)


def rattling(rng, ions, steps, dt, spread, memory):
    """Ornstein–Uhlenbeck around zero, shape (ion, steps, 3): MSD 6·spread²(1−e^{−t/memory})."""
    keep = np.exp(-dt / memory)
    kicks = rng.normal(0, spread * np.sqrt(1 - keep**2), (ions, steps, 3))
    kicks[:, 0] /= np.sqrt(1 - keep**2)
    return lfilter([1], [1, -keep], kicks, axis=1)


def hopping(rng, ions, steps, dt, rate):
    """A centre that hops at random to one of six neighbours: MSD rate·A²·t."""
    happens = rng.random((ions, steps)) < rate * dt
    way = rng.integers(0, 6, (ions, steps))
    jumps = np.where(way < 3, A, -A) * happens
    return np.cumsum(jumps[..., None] * np.eye(3)[way % 3], axis=1)


def caged(rng, ions, steps, dt, rate, spread=0.5, memory=0.1):
    """Rattling around a centre that hops: D = rate·A²/6, MSD with an intercept of 6·spread²."""
    return hopping(rng, ions, steps, dt, rate) + rattling(rng, ions, steps, dt, spread, memory)
