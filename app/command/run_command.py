"""`ionoscope run`: an experiment, its answer, its data and its picture."""

import shlex
from pathlib import Path

import click

from ionoscope.engine import EXPERIMENTS, Experiment, Result
from ionoscope.engine.compute.composite import Composite

from ..runs.shelf import shelve
from . import plot_command
from .ending import EXITS
from .flags import built, flags
from .giving import Wanted, compute, files, give
from .groups import ByExperiment
from .keeping import Keeping, found_again
from .keeping import options as keeping_options
from .terminal import Sentence, check_folder
from .workers import chosen, options


def experiment_command(key: str) -> click.Command:
    """`ionoscope run KEY`, with a flag for every declared parameter."""
    kind = EXPERIMENTS[key]

    def call(preset_name, runs, fresh, keep, resume=None, workers=None, scheduler=None, **values):
        wanted = Wanted(*(values.pop(name) for name in Wanted._fields))
        texts = {k: v for k, v in values.items() if v is not None}
        keeping = Keeping(runs, fresh, keep)
        check_folder(wanted.out)
        plot_command.check(wanted.picture)
        if resume:
            old, experiment = _cut_off(key, resume, (*texts, *(["preset"] if preset_name else ())))
        else:
            shelve(runs)
            old, experiment = None, built(key, texts, preset_name)
        if old is None and (found := found_again(experiment, keeping)):
            give(found[1], wanted, kept=found[0])
        with chosen(workers, scheduler):
            compute(experiment, old, wanted, keeping)

    own = [*files(), *keeping_options(), *([_resume()] if kind.resumable else [])]
    own += options() if issubclass(kind, Composite) else []
    params = flags(key, kind) + own
    return click.Command(key, params=params, callback=call, help=kind.question, epilog=EXITS)


class Run(ByExperiment):
    """`ionoscope run KEY …`."""

    build = staticmethod(experiment_command)


@click.group(cls=Run, epilog=EXITS)
def command() -> None:
    """Run an experiment and print its answer."""


def _resume() -> click.Option:
    about = "Resume the stopped or interrupted run in this file."
    file = click.Path(path_type=Path)
    return click.Option(["--resume"], type=file, metavar="FILE.nc", help=about)


def _cut_off(key: str, path: Path, given: tuple[str, ...]) -> tuple[Result, Experiment]:
    """The run in a file that can be gone on with, and its experiment; a Sentence if there is none.

    `given` names the flags beside it, of which there must be none.
    """
    from ..runs.store import rebuilt  # with all that keeps runs, which a new run needs not

    if given:
        flags = ", ".join(f"--{name}" for name in given)
        raise Sentence(f"--resume takes parameters and seed from its file; leave out {flags}.")
    try:
        old = Result.from_netcdf(path)
        experiment = rebuilt(old)
    except ValueError as error:
        raise Sentence(f"--resume {path}: {error}") from error
    if old.experiment != key:
        other = shlex.join(["ionoscope", "run", old.experiment, "--resume", str(path)])
        raise Sentence(f"--resume {path} is a run of {old.experiment}; use {other}.")
    return old, experiment
