"""`ionoscope run`: an experiment, its answer, its data and its picture."""

import json
import shlex
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from ionoscope.engine import EXPERIMENTS, Experiment, Result
from ionoscope.engine.compute.composite import Composite
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.compute.workforce import at_hand

from . import plot_command
from .computing import computed, warn_if_long
from .ending import EXITS, listening
from .ending import kept as saved
from .flags import built, flags
from .groups import ByExperiment
from .keeping import Keeping, found_again, kept_as
from .keeping import options as keeping_options
from .printing import answer
from .terminal import UNWRITTEN, Sentence, check_folder, heard
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


def files() -> list[click.Option]:
    """--out, --plot and --json: where the answer goes."""
    file = click.Path(path_type=Path)
    endings, about = plot_command.ENDINGS, "Plot its main figure."
    return [
        click.Option(["--out"], type=file, help="Write data as NetCDF."),
        click.Option(["--plot", "picture"], type=file, metavar=endings, help=about),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object."),
    ]


def _resume() -> click.Option:
    about = "Resume the stopped or interrupted run in this file."
    file = click.Path(path_type=Path)
    return click.Option(["--resume"], type=file, metavar="FILE.nc", help=about)


class Wanted(NamedTuple):
    """Where the answer goes, as flags say it."""

    out: Path | None
    picture: Path | None
    as_json: bool


def compute(
    experiment: Experiment,
    old: Result | None,
    wanted: Wanted,
    keeping: Keeping,
    made_from: str = "",
) -> NoReturn:
    """Run, or go on from `old`, which may be the kept run `made_from`; give the answer and exit."""
    if old is None:
        seconds = duration([experiment], at_hand())
        warn_if_long(seconds, wanted.out, kept=keeping.keep is not False)
    with listening() as ending, kept_as(experiment, keeping, made_from, old) as recorded:
        result = computed(experiment, ending, recorded, wanted.out, old)
        lost = wanted.out is not None and not saved(result.to_netcdf, wanted.out)
    give(result, wanted, ending.code(result.status), lost)


def give(
    result: Result, wanted: Wanted, code: int = 0, lost: bool = False, kept: str = ""
) -> NoReturn:
    """Print the answer, draw the picture, and exit with `code`, or what is worse.

    `kept` is the id of the kept run that it is; its file is written then. `lost` says that it
    could not be.
    """
    if kept and wanted.out:
        lost = not saved(result.to_netcdf, wanted.out)
    told = heard(lambda: click.echo(_told(result, wanted.as_json, kept)))
    if wanted.picture:
        plot_command.draw([result], None, wanted.picture, "--plot")
    unheard = not (told or wanted.out)
    sys.exit(code or (UNWRITTEN if lost or unheard else 0))


def _told(result: Result, as_json: bool, kept: str) -> str:
    if not as_json:
        return answer(result)
    return json.dumps(result.to_json() | ({"kept": kept} if kept else {}))


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
