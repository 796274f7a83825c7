"""Toys for processes of their own: walks that come to a bad end, and one that looks around."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import xarray as xr

from ionoscope.engine import Chunk, Experiment
from ionoscope.engine.core.parameters import Choice
from tests.app.toys import ToyWalk


def _exhaust():
    taken = []
    while True:
        taken.append(np.ones(2 * 10**6))


FATES = {
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "leave": lambda: os._exit(3),
    "exhaust": _exhaust,
    "hang": lambda: time.sleep(3600),
    "fall": lambda: {}["`step`"],
}


class Doomed(ToyWalk):
    """A walk whose slice number `bad` ends as `fate` has it."""

    key = "doomed"
    fate = Choice(list(FATES), doc="how it ends")

    def _wait(self, number):
        if number == self.bad:
            FATES[self.fate]()
        time.sleep(self.pause)


class Looking(Experiment):
    """Says what there is around it."""

    key, title, question, source, group = "looking", "Looking", "Where am I?", "none", "Toys"

    def run(self):
        told = {"pid": os.getpid(), "parent": os.getppid()}
        told["modules"] = sorted({name.partition(".")[0] for name in sys.modules})
        told["parent_threads"] = len(os.listdir(f"/proc/{os.getppid()}/task"))
        told["goes_first"] = int(Path("/proc/self/oom_score_adj").read_text())
        yield Chunk(1.0, "done", xr.Dataset({"x": 1.0}), told)


class Heavy(Experiment):
    """Chunks of 40 MB, as fast as they can be made, whose number stands in each."""

    key, title, question, source, group = "heavy", "Heavy", "How many?", "none", "Toys"

    def run(self):
        for i in range(10**6):
            yield Chunk(i / 10**6, "", xr.Dataset({"x": ("i", np.full(5_000_000, i))}), {"i": i})
