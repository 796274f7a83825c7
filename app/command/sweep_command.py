"""`ionoscope sweep`: an experiment at all combinations of a few values."""

import json
import shlex
import sys
from pathlib import Path
from typing import NoReturn

import click

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter, Result
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.compute.sweep import ENDING, Sweep, scalars, sweep_of
from ionoscope.engine.compute.workforce import at_hand
from ionoscope.engine.core.parameters import Kind, as_text

from .computing import computed, warn_if_long
from .ending import EXITS, listening
from .ending import kept as saved
from .flags import built, flags
from .groups import ByExperiment
from .keeping import Keeping, found_again, kept_as
from .keeping import options as keeping_options
from .printing import short
from .terminal import UNWRITTEN, Sentence, check_folder, console, heard, table
from .wording import refused
from .workers import chosen, options

COLUMNS = 8
"""Most columns of answers in the table."""
OVER = (
    "A parameter and its values; repeat it to run all combinations. Numbers may be given as "
    "first:last:count; values that are lists are separated by |, in quotes. Each point has its own "
    "seed; --over seed=0 gives all the same one."
)


def _to_json(result: Result) -> dict:
    """The object that --json prints: that of a run, with the points and what is swept beside."""
    told = result.to_json()
    over = dict(result.parameters["over"])
    own = {k: v for k, v in told["parameters"].items() if k != "over"}
    points = told.pop("summary")["points"]
    return {**told, "experiment": _of(result), "parameters": own, "over": over, "points": points}


def _of(result: Result) -> str:
    """The experiment of a sweep's points."""
    return result.experiment.removesuffix(ENDING)


def _print(result: Result) -> None:
    points, over = result.summary["points"], dict(result.parameters["over"])
    names = list(dict.fromkeys(name for p in points for name in scalars(p["summary"])))
    declared = EXPERIMENTS[_of(result)].declared()
    rows = [_row(p, declared, names[:COLUMNS]) for p in points]
    shown = table((*over, "status", *names[:COLUMNS]), rows)
    for column in shown.columns[: len(over)]:
        column.no_wrap = True
    console().print(shown)
    if len(names) > COLUMNS:
        click.echo(f"{len(names) - COLUMNS} more answers per point with --json or --out.")
    for finding in result.findings:
        click.echo(finding)


def _row(point: dict, declared: dict[str, Kind], names: list[str]) -> list[str]:
    found = scalars(point["summary"])
    answers = [short(found[n]) if n in found else "" for n in names]
    place = [declared[name].told(value) for name, value in point["values"].items()]
    return [*place, point["status"], *answers]


def _planned(key: str, over: tuple[str, ...], texts: dict, preset_name: str | None) -> Sweep:
    """The sweep that flags ask for; a Sentence if it cannot be."""
    if not over:
        raise Sentence("what is swept over? Give --over NAME=V1,V2,… once or several times.")
    names = [text.partition("=")[0].strip() for text in over]
    kind = sweep_of(EXPERIMENTS[key])
    try:
        asked = [kind.declared()["over"].axis(text) for text in over]
        for name in names:
            if names.count(name) > 1 or name in texts:
                raise Sentence(f"--{name} is given twice; sweep over it, or set it, once.")
        base = built(key, texts | {n: as_text(v[0]) for n, v in asked}, preset_name, names)
        return kind(**base.values(), over=asked)
    except InvalidParameter as error:
        raise refused(error, EXPERIMENTS[key], names) from error


def _cut_off(key: str, path: Path, given: tuple) -> tuple[Experiment, Result]:
    """The sweep in a file and what it had come to; a Sentence if it cannot be gone on with."""
    from ..runs.store import rebuilt  # with all that keeps runs, which a new sweep needs not

    if given:
        raise Sentence("--resume takes all parameters from its file; leave out --over and others.")
    try:
        old = Result.from_netcdf(path)
        if not old.experiment.endswith(ENDING):
            raise ValueError(f"it is no sweep but a run of {old.experiment}.")
        planned = rebuilt(old)
    except ValueError as error:
        raise Sentence(f"--resume {path}: {error}") from error
    if _of(old) != key:
        other = shlex.join(["ionoscope", "sweep", _of(old), "--resume", str(path)])
        raise Sentence(f"--resume {path} is a sweep of {_of(old)}; use {other}.")
    return planned, old


def experiment_command(key: str) -> click.Command:
    """`ionoscope sweep KEY`, with --over and a flag for every declared parameter."""
    kind = EXPERIMENTS[key]

    def call(
        over, preset_name, out, as_json, resume, workers, scheduler, runs, fresh, keep, **values
    ):
        texts = {k: v for k, v in values.items() if v is not None}
        check_folder(out)
        if resume:
            given = (*over, *texts, *([preset_name] if preset_name else ()))
            planned, old = _cut_off(key, resume, given)
        else:
            planned, old = _planned(key, over, texts, preset_name), None
        keeping = Keeping(runs, fresh, keep)
        if old is None and (found := found_again(planned, keeping)):
            give(found[1], out, as_json, kept=found[0])
        with chosen(workers, scheduler):
            compute(planned, old, out, as_json, keeping)

    params = _options() + flags(key, kind)
    return click.Command(key, params=params, callback=call, help=kind.question, epilog=EXITS)


def compute(
    planned: Experiment,
    old: Result | None,
    out: Path | None,
    as_json: bool,
    keeping: Keeping,
    made_from: str = "",
) -> NoReturn:
    """Compute, or go on from `old`, which may be the kept run `made_from`; print and exit."""
    if old is None:
        warn_if_long(duration([planned], at_hand()), out, kept=keeping.keep is not False)
    with listening() as ending, kept_as(planned, keeping, made_from, old) as recorded:
        result = computed(planned, ending, recorded, out, old)
        lost = out is not None and not saved(result.to_netcdf, out)
    give(result, out, as_json, ending.code(result.status), lost)


def give(
    result: Result,
    out: Path | None,
    as_json: bool,
    code: int = 0,
    lost: bool = False,
    kept: str = "",
) -> NoReturn:
    """Print, and exit with what tells how it ended; `kept` is the id of the kept run that it is."""
    if kept and out:
        lost = not saved(result.to_netcdf, out)

    def tell() -> None:
        if as_json:
            click.echo(json.dumps(_to_json(result) | ({"kept": kept} if kept else {})))
        else:
            _print(result)

    unheard = not heard(tell) and out is None
    sys.exit(code or (UNWRITTEN if lost or unheard else 0))


def _options() -> list[click.Option]:
    resume = "Resume the stopped or interrupted sweep in this file."
    file = click.Path(path_type=Path)
    return [
        click.Option(["--over"], multiple=True, metavar="NAME=V1,V2,…", help=OVER),
        click.Option(["--out"], type=file, help="Write answers as NetCDF."),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object."),
        click.Option(["--resume"], type=file, metavar="FILE.nc", help=resume),
        *keeping_options(),
        *options(),
    ]


class Sweeps(ByExperiment):
    """`ionoscope sweep KEY …`."""

    build = staticmethod(experiment_command)


@click.group(cls=Sweeps, epilog=EXITS)
def command() -> None:
    """Run an experiment at all combinations of a few values."""
