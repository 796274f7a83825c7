"""Giving: an experiment is computed, and its answer goes where flags say: run and sweep alike."""

import json
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from ionoscope.engine import Experiment, Result
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.compute.sweep import ENDING
from ionoscope.engine.compute.workforce import at_hand

from . import plot_command, sweep_printing
from .computing import computed, warn_if_long
from .ending import kept as saved
from .ending import listening
from .keeping import Keeping, kept_as
from .printing import answer
from .terminal import UNWRITTEN, heard


def files() -> list[click.Option]:
    """--out, --plot and --json: where the answer goes."""
    file = click.Path(path_type=Path)
    endings, about = plot_command.ENDINGS, "Plot its main figure."
    return [
        click.Option(["--out"], type=file, help="Write data as NetCDF."),
        click.Option(["--plot", "picture"], type=file, metavar=endings, help=about),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object."),
    ]


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
    told = heard(lambda: _tell(result, wanted.as_json, kept))
    if wanted.picture:
        plot_command.draw([result], None, wanted.picture, "--plot")
    unheard = not (told or wanted.out)
    sys.exit(code or (UNWRITTEN if lost or unheard else 0))


def _tell(result: Result, as_json: bool, kept: str) -> None:
    """Print a result; that of a sweep is a table."""
    swept = result.experiment.endswith(ENDING)
    if as_json:
        told = sweep_printing.to_json(result) if swept else result.to_json()
        click.echo(json.dumps(told | ({"kept": kept} if kept else {})))
    elif swept:
        sweep_printing.show(result)
    else:
        click.echo(answer(result))
