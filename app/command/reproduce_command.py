"""`ionoscope reproduce`: every figure of both papers from nothing, compared number by number."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ionoscope.engine import InvalidParameter
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.compute.workforce import at_hand
from ionoscope.engine.core.files import write_aside
from ionoscope.engine.core.result import Stopwatch

from .computing import warn_if_long
from .ending import Ending, listening
from .reproducing import watched
from .terminal import UNWRITTEN, Sentence, console, heard, say, table
from .wording import refused
from .workers import chosen, options

if TYPE_CHECKING:
    from ..reproduction.computing import Reproduction
    from ..reproduction.drawing import Picture
    from ..reproduction.figures import PaperFigure

REPORT, PAGE, RUNS, PICTURES = "report.json", "report.html", "runs", "figures"
"""What lies in the folder of --out."""
EXITS = (
    "Exit codes: 0 all is computed, whether or not the numbers agree; 1 a run failed, or a file "
    "could not be written; 2 bad input; 130 ended by Ctrl-C, 143 by SIGTERM, 129 by a closed "
    "terminal (128 + the signal's number). What was computed until then is kept in the folder of "
    "--out: called again with it, the command goes on where it was."
)


def _options() -> list[click.Parameter]:
    folder = click.Path(path_type=Path)
    only = "A figure, as the argument; may be repeated."
    return [
        click.Argument(["names"], nargs=-1, metavar="[FIGURE]…"),
        click.Option(["--only"], multiple=True, metavar="FIGURE", help=only),
        click.Option(["--quick"], is_flag=True, help="All in a short, coarser form."),
        click.Option(
            ["--out"],
            type=folder,
            default=Path("reproduction"),
            help="Folder of the report, pictures and data; default: reproduction.",
        ),
        click.Option(["--fresh"], is_flag=True, help="Begin anew, whatever is kept there."),
        click.Option(["--json", "as_json"], is_flag=True, help="Print the JSON report."),
        *options(),
    ]


def _call(names, only, quick, out, fresh, as_json, workers, scheduler) -> None:
    figures = _figures((*names, *only))
    _check(out)
    with chosen(workers, scheduler), listening() as ending:
        sys.exit(_reproduce(figures, quick, out, fresh, as_json, ending))


def _figures(names: tuple[str, ...]) -> list["PaperFigure"]:
    """The figures that are asked for, all if none is, in the papers' order."""
    from ..reproduction.figures import figure_named, figures

    try:
        asked = {figure_named(name).name for name in names} or set(figures())
    except InvalidParameter as error:
        raise refused(error) from error
    return [figure for name, figure in figures().items() if name in asked]


def _check(out: Path) -> None:
    """Refuse a folder that could not be written to, before anything runs."""
    if out.exists() and not out.is_dir():
        raise Sentence(f"--out {out} is a file; give a folder.")
    above = out if out.is_dir() else out.parent
    if not above.is_dir():
        raise Sentence(f"--out {out}: the folder {above} does not exist; make it first.")
    if not os.access(above, os.W_OK):
        raise Sentence(f"--out {out}: the folder {above} cannot be written to; use another.")


def _reproduce(
    figures: list["PaperFigure"], quick: bool, out: Path, fresh: bool, as_json: bool, ending: Ending
) -> int:
    """Compute, draw and report; the exit code."""
    from ..reproduction.computing import Reproduction
    from ..reproduction.report import report

    clock = Stopwatch()
    all_ = _guarded(lambda: Reproduction(figures, quick, out / RUNS, say, fresh), out)
    if left := all_.left():
        warn_if_long(duration(left, at_hand()), out)
    pictures: dict[str, list[Picture]] = {}
    with watched(all_) as tell:
        for ended in ending.until(all_.run()):
            for figure in ended:
                pictures[figure.name] = _drawn(all_, figure, out)
            tell(ended)
    all_.keep()
    status = _status(all_, ending)
    told = report(all_, pictures, quick, status, clock.elapsed)
    unwritten = not _written(told, out) or all_.unwritten
    heard(lambda: click.echo(json.dumps(told)) if as_json else _print(told, out))
    return ending.code(status) or (UNWRITTEN if unwritten else 0)


def _guarded(make: Callable[[], "Reproduction"], out: Path) -> "Reproduction":
    try:
        return make()
    except OSError as error:
        sentence = Sentence(f"--out {out} cannot be used ({error.strerror or error}).")
        sentence.exit_code = UNWRITTEN
        raise sentence from error


def _status(all_: "Reproduction", ending: Ending) -> str:
    if ending.early:
        return "stopped"
    return "failed" if all_.failures else "finished"


def _drawn(all_: "Reproduction", figure: "PaperFigure", out: Path) -> list["Picture"]:
    from ..reproduction.drawing import drawn

    try:
        return drawn(figure, all_.found(figure), out / PICTURES)
    except Exception as error:  # whatever it is, the other figures go on
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        say(f"{figure.name} cannot be drawn in {out / PICTURES} ({why}).")
        all_.unwritten = True
        return []


def _written(told: dict[str, Any], out: Path) -> bool:
    """Write both reports; whether they are where they were to be."""
    from ..reproduction.html import page

    try:
        out.mkdir(exist_ok=True)
        write_aside(out / REPORT, json.dumps(told, ensure_ascii=False, indent=1).encode())
        write_aside(out / PAGE, page(told, out).encode())
    except OSError as error:
        say(f"the report cannot be written in {out} ({error.strerror or error}).")
        return False
    return True


def _print(told: dict[str, Any], out: Path) -> None:
    from ..reproduction.html import counts_text, text, verdict_text

    rows = [
        (
            f["name"],
            n["name"],
            n["origin"],
            *(text(n, n[k]) for k in ("reference", "ours")),
            verdict_text(n),
        )
        for f in told["figures"]
        for n in f["numbers"]
    ]
    console().print(table(("figure", "number", "origin", "reference", "ours", "verdict"), rows))
    click.echo(f"{counts_text(told['verdicts'])}. Report: {out / PAGE}, {out / REPORT}")


command = click.Command(
    "reproduce",
    params=_options(),
    callback=_call,
    help="Compute every figure of both papers anew, draw it, and compare every number.\n\n"
    "Figures: gate-3, gate-4, gate-5, seom-1, seom-3, seom-4, seom-5, seom-6, seom-7; all if none "
    "is named.",
    epilog=EXITS,
)
