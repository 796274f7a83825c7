"""Child: a process that computes one run, a slice whenever it is told to.

It ends with the run, or as soon as whoever began it has gone.
"""

import math
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from socket import socket
from typing import NamedTuple

from ..core.experiment import Experiment, RunFailed, last_word
from ..core.files import State
from ..core.parameters import unmarked
from ..core.result import Chunk
from .lent import Lent
from .wire import receive, send
from .workforce import working

SHARE = 0.05
"""Most of its time that may go into sending: what is large is sent rarely."""


class Begin(NamedTuple):
    """What is to be computed, from which state on; with how many threads at most, and by how many
    bytes the process may grow."""

    experiment: Experiment
    state: State | None
    workers: int
    memory: float


class Slice(NamedTuple):
    """Compute for so many seconds, with so many helpers."""

    seconds: float
    helpers: int


class Stop(NamedTuple):
    """Say what there is and end."""


class Said(NamedTuple):
    """What a slice has come to.

    chunk : the newest, None if it is known; over : whether that is all; failure : why it failed,
    with parameters marked; trace : where, if nobody expected it; short : whether memory ran out;
    loaded : the modules that it took.
    """

    chunk: Chunk | None = None
    over: bool = False
    failure: str = ""
    trace: str = ""
    short: bool = False
    loaded: tuple[str, ...] = ()


def compute(line: socket) -> None:
    """Compute what comes first through `line`, as that tells."""
    with suppress(EOFError, OSError):  # whoever wanted it has gone
        begin = receive(line)
        if isinstance(begin, Begin):
            _limit(begin.memory)
            _obey(line, _Work(begin))


def _obey(line: socket, work: "_Work") -> None:
    over = False
    while not over:
        order = receive(line)
        said = work.slice(order) if isinstance(order, Slice) else work.last()
        began = time.thread_time()
        send(line, said)
        work.sent(time.thread_time() - began)
        over = said.over or not isinstance(order, Slice)


class _Work:
    """A run on its way here."""

    def __init__(self, begin: Begin) -> None:
        self._begin, self._lent = begin, Lent(begin.workers)
        self._chunks: Iterator[Chunk] | None = None
        self._newest: Chunk | None = None
        self._told: Chunk | None = None
        self._next, self._modules = 0.0, set(sys.modules)

    def slice(self, order: Slice) -> Said:
        """Go on until the time is over."""
        end = time.monotonic() + order.seconds
        self._lent.lend(order.helpers)
        try:
            with working(self._lent):
                for chunk in self._begun():
                    self._newest = chunk
                    if time.monotonic() >= end:
                        return self._said()
            return self._said(over=True)
        except RunFailed as error:
            return self._said(True, error.marked)
        except MemoryError as error:
            _limit(math.inf)  # to tell what there is takes some too
            return self._said(True, unmarked(str(error)) or "memory", short=True)
        except Exception as error:
            text = unmarked(str(error)) or type(error).__name__
            return self._said(True, text, traceback.format_exc())
        finally:
            self._lent.lend(0)

    def last(self) -> Said:
        """What there is to say at a stop."""
        try:
            with working(self._lent):
                self._newest = last_word(self._begun()) or self._newest
        except Exception:
            return self._said(True, trace=traceback.format_exc())
        return self._said(over=True)

    def sent(self, seconds: float) -> None:
        """To send the last answer took so many seconds of the processor."""
        self._next = time.monotonic() + seconds / SHARE

    def _begun(self) -> Iterator[Chunk]:
        if self._chunks is None:
            self._chunks = self._begin.experiment.chunks(self._begin.state)
        return self._chunks

    def _said(
        self, over: bool = False, failure: str = "", trace: str = "", short: bool = False
    ) -> Said:
        new = self._newest is not self._told and (over or time.monotonic() >= self._next)
        chunk = self._newest if new else None
        self._told = chunk or self._told
        return Said(chunk, over, failure, trace, short, self._loaded())

    def _loaded(self) -> tuple[str, ...]:
        if len(sys.modules) == len(self._modules):
            return ()
        new = [name for name in sys.modules if name not in self._modules]
        self._modules.update(new)
        return tuple(new)


def _limit(more: float) -> None:
    """Let this process grow by so many bytes: what is asked for beyond is refused."""
    with suppress(OSError, ValueError, IndexError):  # elsewhere than on Linux nobody tells its size
        size = Path("/proc/self/status").read_text().partition("VmData:")[2].split()[0]
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        wanted = most if more == math.inf else int(size) * 1024 + int(more)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
