"""Fill a classified grid by following its boundaries instead of launching every cell.

The knots of a coarse net are launched first and every other cell inferred from the nearest knot.
Then the threads of the net are launched whole, so that a stripe however thin is found where it
crosses one. From there the front grows: wherever two neighbouring cells disagree, they and their
neighbours are launched, until no boundary touches a cell that was only inferred. What such a
trace can lose is an island that fits into one mesh of the net.
"""

from collections.abc import Callable, Iterator

import numpy as np

from .pauses import Pausing

Launch = Callable[[np.ndarray, np.ndarray], Pausing[np.ndarray]]
"""Outcomes of the cells with the given row and column indices; pauses by yielding None."""

MESH = 8
"""Cells between neighbouring threads of the net."""


def threads(n: int) -> np.ndarray:
    """Indices of the net's threads along a side of n cells: every MESH-th, and the last."""
    return np.unique(np.append(np.arange(0, n, MESH), n - 1))


def nearest(n: int, at: np.ndarray) -> np.ndarray:
    """For each of n cells, the position (n,) of the nearest in `at`, rising indices of cells."""
    middle = (at[1:] + at[:-1]) / 2
    return np.searchsorted(middle, np.arange(n), side="left")


def _grow(mask: np.ndarray) -> np.ndarray:
    """The mask with each cell's eight neighbours."""
    out = mask.copy()
    out[1:] |= mask[:-1]
    out[:-1] |= mask[1:]
    wide = out.copy()
    wide[:, 1:] |= out[:, :-1]
    wide[:, :-1] |= out[:, 1:]
    return wide


def _disagreeing(cells: np.ndarray) -> np.ndarray:
    """Cells that differ from one of their four neighbours."""
    out = np.zeros(cells.shape, bool)
    rows, columns = cells[1:] != cells[:-1], cells[:, 1:] != cells[:, :-1]
    out[1:] |= rows
    out[:-1] |= rows
    out[:, 1:] |= columns
    out[:, :-1] |= columns
    return out


def trace(shape: tuple[int, int], launch: Launch) -> Iterator[tuple[np.ndarray, np.ndarray] | None]:
    """Yield (cells, launched) after the knots, the threads and each growth; None at pauses.

    Parameters
    ----------
    shape : (int, int)
        Cells along E_particle and E_oscillator.
    launch : callable
        See `Launch`.

    Yields
    ------
    cells : ndarray of int8, shape `shape`
        Outcome of every cell, inferred from the nearest knot where not launched.
    launched : ndarray of bool, shape `shape`
        The cells whose outcome was computed.
    """
    rows, columns = threads(shape[0]), threads(shape[1])
    launched = np.zeros(shape, bool)
    launched[np.ix_(rows, columns)] = True
    knots = yield from launch(*np.nonzero(launched))
    knots = knots.reshape(len(rows), len(columns))
    cells = knots[np.ix_(nearest(shape[0], rows), nearest(shape[1], columns))]
    yield cells.copy(), launched.copy()
    todo = np.zeros(shape, bool)
    todo[rows], todo[:, columns] = True, True
    todo &= ~launched
    while todo.any():
        at = np.nonzero(todo)
        cells[at] = yield from launch(*at)
        launched |= todo
        yield cells.copy(), launched.copy()
        todo = _grow(_disagreeing(cells)) & ~launched
