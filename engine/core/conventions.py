"""Conventions: what a file says of itself, in the words that other programs know.

Units are written as UDUNITS and its kin read them, ASCII alone, as the CF conventions ask (Sec. 3.1
of CF 1.11). What is measured by the model itself (l_osc, E_osc, 2π/a …) has no unit there: it is
written as "1", and the attribute `units_shown` says what it is; on reading it stands for the unit.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from .parameters import as_text

if TYPE_CHECKING:
    import xarray as xr

CONVENTIONS = "CF-1.11"
SHOWN = "units_shown"
"""The unit as it stands on axes, where the standard writes it otherwise."""
ABOUT = "ionoscope"
"""The attribute that gives back a result, as a JSON object."""

_NAMES = {"Å": "angstrom", "µs": "us", "meV": "meV", "eV": "eV", "ps": "ps", "rad": "rad"}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TOKEN = re.compile(
    r"(?P<name>[A-Za-zÅµπλ_]+)|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|(?P<sign>[0-9/()]+)|(?P<gap>\s+)"
)
_ASCII = str.maketrans({"Å": "angstrom", "π": "pi", "λ": "lambda", "µ": "u"})


def standard(unit: str) -> str:
    """A unit as other programs read it, e.g. "Å²/ps" as "angstrom^2/ps"; "1" if they know none."""
    text, place = "", 0
    while place < len(unit):
        token = _TOKEN.match(unit, place)
        if token is None or (token["name"] and token["name"] not in _NAMES):
            return "1"
        text += _written(token)
        place = token.end()
    return text or "1"


def _written(token: re.Match) -> str:
    if token["name"]:
        return _NAMES[token["name"]]
    if token["raised"]:
        return "^" + token["raised"].translate(_RAISED)
    return token["sign"] or "*"


def plain_unit(unit: str) -> str:
    """A unit in ASCII for headers and tables: the standard's, or the model's own name of it."""
    known = standard(unit) if unit else ""
    return unit.translate(_ASCII) if known == "1" else known


def standardised(data: "xr.Dataset") -> "xr.Dataset":
    """The data with standard units, and beside them those that are shown; values are shared."""
    data = data.copy()
    for variable in data.variables.values():
        shown = variable.attrs.get("units")
        if shown is not None and standard(shown) != shown:
            variable.attrs = {**variable.attrs, "units": standard(shown), SHOWN: shown}
    return data


def as_shown(data: "xr.Dataset") -> "xr.Dataset":
    """What `standardised` was given; what was written without it stays as it is."""
    for variable in data.variables.values():
        if SHOWN in variable.attrs:
            variable.attrs["units"] = variable.attrs.pop(SHOWN)
    return data


def global_attributes(about: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a file: what it is, how it came about, and every parameter by its own name.

    `about` is the object that JSON holds of a result or a sweep.
    """
    own = about.get("about", {})
    units = {name: unit for name, unit in own.get("units", {}).items() if unit}
    told = {
        "Conventions": CONVENTIONS,
        "title": own.get("title"),
        "source": f"ionoscope {about['versions'].get('ionoscope', '')}".strip(),
        "references": own.get("source"),
        "comment": own.get("question"),
        "summary": " ".join(found["text"] for found in about.get("findings", ())) or None,
        "experiment": about["experiment"],
        "version": about["versions"].get("ionoscope"),
        "status": about["status"],
        "created": about.get("created"),
        "elapsed_s": about["elapsed_s"],
        "seed": about["seed"],
        **about["parameters"],
        "parameter_units": "; ".join(f"{k}: {plain_unit(unit)}" for k, unit in units.items()),
    }
    return {k: _attribute(v) for k, v in told.items() if v is not None}


def _attribute(value: Any) -> Any:
    """A value as an attribute of NetCDF, which knows neither truth values nor lists of lists."""
    if isinstance(value, bool):
        return np.int8(value)
    if isinstance(value, list | tuple):
        flat = bool(value) and all(isinstance(v, int | float) for v in value)
        return np.array(value) if flat else as_text(value)
    return value
