"""`ionoscope runs`: what is kept, and what is going on."""

import click

from .groups import Modules


class Runs(Modules):
    """`ionoscope runs NAME …`."""

    folder = "runs"
    lines = {  # noqa: RUF012
        "list": "List kept runs, and those going on.",
        "show": "Show all that is known of a kept run.",
        "compare": "Compare parameters and answers of kept runs.",
        "export": "Export kept runs: NetCDF, CSV, extended XYZ, or a zip of all.",
        "note": "Give a kept run a name, a note or tags.",
        "resume": "Resume a run that was stopped or interrupted.",
        "stop": "Stop a run that another process computes.",
        "delete": "Move kept runs to the trash.",
        "restore": "Take runs out of the trash.",
    }


@click.group(cls=Runs)
def command() -> None:
    """List, compare and export kept runs.

    A run is named by its id, by an unambiguous beginning of it, or by the name it was given.
    """
