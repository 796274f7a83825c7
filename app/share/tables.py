"""Tables: a result as CSV files that spreadsheets and `pandas.read_csv` read.

A table for every set of dimensions, one row a point, units in the header; words and numbers that
belong to the run as a whole stand in tables of their own. No comment lines, ASCII headers, points
as decimal signs.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.core.conventions import plain_unit
from ionoscope.engine.core.parameters import as_text

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

MOST_ROWS = 2**18
"""Of a table; a larger one is in the NetCDF file alone: spreadsheets open a million rows at most,
and the server is not to write them while others wait."""
ANSWER = ("name", "value", "low", "high", "unit")
"""Columns of a number that findings rest on; low and high are the ends of its 95 % interval."""
AXIS = "axis"
"""The dimension whose places become columns, name_x, name_y and name_z."""


def tables(result: Result) -> dict[str, "pd.DataFrame"]:
    """The data by the name of a table: what stands over the same dimensions shares one.

    Those of more than MOST_ROWS rows are left out; `too_long` names them.
    """
    groups = _groups(result.data)
    return {
        _title(names, groups): _frame(result.data, names)
        for dims, names in groups.items()
        if _rows(result.data, dims) <= MOST_ROWS
    }


def too_long(result: Result) -> dict[str, int]:
    """Tables that are left out by their name, and how many rows they would have."""
    groups = _groups(result.data)
    rows = {_title(names, groups): _rows(result.data, dims) for dims, names in groups.items()}
    return {name: count for name, count in rows.items() if count > MOST_ROWS}


def files(result: Result, name: str) -> dict[str, bytes]:
    """All files of a result that is called `name`, by their own names."""
    data = {f"{title}.csv": frame.to_csv(index=False) for title, frame in tables(result).items()}
    told = {"parameters.csv": parameters(result), "README.txt": _readme(result, name)}
    return {k: encoded(v) for k, v in (data | _answer(result) | told).items()}


def alone(result: Result) -> bytes | None:
    """The one table of a result that has no more; None if it has."""
    found = tables(result)
    if len(found) != 1 or too_long(result):
        return None
    return encoded(next(iter(found.values())).to_csv(index=False))


def encoded(text: str) -> bytes:
    """As UTF-8, with the mark that spreadsheets know it by where there is more than ASCII."""
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


def parameters(result: Result) -> str:
    """name,value,unit of every parameter, as CSV; values as flags carry them."""
    units = result.about.get("units", {})
    rows = [(k, as_text(v), plain_unit(units.get(k, ""))) for k, v in result.parameters.items()]
    return _csv(("name", "value", "unit"), rows)


def runs(results: Sequence[tuple[str, Result]]) -> str:
    """One row a run, as CSV: its name, how it ended, and every parameter."""
    units = {k: v for _, result in results for k, v in result.about.get("units", {}).items()}
    names = list(dict.fromkeys(name for _, result in results for name in result.parameters))
    rows = [
        (name, r.experiment, r.status, *(as_text(r.parameters.get(k, "")) for k in names))
        for name, r in results
    ]
    return _csv(("run", "experiment", "status", *(_column(k, units.get(k)) for k in names)), rows)


def answers(results: Sequence[tuple[str, Result]]) -> str:
    """The numbers of all answers, one a row, as CSV, with the ends of their 95 % intervals."""
    rows = [(name, *row) for name, result in results for row in _numbers(result)]
    return _csv(("run", *ANSWER), rows)


def _groups(data: "xr.Dataset") -> dict[tuple[str, ...], list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, variable in data.data_vars.items():
        groups.setdefault(tuple(d for d in variable.dims if d != AXIS), []).append(name)
    return groups


def _title(names: list[str], groups: dict[tuple[str, ...], list[str]]) -> str:
    """What a table is called: its only variable, or the dimensions that its variables share."""
    dims = next(d for d, own in groups.items() if own is names)
    return names[0] if len(names) == 1 else "_".join(dims) or "numbers"


def _rows(data: "xr.Dataset", dims: tuple[str, ...]) -> int:
    return int(np.prod([data.sizes[d] for d in dims], dtype=np.int64))


def _frame(data: "xr.Dataset", names: list[str]) -> "pd.DataFrame":
    """A table of these variables, the dimensions' own values before them."""
    import pandas as pd

    part = data[names]
    if AXIS in part.dims:
        part = _by_axis(part)
    frame = part.to_dataframe().reset_index() if part.sizes else _one_row(part, pd)
    units = {k: v.attrs.get("units") for k, v in part.variables.items()}
    first = [c for c in frame.columns if c not in part.data_vars]
    frame = frame[[*first, *part.data_vars]]
    return frame.set_axis([_column(c, units.get(c)) for c in frame.columns], axis="columns")


def _one_row(part: "xr.Dataset", pd) -> "pd.DataFrame":
    return pd.DataFrame({k: [v.item()] for k, v in part.data_vars.items()})


def _by_axis(part: "xr.Dataset") -> "xr.Dataset":
    """Every variable over the axis as one for each of its places."""
    places = part[AXIS].values
    found = part.drop_dims(AXIS)
    for name, variable in part.data_vars.items():
        if AXIS in variable.dims:
            along = {f"{name}_{p}": variable.isel({AXIS: i}) for i, p in enumerate(places)}
            found = found.assign({k: v.drop_vars(AXIS) for k, v in along.items()})
    return found


def _column(name: str, unit: str | None) -> str:
    """The head of a column, e.g. "lag (ps)"."""
    return f"{name} ({plain_unit(unit)})" if unit else name


def _answer(result: Result) -> dict[str, str]:
    """The file with the numbers that the findings rest on, if there are any."""
    rows = _numbers(result)
    return {"answer.csv": _csv(ANSWER, rows)} if rows else {}


def _numbers(result: Result) -> list[tuple]:
    values = [v for finding in result.findings for v in finding.values]
    return [(v.name, v.value, v.low, v.high, plain_unit(v.unit)) for v in values]


def _csv(head: Iterable[str], rows: Iterable[Iterable]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def _readme(result: Result, name: str) -> str:
    """What the files hold, how the run ended, and what is not here."""
    about = result.about
    lines = [
        f"{name}: {about.get('title', result.experiment)}. {about.get('question', '')}".strip(),
        f"A run of {result.experiment} by ionoscope {result.versions.get('ionoscope', '')}, "
        f"{result.status}{f', {result.created}' if result.created else ''}.",
        *(str(finding) for finding in result.findings),
        "",
        "parameters.csv: all parameters; with the seed they reproduce the run.",
        *_beside(result),
    ]
    for title, frame in tables(result).items():
        lines.append(f"{title}.csv: {', '.join(frame.columns)}")
    for title, rows in too_long(result).items():
        lines.append(f"{title}: {rows:,} rows, only in the NetCDF file.")
    return "\n".join([*lines, "", *_meanings(result)]) + "\n"


def _beside(result: Result) -> list[str]:
    """Parameters that are told in another unit too, a line each."""
    kind = EXPERIMENTS.get(result.experiment)
    declared = kind.declared() if kind else {}
    return [
        f"{name} = {declared[name].told(value)}"
        for name, value in result.parameters.items()
        if name in declared and declared[name].also
    ]


def _meanings(result: Result) -> list[str]:
    """What each variable is, a line each."""
    named = {k: v.attrs.get("long_name") for k, v in result.data.variables.items()}
    return [f"{k}: {text}" for k, text in named.items() if text]
