"""The command line: each command is loaded when it is asked for."""

import signal
import sys

import click

from .groups import Modules
from .letters import readable


class Main(Modules):
    """`ionoscope NAME …`."""

    lines = {  # noqa: RUF012
        "list": "List the experiments, or one experiment's parameters.",
        "run": "Run an experiment and print its answer.",
        "plot": "Plot results from files, or kept runs, overlaid.",
        "sweep": "Run an experiment at all combinations of a few values.",
        "runs": "List, compare and export kept runs.",
        "reproduce": "Compute every figure of both papers anew.",
        "serve": "Serve the dashboard.",
        "status": "Show who is on a running server, and how it is.",
        "health": "Check the health of a running server.",
        "bench": "Benchmark against the papers' algorithm and other software.",
    }

    def main(self, *args, **kwargs):
        """Read the command and do it; every terminal can show what it says."""
        readable(sys.stdout, sys.stderr)
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context):
        """Do the command; ended by Ctrl-C, it exits as shells expect it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ionoscope")
def main() -> None:
    """Look at how an ion moves through a solid: run experiments, or serve the dashboard."""


if __name__ == "__main__":
    main()
