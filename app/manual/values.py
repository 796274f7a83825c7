"""Values that pages show: published and independent numbers by name, and recipes of the README."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ionoscope.engine.core.words import number, with_interval

from ..share.paper import paper
from .markdown import said, table
from .pages import ROOT


class Known(NamedTuple):
    """A number with its 95 % interval, in its unit."""

    value: float
    low: float
    high: float
    unit: str

    def __str__(self) -> str:
        return with_interval(self.value, self.low, self.high, self.unit)


@cache
def _numbers(source: str) -> dict[tuple[str, str], dict]:
    file = files("ionoscope.assets") / "paper" / f"{source}.json"
    figures = json.loads(file.read_text(encoding="utf-8"))["figures"]
    return {(own["name"], n["name"]): n for own in figures for n in own["numbers"]}


def known(figure: str, name: str) -> Known:
    """The number called `name` that a figure of a paper is compared with, e.g. of "seom-7"."""
    own = _numbers(figure.partition("-")[0])[figure, name]
    return Known(own["value"], own["low"], own["high"], own["unit"])


def printed(equation: str, name: str) -> Known:
    """D0 or E_a as the paper prints it for "full" or "time-local"."""
    return Known(*paper("diffusion")[equation][name], {"D0": "Å²/ps", "E_a": "meV"}[name])


def found(summary: dict, name: str, unit: str = "") -> Known:
    """A number of a run's summary with its interval."""
    return Known(summary[name], summary[f"{name}_low"], summary[f"{name}_high"], unit)


def rows(heads: list[str], *lines: list) -> str:
    """A table of numbers and words."""
    return table([said(h) for h in heads], [[_cell(value) for value in line] for line in lines])


def _cell(value: object) -> str:
    return number(value) if isinstance(value, float) else said(str(value))


def readme(language: str, index: int) -> str:
    """A block of code of the README, whose tests run it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}$.*?^```$", text, re.S | re.M)[index]
