"""`ionoscope runs resume`: a run goes on from what is kept of it."""

from pathlib import Path

import click

from ionoscope.engine import Experiment, Result

from .. import plot_command
from ..ending import EXITS
from ..giving import Wanted, compute, files
from ..keeping import Keeping
from ..terminal import Sentence, check_folder
from ..workers import chosen, options
from .opened import entries, of_runs, opened


def _resume(run: str, runs: Path, workers: int | None, scheduler: str | None, **wanted) -> None:
    own = Wanted(**wanted)
    check_folder(own.out)
    plot_command.check(own.picture)
    id, experiment, old = _cut_off(run, runs)
    keeping = Keeping(runs, keep=True)
    with chosen(workers, scheduler):
        compute(experiment, old, own, keeping, made_from=id)


def _cut_off(run: str, runs: Path) -> tuple[str, Experiment, Result]:
    """Id, experiment and result of the kept run that can be gone on with; a Sentence if none."""
    from ...runs.store import rebuilt

    with opened(runs) as catalogue:
        if any(one.id.startswith(run) for one in catalogue.going()):
            raise Sentence(f"run {run} is still going on: ionoscope runs stop {run} ends it.")
        (entry,) = entries(catalogue, [run])
        old = catalogue.load(entry.id)
        return entry.id, rebuilt(old), old


command = of_runs(
    click.Command(
        "resume",
        params=[click.Argument(["run"], metavar="ID"), *files(), *options()],
        callback=_resume,
        help="Resume a run that was stopped or interrupted, as a new run made from it.",
        epilog=EXITS,
    )
)
