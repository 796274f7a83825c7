"""`ionoscope list`: what there is to run, and what it can be told."""

from shlex import quote

import click
from rich.table import Table

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter, experiment

from ..share.presets import presets
from .terminal import console, table
from .wording import refused


@click.command()
@click.argument("key", metavar="[EXPERIMENT]", required=False)
def command(key: str | None) -> None:
    """List the experiments, or one experiment's parameters."""
    try:
        console().print(_experiments() if key is None else _parameters(experiment(key)))
    except InvalidParameter as error:
        raise refused(error) from error


def _experiments() -> Table:
    rows = [(key, kind.question, ", ".join(presets(key))) for key, kind in EXPERIMENTS.items()]
    return table(("experiment", "question", "presets"), rows)


def _parameters(kind: type[Experiment]) -> Table:
    rows = [
        (name, p.symbol, quote(p.to_text(p.default)), p.unit, p.allowed(), p.doc)
        for name, p in kind.declared().items()
    ]
    return table(("parameter", "symbol", "default", "unit", "allowed", "meaning"), rows)
