"""Values that the papers print, with their source, from assets/paper."""

import json
from functools import cache
from importlib.resources import files

from ionoscope.engine import Result


@cache
def paper(name: str) -> dict:
    """The values in assets/paper/NAME.json."""
    return json.loads(
        (files("ionoscope.assets") / "paper" / f"{name}.json").read_text(encoding="utf-8")
    )


def printed(result: Result) -> dict | None:
    """The paper's D₀ and E_a for a sweep over temperatures, if this is its ion in its crystal at
    its temperatures: Arrhenius' law does not hold over others."""
    values, own = paper("diffusion"), result.parameters
    same = all(own[k] == value for k, value in values.items() if k in own and k != "temperatures")
    low, high = values["temperatures"]
    same &= all(low <= kT <= high for kT in own.get("temperatures", ()))
    return values.get(own["equation"]) if same else None
