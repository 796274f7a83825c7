"""What a cluster costs: `python -m tests.benchmarks.tasks`.

400 points on 1, 2 and 4 worker processes of this machine. Points that sleep show what sending
costs, whatever the cores; points that compute cannot be faster than there are cores. The cost of a
task is the time of a point that does nothing, alone in its stint; its processor time, in all
processes together, depends least on what else the machine does.
"""

import os
import time
from collections.abc import Sequence

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from ionoscope.engine import EXPERIMENTS, Experiment
from ionoscope.engine.compute import pace
from ionoscope.engine.compute.dask_cluster import DaskCluster
from ionoscope.engine.compute.elsewhere import elsewhere
from ionoscope.engine.compute.newest import Newest
from ionoscope.engine.compute.workforce import Elsewhere, Threads, cores, working
from tests.app.toys import ToyWalk
from tests.dask_processes import Processes, until

POINTS, SLEEP_S = 400, 0.05
COUNTS = (1, 2, 4)

BARRIER = EXPERIMENTS["gate-barrier"]
NOTHING = [ToyWalk(seed=i, n=1) for i in range(POINTS)]
SLEEPING = [ToyWalk(seed=i, n=1, pause=SLEEP_S) for i in range(POINTS)]
COMPUTING = [BARRIER(lam=0.5 + 0.005 * i) for i in range(POINTS)]


def keep(member: Experiment, chunk) -> dict[str, np.ndarray]:
    """Next to nothing."""
    return {"share": np.array(chunk.share)}


def elapsed(cluster: DaskCluster, members: Sequence[Experiment]) -> float:
    """Seconds that all members take there."""
    began = time.perf_counter()
    there = Elsewhere(cluster, print)
    *_, newest = elsewhere(members, keep, [Newest()] * len(members), there)
    assert all(one.over and not one.failure for one in newest)
    return time.perf_counter() - began


def alone(members: Sequence[Experiment]) -> float:
    """Seconds that they take here, one after the other."""
    members[0].solve()
    began = time.perf_counter()
    with Threads(1) as one, working(one):
        for member in members:
            member.solve()
    return time.perf_counter() - began


def singly(cluster: DaskCluster) -> float:
    """Seconds that points take which do nothing, each in a stint of its own."""
    before, pace.BUNDLE = pace.BUNDLE, 1
    try:
        return elapsed(cluster, NOTHING)
    finally:
        pace.BUNDLE = before


def spent(processes: Processes) -> float:
    """Processor time (s) of who asks, the scheduler and the workers until now."""
    them = (processes.scheduler, *processes.workers)
    times = [psutil.Process(pid).cpu_times() for pid in (os.getpid(), *(p.pid for p in them))]
    return sum(t.user + t.system for t in times)


def row(workers: int, computing: float) -> tuple[str, ...]:
    """What so many workers come to."""
    with Processes(workers) as processes:
        cluster = DaskCluster(processes.address)
        until(lambda: cluster.look().workers == workers, 180)
        for members in (SLEEPING[:40], COMPUTING[:40]):  # everything is loaded and compiled
            elapsed(cluster, members)
        asleep = POINTS * SLEEP_S / workers / elapsed(cluster, SLEEPING)
        busy = elapsed(cluster, COMPUTING)
        together, before = elapsed(cluster, NOTHING), spent(processes)
        costs = together, singly(cluster), spent(processes) - before
        cluster.close()
    cost = [f"{1e3 * seconds / POINTS:.1f}" for seconds in costs]
    return str(workers), f"{asleep:.0%}", f"{busy:.1f}", f"{computing / workers / busy:.0%}", *cost


def main() -> None:
    """Measure and print."""
    computing = alone(COMPUTING)
    table = Table(
        "workers",
        f"{POINTS} points of {1e3 * SLEEP_S:.0f} ms asleep: efficiency",
        f"{POINTS} barriers (s)",
        "efficiency",
        "cost of a point (ms)",
        "of a task (ms)",
        "processor time of a task (ms)",
    )
    for workers in COUNTS:
        table.add_row(*row(workers, computing))
    console = Console(width=140)
    console.print(table)
    load = os.getloadavg()[0]
    console.print(
        f"{cores()} cores, load {load:.1f}; the scheduler and what asks are on them too. "
        f"{POINTS} barriers one after the other in one process: {computing:.1f} s."
    )


if __name__ == "__main__":
    main()
