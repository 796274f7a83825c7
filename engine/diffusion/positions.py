"""Positions: where every ion was at even times, for others to analyse anew."""

import numpy as np
from numpy.typing import ArrayLike

from ..ion.frames import FRAME
from ..statistics.accumulator import Accumulator, as_block

MOST = 2**21
"""Most places that are kept of all ions together: 25 MB."""
STRIDES = tuple(m * 10**k for k in range(8) for m in (5, 10, 25))
"""Frames from one kept place to the next: every 0.1, 0.2, 0.5, 1 … ps."""
COPIES = 3
"""Of a run's positions at a time: its own, and those of the states that it has told last."""


def stride(ions: int, duration: float) -> int:
    """Frames from one kept place of an ion to the next, for so many `ions` and `duration` ps."""
    frames = round(duration / FRAME)
    return next(s for s in STRIDES if ions * (frames // s + 1) <= MOST or s > frames)


def bytes_needed(ions: int, duration: float) -> float:
    """Bytes that the positions of a run take, about, for so many `ions` and `duration` ps."""
    return COPIES * 12.0 * ions * (round(duration / FRAME) // stride(ions, duration) + 1)


class Positions(Accumulator):
    """Places of all ions, not folded back into a box, every so many frames.

    Parameters
    ----------
    ions : int
        Ions that are fed.
    duration : float
        Of the run (ps): it decides how often places are kept, so that they fit into MOST.
    """

    STATE = ("step", "places")

    def __init__(self, ions: int, duration: float):
        self.ions, self.stride = ions, stride(ions, duration)
        self.step = np.zeros(1, np.int64)
        """Frames that have been fed."""
        kept = round(duration / FRAME) // self.stride + 1
        self.places = np.zeros((kept, ions, 3), np.float32)

    def feed(self, positions: ArrayLike) -> None:
        """Take the next positions (Å), shape (ion, step, 3), one a FRAME."""
        block = as_block(positions, self.ions, "positions")
        first = int(self.step[0])
        ahead = -first % self.stride
        kept = np.moveaxis(block[:, ahead :: self.stride], 1, 0)
        at = (first + ahead) // self.stride
        self.places[at : at + len(kept)] = kept
        self.step += block.shape[1]

    def kept(self) -> tuple[np.ndarray, np.ndarray]:
        """Times (ps), shape (frame,), and places (Å), shape (frame, ion, 3).

        What has been kept does not change, so the places are a view that cannot be written to.
        """
        n = (int(self.step[0]) + self.stride - 1) // self.stride
        places = self.places[:n]
        places.flags.writeable = False
        return np.arange(n) * self.stride * FRAME, places
