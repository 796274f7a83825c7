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
    to, along = points - start, end - start
    share = np.clip(to @ along / max(along @ along, 1e-300), 0, 1)
    return np.linalg.norm(to - share[:, None] * along, axis=1)
