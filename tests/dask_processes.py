"""A dask cluster of processes on this machine that can be killed one by one."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT),  # for the experiments of tests
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
    "DASK_DISTRIBUTED__DIAGNOSTICS__NVML": "False",
}


def until(what: Callable[[], object], patience: float = 60.0) -> object:
    """Wait for `what()` to be true; AssertionError if it is not within `patience` (s)."""
    end = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < end, f"not within {patience:g} s: {what}"
        time.sleep(0.02)
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Processes:
    """A scheduler and workers with a thread each, as a context that leaves none behind."""

    def __init__(self, workers: int) -> None:
        self._port, self._count = free_port(), workers
        self.workers: list[subprocess.Popen] = []

    @property
    def address(self) -> str:
        """The scheduler's."""
        return f"tcp://127.0.0.1:{self._port}"

    def __enter__(self) -> "Processes":
        self.start_scheduler()
        for _ in range(self._count):
            self.add()
        return self

    def __exit__(self, *_: object) -> None:
        for one in (*self.workers, self.scheduler):
            one.kill()
            one.wait()

    def start_scheduler(self) -> None:
        """Start it, or start it anew."""
        own = ["--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard", "--no-show"]
        self.scheduler = _process("distributed.cli.dask_scheduler", *own)

    def add(self) -> None:
        """Start one more worker."""
        own = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        more = ["--memory-limit", "0", "--local-directory", "/tmp"]
        self.workers.append(_process("distributed.cli.dask_worker", self.address, *own, *more))

    def kill(self) -> None:
        """Kill the oldest worker."""
        _end(self.workers.pop(0))

    def kill_scheduler(self) -> None:
        """Kill it; its workers leave by themselves, after a while."""
        _end(self.scheduler)


def _process(module: str, *words: str) -> subprocess.Popen:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", module, *words], env=ENVIRONMENT, **quiet)


def _end(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()
