"""Endings: the signals that ask a process to end, and a place for what its own disk refuses."""

import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

ASKING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGXCPU")
"""Ctrl-C; a batch system at the time limit, an engine of containers; a closed terminal; a limit
on computing time."""


def hear(handler: Callable) -> dict[int, object]:
    """Have `handler(signal, frame)` called for each signal that asks to end; the handlers before.

    What was ignored stays so: nohup means that a closed terminal is no reason to end. Only the
    main thread hears signals; in another one nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        return {}
    known = [getattr(signal, name) for name in ASKING if hasattr(signal, name)]
    numbers = [n for n in known if signal.getsignal(n) is not signal.SIG_IGN]
    return {number: signal.signal(number, handler) for number in numbers}


def elsewhere(write: Callable[[Path], object], name: str) -> Path | None:
    """Where `write(path)` has put what its own folder did not take; None if no folder takes it.

    Nothing is overwritten: a name that is taken gets a number.
    """
    for folder in _folders():
        path = _free(folder, name)
        with suppress(OSError):
            write(path)
            return path
    return None


def _folders() -> Iterator[Path]:
    """The current folder, the person's own, and that of temporary files."""
    for find in (Path.cwd, Path.home, lambda: Path(tempfile.gettempdir())):
        with suppress(OSError, RuntimeError):  # removed, without a home, nowhere
            yield find()


def _free(folder: Path, name: str) -> Path:
    path = wanted = folder / name
    number = 1
    while path.exists():
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    return path
