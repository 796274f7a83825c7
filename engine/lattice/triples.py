"""Sorted triples: a cube's points, of which symmetry leaves one in 48."""

import numpy as np


def sorted_triples(n: int) -> np.ndarray:
    """All indices i ≥ j ≥ k of 0 … n − 1, shape (n(n+1)(n+2)/6, 3), (0, 0, 0) first."""
    i, j, k = np.meshgrid(*[np.arange(n)] * 3, indexing="ij")
    keep = (i >= j) & (j >= k)
    return np.stack([i[keep], j[keep], k[keep]], axis=-1)
