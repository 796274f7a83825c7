"""Drift under an applied force, and the mobility that it shows."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .accumulator import Accumulator, as_block, positive
from .interval import Interval, independent_groups, student_interval


class Mobility(NamedTuple):
    """Drift along the force (Å/ps) and mobility (Å²/(meV ps)), each with its 95 % interval."""

    drift: Interval
    mobility: Interval


class Drift(Accumulator):
    """How far each ion has come, for the mean velocity of a run that goes on.

    Parameters
    ----------
    ions : int
    dt : float
        Time between the positions that are fed (ps).
    groups : array_like, shape (ion,), optional
        Ions with the same label share a bath and count as one replica.

    Drift is the way from the first position to the last over the time between. Its interval is
    Student's t between replicas, so there must be two or more: no stretch of a run knows more of
    its drift than its two ends.
    """

    STATE = ("step", "start", "end")

    def __init__(self, ions: int, dt: float, groups: ArrayLike | None = None):
        self.dt = positive(dt, "dt (ps)")
        self.groups = independent_groups(groups, ions)
        self.step = np.zeros(1, np.int64)
        self.start, self.end = np.zeros((ions, 3)), np.zeros((ions, 3))

    def feed(self, positions: ArrayLike) -> None:
        """Take the next positions (Å), shape (ion, step, 3)."""
        block = as_block(positions, len(self.groups), "positions")
        if block.shape[1] == 0:
            return
        if self.step[0] == 0:
            self.start[:] = block[:, 0]
        self.end[:] = block[:, -1]
        self.step += block.shape[1]

    def mobility(self, force: ArrayLike) -> Mobility | None:
        """μ = ⟨v·F⟩/F² for a constant force (meV/Å), shape (3,).

        None before a second position or with a single replica. D/kT by Einstein's relation, as long
        as the force is weak; compare with `Diffusion.D` of a run without it.
        Raises ValueError for a force that is none, or has not three components.
        """
        force = np.asarray(force, float)
        if force.shape != (3,) or not force.any():
            raise ValueError(f"the force is {force}: give three components that are not all zero")
        members = np.bincount(self.groups)
        if self.step[0] < 2 or len(members) < 2:
            return None
        size = float(np.linalg.norm(force))
        along = (self.end - self.start) @ (force / size) / ((self.step[0] - 1) * self.dt)
        drift = student_interval(np.bincount(self.groups, along) / members, members)
        return Mobility(drift, Interval(*(part / size for part in drift)))
