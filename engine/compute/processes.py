"""Processes: one for each run, forked from a clean one that is there while it is needed."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import wait
from socket import send_fds, socket, socketpair

from ..core.experiment import Experiment
from ..core.files import State
from .child import Begin, Said, Slice, Stop
from .wire import receive, send

FORKER = "ionoscope.engine.compute.forker"
IDLE_S = 300.0
"""Time without a run after which nothing of all this is kept."""
LOOK_S = 0.1
"""Time between two looks at whether somebody is in a hurry."""
HURRY_S = 5.0
"""Time that a process has to answer once it is to stop."""


class Processes:
    """Where runs get a process of their own, which may grow by `memory` bytes.

    Nothing is started before the first one is asked for.
    """

    def __init__(self, memory: float) -> None:
        self.memory = memory
        self._lock = threading.Lock()
        self._forker: subprocess.Popen | None = None
        self._line: socket | None = None
        self._modules: dict[str, None] = {}
        self._alive: set[int] = set()
        self._rest: threading.Timer | None = None

    def begin(self, experiment: Experiment, state: State | None, workers: int) -> "Child":
        """A process that is to compute `experiment` from `state` among so many `workers`;
        OSError if there can be none."""
        ours, theirs = socketpair()
        own = type(experiment).__module__
        with theirs:
            # where there is a module for the run, it begins with that
            pid = self._forked(theirs, (own, f"{own}_run", *self._modules))
        child = Child(self, pid, ours)
        child.tell(Begin(experiment, state, workers, self.memory))
        return child

    def learn(self, modules: tuple[str, ...]) -> None:
        """Have these loaded before the next one is forked: it will need them too."""
        self._modules |= dict.fromkeys(modules)

    def ended(self, pid: int) -> int | None:
        """End the process `pid`; its exit code, less than 0 for a signal, None if nobody knows."""
        with self._lock:
            self._alive.discard(pid)
            try:
                return self._ask("ended", pid)
            except (OSError, EOFError):
                return None
            finally:
                if not self._alive:
                    self._rest_soon()

    def close(self) -> None:
        """End them all."""
        with self._lock:
            self._awake()
            self._end()

    def _forked(self, theirs: socket, modules: tuple[str, ...]) -> int:
        with self._lock:
            self._awake()
            for again in (True, False):
                try:
                    pid = self._fork(theirs, modules)
                except (OSError, EOFError):  # it was killed, and what it had forked with it
                    self._end()
                    if not again:
                        raise
                else:
                    self._alive.add(pid)
                    return pid
        raise AssertionError("one of the two has been left")

    def _fork(self, theirs: socket, modules: tuple[str, ...]) -> int:
        line = self._line or self._start()
        send(line, ("fork", modules))
        send_fds(line, [b"."], [theirs.fileno()])
        return receive(line)

    def _start(self) -> socket:
        self._line, theirs = socketpair()
        with theirs:
            fd = theirs.fileno()
            self._forker = subprocess.Popen(
                [sys.executable, "-P", "-m", FORKER, str(fd)],
                pass_fds=[fd],
                stdin=subprocess.DEVNULL,
            )
        return self._line

    def _ask(self, what: str, about: object) -> int | None:
        if self._line is None:
            return None
        send(self._line, (what, about))
        return receive(self._line)

    def _end(self) -> None:
        """Hang up, at which all that was forked ends too."""
        line, forker = self._line, self._forker
        self._line = self._forker = None
        if line is not None and forker is not None:
            line.close()
            try:
                forker.wait(HURRY_S)
            except subprocess.TimeoutExpired:
                forker.kill()
                forker.wait()
        self._alive.clear()

    def _rest_soon(self) -> None:
        self._awake()
        self._rest = threading.Timer(IDLE_S, self._leave)
        self._rest.daemon = True
        self._rest.start()

    def _awake(self) -> None:
        if self._rest:
            self._rest.cancel()
        self._rest = None

    def _leave(self) -> None:
        with self._lock:
            if not self._alive:
                self._end()


class Gone(Exception):
    """A process has ended without a word; `code` as `Processes.ended` gives it."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class Child:
    """A process that computes one run, seen from the one that wants it."""

    def __init__(self, processes: Processes, pid: int, line: socket) -> None:
        self.pid, self._processes, self._line = pid, processes, line
        self._hurry, self._over = 0.0, False

    def slice(self, seconds: float, helpers: int) -> Said:
        """What it comes to in so many `seconds` with `helpers`; Gone if it ends instead."""
        return self._answered(Slice(seconds, helpers))

    def last(self) -> Said:
        """What it has still to say; Gone if that is nothing."""
        return self._answered(Stop())

    def hurry(self) -> None:
        """It has HURRY_S from now on to answer (from any thread)."""
        self._hurry = time.monotonic() + HURRY_S

    def tell(self, what: object) -> None:
        """Give it an order; whether it is there shows when it has to answer."""
        with suppress(OSError):
            send(self._line, what)

    def close(self) -> int | None:
        """End it, if it has not; its exit code as `Processes.ended` gives it."""
        if self._over:
            return None
        self._over = True
        self._line.close()
        return self._processes.ended(self.pid)

    def _answered(self, order: object) -> Said:
        if self._over:
            raise Gone(None)
        self.tell(order)
        try:
            while not wait([self._line], LOOK_S):
                if 0 < self._hurry < time.monotonic():
                    with suppress(ProcessLookupError):
                        os.kill(self.pid, signal.SIGKILL)
            said = receive(self._line)
        except (OSError, EOFError):
            raise Gone(self.close()) from None
        self._processes.learn(said.loaded)
        return said
