"""Drawing: the panels of a figure as PNG and SVG, by the functions that pages and `plot` use."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ionoscope.engine import Result

from .figures import Panel, PaperFigure
from .reading import Results

ENDINGS = ("png", "svg")


class Picture(NamedTuple):
    """A panel that was drawn: its title, its figure in the registry, its files by ending."""

    title: str
    figure: str
    files: dict[str, Path]


def of_panel(panel: Panel, results: Results) -> list[Result]:
    """The results that a panel shows."""
    return [result for run in panel.runs for result in results.get(run, ())]


def drawn(figure: PaperFigure, results: Results, folder: Path) -> list[Picture]:
    """Draw all panels that have results into `folder`; OSError if a file cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = [(p, own) for p in figure.panels if (own := of_panel(p, results))]
    return [
        _drawn(panel, own, folder / f"{figure.name}-{letter}")
        for letter, (panel, own) in zip("abcdefghijklmnopqrstuvwxyz", shown, strict=False)
    ]


def _drawn(panel: Panel, results: Sequence[Result], stem: Path) -> Picture:
    from ..figures import files, registry  # the libraries of pictures take a second to load

    files.ready()
    picture = registry.picture(list(results), panel.figure)
    paths = {ending: stem.with_name(f"{stem.name}.{ending}") for ending in ENDINGS}
    for path in paths.values():
        files.save(picture, path)
    return Picture(panel.title, registry.figure_of(results[0].experiment, panel.figure).name, paths)
