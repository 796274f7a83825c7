"""When does an ion hop? Not when it rattles at a face, but when it has arrived elsewhere."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..numerics.compiler import float64, int64, njit
from .accumulator import Accumulator, as_block, positive

UNKNOWN = -1
"""Dwell of an ion whose arrival was not seen."""
COLUMNS = 12
"""step, ion, from (3), to (3), dwell, jump before (3)."""


class Hops(NamedTuple):
    """Hops in the order of time, then of ions; all integers."""

    step: np.ndarray
    """Positions fed before the one that arrived, shape (hop,)."""
    ion: np.ndarray
    """Shape (hop,)."""
    start: np.ndarray
    """Cell that was left, shape (hop, 3): floor(R/a)."""
    end: np.ndarray
    """Cell that was reached, shape (hop, 3)."""
    dwell: np.ndarray
    """Steps since the ion reached the cell it left, shape (hop,); −1 if that was before the run."""
    before: np.ndarray
    """The ion's previous jump in cells, shape (hop, 3); zeros if it has none."""


@njit(int64[:, ::1](int64[:, ::1], int64), cache=True, nogil=True)
def _with_room(events: np.ndarray, used: int) -> np.ndarray:
    """The same events, in twice the space when it is full."""
    if used < len(events):
        return events
    larger = np.empty((2 * len(events), events.shape[1]), np.int64)
    larger[:used] = events
    return larger


@njit(cache=True)
def _central(R: np.ndarray, a: float, core: float) -> bool:
    """Is R within core (a fraction of a) of its cell's centre?"""
    square = 0.0
    for k in range(3):
        u = R[k] / a
        offset = u - np.floor(u) - 0.5
        square += offset * offset
    return square <= core * core


@njit(
    int64[:, ::1](
        float64[:, :, ::1], int64, float64, float64, int64[:, ::1], float64[:, ::1], int64[::1]
    ),
    cache=True,
    nogil=True,
)
def _feed(
    block: np.ndarray,
    step: int,
    a: float,
    core: float,
    home: np.ndarray,
    last: np.ndarray,
    crossings: np.ndarray,
) -> np.ndarray:
    """Hops of a block, one row each; home (ion, 8): known, cell, arrival, jump before."""
    events, used = np.empty((64, COLUMNS), np.int64), 0
    for i in range(block.shape[0]):
        for s in range(block.shape[1]):
            R = block[i, s]
            moved = False
            for k in range(3):
                u = R[k] / a
                cell = np.floor(u)
                if step + s > 0 and np.floor(last[i, k]) == cell:
                    # on one side of the centre plane before, on the other now
                    crossings[i] += (last[i, k] - cell < 0.5) != (u - cell < 0.5)
                last[i, k] = u
                moved |= np.int64(cell) != home[i, 1 + k]
            if (home[i, 0] > 0 and not moved) or not _central(R, a, core):
                continue
            if home[i, 0] > 0:
                events = _with_room(events, used)
                row = events[used]
                row[0], row[1] = step + s, i
                row[8] = step + s - home[i, 4] if home[i, 4] >= 0 else UNKNOWN
                for k in range(3):
                    row[2 + k] = home[i, 1 + k]
                    row[5 + k] = np.int64(np.floor(R[k] / a))
                    row[9 + k] = home[i, 5 + k]
                    home[i, 5 + k] = row[5 + k] - row[2 + k]
                used += 1
            home[i, 4] = step + s if home[i, 0] > 0 else UNKNOWN
            home[i, 0] = 1
            for k in range(3):
                home[i, 1 + k] = np.int64(np.floor(R[k] / a))
    return events[:used]


class HopFinder(Accumulator):
    """Follows each ion from cell to cell.

    Parameters
    ----------
    ions : int
    a : float
        Edge of the cells (Å); the cell of R is floor(R/a), its centre half an edge further.
    core : float
        Distance from a centre within which an ion has arrived, in units of a: above 0, at most 0.5.

    An ion belongs to the cell whose core it last was in, so that it can rattle at a face, or pass
    through the edge of a cell, without hopping. A hop is dated by its arrival.

    Raises
    ------
    ValueError
        For an edge or a core outside of what is said above.
    """

    STATE = ("step", "home", "last", "crossings")

    def __init__(self, ions: int, a: float, core: float = 0.3):
        self.a = positive(a, "a (Å)")
        if not 0 < core <= 0.5:
            raise ValueError(f"core = {core}: the cores of two cells must not meet, 0 < core ≤ 0.5")
        self.core = core
        self.step = np.zeros(1, np.int64)
        self.home = np.zeros((ions, 8), np.int64)
        """Known (0 or 1), cell (3), step of arrival (−1: not seen), jump before (3)."""
        self.last = np.zeros((ions, 3))
        """Last position, in units of a."""
        self.crossings = np.zeros(ions, np.int64)
        """Crossings of the three centre planes within a cell, by ion."""

    def feed(self, positions: ArrayLike) -> Hops:
        """Take the next positions (Å), shape (ion, step, 3), and return the hops among them."""
        block = as_block(positions, len(self.home), "positions")
        rows = _feed(block, self.step[0], self.a, self.core, self.home, self.last, self.crossings)
        self.step += block.shape[1]
        rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        return Hops(rows[:, 0], rows[:, 1], rows[:, 2:5], rows[:, 5:8], rows[:, 8], rows[:, 9:12])
