"""Random Stops: how long a run computes on after somebody has asked it to stop.

python -m tests.robustness.stops [COUNT]: runs of every kind that takes long, one in front and one
behind it, are stopped at random moments.
"""

import random
import sys
import threading
import time
from typing import NamedTuple

from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import Experiment, known

LONG: dict[str, dict] = {
    "ion-diffusion": {"duration": 2000.0, "cells": 10, "equation": "full"},
    "diffusion-memory": {"duration": 2000.0, "cells": 10},
    "ion-dissipation": {"duration": 200.0, "cells": 100},
    "gate-transmission": {"method": "sampled", "n_launches": 1_000_000},
    "gate-map": {"n": 1000},
    "ion-validity": {"n": 40},
    "lattice-thermal": {"cells": 80},
}
MOST_S = 1.0
"""A run is stopped within this time after its start."""
ALLOWED_S = 0.5
"""99 of 100 have to be over by then."""
PATIENCE_S = 60.0


class Report(NamedTuple):
    """How long it took from Stop to the end of a run (s), and what did not end as it should."""

    stops: int
    stopped: int
    p50: float
    p99: float
    slowest: str
    went_on: int

    @property
    def good(self) -> bool:
        """Whether all ended, nothing goes on behind their back, and 99 of 100 in time."""
        return not self.went_on and self.p99 < ALLOWED_S


def _long(key: str, seed: int) -> Experiment:
    return known(key)(**LONG[key], seed=seed)


def measure(stops: int, seed: int = 0, keys: tuple[str, ...] = tuple(LONG)) -> Report:
    """Stop so many runs, by turns of these kinds."""
    rng, took, stopped = random.Random(seed), [], 0
    store = RunStore(Pool(2), None)
    threads = threading.active_count()
    for i in range(stops):
        beside = store.start(_long(keys[(i + 1) % len(keys)], seed + i), keep=False)
        run = store.start(_long(keys[i % len(keys)], seed + i), keep=False)
        time.sleep(rng.uniform(0.0, MOST_S))
        run.stop()
        asked = time.monotonic()
        _until_over(run)
        took.append((time.monotonic() - asked, run.experiment.key))
        stopped += run.status == "stopped"
        beside.stop()
        _until_over(beside)
    going = [run for run in store.runs.values() if not run.over]
    went_on = len(going) + max(0, threading.active_count() - threads)
    store.close()
    slowest = max(took)
    seconds = sorted(one for one, _ in took)
    return Report(
        stops,
        stopped,
        seconds[len(seconds) // 2],
        seconds[min(len(seconds) - 1, int(0.99 * len(seconds)))],
        f"{slowest[1]} {slowest[0]:.2f} s",
        went_on,
    )


def _until_over(run) -> None:
    end = time.monotonic() + PATIENCE_S
    while not run.over and time.monotonic() < end:
        time.sleep(0.001)


def main() -> int:
    """Print the report; 1 if the promise was not kept."""
    report = measure(int((sys.argv[1:] or ["200"])[0]))
    print(report)
    return not report.good


if __name__ == "__main__":
    sys.exit(main())
