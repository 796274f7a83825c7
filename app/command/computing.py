"""A run on the command line: its progress, its checkpoints, and what is left if it is ended."""

import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from ionoscope.engine import Chunk, Experiment, Result, RunFailed
from ionoscope.engine.core.parameters import unmarked
from ionoscope.engine.core.result import Stopwatch

from ..runs.recording import Recording
from ..share.formatting import about
from .ending import Ending
from .terminal import Sentence, progress, say
from .wording import failed

CHECKPOINT_S = 30.0
"""Time between two checkpoints of a resumable run that has a file to write."""
LONG_S, UNKEPT_S = 3600.0, 60.0
"""A run that takes longer says so before it starts; one that nothing is kept of, much earlier."""


def warn_if_long(seconds: float | None, out: Path | None, kept: bool = False) -> None:
    """A sentence or two on stderr before a long run: how long, and what is kept of it.

    `kept` says whether the run is, among others.
    """
    if not seconds or seconds <= (LONG_S if out or kept else UNKEPT_S):
        return
    early = "Ended early, by Ctrl-C, SIGTERM or a closed terminal,"
    if out:
        part = f"{early} it saves its part in {out}"
    elif kept:
        part = f"{early} its part is kept, and ionoscope runs resume goes on with it"
    else:
        part = "Only the printed answer is kept: give --out FILE.nc to keep the data"
    say(f"this will take {about(seconds)}. {part}.")


def computed(
    experiment: Experiment,
    ending: Ending,
    recorded: Recording,
    out: Path | None = None,
    old: Result | None = None,
) -> Result:
    """Run, or go on from `old`; whatever ends it, what was computed stays, in `out` now and then.

    Exits if nothing was.
    """
    clock, chunk, status, failure = Stopwatch(), None, "finished", ""
    before = old.elapsed_s if old else 0.0
    if old:
        chunk = Chunk(0.0, "", old.data, old.summary, old.state)
    save = _checkpoints(experiment, out)
    with progress(experiment.key) as tell:
        try:
            for chunk in ending.until(experiment.chunks(old and old.state)):
                tell(chunk.share)
                save(chunk, before + clock.elapsed)
                recorded.see(chunk, clock.elapsed, before)
                if recorded.stop_asked:
                    ending.hear(signal.SIGTERM)
        except RunFailed as error:
            status, failure = "failed", error.marked
            say(failed(failure, type(experiment)))
        except Exception as error:
            status, failure = "failed", unmarked(str(error)) or type(error).__name__
            _broken(error, chunk, old)
    if ending.early:
        status = "stopped"
    if chunk is None:
        if ending.early:
            say("it was ended before anything was computed.")
        sys.exit(ending.code(status))
    result = experiment.result(chunk, status, before + clock.elapsed, failure)
    return recorded.keep(result, clock.elapsed)


def _broken(error: Exception, chunk: Chunk | None, old: Result | None) -> None:
    """Say what went wrong where that is a fault; raised again if nothing is lost by it."""
    at_once = old is not None and chunk.state is old.state
    if at_once and isinstance(error, KeyError | TypeError | ValueError):
        raise Sentence(f"this version cannot go on from that state ({error!r}).") from error
    if chunk is None or at_once:
        raise error
    say("".join(traceback.format_exception(error)).rstrip())


def _checkpoints(experiment: Experiment, out: Path | None) -> Callable[[Chunk, float], None]:
    """What is called with each chunk and the time spent; it writes `out` now and then."""
    since, told = Stopwatch(), False

    def save(chunk: Chunk, elapsed: float) -> None:
        nonlocal since, told
        if out is None or chunk.state is None or since.elapsed < CHECKPOINT_S:
            return
        try:
            experiment.result(chunk, "running", elapsed).to_netcdf(out)
        except OSError as error:
            if not told:  # the end may still find room
                say(f"no checkpoint in {out} for now ({error.strerror or error}).")
            told = True
        since = Stopwatch()

    return save
