"""ionoscope plot: results on disk as pictures, without a browser."""

from pathlib import Path

import click

from ionoscope.engine import InvalidParameter, Result

from ..serve.settings import RUNS
from .terminal import Sentence, writing
from .wording import refused

ENDINGS = "PICTURE.png|.svg|.pdf|.html"


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.nc|ID …"
)
@click.option("--figure", help="Figure to draw; default: the main one. --figure list shows all.")
@click.option("--answer", metavar="NAME", help="Answer of a sweep to draw; default: the main one.")
@click.option("--slide", is_flag=True, help="As a slide, 16:9: question, picture, answer, source.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar=ENDINGS,
    help="Picture file; default: FILE.png in the current folder.",
)
def command(
    files: tuple[Path, ...],
    figure: str | None,
    answer: str | None,
    slide: bool,
    out: Path | None,
    runs: Path,
) -> None:
    """Plot results from files, or kept runs, overlaid: as PNG, SVG, PDF or self-contained HTML."""
    results = [_read(file, runs) for file in files]
    if figure == "list":
        return _list(results[0].experiment)
    out = out or Path(f"{files[0].stem}.png")
    draw(results, figure, out, answer=answer, slide=slide)
    click.echo(out)


command.params.append(RUNS)


def draw(
    results: list[Result],
    figure: str | None,
    out: Path,
    flag: str = "--out",
    answer: str | None = None,
    slide: bool = False,
) -> None:
    """Write a picture of results, or a slide; a Sentence where that cannot be, with the `flag` it
    is about."""
    from ..figures import files, registry  # the libraries of pictures take a second to load

    try:
        files.checked(out)
        files.ready()
        with writing(out, flag):
            options = {"answer": answer} if answer else {}
            if slide:
                files.save_slide(results, out, figure, **options)
            else:
                files.save(registry.picture(results, figure, **options), out)
    except InvalidParameter as error:
        raise refused(error, file=flag) from error


def check(out: Path | None) -> None:
    """Refuse a picture (--plot) that could not be written, before anything runs."""
    if out is not None:
        from ..figures import files

        try:
            files.checked(out)
        except InvalidParameter as error:
            raise refused(error, file="--plot") from error


def _read(file: Path, runs: Path) -> Result:
    """What is in a file, or what is kept of the run that its name means."""
    from ..runs.naming import read

    try:
        by_name = file.suffix != ".nc" and file.parent == Path() and not file.is_file()
        return read(runs, str(file)) if by_name else Result.from_netcdf(file)
    except (OSError, ValueError) as error:
        raise Sentence(str(error)) from error


def _list(experiment: str) -> None:
    from ..figures.registry import figures_of

    for name, figure in figures_of(experiment).items():
        click.echo(f"{name:16} {figure.title.replace('**', '')}")
