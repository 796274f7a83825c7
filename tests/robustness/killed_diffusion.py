"""kill -9 during diffusion runs: gone on with, they end with the bits of the undisturbed run.

python -m tests.robustness.killed_diffusion [COUNT]: by turns a run of a server and one of a
command, in each of the three equations of motion, is killed at a random moment, found as
interrupted, and resumed.
"""

import random
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ionoscope.app.runs import checkpointer
from ionoscope.app.runs.beat import going
from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.checkpoints import found
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.app.runs.tending import tend
from ionoscope.engine import EXPERIMENTS, Experiment

from .children import PATIENCE_S, Child, digest, killed_after

DURATIONS = {"time-local": 60.0, "memory": 60.0, "full": 24.0}
"""By equation, how long ions are followed (ps), so that a run takes a second or two."""
WAYS = ("server", "command")


class Report(NamedTuple):
    """What became of the runs that were killed."""

    kills: int
    resumed: int
    begun_anew: int
    after_its_end: int
    different: int

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        return self.kills == self.resumed + self.after_its_end and self.resumed > 0


def walk(equation: str) -> Experiment:
    """A small run."""
    return EXPERIMENTS["ion-diffusion"](
        equation=equation, duration=DURATIONS[equation], cells=6, ions=4, seed=11, settle=1.0
    )


@cache
def undisturbed(equation: str) -> str:
    """The digest of a run that nobody kills."""
    return digest(walk(equation).solve())


def by_server(send, folder: str, equation: str) -> None:
    """Begin a run as a server does, with checkpoints as often as can be."""
    checkpointer.CHECKPOINT_S = 0.02
    store = RunStore(Pool(1), Path(folder))
    run = store.start(walk(equation))
    while not found(Path(folder), run.id):
        time.sleep(0.005)
    send(run.id)
    while not run.over:
        time.sleep(0.01)
    store.close()


def by_command(send, folder: str, equation: str) -> None:
    """Compute a run as a command does, with a checkpoint after every chunk."""
    experiment = walk(equation)
    with going(Catalogue(folder), "run", experiment) as beat:
        for chunk in experiment.run():
            beat(chunk.share, chunk.stage)
            beat.checkpoint(experiment.result(chunk, "running", 1.0))
            if chunk.state:
                send("run")
        beat.keep(experiment.result(chunk, "finished", 1.0))


def measure(kills: int, most: float = 2.0, seed: int = 0) -> Report:
    """Kill so many runs, each at most `most` seconds after its first checkpoint."""
    rng, came_to = random.Random(seed), []
    for i in range(kills):
        way, equation = WAYS[i % 2], list(DURATIONS)[i // 2 % 3]
        with tempfile.TemporaryDirectory() as folder:
            child = Child(by_server if way == "server" else by_command, folder, equation)
            with killed_after(child, most, rng):
                came_to.append(_gone_on(Path(folder), equation))
    return Report(kills, *(came_to.count(one) for one in Report._fields[1:]))


def _gone_on(folder: Path, equation: str) -> str:
    """Go on with what is found there; what it came to, as a field of the report."""
    pool = Pool(1)
    store = RunStore(pool, folder)
    tend(store.catalogue)
    entry = next(iter(store.catalogue.entries()), None)
    if entry and entry.status == "interrupted":
        run, done = store.resume(entry.id), "resumed"
    elif entry:
        whole = digest(store.catalogue.load(entry.id))
        store.close()
        return "after_its_end" if whole == undisturbed(equation) else "different"
    else:
        run, done = store.start(walk(equation)), "begun_anew"
    end = time.monotonic() + PATIENCE_S
    while not run.over and time.monotonic() < end:
        time.sleep(0.01)
    equal = run.status == "finished" and digest(run.result()) == undisturbed(equation)
    store.close()
    return done if equal else "different"


def main() -> int:
    """Print the report; 1 if the promise was not kept."""
    kills, since = int((sys.argv[1:] or ["50"])[0]), time.monotonic()
    report = measure(kills)
    print(report, f"{time.monotonic() - since:.0f} s")
    return not report.good


if __name__ == "__main__":
    sys.exit(main())
