"""Serving: a server in a process of its own, the memory that it holds, and the runs that go on."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
START_S = 240.0
"""Time for a server to start."""


class Server(NamedTuple):
    """A server that runs: where it is, its process, and the folder of its runs."""

    address: str
    process: subprocess.Popen
    runs: Path

    def memory(self) -> float:
        """MB that it and all that it has begun hold, what they share counted once."""
        return sum(map(_held, family(self.process.pid))) / 1e6

    def shares(self) -> dict[str, float]:
        """How far each run is that goes on, by its id."""
        found: dict[str, float] = {}
        for path in self.runs.glob("going/*.json"):
            with suppress(OSError, ValueError):
                runs = json.loads(path.read_text())["runs"]
                found |= {run["id"]: run["share"] for run in runs}
        return found


@contextmanager
def served(folder: Path, *flags: str) -> Iterator[Server]:
    """A server of its own that keeps its runs in `folder`; it answers, and ends with the context.

    What it says goes to `folder`/log.
    """
    address, runs = f"http://localhost:{free_port()}", folder / "runs"
    command = ["-m", "ionoscope.app.command.cli", "serve", "--no-browser"]
    own = ["--port", address.rpartition(":")[2], "--runs", str(runs), *flags]
    with open(folder / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, *command, *own], cwd=ROOT, stdout=log, stderr=log
        )
    try:
        _answers(address, process, folder / "log")
        yield Server(address, process, runs)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        for path in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, path.read_text().split())
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def _held(pid: int) -> float:
    """Bytes that a process holds, its part of what is shared."""
    with suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return 1024.0 * int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1])
    return 0.0


def _answers(address: str, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/liveness", timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server does not answer:\n{log.read_text()[-4000:]}")
