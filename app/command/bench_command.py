"""`ionoscope bench`: the benchmarks of a checkout."""

import importlib
import sys
from pathlib import Path

import click
from rich.console import Console

from .terminal import Sentence


@click.command()
def command() -> None:
    """Benchmark against the papers' algorithm and other software, in one run."""
    checkout = Path(__file__).parents[2]
    if not (checkout / "tests" / "benchmarks" / "gate.py").exists():
        raise Sentence("the benchmarks come with the source only; use a checkout: make bench.")
    sys.path.insert(0, str(checkout))
    console = Console()
    for part in ("gate", "lattice", "ion", "diffusion", "meeting", "figures"):
        importlib.import_module(f"tests.benchmarks.{part}").main(console)
