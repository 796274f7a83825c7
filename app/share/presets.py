"""Presets: named parameter sets in assets/presets, one JSON file an experiment."""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ionoscope.engine import EXPERIMENTS, InvalidParameter
from ionoscope.engine.core.parameters import same_word

SCHEMA = 1


class Preset(NamedTuple):
    """A named set of parameters as text; `overlay` lists values shown together on the page."""

    name: str
    experiment: str
    title: str
    source: str
    parameters: dict[str, str]
    overlay: dict[str, list[str]]


@cache
def presets(experiment: str) -> dict[str, Preset]:
    """The presets of an experiment by name."""
    file = files("ionoscope.assets") / "presets" / f"{experiment}.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    if content["schema"] != SCHEMA:
        raise ValueError(f"{file} has schema {content['schema']}; this version reads {SCHEMA}.")
    return {
        p["name"]: Preset(
            p["name"], experiment, p["title"], p["source"], p["parameters"], p.get("overlay", {})
        )
        for p in content["presets"]
    }


def preset(experiment: str, name: str) -> Preset:
    """One preset, its name in capitals or not; InvalidParameter if there is none."""
    found = presets(experiment)
    known = same_word(name, found)
    if known is None:
        raise InvalidParameter(
            "preset", name, f"is no preset of {experiment}", f"Choose one of: {', '.join(found)}."
        )
    return found[known]


def everything() -> list[Preset]:
    """All presets, in the registry's order."""
    return [p for key in EXPERIMENTS for p in presets(key).values()]
