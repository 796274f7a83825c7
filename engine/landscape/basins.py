"""Basins: which minimum each point of a periodic grid runs down to, and the passes between them.

Water that follows the steepest of 26 ways to a neighbour ends in a minimum of the grid, in this
cell or in another. Where neighbours run to different ones there is a pass; the lowest of each pair
is where a saddle is looked for. No symmetry is asked for.
"""

from itertools import product
from typing import NamedTuple

import numpy as np

WAYS = np.array([w for w in product((-1, 0, 1), repeat=3) if any(w)])
"""To the neighbours, shape (26, 3)."""
HALF = WAYS[13:]
"""One of each two opposite ways."""


class Pass(NamedTuple):
    """The lowest way over from one minimum, in cell 0, to another in a cell L.

    Attributes
    ----------
    first, last : indices of the minima
    cell : L in whole lattice vectors, (3,)
    energy : of the higher one of the two points between which it leads (meV)
    place : between these, as seen from the first minimum, in units of the lattice vectors, (3,)
    """

    first: int
    last: int
    cell: tuple[int, int, int]
    energy: float
    place: np.ndarray


class Basins(NamedTuple):
    """Minima of a grid in units of the lattice vectors, (m, 3), and passes from low to high."""

    minima: np.ndarray
    passes: list[Pass]


def grid_of(shape: tuple[int, int, int]) -> np.ndarray:
    """Places of a grid of a `shape` in units of the lattice vectors, (n, 3), first axis slowest."""
    return np.indices(shape).reshape(3, -1).T / np.array(shape)


def basins(energy: np.ndarray) -> Basins:
    """The basins of an `energy` (meV) on a periodic grid of a cell, shape (n1, n2, n3)."""
    shape = np.array(energy.shape)
    place = np.indices(energy.shape).reshape(3, -1).T
    flat = energy.ravel()
    lowest = flat.copy()
    down, shift = np.arange(len(flat)), np.zeros((len(flat), 3), int)
    for way in WAYS:
        there, cell = _neighbour(place, way, shape)
        lower = flat[there] < lowest
        lowest[lower], down[lower], shift[lower] = flat[there][lower], there[lower], cell[lower]
    while (down != down[down]).any():  # each round doubles the way that has been followed
        shift = shift + shift[down]
        down = down[down]
    ends, own = np.unique(down, return_inverse=True)
    return Basins(place[ends] / shape, _passes(flat, place, shape, own, shift))


def _neighbour(place: np.ndarray, way: np.ndarray, shape: np.ndarray) -> tuple[np.ndarray, ...]:
    """Index of the neighbour of each place, and the cell in which it lies."""
    there = place + way
    cell = np.floor_divide(there, shape)
    return np.ravel_multi_index(tuple((there - cell * shape).T), tuple(shape)), cell


def _passes(
    flat: np.ndarray, place: np.ndarray, shape: np.ndarray, own: np.ndarray, shift: np.ndarray
) -> list[Pass]:
    """The lowest pass of each pair of minima and cell between them."""
    keys, heights, places = [], [], []
    for way in HALF:
        there, cell = _neighbour(place, way, shape)
        apart = cell + shift[there] - shift
        over = np.flatnonzero((own != own[there]) | apart.any(axis=1))
        key = np.column_stack([own, own[there], apart])[over]
        back = np.column_stack([own[there], own, -apart])[over]
        turned = _later(key, back)  # of a way and its way back one is kept
        keys.append(np.where(turned[:, None], back, key))
        heights.append(np.maximum(flat, flat[there])[over])
        first = shift[over] + np.where(turned[:, None], apart[over], 0)
        places.append((place[over] + way / 2) / shape - first)
    key, height, middle = map(np.concatenate, (keys, heights, places))
    order = np.argsort(height, kind="stable")
    pairs, lowest = np.unique(key[order], axis=0, return_index=True)
    found = [
        Pass(int(p[0]), int(p[1]), (int(p[2]), int(p[3]), int(p[4])), float(height[k]), middle[k])
        for p, k in zip(pairs, order[lowest], strict=True)
    ]
    return sorted(found, key=lambda one: one.energy)


def _later(key: np.ndarray, back: np.ndarray) -> np.ndarray:
    """Whether rows come after those of `back` in the order of dictionaries."""
    differ = key != back
    at = np.argmax(differ, axis=1)
    rows = np.arange(len(key))
    return differ.any(axis=1) & (key[rows, at] > back[rows, at])
