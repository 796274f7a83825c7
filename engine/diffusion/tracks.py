"""Tracks: the paths of a few ions, thinned as they grow, to be looked at."""

import numpy as np
from numpy.typing import ArrayLike

from ..statistics.accumulator import Accumulator, as_block

TRACKS = 4
"""Ions that are shown."""
POINTS = 4096
"""Most places of one: when so many are there, every other one is dropped."""


class Tracks(Accumulator):
    """Evenly spaced places of up to TRACKS ions, in constant memory.

    Parameters
    ----------
    ions : int
        Ions that are fed; those shown are spread over them, the first one always among them.
    dt : float
        Time between the positions that are fed (ps).
    """

    STATE = ("step", "stride", "kept", "places")

    def __init__(self, ions: int, dt: float):
        self.ions, self.dt = ions, dt
        self.shown = np.unique(np.linspace(0, ions - 1, TRACKS).astype(int))
        """The ions that are shown."""
        self.step = np.zeros(1, np.int64)
        self.stride = np.ones(1, np.int64)
        self.kept = np.zeros(1, np.int64)
        self.places = np.zeros((len(self.shown), POINTS, 3))

    def feed(self, positions: ArrayLike) -> None:
        """Take the next positions (Å), shape (ion, step, 3)."""
        block = as_block(positions, self.ions, "positions")[self.shown]
        for s in range(block.shape[1]):
            if self.step[0] % self.stride[0] == 0:
                self._keep(block[:, s])
            self.step += 1

    def _keep(self, places: np.ndarray) -> None:
        self.places[:, self.kept[0]] = places
        self.kept += 1
        if self.kept[0] == POINTS:
            self.places[:, : POINTS // 2] = self.places[:, ::2]
            self.kept[0], self.stride[0] = POINTS // 2, 2 * self.stride[0]

    def paths(self) -> tuple[np.ndarray, np.ndarray]:
        """Times (ps), shape (point,), and places (Å), shape (track, point, 3)."""
        n = int(self.kept[0])
        return np.arange(n) * float(self.stride[0]) * self.dt, self.places[:, :n].copy()
