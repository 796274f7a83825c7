"""Forker: a process with one thread that has loaded what runs need; each run is a copy of it.

python -m ionoscope.engine.compute.forker FD, where FD is a socket: a copy takes some milliseconds
and shares what is loaded, and its parent has no thread that could hold a lock meanwhile. It ends
when the other end of the socket is closed, however that came about, and its copies with it.
"""

import ctypes
import gc
import os
import pickle
import resource
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from socket import recv_fds, socket

from ..core.result import Chunk
from .child import compute
from .wire import receive, send

ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGXCPU")
"""Signals that a terminal or a service sends to all processes: the one that began this decides."""
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG."""
FIRST = ("xarray", "ionoscope.engine", "ionoscope.engine.numerics.compiler")
"""What every run needs."""


def main(line: socket) -> None:
    """Fork when asked to by ("fork", modules), and wait for the end of ("ended", pid)."""
    for name in ENDING:
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash is told in a sentence
    load(FIRST)
    _use()
    with suppress(EOFError, OSError):
        while True:
            what, about = receive(line)
            send(line, fork(line, about) if what == "fork" else end(about))


def load(names: Iterable[str]) -> None:
    """Import modules; what they hold is then looked after by nobody, for that would copy it."""
    new = [name for name in names if name not in sys.modules]
    for name in new:
        with suppress(Exception):  # whoever needs it will say so
            import_module(name)
    if new:
        gc.collect()
        gc.freeze()


def fork(line: socket, modules: Iterable[str]) -> int:
    """Take a socket from `line`; the pid of a process that computes what comes through it."""
    load(modules)
    _, (theirs,), _, _ = recv_fds(line, 1, 1)
    if pid := os.fork():
        os.close(theirs)
        return pid
    code = 1
    try:
        _die_with_parent()
        _go_first()
        line.close()
        compute(socket(fileno=theirs))
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def end(pid: int) -> int:
    """Kill the process `pid` unless it has ended; its exit code, less than 0 for a signal."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # changes nothing of one that is dying of something else
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _use() -> None:
    """Do once what every run does: xarray loads others' arrays with its first variable."""
    import xarray as xr

    data = xr.Dataset({"y": ("x", [0.0])}, {"x": [0.0]})
    pickle.loads(pickle.dumps(Chunk(0.0, "", data), 5))
    gc.collect()
    gc.freeze()


def _die_with_parent() -> None:
    """Be killed with the forker, also in the middle of a kernel."""
    parent = os.getppid()
    with suppress(OSError, AttributeError):  # Linux alone has it; elsewhere it ends with its slice
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _go_first() -> None:
    """Be what the system kills when memory runs out, and not the server."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


if __name__ == "__main__":
    main(socket(fileno=int(sys.argv[1])))
