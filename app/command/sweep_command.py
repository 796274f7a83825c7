"""`ionoscope sweep`: an experiment at all combinations of a few values."""

import shlex
from pathlib import Path

import click

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter, Result
from ionoscope.engine.compute.sweep import ENDING, Sweep, sweep_of
from ionoscope.engine.core.parameters import as_text

from ..runs.shelf import shelve
from ..share.presets import preset
from . import plot_command
from .ending import EXITS
from .flags import built, flags, with_files
from .giving import Wanted, compute, files, give
from .groups import ByExperiment
from .keeping import Keeping, found_again
from .keeping import options as keeping_options
from .sweep_printing import of
from .terminal import Sentence, check_folder
from .wording import refused
from .workers import chosen, options

OVER = (
    "A parameter and its values; repeat it to run all combinations. Numbers may be given as "
    "first:last:count; values that are lists are separated by |, in quotes. Each point has its own "
    "seed; --over seed=0 gives all the same one."
)


def _planned(key: str, over: tuple[str, ...], texts: dict, preset_name: str | None) -> Sweep:
    """The sweep that flags ask for; a Sentence if it cannot be."""
    if not over:
        raise Sentence("what is swept over? Give --over NAME=V1,V2,… once or several times.")
    names = [text.partition("=")[0].strip() for text in over]
    kind = sweep_of(EXPERIMENTS[key])
    try:
        over = tuple(_with_files(EXPERIMENTS[key], text) for text in over)
        asked = [kind.declared()["over"].axis(text) for text in over]
        for name in names:
            if names.count(name) > 1 or name in texts:
                raise Sentence(f"--{name} is given twice; sweep over it, or set it, once.")
        base = built(key, texts | {n: as_text(v[0]) for n, v in asked}, preset_name, names)
        # what has no effect beside the first value may have one beside another
        declared = kind.declared()
        given = (preset(key, preset_name).parameters if preset_name else {}) | texts
        own = {n: declared[n].from_text(t) for n, t in given.items() if declared[n].only}
        return kind(**base.values() | own, over=asked)
    except InvalidParameter as error:
        raise refused(error, EXPERIMENTS[key], names) from error


def _with_files(kind: type[Experiment], text: str) -> str:
    """NAME=V1,V2,… with files by what stands for what they hold."""
    name, equals, rest = text.partition("=")
    p = kind.declared().get(name.strip())
    if p is None or not p.takes_files:
        return text
    files = [with_files(kind, {name.strip(): each.strip()}) for each in rest.split(",")]
    return f"{name}{equals}{','.join(each[name.strip()] for each in files)}"


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
    if of(old) != key:
        other = shlex.join(["ionoscope", "sweep", of(old), "--resume", str(path)])
        raise Sentence(f"--resume {path} is a sweep of {of(old)}; use {other}.")
    return planned, old


def experiment_command(key: str) -> click.Command:
    """`ionoscope sweep KEY`, with --over and a flag for every declared parameter."""
    kind = EXPERIMENTS[key]

    def call(over, preset_name, resume, workers, scheduler, runs, fresh, keep, **values):
        wanted = Wanted(*(values.pop(name) for name in Wanted._fields))
        texts = {k: v for k, v in values.items() if v is not None}
        check_folder(wanted.out)
        plot_command.check(wanted.picture)
        shelve(runs)
        if resume:
            given = (*over, *texts, *([preset_name] if preset_name else ()))
            planned, old = _cut_off(key, resume, given)
        else:
            planned, old = _planned(key, over, texts, preset_name), None
        keeping = Keeping(runs, fresh, keep)
        if old is None and (found := found_again(planned, keeping)):
            give(found[1], wanted, kept=found[0])
        with chosen(workers, scheduler):
            compute(planned, old, wanted, keeping)

    params = _options() + flags(key, kind)
    return click.Command(key, params=params, callback=call, help=kind.question, epilog=EXITS)


def _options() -> list[click.Option]:
    resume = "Resume the stopped or interrupted sweep in this file."
    file = click.Path(path_type=Path)
    return [
        click.Option(["--over"], multiple=True, metavar="NAME=V1,V2,…", help=OVER),
        *files(),
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
