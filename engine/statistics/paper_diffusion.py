"""D as in the paper: segments of 12 ps, a line through the origin beyond 1 ps, ten groups."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .accumulator import Accumulator, as_block, positive
from .interval import Interval, student_interval

SEGMENT = 12.0
"""Length of a segment (ps)."""
FIT_FROM = 1.0
"""The line is fitted to later times (ps)."""
GROUPS = 10


class PaperDiffusion(NamedTuple):
    """D (Å²/ps) with standard error and 95 % interval, and the curve it came from."""

    D: float
    error: float
    low: float
    high: float
    t: np.ndarray
    """Time since the start of a segment (ps), shape (time,)."""
    msd: np.ndarray
    """⟨ΔR²⟩ over the segments (Å²), shape (time,)."""
    group_D: np.ndarray
    """D of each of the ten groups of segments, shape (10,)."""


def segment_steps(dt: float) -> int:
    """Steps of dt (ps) in a segment; ValueError when 12 ps are not a whole number of them."""
    steps = round(SEGMENT / positive(dt, "dt (ps)"))
    if steps < 1 or abs(steps * dt - SEGMENT) > 1e-6 * SEGMENT:
        raise ValueError(
            f"dt = {dt:g} ps does not divide the paper's segments of {SEGMENT:g} ps: "
            "take a step that does, for example 0.005 or 0.05 ps"
        )
    if (steps - 1) * dt <= FIT_FROM:
        raise ValueError(
            f"dt = {dt:g} ps leaves no time after {FIT_FROM:g} ps within a segment of "
            f"{SEGMENT:g} ps: sample more often"
        )
    return steps


def line_through_origin(dt: float) -> np.ndarray:
    """Weights (1/ps, shape (time,)) that turn the MSD of a segment in steps of dt (ps) into D.

    D = slope/6 of the line through the origin; they are zero up to 1 ps.
    """
    t = np.arange(segment_steps(dt)) * dt
    t = np.where(t > FIT_FROM * (1 + 1e-9), t, 0.0)
    return t / (6 * (t @ t))


def _enough(segments: int, time: float) -> None:
    if segments < GROUPS:
        raise ValueError(
            f"a run of {time:g} ps has {segments} segments of {SEGMENT:g} ps, but the paper's "
            f"estimate needs at least {GROUPS}, one a group: run {GROUPS * SEGMENT:g} ps or longer"
        )


def _around(D: float, group_D: ArrayLike) -> Interval:
    """Interval of the groups' scatter around the D of all segments."""
    found = student_interval(group_D)
    return Interval(D, found.error, D + found.low - found.value, D + found.high - found.value)


class RunningPaperDiffusion(Accumulator):
    """The paper's D of a run that goes on, all its ions alike, in constant memory [SEOM Sec. VI].

    Parameters
    ----------
    ions : int
    dt : float
        Time between the positions that are fed (ps); it must divide 12 ps.
    duration : float
        Of the whole run (ps), which says where the ten groups end.

    Raises
    ------
    ValueError
        When the run is shorter than ten segments (120 ps), or dt does not divide 12 ps.

    A segment is 12 ps of positions, its first one the start from which ΔR² is taken; what is left
    at the end does not count. The ten groups are runs of neighbouring segments, alike in number
    (those left over by ten are spread one each). Segment k of every ion goes to the same group, so
    that ions that share a bath are no harm. The 95 % interval is Student's t with 9 degrees of
    freedom around the D of all segments.
    """

    STATE = ("step", "start", "curve", "groups", "counts")

    def __init__(self, ions: int, dt: float, duration: float):
        self.dt, self.length = dt, segment_steps(dt)
        segments = int(duration / SEGMENT * (1 + 1e-9))
        _enough(segments, duration)
        self.group_of = np.concatenate(
            [np.full(len(p), k) for k, p in enumerate(np.array_split(range(segments), GROUPS))]
        )
        self.step = np.zeros(1, np.int64)
        self.start = np.zeros((ions, 3))
        self.curve = np.zeros(self.length)
        """Mean ΔR² over ions of the segment that is being filled."""
        self.groups = np.zeros((GROUPS, self.length))
        """Sum of the curves of full segments, by group."""
        self.counts = np.zeros(GROUPS, np.int64)

    def feed(self, positions: ArrayLike) -> None:
        """Take the next positions (Å), shape (ion, step, 3); beyond the duration they are left."""
        block = as_block(positions, len(self.start), "positions")
        done = 0
        while done < block.shape[1]:
            segment, place = divmod(int(self.step[0]), self.length)
            if segment == len(self.group_of):
                return
            part = block[:, done : done + self.length - place]
            done += part.shape[1]
            self._continue(part, segment, place)

    def _continue(self, part: np.ndarray, segment: int, place: int) -> None:
        """Positions of one segment, from its step `place` on."""
        if place == 0:
            self.start[:] = part[:, 0]
        end = place + part.shape[1]
        self.curve[place:end] = 0
        # ion by ion: NumPy's own sum over ions rounds as the shape of the block suggests
        for square in np.sum((part - self.start[:, None]) ** 2, axis=2):
            self.curve[place:end] += square / len(self.start)
        self.step += part.shape[1]
        if end == self.length:
            self.groups[self.group_of[segment]] += self.curve
            self.counts[self.group_of[segment]] += 1

    def diffusion(self) -> PaperDiffusion | None:
        """D of the full segments so far; the interval from the groups begun, None before two."""
        begun = self.counts > 0
        if begun.sum() < 2:
            return None
        line = line_through_origin(self.dt)
        msd = self.groups.sum(axis=0) / self.counts.sum()
        group_D = (self.groups[begun] / self.counts[begun, None]) @ line
        around = _around(float(msd @ line), group_D)
        return PaperDiffusion(*around, np.arange(self.length) * self.dt, msd, group_D)
