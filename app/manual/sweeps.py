"""A page for the sweeps over experiments, which all have the same form."""

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.sweep import ENDING, sweep_of

from ..figures.registry import figures_of
from .markdown import code, joined, said, section, table
from .shown import Shown

EXAMPLE = "gate-barrier"
KEY = EXAMPLE + ENDING
HEAD = f"""\
# Sweeps

A sweep runs an experiment at every combination of the values of a few parameters. It can be made of
every experiment, and is a result like any other: its key is that of the experiment with `{ENDING}`
behind it, and it can be plotted, kept and resumed. [A first sweep](../tutorials/sweep.md)."""
DATA = """\
Coordinates are the swept parameters. Over them stand every number of the points' summaries, by the
names that the experiment's page has under *Summary*, and"""
COLUMNS = {
    "status": "How the point's run ended.",
    "level": "The weightiest of its findings: answer, note, doubt or refusal.",
    "seed": "The seed of the point's run.",
}
FIGURES = "`iono.plot(swept, NAME, answer=…)`; without an answer it is the experiment's main one."


def page(shown: Shown | None = None) -> str:
    """What all sweeps have; with an example its pictures too."""
    own = sweep_of(EXPERIMENTS[EXAMPLE]).declared()["over"]
    figures = figures_of(KEY)
    rows = [(code(name), said(figure.title.replace("**", ""))) for name, figure in figures.items()]
    return joined(
        HEAD,
        section("Over what", f"{said(own.doc)} Allowed: {said(own.allowed())}."),
        section("Data", DATA, table(("variable", "meaning"), [*map(_column, COLUMNS.items())])),
        section("Figures", FIGURES, table(("name", "shows"), rows), *_pictures(shown)),
    )


def _column(own: tuple[str, str]) -> tuple[str, str]:
    return code(own[0]), said(own[1])


def _pictures(shown: Shown | None) -> list[str]:
    files = shown.pictures if shown else {}
    return [
        f"![{name} of a sweep of {EXAMPLE}](experiments/{file})" for name, file in files.items()
    ]
