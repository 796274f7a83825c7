"""What commands that compute say of kept runs: given again, or kept from now on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from ionoscope.engine import Experiment, Result

from ..runs.recording import Recording, again, recording
from ..serve.settings import RUNS
from ..share.telling import when
from .terminal import say

KEEP = "Keep the run, however short; --no-keep: not even one of more than 2 s."
FRESH = "Compute, even if the same run is kept."


class Keeping(NamedTuple):
    """What flags say: the folder, whether to compute in any case, and whether to keep."""

    runs: Path
    fresh: bool = False
    keep: bool | None = None


def options() -> list[click.Option]:
    """--runs, --fresh and --keep."""
    return [
        click.Option(["--fresh"], is_flag=True, help=FRESH),
        click.Option(["--keep/--no-keep"], default=None, help=KEEP),
        RUNS,
    ]


def found_again(experiment: Experiment, keeping: Keeping) -> tuple[str, Result] | None:
    """Id and result of the same run if it is kept, and a line on stderr that it is."""
    if keeping.fresh:
        return None
    try:
        found = again(keeping.runs, experiment)
    except OSError as error:
        say(f"kept runs cannot be looked at ({error.strerror or error}): computing.")
        return None
    if found is None:
        return None
    entry, result = found
    took = f"computed in {entry.elapsed_s:.3g} s"
    say(f"kept run {entry.id} of {when(entry.created)}, {took}; --fresh computes it anew.")
    return entry.id, result


@contextmanager
def kept_as(
    experiment: Experiment, keeping: Keeping, made_from: str = "", goes_on: Result | None = None
) -> Iterator[Recording]:
    """A recording of a run that begins now; once it is kept, a line on stderr says as what."""
    complain = lambda text: say(f"the run is not kept in {keeping.runs} ({text}).")  # noqa: E731
    with recording(
        keeping.runs, experiment, keeping.keep, complain, made_from, goes_on
    ) as recorded:
        yield recorded
    if recorded.id:
        say(f"kept as {recorded.id}.")
