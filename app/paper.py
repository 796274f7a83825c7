"""Values that the papers print, with their source, from assets/paper."""

import json
from functools import cache
from importlib.resources import files


@cache
def paper(name: str) -> dict:
    """The values in assets/paper/NAME.json."""
    return json.loads(
        (files("ionoscope.assets") / "paper" / f"{name}.json").read_text(encoding="utf-8")
    )
