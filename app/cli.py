"""The command line: list, run, serve, health and bench, generated from the registry."""

import importlib
import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

import engine
from engine import EXPERIMENTS, Experiment, InvalidParameter, Result, RunFailed, experiment
from engine.parameters import as_text
from engine.result import Stopwatch, plain

from . import probe
from .presets import preset, presets
from .settings import OPTIONS, Settings

BAD_INPUT = 2
ENDINGS = {"finished": 0, "failed": 1, "stopped": 130}


class _Sentence(click.ClickException):
    """Bad input: one sentence on stderr, exit code 2."""

    exit_code = BAD_INPUT

    def show(self, file=None) -> None:
        click.echo(f"ionoscope: {self.format_message()}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ionoscope")
def main() -> None:
    """Look at how an ion moves through a solid: run experiments, or serve the dashboard."""


@main.command("list")
@click.argument("key", metavar="[EXPERIMENT]", required=False)
def list_(key: str | None) -> None:
    """List the experiments, or one experiment's parameters."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    if key is None:
        console.print(_experiments())
    else:
        console.print(_parameters(_found(key)))


@main.group()
def run() -> None:
    """Run an experiment and print its answer."""


def _run(key: str, flags: dict, preset_name: str | None, out: Path | None, as_json: bool) -> None:
    experiment = _built(key, flags, preset_name)
    if out and not out.parent.is_dir():
        raise _Sentence(f"--out {out}: the folder {out.parent} does not exist; make it first.")
    result = _computed(experiment)
    if out:
        try:
            result.to_netcdf(out)
        except OSError as error:
            raise _Sentence(f"--out {out} cannot be written ({error}).") from error
    click.echo(json.dumps(result.to_json()) if as_json else _answer(result))
    sys.exit(ENDINGS[result.status])


def _serve(**values) -> None:
    from .server import serve  # the interface takes a second to import

    settings = Settings(**values)
    try:
        serve(settings)
    except OSError as error:
        where = f"port {settings.port} on {settings.address}"
        raise _Sentence(f"{where} cannot be opened ({error.strerror}).") from error


main.add_command(
    click.Command("serve", params=OPTIONS, callback=_serve, help="Serve the dashboard.")
)


@main.command()
@click.argument("url", required=False, default="")
def health(url: str) -> None:
    """Ask a running server for its health; exits 0 if all is well."""
    sys.exit(probe.main(url))


@main.command()
def bench() -> None:
    """Measure speed beside the papers' algorithm and peers, in one run."""
    checkout = Path(engine.__file__).parents[1]
    if not (checkout / "tests" / "benchmarks" / "gate.py").exists():
        raise _Sentence("the benchmarks come with the source only; use a checkout: make bench.")
    sys.path.insert(0, str(checkout))
    console = Console()
    for part in ("gate", "lattice", "ion"):
        importlib.import_module(f"tests.benchmarks.{part}").main(console)


def _command(key: str, kind: type[Experiment]) -> click.Command:
    """`ionoscope run KEY` with a flag for every declared parameter."""
    flags = [
        click.Option(
            [f"--{name}", name],
            metavar=p.unit or "VALUE",
            help=f"{p.doc} Default {as_text(p.default)}. Allowed: {p.allowed()}.",
        )
        for name, p in kind.declared().items()
    ]
    own = [
        click.Option(["--preset", "preset_name"], help=f"One of: {', '.join(presets(key))}."),
        click.Option(["--out"], type=click.Path(path_type=Path), help="Write data as NetCDF."),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object."),
    ]

    def call(preset_name, out, as_json, **values):
        _run(key, {k: v for k, v in values.items() if v is not None}, preset_name, out, as_json)

    return click.Command(key, params=flags + own, callback=call, help=kind.question)


for _key, _kind in EXPERIMENTS.items():
    run.add_command(_command(_key, _kind))


def _found(key: str) -> type[Experiment]:
    try:
        return experiment(key)
    except InvalidParameter as error:
        raise _Sentence(str(error)) from error


def _built(key: str, flags: dict[str, str], preset_name: str | None) -> Experiment:
    try:
        base = preset(key, preset_name).parameters if preset_name else {}
        return EXPERIMENTS[key].from_text({**base, **flags})
    except InvalidParameter as error:
        raise _Sentence(str(error)) from error


def _computed(experiment: Experiment) -> Result:
    """Run with a progress bar on a terminal; Ctrl-C keeps what was computed."""
    clock, chunk, status = Stopwatch(), None, "finished"
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, disable=not console.is_terminal, transient=True
    ) as bar:
        task = bar.add_task(experiment.key, total=1.0)
        try:
            for chunk in experiment.run():
                bar.update(task, completed=chunk.share)
        except KeyboardInterrupt:
            status = "stopped"
        except RunFailed as error:
            status = "failed"
            click.echo(f"ionoscope: {error}", err=True)
    if chunk is None:
        sys.exit(ENDINGS[status])
    return Result.of(experiment, chunk, status, clock.elapsed)


def _answer(result: Result) -> str:
    """The summary as lines of name and value."""
    lines = [f"{result.experiment}: {result.status} in {result.elapsed_s:.3g} s"]
    for name, value in plain(result.summary).items():
        lines.append(f"  {name:24} {_short(value)}")
    return "\n".join(lines)


def _short(value) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list) and len(value) > 6:
        return f"{_short(value[:3])[:-1]} … {_short(value[-2:])[1:]} ({len(value)} values)"
    if isinstance(value, list):
        return "[" + ", ".join(_short(v) for v in value) + "]"
    if isinstance(value, dict):
        return ", ".join(f"{k} = {_short(v)}" for k, v in value.items())
    return str(value)


def _experiments() -> Table:
    table = Table("experiment", "question", "presets")
    for key, kind in EXPERIMENTS.items():
        table.add_row(key, kind.question, ", ".join(presets(key)))
    return table


def _parameters(kind: type[Experiment]) -> Table:
    table = Table("parameter", "symbol", "default", "unit", "allowed", "meaning")
    for name, p in kind.declared().items():
        table.add_row(name, p.symbol, as_text(p.default), p.unit, p.allowed(), p.doc)
    return table


if __name__ == "__main__":
    main()
