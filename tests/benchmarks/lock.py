"""What computing takes of Python's lock: `python -m tests.benchmarks.lock [SECONDS]`.

A thread that only ticks wants the lock a thousand times a second, as the thread that draws all
pages would. How often it has to wait for it, and how long, while two runs are computed: by the
pool's threads themselves, and by processes that these drive.
"""

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from rich.console import Console
from rich.table import Table

from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.run import Run
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS, Experiment
from ionoscope.engine.compute.apart import Apart
from ionoscope.engine.compute.processes import Processes
from ionoscope.engine.compute.sweep import sweep_of
from tests.dask_processes import until

TICK_S, LATE_S = 1e-3, 0.5e-3
"""Time between two ticks, and how late one is that has waited for the lock."""
WORKERS = 2
WAYS = ("threads", "processes")
TEMPERATURES = tuple(np.linspace(1.0, 4.0, 13))


class Kind(NamedTuple):
    """A run that lasts: an experiment for every seed."""

    name: str
    made: Callable[[int], Experiment]


def _sweep(seed: int) -> Experiment:
    over = {"v0": tuple(np.linspace(5.0, 20.0, 40)), "lam": tuple(np.linspace(0.2, 2.0, 40))}
    return sweep_of(EXPERIMENTS["ion-collision"])(over=over, seed=seed)


KINDS = (
    Kind("diffusion", lambda seed: EXPERIMENTS["ion-diffusion"](duration=20_000.0, seed=seed)),
    Kind(
        "dissipation",
        lambda seed: EXPERIMENTS["ion-dissipation"](
            solver="splitting-4", cells=200, duration=200.0, dt=0.001, seed=seed
        ),
    ),
    Kind(
        "sampled transmission",
        lambda seed: EXPERIMENTS["gate-transmission"](
            method="sampled", omega_T=TEMPERATURES, n_launches=10_000_000, seed=seed
        ),
    ),
    Kind("sweep of collisions", _sweep),
)


class Ticks(NamedTuple):
    """Of all ticks the share that waited; how long one in a hundred waits at least, and the
    longest (s); how much of the runs was done in a second, and their seconds of computing."""

    waited: float
    p99: float
    longest: float
    pace: float


def first_chunks(apart: bool, count: int = 12) -> tuple[float, float]:
    """Median times (s) from asking for a map to its first chunk and to its end; those of the
    first map, for which all is loaded, aside."""
    store = RunStore(Pool(WORKERS), None, processes=Processes(4e9) if apart else None)
    firsts, ends = [], []
    for i in range(count + 1):
        run = Run(EXPERIMENTS["gate-map"](phi=0.1 + 0.2 * i), live=True)
        if apart:
            own = Apart(store.processes)
            run = Run(run.experiment, live=True, chunks=own.chunks)
            run.apart = True
        began = time.perf_counter()
        store.pool.submit(run)
        until(lambda run=run: run.chunk or run.over, 120)
        firsts.append(time.perf_counter() - began)
        until(lambda run=run: run.over, 120)
        ends.append(time.perf_counter() - began)
    store.close()
    return float(np.median(firsts[1:])), float(np.median(ends[1:]))


def ticks(seconds: float) -> np.ndarray:
    """How late each tick came (s)."""
    late, end = [], time.perf_counter() + seconds
    while (now := time.perf_counter()) < end:
        time.sleep(TICK_S)
        late.append(time.perf_counter() - now - TICK_S)
    return np.array(late)


def measured(kind: Kind, apart: bool, seconds: float) -> Ticks:
    """Two runs of that kind, by threads or `apart`, once both have begun."""
    store = RunStore(Pool(WORKERS), None, processes=Processes(4e9) if apart else None)
    runs = [store.start(kind.made(seed), keep=False) for seed in (1, 2)]
    until(lambda: all(run.over or run.share > 0 for run in runs), 120)
    before, began = _done(runs), time.perf_counter()
    late = ticks(seconds)
    pace = (_done(runs) - before) / (time.perf_counter() - began)
    store.close()
    return told(late, pace)


def told(late: np.ndarray, pace: float) -> Ticks:
    """The ticks in numbers."""
    return Ticks(
        float(np.mean(late > LATE_S)), *map(float, (np.quantile(late, 0.99), late.max(), pace))
    )


def _done(runs: list[Run]) -> float:
    return sum(run.share for run in runs)


def main() -> None:
    """Measure all kinds both ways and print a table."""
    seconds = float((sys.argv[1:] or ["10"])[0])
    table = Table("two runs of", "by", "ticks that waited", "1 in 100 waits", "longest", "share/s")
    _add(table, "nothing", "", told(ticks(seconds), 0.0))
    for kind in KINDS:
        for apart in (False, True):
            found = measured(kind, apart, seconds)
            _add(table, kind.name, WAYS[apart], found)
    Console().print(table)
    live = Table("a map that follows a slider", "first chunk", "end")
    for apart in (False, True):
        live.add_row(WAYS[apart], *(f"{1e3 * t:.0f} ms" for t in first_chunks(apart)))
    Console().print(live)


def _add(table: Table, name: str, by: str, found: Ticks) -> None:
    waits = f"{1e3 * found.p99:.1f} ms", f"{1e3 * found.longest:.1f} ms"
    table.add_row(name, by, f"{found.waited:.1%}", *waits, f"{found.pace:.4f}")


if __name__ == "__main__":
    main()
