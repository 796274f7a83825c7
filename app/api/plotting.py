"""plot, figures and save: results as HoloViews objects and as files."""

from collections.abc import Sequence
from pathlib import Path

from .app.figures import files
from .app.figures.registry import figures_of, picture
from .engine import Result


def figures(key: str) -> dict[str, str]:
    """Every figure of an experiment and what it shows, the main one first."""
    return {name: figure.title.replace("**", "") for name, figure in figures_of(key).items()}


def plot(results: Result | Sequence[Result], figure: str | None = None, **options):
    """A figure of one or several results of one experiment.

    Parameters
    ----------
    results : Result or list of Result
        Several are laid over each other, named by the parameters in which they differ.
    figure : str, optional
        One of `figures(key)`; the main one if none is named.
    **options
        What this figure lets one choose, see its docstring.

    Returns
    -------
    holoviews.Overlay
        An object like any other: `.opts(…)`, `*`, `+`, `.dframe()`; by Bokeh or Matplotlib.

    Raises
    ------
    InvalidParameter
        For results of several experiments and for an unknown figure or option.
    """
    files.ready()
    return picture(results, figure, **options)


def save(picture, path: str | Path) -> Path:
    """Write a picture to a file: .png, .svg and .pdf by Matplotlib, .html alone by Bokeh.

    Returns the path; InvalidParameter for another ending or a folder that is not there.
    """
    files.ready()
    return files.save(picture, path)
