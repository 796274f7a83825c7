"""Pulse: how late the event loop comes to what is due, and how much room the process takes."""

import resource
import sys
import time
from collections import deque
from collections.abc import Callable

BEAT_S = 0.05
MINUTE_S = 60.0


class Pulse:
    """Notes, some twenty times a second, how many seconds late the loop is.

    `later(seconds, call)` has the loop call something.
    """

    def __init__(self, later: Callable[[float, Callable[[], None]], object]):
        self._later = later
        self._late: deque[tuple[float, float]] = deque()
        self._due = 0.0

    def begin(self) -> None:
        """Begin, on the loop."""
        self._due = time.monotonic() + BEAT_S
        self._later(BEAT_S, self._beat)

    def lag_ms(self) -> dict[str, float]:
        """Median, 95th percentile and maximum of the last minute, in ms; zeros before any."""
        late = sorted(1e3 * max(seconds, 0.0) for _, seconds in self._late) or [0.0]
        last = len(late) - 1
        shown = {"p50": late[last // 2], "p95": late[round(0.95 * last)], "max": late[last]}
        return {name: round(value, 1) for name, value in shown.items()}

    def _beat(self) -> None:
        now = time.monotonic()
        self._late.append((now, now - self._due))
        while now - self._late[0][0] > MINUTE_S:
            self._late.popleft()
        self.begin()


def resident_mb() -> float:
    """Memory that the process takes, in MB; where the system does not tell, the most it took."""
    try:
        with open("/proc/self/statm") as file:
            return round(int(file.read().split()[1]) * resource.getpagesize() / 1e6, 1)
    except OSError:
        unit = 1.0 if sys.platform == "darwin" else 1e3
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)
