"""`ionoscope list`: what there is to run, and what it can be told."""

import click
from rich.table import Table

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter, experiment
from ionoscope.engine.core.parameters import as_text

from ..share.presets import presets
from .terminal import Sentence, console


@click.command()
@click.argument("key", metavar="[EXPERIMENT]", required=False)
def command(key: str | None) -> None:
    """List the experiments, or one experiment's parameters."""
    try:
        console().print(_experiments() if key is None else _parameters(experiment(key)))
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
