"""Pace: how much is sent to a cluster at a time, from how long stints have taken."""

import math

from ..core.files import State

SHORT_S = 0.3
"""Stints that are shorter come two at a time to a thread, so that it need not wait for them."""
BUNDLE = 64
"""Most members in a stint."""
STATE_RATE, STATES_RATE = 2e6, 5e7
"""Bytes of states that come back in a second, of one member and of all."""
STINTS_RATE = 500
"""Stints that end in a second, at most: what a scheduler can do without effort."""


class Pace:
    """Begins with members that take `seconds`, and learns."""

    def __init__(self, seconds: float) -> None:
        self._wanted = self._each = seconds

    def learn(self, seconds: float, members: int) -> None:
        """A stint of so many took so long; what a cold worker takes at first is soon forgotten."""
        self._each = math.sqrt(self._each * max(seconds / max(members, 1), 1e-4))

    def stint(self, workers: int) -> float:
        """How long a stint shall take (s) where the cluster has so many threads, `workers`."""
        return max(self._wanted, workers / STINTS_RATE)

    @property
    def depth(self) -> int:
        """Stints that a thread has at a time."""
        return 1 if self._each >= SHORT_S else 2

    def bundle(self, waiting: int, workers: int) -> int:
        """Members of a stint: so many that it is worth sending, and that all have some to do.

        `waiting` members are left for `workers` threads.
        """
        worth = min(BUNDLE, int(SHORT_S / self._each))
        return max(1, min(worth, math.ceil(waiting / max(2 * workers, 1))))


def pause(state: State | None, workers: int) -> float:
    """Seconds between two times that such a state comes back: large ones come rarely.

    `workers` threads send states to the same place.
    """
    rate = min(STATE_RATE, STATES_RATE / max(workers, 1))
    return sum(array.nbytes for array in (state or {}).values()) / rate
