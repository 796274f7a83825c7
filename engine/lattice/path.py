"""Path: the sites about a straight path through the crystal, and how far they are from it."""

import numpy as np


def sites_between(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """All sites of the box whose corners are the whole numbers around `low` and `high` (3,).

    In cells; shape (n, 3), the last axis running fastest.
    """
    low, high = np.floor(low).astype(int), np.ceil(high).astype(int)
    axes = [np.arange(a, b + 1) for a, b in zip(low, high, strict=True)]
    return np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)


def distances(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Least distance of each of `points` (n, 3) from the line from start to end, shape (n,).

    All in one unit of length; a path of no length is a point.
    """
    share = np.clip(feet(points, start, end), 0, 1)
    return np.linalg.norm(points - start - share[:, None] * (end - start), axis=1)


def feet(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Where the line from start to end (3,) comes nearest to each of `points` (n, 3), shape (n,).

    As dimensionless shares: 0 at the start, 1 at the end, below and above beyond them. All
    arguments in one unit of length.
    """
    along = end - start
    return (points - start) @ along / max(along @ along, 1e-300)


def crossings(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Where the line from start to end (in cells, shape (3,)) meets the faces between cells.

    Dimensionless shares of the line, 0 … 1, shape (n,), axis by axis.
    """
    shares = [
        (np.arange(np.ceil(min(a, b)), np.floor(max(a, b)) + 1) - a) / (b - a)
        for a, b in zip(start, end, strict=True)
        if a != b
    ]
    return np.concatenate([np.empty(0), *shares])
