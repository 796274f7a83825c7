"""Reduction: the shortest vectors that span a lattice, whatever vectors it was given by.

What looks among neighbouring cells for the nearest place is right only for short vectors: a cell
that was sheared has its nearest images many cells away.
"""

import numpy as np

ROUNDS = 100
"""Most rounds; each shortens a vector by a share, so that a lattice askew by 1e9 needs fewer."""
SHORTER = 1 - 1e-9
"""Share of a square below which another is shorter."""
SIDES = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)])


def reduced(metric: np.ndarray) -> np.ndarray:
    """Whole numbers U, shape (3, 3), |det U| = 1: rows are the shortest vectors of a lattice.

    `metric` (3, 3) are the products of the vectors by which it was given, in any unit: U·metric·Uᵀ
    are those of the new ones. They are Minkowski-reduced, by a greedy algorithm [Semaev, Lecture
    Notes in Computer Science 2146, 181 (2001)].
    """
    U = np.eye(3, dtype=np.int64)
    for _ in range(ROUNDS):
        U = U[np.argsort(_squares(U, metric), kind="stable")]
        U = _pair_reduced(U, metric)
        last = _nearest_to_zero(U, metric)
        if _squares(last[None], metric)[0] >= SHORTER * _squares(U, metric)[2]:
            return U
        U[2] = last
    return U


def _squares(rows: np.ndarray, metric: np.ndarray) -> np.ndarray:
    return np.einsum("ki,ij,kj->k", rows, metric, rows)


def _pair_reduced(U: np.ndarray, metric: np.ndarray) -> np.ndarray:
    """The first two rows by Lagrange's and Gauss's algorithm; the third is left."""
    U = U.copy()
    for _ in range(ROUNDS):
        first, second = U[0], U[1]
        times = np.rint((first @ metric @ second) / (first @ metric @ first)).astype(np.int64)
        U[1] = second - times * first
        if _squares(U[1:2], metric)[0] >= SHORTER * _squares(U[:1], metric)[0]:
            return U
        U[[0, 1]] = U[[1, 0]]
    return U


def _nearest_to_zero(U: np.ndarray, metric: np.ndarray) -> np.ndarray:
    """The shortest of the third row's equals up to the first two."""
    plane = U[:2] @ metric @ U[:2].T
    along = np.linalg.solve(plane, U[:2] @ metric @ U[2])
    others = U[2] - (np.rint(along).astype(np.int64) + SIDES) @ U[:2]
    return others[np.argmin(_squares(others, metric))]
