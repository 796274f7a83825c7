"""`python -m ionoscope.app.manual [--source docs] [--out build/docs]`: build the documentation."""

import sys
from pathlib import Path

import click

from .pages import ROOT, SOURCE


@click.command()
@click.option("--source", type=click.Path(path_type=Path), default=SOURCE, help="Folder of pages.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "build" / "docs")
def main(source: Path, out: Path) -> None:
    """Build the documentation into a folder that can be read without a server or a network."""
    from .build import BuildFailed, build
    from .running import PageFailed

    try:
        build(source.resolve(), out.resolve())
    except (BuildFailed, PageFailed) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
