"""`ionoscope sweep`: an experiment at all combinations of a few values."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ionoscope.engine import EXPERIMENTS, InvalidParameter
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.compute.newest import Newest
from ionoscope.engine.compute.workforce import at_hand
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.core.result import Stopwatch

from .computing import CHECKPOINT_S, warn_if_long
from .ending import EXITS, Ending, kept, listening
from .flags import built, flags
from .groups import ByExperiment
from .printing import short
from .sweep import Point, Sweep, parsed, scalars
from .terminal import UNWRITTEN, Sentence, check_folder, console, heard, progress, say, table
from .wording import failed, refused
from .workers import chosen, options

COLUMNS = 8
"""Most columns of answers in the table."""
OVER = (
    "A parameter and its values; repeat it to run all combinations. Numbers may be given as "
    "first:last:count; values that are lists are separated by |, in quotes. Each point has its own "
    "seed; --over seed=0 gives all the same one."
)


class _Going:
    """A sweep that is going on: what is known of its points, and the seconds it has taken."""

    def __init__(self, planned: Sweep, begun: Sequence[Newest], before: float, out: Path | None):
        self.planned, self.out, self._before = planned, out, before
        self.newest = list(begun) or [Newest()] * len(planned.members)
        self._clock, self._kept = Stopwatch(), Stopwatch()

    @property
    def elapsed(self) -> float:
        return self._before + self._clock.elapsed

    def run(self, ending: Ending) -> None:
        """Run to the end, or until a signal asks to end."""
        with progress(f"{self.planned.base.key}, {len(self.newest)} points") as tell:
            for newest in ending.until(self.planned.run(self.newest)):
                self.newest = newest
                tell(sum(map(_share, self.newest)) / len(self.newest))
                self._checkpoint()

    @property
    def status(self) -> str:
        """How it ended, by those of its points."""
        if not all(one.over for one in self.newest):
            return "stopped"
        return "failed" if any(one.failure for one in self.newest) else "finished"

    def _checkpoint(self) -> None:
        if self.out and self._kept.elapsed > CHECKPOINT_S:
            try:
                self.planned.to_netcdf(self.out, self.newest, self.elapsed)
            except OSError as error:  # the end may still find room
                say(f"no checkpoint in {self.out} for now ({error.strerror or error}).")
            self._kept = Stopwatch()

    def keep(self) -> bool:
        """Write what was found; whether it is where it was to be."""
        return self.out is None or kept(self._write, self.out)

    def _write(self, path: Path) -> None:
        self.planned.to_netcdf(path, self.newest, self.elapsed)

    def tell(self, as_json: bool) -> None:
        """Print what was found."""
        points = self.planned.points(self.newest)
        if as_json:
            click.echo(json.dumps(self.planned.to_json(points, self.elapsed)))
        else:
            _print(self.planned, points)


def _share(one: Newest) -> float:
    return 1.0 if one.over else one.share


def _tell_failed(planned: Sweep, points: list[Point]) -> None:
    for p in [p for p in points if p.status == "failed"][:3]:
        where = ", ".join(f"{k} = {as_text(v)}" for k, v in p.values.items())
        say(f"the point {where} failed: {failed(p.error, type(planned.base))}")


def _print(planned: Sweep, points: list[Point]) -> None:
    names = list(dict.fromkeys(name for p in points for name in scalars(p.summary)))
    rows = [_row(p, names[:COLUMNS]) for p in points]
    console().print(table((*planned.over, "status", *names[:COLUMNS]), rows))
    if len(names) > COLUMNS:
        click.echo(f"{len(names) - COLUMNS} more answers per point with --json or --out.")


def _row(point: Point, names: list[str]) -> list[str]:
    found = scalars(point.summary)
    answers = [short(found[n]) if n in found else "" for n in names]
    return [*map(as_text, point.values.values()), point.status, *answers]


def _planned(key: str, over: tuple[str, ...], texts: dict, preset_name: str | None) -> Sweep:
    """The sweep that flags ask for; a Sentence if it cannot be."""
    if not over:
        raise Sentence("what is swept over? Give --over NAME=V1,V2,… once or several times.")
    names = [text.partition("=")[0] for text in over]
    try:
        asked = [parsed(EXPERIMENTS[key], text) for text in over]
        for name in names:
            if names.count(name) > 1 or name in texts:
                raise Sentence(f"--{name} is given twice; sweep over it, or set it, once.")
        base = built(key, texts | {n: as_text(v[0]) for n, v in asked}, preset_name, names)
        return Sweep(base, dict(asked))
    except InvalidParameter as error:
        raise refused(error, EXPERIMENTS[key], names) from error


def _cut_off(key: str, path: Path, given: tuple) -> tuple[Sweep, list[Newest], float]:
    """The sweep in a file and what it had come to; a Sentence if it cannot be gone on with."""
    if given:
        raise Sentence("--resume takes all parameters from its file; leave out --over and others.")
    try:
        planned, begun, elapsed = Sweep.cut_off(path)
    except ValueError as error:
        raise Sentence(f"--resume {path}: {error}") from error
    if planned.base.key != key:
        other = f"ionoscope sweep {planned.base.key} --resume {path}"
        raise Sentence(f"--resume {path} is a sweep of {planned.base.key}; use {other}.")
    return planned, begun, elapsed


def experiment_command(key: str) -> click.Command:
    """`ionoscope sweep KEY`, with --over and a flag for every declared parameter."""
    kind = EXPERIMENTS[key]

    def call(over, preset_name, out, as_json, resume, workers, scheduler, **values):
        texts = {k: v for k, v in values.items() if v is not None}
        check_folder(out)
        if resume:
            given = (*over, *texts, *([preset_name] if preset_name else ()))
            planned, *begun = _cut_off(key, resume, given)
        else:
            planned, *begun = _planned(key, over, texts, preset_name), [], 0.0
        going = _Going(planned, *begun, out)
        with chosen(workers, scheduler):
            if not resume:
                warn_if_long(duration(planned.members, at_hand()), out)
            with listening() as ending:
                try:
                    going.run(ending)
                finally:
                    lost = not going.keep()
            _end(going, ending, lost, as_json)

    params = _options() + flags(key, kind)
    return click.Command(key, params=params, callback=call, help=kind.question, epilog=EXITS)


def _end(going: _Going, ending: Ending, lost: bool, as_json: bool) -> None:
    """Print, and exit with what tells how it ended."""
    unheard = not heard(lambda: going.tell(as_json)) and going.out is None
    _tell_failed(going.planned, going.planned.points(going.newest))
    sys.exit(ending.code(going.status) or (UNWRITTEN if lost or unheard else 0))


def _options() -> list[click.Option]:
    resume = "Resume the stopped or interrupted sweep in this file."
    file = click.Path(path_type=Path)
    return [
        click.Option(["--over"], multiple=True, metavar="NAME=V1,V2,…", help=OVER),
        click.Option(["--out"], type=file, help="Write answers as NetCDF."),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object."),
        click.Option(["--resume"], type=file, metavar="FILE.nc", help=resume),
        *options(),
    ]


class Sweeps(ByExperiment):
    """`ionoscope sweep KEY …`."""

    build = staticmethod(experiment_command)


@click.group(cls=Sweeps, epilog=EXITS)
def command() -> None:
    """Run an experiment at all combinations of a few values."""
