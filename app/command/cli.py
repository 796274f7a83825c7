"""The command line: list, run, sweep, serve, health and bench, generated from the registry."""

import importlib
import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter, Result, experiment
from ionoscope.engine.core.parameters import as_text

from ..runs.store import rebuilt
from ..serve import probe
from ..serve.settings import OPTIONS, Settings
from ..share.presets import presets
from . import plot_command, sweep_command
from .terminal import (
    ENDINGS,
    Sentence,
    answer,
    built,
    check_folder,
    computed,
    flags,
    warn_if_long,
    writing,
)


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


def _run(
    key: str,
    texts: dict,
    preset_name: str | None,
    resume: Path | None,
    out: Path | None,
    as_json: bool,
    picture: Path | None = None,
) -> None:
    if resume and (texts or preset_name):
        given = ", ".join(f"--{name}" for name in (*texts, *(["preset"] if preset_name else ())))
        raise Sentence(f"--resume takes parameters and seed from its file; leave out {given}.")
    old = _cut_off(key, resume) if resume else None
    experiment = rebuilt(old) if old else built(key, texts, preset_name)
    check_folder(out)
    plot_command.check(picture)
    if old is None:
        warn_if_long(experiment.estimate())
    result = computed(experiment, out, old)
    if out:
        with writing(out):
            result.to_netcdf(out)
    if picture:
        plot_command.draw([result], None, picture)
    click.echo(json.dumps(result.to_json()) if as_json else answer(result))
    sys.exit(ENDINGS[result.status])


def _cut_off(key: str, path: Path) -> Result:
    """The run in a file that can be gone on with; a Sentence if there is none."""
    try:
        old = Result.from_netcdf(path)
        rebuilt(old)
    except ValueError as error:
        raise Sentence(f"--resume {path}: {error}") from error
    if old.experiment != key:
        other = f"ionoscope run {old.experiment} --resume {path}"
        raise Sentence(f"--resume {path} is a run of {old.experiment}; use {other}.")
    return old


def _serve(**values) -> None:
    from ..serve.server import leave, serve  # the interface takes a second to import

    settings = Settings(**values)
    try:
        serve(settings)
    except OSError as error:
        where = f"port {settings.port} on {settings.address}"
        raise Sentence(f"{where} cannot be opened ({error.strerror}).") from error
    leave()


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
    checkout = Path(__file__).parents[2]
    if not (checkout / "tests" / "benchmarks" / "gate.py").exists():
        raise Sentence("the benchmarks come with the source only; use a checkout: make bench.")
    sys.path.insert(0, str(checkout))
    console = Console()
    for part in ("gate", "lattice", "ion", "diffusion", "figures"):
        importlib.import_module(f"tests.benchmarks.{part}").main(console)


main.add_command(sweep_command.sweep)
main.add_command(plot_command.plot)


def _command(key: str, kind: type[Experiment]) -> click.Command:
    """`ionoscope run KEY` with a flag for every declared parameter."""
    file = click.Path(path_type=Path)
    own = [
        click.Option(["--out"], type=file, help="Write data as NetCDF."),
        click.Option(
            ["--plot", "picture"],
            type=file,
            metavar=plot_command.ENDINGS,
            help="Draw its main figure.",
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object."),
    ]
    if kind.resumable:
        about = "Go on with the run in this file, which was stopped or interrupted."
        own.append(click.Option(["--resume"], type=file, metavar="FILE.nc", help=about))

    def call(preset_name, out, as_json, picture, resume=None, **values):
        texts = {k: v for k, v in values.items() if v is not None}
        _run(key, texts, preset_name, resume, out, as_json, picture)

    return click.Command(key, params=flags(key, kind) + own, callback=call, help=kind.question)


for _key, _kind in EXPERIMENTS.items():
    run.add_command(_command(_key, _kind))


def _found(key: str) -> type[Experiment]:
    try:
        return experiment(key)
    except InvalidParameter as error:
        raise Sentence(str(error)) from error


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
