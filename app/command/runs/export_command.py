"""`ionoscope runs export`: kept runs as files that others read."""

from collections.abc import Sequence
from pathlib import Path

import click

from ionoscope.engine import Result

from ...runs.entry import Entry
from ..terminal import Sentence, check_folder, writing
from .opened import loaded, of_runs, opened

ENDINGS = ".nc, .csv, .xyz, .extxyz or .zip"
FORMATS = ("nc", "csv", "xyz")


@of_runs
@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID …")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"The file; its ending says what it is: {ENDINGS}.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="What goes into a zip; repeat it for several. Default: all.",
)
def command(ids: tuple[str, ...], out: Path, formats: tuple[str, ...], runs: Path) -> None:
    """Export kept runs: NetCDF, CSV, extended XYZ, or a zip of all.

    Several runs go into one zip, with a README that says what each file is and how to repeat
    each run.
    """
    check_folder(out)
    with opened(runs) as catalogue:
        found = loaded(catalogue, ids)
    content = _content(found, out, formats)
    from ionoscope.engine.core.files import write_aside

    with writing(out):
        write_aside(out, content)
    click.echo(out)


def _content(found: Sequence[tuple[Entry, Result]], out: Path, formats: Sequence[str]) -> bytes:
    """The file's content by its ending; a Sentence where there is no such file of these runs."""
    kind = out.suffix.lower().lstrip(".")
    if kind == "zip":
        return _bundle(found, formats or FORMATS)
    if kind not in WRITERS:
        raise Sentence(f"--out {out}: its ending says what it is; give one of {ENDINGS}.")
    if formats:
        raise Sentence(f"--format is for a zip: give --out {out.with_suffix('.zip')}.")
    if len(found) > 1:
        raise Sentence(f"{len(found)} runs are a zip: give --out {out.with_suffix('.zip')}.")
    try:
        return WRITERS[kind](found[0][1])
    except ValueError as error:
        raise Sentence(f"--out {out}: {error}") from error


def _bundle(found: Sequence[tuple[Entry, Result]], formats: Sequence[str]) -> bytes:
    from ...share.bundle import bundle
    from ...share.takehome import Taken

    return bundle([Taken(e.id, r, e.name, e.note, e.tags) for e, r in found], formats)


def _csv(result: Result) -> bytes:
    from ...share.tables import alone

    table = alone(result)
    if table is None:
        raise ValueError(f"a run of {result.experiment} has several tables: give a file .zip.")
    return table


def _xyz(result: Result) -> bytes:
    from ...share.extxyz import extxyz

    return extxyz(result).encode("ascii")


WRITERS = {"nc": Result.to_bytes, "csv": _csv, "xyz": _xyz, "extxyz": _xyz}
"""By the ending of a file, what makes it of one run."""
