"""Processes that are killed: begun in a moment, because what they load is loaded already."""

import hashlib
import json
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from ionoscope.engine import Result
from ionoscope.engine.core.result import plain

PATIENCE_S = 60.0
PACE = "steps_per_s"
LOADED = [
    *("h5netcdf", "h5py", "xarray", "ionoscope.app.runs.beat", "ionoscope.app.runs.store"),
    *("ionoscope.engine.diffusion.diffusion_run", "tests.robustness.samples"),
]


def context() -> multiprocessing.context.BaseContext:
    """Where children come from: a process that has loaded everything and started nothing."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(LOADED)
    return found


class Child:
    """A process that runs `work(send, *words)`; what it sends is `heard` here."""

    def __init__(self, work: Callable, *words: object):
        where = context()
        self._ours, theirs = where.Pipe(duplex=False)
        self._process = where.Process(target=_begin, args=(work, theirs, *words), daemon=True)
        self._process.start()
        theirs.close()
        self.heard: list = []

    def hear(self) -> object:
        """The next word; EOFError if there is none any more."""
        if not self._ours.poll(PATIENCE_S):
            raise TimeoutError("a child says nothing")
        self.heard.append(self._ours.recv())
        return self.heard[-1]

    def kill(self) -> None:
        """SIGKILL, if it has not ended; all that it said before is heard."""
        with suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGKILL)
        self.finish()

    def finish(self) -> None:
        """Wait for its end; all that it says is heard."""
        try:
            while True:
                self.hear()
        except (EOFError, ConnectionError):
            pass
        self._process.join()
        self._ours.close()


def _begin(work: Callable, pipe: Connection, *words: object) -> None:
    work(pipe.send, *words)


@contextmanager
def killed_after(child: Child, most: float, rng: random.Random) -> Iterator[None]:
    """Kill a child at a random moment, `most` seconds at most after it has said its first word."""
    child.hear()
    time.sleep(rng.uniform(0.0, most))
    child.kill()
    yield


def digest(result: Result) -> str:
    """SHA-256 of what was computed: every variable bit for bit, and the answer but for its pace."""
    summary = {name: value for name, value in plain(result.summary).items() if name != PACE}
    found = hashlib.sha256(json.dumps(summary, sort_keys=True).encode())
    for name in sorted(result.data.variables):
        variable = result.data[name]
        values = variable.values
        found.update(f"{name} {variable.dims} {values.dtype} {values.shape}".encode())
        found.update(repr(values.tolist()).encode() if values.dtype == object else values.tobytes())
    return found.hexdigest()
