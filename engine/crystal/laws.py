"""Two laws that force constants obey, and how they are mended where they do not.

A force answers its like, Φ_ab(L) = Φ_ba(−L)ᵀ, and a shift of the whole crystal costs nothing,
Σ_bL Φ_ab(L) = 0 (the acoustic sum rule). One rule mends both:

1. Φ_ab(L) and Φ_ba(−L)ᵀ become their mean.
2. S_a = Σ_bL Φ_ab(L) is then taken from Φ_aa(0), the force of an atom on itself, as far as S_a is
   symmetric. The rest A_a, antisymmetric, which sites of some symmetry do not have, is taken from
   the pairs of one cell, (A_a − A_b)/A from Φ_ab(0), which keeps the first law.

So the forces between cells stay as they were given. It is not the least change in the sum of
squares, which would put a little of the error on every pair, however far apart.
"""

import numpy as np

from .crystal import Corrected


def mended(cells: np.ndarray, constants: np.ndarray) -> tuple[np.ndarray, np.ndarray, Corrected]:
    """Cells L, shape (n, 3), and Φ(L), (n, 3A, 3A), of any unit, which obey; what was corrected."""
    cells, constants = _both_ways(cells, constants)
    turned = constants[::-1].swapaxes(1, 2)  # the cell −L stands as far from the end
    even = (constants + turned) / 2
    shifts = (_sums(given.sum(axis=0)) for given in (constants, turned))
    drift = max(map(_largest, shifts))  # before anything is mended, of forces and of their likes
    told = Corrected(_largest(constants - turned), drift, _largest(constants))
    even[len(cells) // 2] -= _correction(_sums(even.sum(axis=0)))
    return cells, even, told


def _both_ways(cells: np.ndarray, constants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same with 0 and −L for every L among the cells, in rising order."""
    known = np.concatenate([cells, -cells, np.zeros((1, 3), int)])
    whole, which = np.unique(known, axis=0, return_inverse=True)
    out = np.zeros((len(whole), *constants.shape[1:]))
    np.add.at(out, which.reshape(-1)[: len(cells)], constants)
    return whole, out


def _sums(total: np.ndarray) -> np.ndarray:
    """Σ_b of Φ_ab summed over cells: (3A, 3A) → (A, 3, 3)."""
    return total.reshape(-1, 3, len(total) // 3, 3).sum(axis=2)


def _correction(drift: np.ndarray) -> np.ndarray:
    """What is taken from Φ(0), shape (3A, 3A), so that the `drift` S_a, (A, 3, 3), is none."""
    count = len(drift)
    odd = (drift - drift.swapaxes(1, 2)) / 2
    out = (odd[:, None] - odd[None, :]) / count
    out[np.arange(count), np.arange(count)] += (drift + drift.swapaxes(1, 2)) / 2
    return out.transpose(0, 2, 1, 3).reshape(3 * count, 3 * count)


def _largest(array: np.ndarray) -> float:
    return float(np.abs(array).max(initial=0.0))
