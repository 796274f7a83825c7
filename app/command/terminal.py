"""What the command line's commands share: bad input in a sentence, progress, answers in lines."""

import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from ionoscope.engine import EXPERIMENTS, Chunk, Experiment, InvalidParameter, Result, RunFailed
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.core.result import Stopwatch, plain

from ..share.formatting import about
from ..share.presets import preset, presets

BAD_INPUT = 2
ENDINGS = {"finished": 0, "failed": 1, "stopped": 130}
CHECKPOINT_S = 30.0
"""Time between two checkpoints of a resumable run that has a file to write."""
LONG_S = 3600.0
"""A run that takes longer says so before it starts."""


class Sentence(click.ClickException):
    """Bad input: one sentence on stderr, exit code 2."""

    exit_code = BAD_INPUT

    def show(self, file=None) -> None:
        click.echo(f"ionoscope: {self.format_message()}", err=True)


def flags(key: str, kind: type[Experiment]) -> list[click.Option]:
    """A flag for every declared parameter, and --preset."""
    return [
        *(
            click.Option(
                [f"--{name}", name],
                metavar=p.unit or "VALUE",
                help=f"{p.doc} Default {as_text(p.default)}. Allowed: {p.allowed()}.",
            )
            for name, p in kind.declared().items()
        ),
        click.Option(["--preset", "preset_name"], help=f"One of: {', '.join(presets(key))}."),
    ]


def built(key: str, texts: dict[str, str], preset_name: str | None) -> Experiment:
    """The experiment that flags ask for; a Sentence if it cannot be."""
    try:
        base = preset(key, preset_name).parameters if preset_name else {}
        return EXPERIMENTS[key].from_text({**base, **texts})
    except InvalidParameter as error:
        raise Sentence(str(error)) from error


def check_folder(out: Path | None) -> None:
    """Refuse a file in a folder that is not there, before anything runs."""
    if out and not out.parent.is_dir():
        raise Sentence(f"--out {out}: the folder {out.parent} does not exist; make it first.")


@contextmanager
def writing(out: Path):
    """Say in a sentence what keeps a file from being written."""
    try:
        yield
    except OSError as error:
        raise Sentence(f"--out {out} cannot be written ({error}).") from error


@contextmanager
def progress(name: str):
    """Gives a call that takes the share done; a bar on a terminal."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, disable=not console.is_terminal, transient=True
    ) as bar:
        task = bar.add_task(name, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def warn_if_long(seconds: float | None) -> None:
    """One sentence on stderr before a run of hours."""
    if (seconds or 0.0) > LONG_S:
        text = f"This run will take {about(seconds)}; Ctrl-C stops it and keeps what it has"
        click.echo(f"{text}, given --out.", err=True)


def computed(experiment: Experiment, out: Path | None = None, old: Result | None = None) -> Result:
    """Run, or go on from `old`; Ctrl-C keeps what was computed, and `out` its checkpoints."""
    clock, chunk, status = Stopwatch(), None, "finished"
    before = old.elapsed_s if old else 0.0
    if old:
        chunk = Chunk(0.0, "", old.data, old.summary, old.state)
    save = _checkpoints(experiment, out)
    with progress(experiment.key) as tell:
        try:
            for chunk in experiment.chunks(old and old.state):
                tell(chunk.share)
                save(chunk, before + clock.elapsed)
        except KeyboardInterrupt:
            status = "stopped"
        except RunFailed as error:
            status = "failed"
            click.echo(f"ionoscope: {error}", err=True)
        except (KeyError, TypeError, ValueError) as error:
            if old is None or chunk.state is not old.state:
                raise
            raise Sentence(f"this version cannot go on from that state ({error!r}).") from error
    if chunk is None:
        sys.exit(ENDINGS[status])
    return experiment.result(chunk, status, before + clock.elapsed)


def _checkpoints(experiment: Experiment, out: Path | None) -> Callable[[Chunk, float], None]:
    """What is called with each chunk and the time spent; it writes `out` now and then."""
    since, told = Stopwatch(), False

    def save(chunk: Chunk, elapsed: float) -> None:
        nonlocal since, told
        if out is None or chunk.state is None or since.elapsed < CHECKPOINT_S:
            return
        try:
            experiment.result(chunk, "running", elapsed).to_netcdf(out)
        except OSError as error:
            if not told:  # the end may still find room
                click.echo(f"ionoscope: no checkpoint in {out} for now ({error}).", err=True)
            told = True
        since = Stopwatch()

    return save


def answer(result: Result) -> str:
    """The summary as lines of name and value."""
    lines = [f"{result.experiment}: {result.status} in {result.elapsed_s:.3g} s"]
    for name, value in plain(result.summary).items():
        lines.append(f"  {name:24} {short(value)}")
    return "\n".join(lines)


def short(value) -> str:
    """A value of a summary in few characters."""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list) and len(value) > 6:
        return f"{short(value[:3])[:-1]} … {short(value[-2:])[1:]} ({len(value)} values)"
    if isinstance(value, list):
        return "[" + ", ".join(short(v) for v in value) + "]"
    if isinstance(value, dict):
        return ", ".join(f"{k} = {short(v)}" for k, v in value.items())
    return str(value)
