"""`ionoscope sweep`: an experiment at all combinations of a few values."""

import json
import sys
import threading
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from ionoscope.engine import EXPERIMENTS, InvalidParameter
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.core.result import Stopwatch

from .flags import built, flags
from .groups import ByExperiment
from .printing import short
from .sweep import Point, Sweep, parsed, scalars, scheduler, threads
from .terminal import ENDINGS, Sentence, check_folder, console, progress, table, writing

COLUMNS = 8
"""Most columns of answers in the table."""
OVER = (
    "A parameter and its values; give it several times for all combinations. Numbers may be "
    "first:last:count; values that are lists are separated by |, all in quotes. Points have seeds "
    "of their own: --over seed=0 gives all the same."
)


def _run(planned: Sweep, executor: Executor, stop) -> tuple[list[Point], bool]:
    """The points as they ended, and whether Ctrl-C came before the last one."""
    points = planned.points()
    with progress(f"{planned.base.key}, {len(points)} points") as tell:
        try:
            for points in planned.run(executor, stop):
                tell(sum(p.status != "stopped" for p in points) / len(points))
        except KeyboardInterrupt:
            if stop:
                stop.set()
            return points, True
    return points, False


def _tell(planned: Sweep, points: list[Point], elapsed: float, out: Path | None, as_json) -> None:
    """Write and print what was found."""
    if out:
        with writing(out):
            planned.to_netcdf(out, points, elapsed)
    if as_json:
        click.echo(json.dumps(planned.to_json(points, elapsed)))
    else:
        _print(planned, points)


def _ending(points: list[Point], interrupted: bool) -> int:
    if interrupted:
        return ENDINGS["stopped"]
    failed = [p for p in points if p.status == "failed"]
    for p in failed[:3]:
        where = ", ".join(f"{k} = {as_text(v)}" for k, v in p.values.items())
        click.echo(f"ionoscope: the point {where} failed: {p.error}", err=True)
    return ENDINGS["failed" if failed else "finished"]


def _print(planned: Sweep, points: list[Point]) -> None:
    names = list(dict.fromkeys(name for p in points for name in scalars(p.summary)))
    rows = [_row(p, names[:COLUMNS]) for p in points]
    console().print(table((*planned.over, "status", *names[:COLUMNS]), rows))
    if len(names) > COLUMNS:
        click.echo(f"{len(names) - COLUMNS} more answers of each point with --json or --out.")


def _row(point: Point, names: list[str]) -> list[str]:
    found = scalars(point.summary)
    answers = [short(found[n]) if n in found else "" for n in names]
    return [*map(as_text, point.values.values()), point.status, *answers]


def _planned(key: str, over: tuple[str, ...], texts: dict, preset_name: str | None) -> Sweep:
    """The sweep that flags ask for; a Sentence if it cannot be."""
    try:
        asked = [parsed(EXPERIMENTS[key], text) for text in over]
        names = [name for name, _ in asked]
        for name in names:
            if names.count(name) > 1 or name in texts:
                raise Sentence(f"{name} is given twice; sweep over it, or set it, once.")
        base = built(key, texts | {n: as_text(v[0]) for n, v in asked}, preset_name)
        return Sweep(base, dict(asked))
    except InvalidParameter as error:
        raise Sentence(str(error)) from error


def experiment_command(key: str) -> click.Command:
    """`ionoscope sweep KEY`, with --over and a flag for every declared parameter."""
    kind = EXPERIMENTS[key]

    def call(over, preset_name, out, as_json, count, scheduler, **values):
        texts = {k: v for k, v in values.items() if v is not None}
        planned = _planned(key, over, texts, preset_name)
        check_folder(out)
        # only threads of this process can be told to stop
        stop = None if scheduler else threading.Event()
        with _executor(scheduler, count) as executor:
            clock, (points, interrupted) = Stopwatch(), _run(planned, executor, stop)
        _tell(planned, points, clock.elapsed, out, as_json)
        sys.exit(_ending(points, interrupted))

    params = _options() + flags(key, kind)
    return click.Command(key, params=params, callback=call, help=kind.question)


def _options() -> list[click.Option]:
    side_by_side = "Points side by side; default: the number of cores."
    scheduler = "Run on the workers of this dask scheduler instead."
    return [
        click.Option(["--over"], multiple=True, required=True, metavar="NAME=V1,V2,…", help=OVER),
        click.Option(["--out"], type=click.Path(path_type=Path), help="Write answers as NetCDF."),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object."),
        click.Option(["--threads", "count"], type=click.IntRange(1, 1024), help=side_by_side),
        click.Option(["--scheduler"], metavar="ADDRESS", help=scheduler),
    ]


class Sweeps(ByExperiment):
    """`ionoscope sweep KEY …`."""

    build = staticmethod(experiment_command)


@click.group(cls=Sweeps)
def command() -> None:
    """Run an experiment at all combinations of a few values."""


@contextmanager
def _executor(address: str | None, count: int | None):
    if not address:
        with threads(count) as executor:
            yield executor
        return
    with ExitStack() as stack:
        try:
            executor = stack.enter_context(scheduler(address))
        except ValueError as error:
            raise Sentence(str(error)) from error
        yield executor
