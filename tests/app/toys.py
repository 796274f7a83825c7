"""A resumable toy: a random walk whose every step depends on the one before."""

from typing import ClassVar

import numpy as np
import xarray as xr

from ionoscope.app.runs.run import Run
from ionoscope.engine import EXPERIMENTS, Chunk, Experiment
from ionoscope.engine.core.parameters import Count, Quantity


class ToyWalk(Experiment):
    """A walk of `n` slices of 1000 steps; its state holds the place and the random generator."""

    key = "toy-walk"
    title = "Walk"
    question = "Where does it end?"
    group = "Toys"
    source = "none"
    resumable = True
    random = True
    small: ClassVar[dict] = {"n": 2}

    n = Count(20, bounds=(1, 10**9), doc="slices")
    pause = Quantity(0.0, bounds=(0.0, 10.0), doc="seconds to wait in each slice")
    cost = Quantity(0.0, bounds=(0.0, 1e9), doc="what it says it will cost", unit="s")
    bad = Count(0, bounds=(0, 10**9), doc="slice that fails")

    def estimate(self):
        return self.cost or None

    def run(self):
        state = np.random.SeedSequence(self.seed).generate_state(4, np.uint64)
        return self._slices(np.zeros(0), state)

    def resume(self, state):
        if set(state) != {"path", "words"}:
            raise ValueError("This is no state of a toy walk.")
        return self._slices(state["path"], state["words"])

    def _slices(self, path, words):
        if len(path) == self.n:
            yield self._chunk(path, words)
        while len(path) < self.n:
            self._wait(len(path) + 1)
            rng = np.random.Generator(np.random.Philox(key=words[:2]))
            end = path[-1] if len(path) else 0.0
            path = np.append(path, end + rng.normal(size=1000).sum())
            words = rng.integers(0, 2**64, 4, np.uint64)
            yield self._chunk(path, words)

    def _wait(self, number):
        import time

        if number == self.bad:
            raise ValueError("the walker fell")
        time.sleep(self.pause)

    def _chunk(self, path, words):
        about = {"long_name": "place", "symbol": "x", "units": "1"}
        data = xr.Dataset({"x": ("slice", path, about)})
        summary = {"end": float(path[-1]), "slices": len(path)}
        return Chunk(len(path) / self.n, "walking", data, summary, {"path": path, "words": words})


def register() -> None:
    """Make it an experiment of this process."""
    EXPERIMENTS[ToyWalk.key] = ToyWalk


def cut(experiment, slices):
    """A run stopped after so many slices."""
    run = Run(experiment)
    for _ in range(slices):
        run.advance()
    run.stop()
    run.advance()
    return run
