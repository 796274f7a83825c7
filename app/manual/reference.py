"""The reference: every page of it made of what is declared, so that it cannot be out of date."""

from collections.abc import Callable, Mapping

from ionoscope.engine import EXPERIMENTS

from . import commands, experiments, files, presets, python, settings, sweeps, symbols
from .markdown import contents, joined, said, section, table
from .shown import Shown

FOLDER = "reference/"
OWN = FOLDER + "experiments/"
OTHERS: dict[str, Callable[[], str]] = {
    "presets": presets.page,
    "symbols": symbols.page,
    "command-line": commands.page,
    "python": python.page,
    "engine": python.engine,
    "settings": settings.page,
    "files": files.page,
}
HEAD = """\
# Reference

Everything here is written by the program from what it declares: parameters, presets, figures,
commands, settings and docstrings of the version at hand."""


def pages(shown: Mapping[str, Shown] | None = None) -> dict[str, str]:
    """Every page of the reference as Markdown, by its path; with examples, their pictures too."""
    found = {f"{OWN}{key}.md": _experiment(key, shown) for key in EXPERIMENTS}
    found |= {f"{FOLDER}{name}.md": make() for name, make in OTHERS.items()}
    found[f"{FOLDER}sweeps.md"] = sweeps.page((shown or {}).get(sweeps.KEY))
    return {f"{FOLDER}index.md": _index(), f"{OWN}index.md": _experiments(), **found}


def _experiment(key: str, shown: Mapping[str, Shown] | None) -> str:
    return experiments.page(EXPERIMENTS[key], (shown or {}).get(key))


def _index() -> str:
    return joined(HEAD, contents("experiments/index", "sweeps", *OTHERS, maxdepth="1"))


def _experiments() -> str:
    groups = dict.fromkeys(kind.group for kind in EXPERIMENTS.values())
    return joined(
        "# Experiments",
        "Each has a page in the dashboard, a command, a class, and a page here.",
        *(section(group, _of(group)) for group in groups),
        contents(*EXPERIMENTS, hidden=""),
    )


def _of(group: str) -> str:
    rows = [
        (f"[{key}]({key}.md)", said(kind.question))
        for key, kind in EXPERIMENTS.items()
        if kind.group == group
    ]
    return table(("experiment", "question"), rows)
