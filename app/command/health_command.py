"""`ionoscope health`: whether a running server is well."""

import sys

import click

from ..serve import probe


@click.command()
@click.argument("url", required=False, default="")
def command(url: str) -> None:
    """Check the health of a running server; exits 0 if all is well."""
    sys.exit(probe.main(url))
