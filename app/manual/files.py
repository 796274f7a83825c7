"""The file format, read off a file."""

from pathlib import Path
from tempfile import TemporaryDirectory

import xarray as xr

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.conventions import ABOUT, CONVENTIONS, SHOWN, plain_unit, standard

from .markdown import code, fenced, joined, said, section, table

EXAMPLE = "gate-barrier"
MEANINGS = {
    "Conventions": "The convention that names and units follow.",
    "title": "The experiment in a few words.",
    "source": "What wrote the file.",
    "references": "The paper, its section and figure.",
    "comment": "The question that the run answers.",
    "summary": "The answer in a sentence or two, with what speaks against it.",
    "experiment": "Key of the experiment, or KEY-sweep for a sweep over it.",
    "version": "Version of ionoscope.",
    "status": "finished, stopped, failed, interrupted, or running in a checkpoint.",
    "created": "When the run ended, in UTC.",
    "elapsed_s": "Time spent in computing, in seconds.",
    "parameter_units": "Units of the parameters that have one.",
    ABOUT: "All of this, with summary, findings and versions, as one JSON object; ionoscope itself "
    "reads this one.",
}
"""What the attributes of a file say; its parameters are attributes besides."""
HEAD = f"""\
# Files

A result is a NetCDF-4 file by the {CONVENTIONS} conventions. Whatever reads NetCDF reads it,
without ionoscope: `xarray.open_dataset("walk.nc")`, MATLAB's `ncread`, `ncdump -h`. It is written
whole or not at all."""
REST = """\
Every variable has `long_name`, `units`, and its `symbol` in equations. Units are written in ASCII
as UDUNITS reads them; what is measured by the model itself has the unit 1, and `units_shown` says
what stands on the axes."""
STATE = """\
A run that was stopped or cut off has a group `checkpoint` of plain arrays: all that is needed to go
on bit for bit. A finished run has none."""
ELSEWHERE = """\
CSV, extended XYZ and zips with several runs: [Export to other programs](../howto/export.md)."""


def attributes() -> dict[str, object]:
    """The attributes of a file that an example writes."""
    result = EXPERIMENTS[EXAMPLE]().solve()
    with TemporaryDirectory() as folder:
        result.to_netcdf(path := Path(folder) / "example.nc")
        with xr.open_dataset(path) as data:
            return dict(data.attrs)


def page() -> str:
    """What a file holds."""
    own, declared = attributes(), EXPERIMENTS[EXAMPLE].declared()
    told = {name: MEANINGS[name] for name in own if name in MEANINGS}
    return joined(
        HEAD,
        section("Attributes", f"Those of a run of `{EXAMPLE}`:", _attributes(told, own)),
        section(
            "Parameters",
            "Every parameter is an attribute by its own name:",
            _attributes({name: p.doc for name, p in declared.items()}, own),
        ),
        section("Variables", REST, table(("on axes", "in files"), _units())),
        section("Reading", fenced("py", READING)),
        section("Checkpoints", STATE),
        ELSEWHERE,
    )


def _attributes(told: dict[str, str], own: dict[str, object]) -> str:
    rows = [(code(name), said(meaning), _short(own[name])) for name, meaning in told.items()]
    return table(("attribute", "meaning", "value"), rows)


READING = """\
import xarray

walk = xarray.open_dataset("walk.nc")
walk.attrs["kT"], walk.attrs["seed"], walk.attrs["status"]
walk.msd.attrs["units"]"""


def _units() -> list[tuple[str, str]]:
    declared = [p for kind in EXPERIMENTS.values() for p in kind.declared().values()]
    return [(said(unit), _unit(unit)) for unit in sorted({p.unit for p in declared} - {""})]


def _unit(unit: str) -> str:
    if standard(unit) == "1":
        return f"`1`, with `{SHOWN} = {unit}`; in CSV `{plain_unit(unit)}`"
    return code(standard(unit))


def _short(value: object) -> str:
    text = str(value)
    return code(text if len(text) < 70 else f"{text[:68]}…")
