"""A run on the command line: its progress, its checkpoints, and what Ctrl-C leaves."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from ionoscope.engine import Chunk, Experiment, Result, RunFailed
from ionoscope.engine.core.result import Stopwatch

from ..share.formatting import about
from .terminal import ENDINGS, Sentence, progress

CHECKPOINT_S = 30.0
"""Time between two checkpoints of a resumable run that has a file to write."""
LONG_S = 3600.0
"""A run that takes longer says so before it starts."""


def warn_if_long(seconds: float | None) -> None:
    """One sentence on stderr before a run of hours."""
    if (seconds or 0.0) > LONG_S:
        text = f"This run will take {about(seconds)}; Ctrl-C stops it and keeps what it has"
        click.echo(f"{text}, given --out.", err=True)


def computed(experiment: Experiment, out: Path | None = None, old: Result | None = None) -> Result:
    """Run, or go on from `old`; Ctrl-C keeps what was computed, and `out` its checkpoints."""
    clock, chunk, status = Stopwatch(), None, "finished"
    before = old.elapsed_s if old else 0.0
    if old:
        chunk = Chunk(0.0, "", old.data, old.summary, old.state)
    save = _checkpoints(experiment, out)
    with progress(experiment.key) as tell:
        try:
            for chunk in experiment.chunks(old and old.state):
                tell(chunk.share)
                save(chunk, before + clock.elapsed)
        except KeyboardInterrupt:
            status = "stopped"
        except RunFailed as error:
            status = "failed"
            click.echo(f"ionoscope: {error}", err=True)
        except (KeyError, TypeError, ValueError) as error:
            if old is None or chunk.state is not old.state:
                raise
            raise Sentence(f"this version cannot go on from that state ({error!r}).") from error
    if chunk is None:
        sys.exit(ENDINGS[status])
    return experiment.result(chunk, status, before + clock.elapsed)


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
                click.echo(f"ionoscope: no checkpoint in {out} for now ({error}).", err=True)
            told = True
        since = Stopwatch()

    return save
