"""Modes: one mode of a crystal, as a picture needs it."""

import numpy as np

from .crystal import Crystal
from .phonons import whole_phonons


def swing_of(crystal: Crystal, q: np.ndarray, direction: np.ndarray, branch: int) -> np.ndarray:
    """How each atom swings in a mode: complex amplitudes, (A, 3), of which the largest is 1 long.

    At `q` (3,), come to from `direction` (3,), both in units of the reciprocal vectors, and in the
    `branch` from 0. An atom at r moves as the real part of its amplitude times e^{i(q·r − Ωt)}.
    """
    theta = 2 * np.pi * np.asarray(q, float)[None, :]
    eta = whole_phonons(crystal, theta, np.asarray(direction, float)[None, :]).eta[0, :, branch]
    swing = (eta / np.sqrt(crystal.mass)).reshape(-1, 3).astype(complex)
    largest = swing[np.argmax(np.linalg.norm(swing, axis=1))]
    return swing / np.linalg.norm(largest)
