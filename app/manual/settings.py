"""The settings of the server, and what else the environment says."""

import click

from ionoscope.engine.numerics.processor import ALLOWED

from ..command.cli import main
from .commands import options
from .markdown import code, joined, said, section, table

HEAD = """\
# Settings of the server

Each can be given to `ionoscope serve` as a flag, or by the environment, as in a container; the flag
goes first. How to choose them: [Who may come in](../deploy.md)."""
OTHERS = {
    "IONOSCOPE_CPU": "Processor that kernels are compiled for: "
    f"{', '.join(ALLOWED)}. By default it is the one at hand; an image is built for levels that "
    "many have, and “portable” takes the highest that it finds.",
    "NUMBA_CACHE_DIR": "Folder in which compiled kernels are kept; by default beside the user's "
    "other caches. Where it cannot be written they are compiled at every start.",
    "XDG_DATA_HOME": "On Linux, the folder below which runs are kept if `IONOSCOPE_RUNS` is not "
    "set.",
}
"""What no flag says."""


def page() -> str:
    """All settings."""
    serve = main.get_command(click.Context(main), "serve")
    rows = [(code(name), said(about)) for name, about in OTHERS.items()]
    others = section("By the environment alone", table(("variable", "meaning"), rows))
    return joined(HEAD, options(serve), others)
