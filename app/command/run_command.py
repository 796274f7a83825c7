"""`ionoscope run`: an experiment, its answer, its data and its picture."""

import json
import shlex
import sys
from pathlib import Path

import click

from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.compute.composite import Composite
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.compute.workforce import at_hand

from . import plot_command
from .computing import computed, warn_if_long
from .ending import EXITS, kept, listening
from .flags import built, flags
from .groups import ByExperiment
from .printing import answer
from .terminal import UNWRITTEN, Sentence, check_folder, heard
from .workers import chosen, options


def experiment_command(key: str) -> click.Command:
    """`ionoscope run KEY`, with a flag for every declared parameter."""
    kind = EXPERIMENTS[key]

    def call(
        preset_name, out, as_json, picture, resume=None, workers=None, scheduler=None, **values
    ):
        texts = {k: v for k, v in values.items() if v is not None}
        with chosen(workers, scheduler):
            _run(key, texts, preset_name, resume, out, as_json, picture)

    own = [*_files(), *([_resume()] if kind.resumable else [])]
    own += options() if issubclass(kind, Composite) else []
    params = flags(key, kind) + own
    return click.Command(key, params=params, callback=call, help=kind.question, epilog=EXITS)


class Run(ByExperiment):
    """`ionoscope run KEY …`."""

    build = staticmethod(experiment_command)


@click.group(cls=Run, epilog=EXITS)
def command() -> None:
    """Run an experiment and print its answer."""


def _files() -> list[click.Option]:
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


def _run(
    key: str,
    texts: dict,
    preset_name: str | None,
    resume: Path | None,
    out: Path | None,
    as_json: bool,
    picture: Path | None,
) -> None:
    if resume and (texts or preset_name):
        given = ", ".join(f"--{name}" for name in (*texts, *(["preset"] if preset_name else ())))
        raise Sentence(f"--resume takes parameters and seed from its file; leave out {given}.")
    old = _cut_off(key, resume) if resume else None
    experiment = EXPERIMENTS[key](**old.parameters) if old else built(key, texts, preset_name)
    check_folder(out)
    plot_command.check(picture)
    if old is None:
        warn_if_long(duration([experiment], at_hand()), out)
    with listening() as ending:
        result = computed(experiment, ending, out, old)
        lost = out is not None and not kept(result.to_netcdf, out)
    told = heard(lambda: click.echo(json.dumps(result.to_json()) if as_json else answer(result)))
    if picture:
        plot_command.draw([result], None, picture, "--plot")
    unheard = not (told or out)
    sys.exit(ending.code(result.status) or (UNWRITTEN if lost or unheard else 0))


def _cut_off(key: str, path: Path) -> Result:
    """The run in a file that can be gone on with; a Sentence if there is none."""
    from ..runs.store import rebuilt  # with all that keeps runs, which a new run needs not

    try:
        old = Result.from_netcdf(path)
        rebuilt(old)
    except ValueError as error:
        raise Sentence(f"--resume {path}: {error}") from error
    if old.experiment != key:
        other = shlex.join(["ionoscope", "run", old.experiment, "--resume", str(path)])
        raise Sentence(f"--resume {path} is a run of {old.experiment}; use {other}.")
    return old
