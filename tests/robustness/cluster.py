"""Members on a cluster whose workers die all the time: `python -m tests.robustness.cluster`.

Six workers, of which one is killed every four seconds for two minutes, and once the scheduler with
all that hangs on it. Ends with 1 if a point is not right, or was entered more than once.
"""

import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager

import numpy as np
from rich.console import Console
from rich.table import Table

from ionoscope.engine.compute.dask_cluster import DaskCluster
from ionoscope.engine.compute.elsewhere import elsewhere
from ionoscope.engine.compute.newest import Newest
from ionoscope.engine.compute.workforce import Elsewhere
from tests.app.toys import ToyWalk
from tests.dask_processes import Processes, until

WORKERS, EVERY_S, FOR_S = 6, 4.0, 120.0
# most of the time is slept, so that six workers have room on two cores: 560 s in all
MEMBERS = [ToyWalk(seed=seed, n=400 if seed % 10 == 0 else 4, pause=0.02) for seed in range(640)]


def keep(member: ToyWalk, chunk) -> dict[str, np.ndarray]:
    """The end of a walk, and how many slices it has."""
    return {name: np.array(chunk.summary[name]) for name in ("end", "slices")}


class Killer(threading.Thread):
    """Kills a worker every EVERY_S, and has another one come; the scheduler once, half-way."""

    def __init__(self, processes: Processes):
        super().__init__(daemon=True)
        self._processes, self._over = processes, threading.Event()
        self.workers = self.schedulers = 0

    def run(self) -> None:
        """Until FOR_S have passed, or `stop`."""
        began = time.monotonic()
        while time.monotonic() - began < FOR_S and not self._over.wait(EVERY_S):
            if not self.schedulers and time.monotonic() - began > FOR_S / 2:
                self._processes.kill_scheduler()
                self._processes.start_scheduler()
                self.schedulers += 1
                for _ in range(WORKERS):  # those there are leave with it
                    self._processes.kill()
                    self._processes.add()
            else:
                self._processes.kill()
                self._processes.add()
                self.workers += 1

    def stop(self) -> None:
        """Kill no more."""
        self._over.set()
        self.join()


def measured(cluster: DaskCluster) -> tuple[float, list[Newest], Counter]:
    """Seconds, what all members have come to, and how often each was entered."""
    entered: Counter = Counter()
    over: set[int] = set()
    began = time.monotonic()
    told = Elsewhere(cluster, lambda text: print(text or "There are workers again."))
    for newest in elsewhere(MEMBERS, keep, [Newest()] * len(MEMBERS), told):
        now = {i for i, one in enumerate(newest) if one.over}
        entered.update(now - over)
        assert over <= now, "what is over stays so"
        over = now
    return time.monotonic() - began, newest, entered


@contextmanager
def six():
    """A cluster of its own, all workers there."""
    with Processes(WORKERS) as processes:
        cluster = DaskCluster(processes.address)
        until(lambda: cluster.look().workers == WORKERS, 180)
        yield processes, cluster
        cluster.close()


def wrong(newest: Sequence[Newest]) -> list[int]:
    """Members that have not come to what they come to here."""
    ends = [one.changed(pause=0.0).solve().summary["end"] for one in MEMBERS]
    return [
        i
        for i, (one, end) in enumerate(zip(newest, ends, strict=True))
        if one.failure or float(one.found["end"]) != end
    ]


def main() -> int:
    """Measure, print, and tell by the exit code whether all is as it should be."""
    with six() as (_, cluster):
        alone, *_ = measured(cluster)
    with six() as (processes, cluster):
        killer = Killer(processes)
        killer.start()
        disturbed, newest, entered = measured(cluster)
        killer.stop()
    bad, once = wrong(newest), set(entered.values()) == {1} and len(entered) == len(MEMBERS)
    table = Table("what", "found")
    table.add_row("points", str(len(MEMBERS)))
    table.add_row("workers killed", str(killer.workers))
    table.add_row("schedulers killed, with all workers", str(killer.schedulers))
    table.add_row("points that are not right", f"{len(bad)} {bad[:9] or ''}")
    table.add_row("every point entered once", str(once))
    table.add_row("time undisturbed, disturbed", f"{alone:.1f} s, {disturbed:.1f} s")
    Console().print(table)
    return int(bool(bad) or not once or not killer.schedulers)


if __name__ == "__main__":
    sys.exit(main())
