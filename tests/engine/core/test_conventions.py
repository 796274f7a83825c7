"""Findings and files in words and units that others know."""

import re
from datetime import datetime

import numpy as np
import xarray as xr

from ionoscope.engine.core.finding import LEVELS, conclusion
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.registry import EXPERIMENTS
from tests.engine.core.solved import EACH, solved, written

SENTENCES = re.compile(r"[^\Wa-z_].*\.", re.S)
KNOWN = set(
    "meV eV Å ps µs s rad K THz cm a kT % periods period l_osc E_osc × stiffness density".split()
)
"""Units of findings, apart from their powers and quotients."""
NUMBERS = re.compile(r"\b10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|[()/]|\b[12]\b")


@EACH
def test_findings_are_sentences_with_values_in_known_units(key):
    findings = solved(key).findings
    assert findings and conclusion(findings) is findings[0]
    for finding in findings:
        assert finding.level in LEVELS
        assert SENTENCES.fullmatch(finding.text), finding.text
        for value in finding.values:
            assert value.name and value.text
            assert set(NUMBERS.sub(" ", value.unit).split()) <= KNOWN, value


# as UDUNITS, pint and scipp read them
FACTOR = r"(10\^-?\d+|(angstrom|ps|us|meV|eV|rad)(\^-?\d+)?)"
PRODUCT = rf"{FACTOR}(\*{FACTOR})*"
UNITS = re.compile(rf"1|{PRODUCT}|(1|{PRODUCT})/({FACTOR}|\({PRODUCT}\))")


@EACH
def test_a_file_is_read_by_those_who_know_nothing_of_ionoscope(key, tmp_path):
    result = solved(key)
    with xr.open_dataset(written(key, tmp_path)) as file:
        assert all(UNITS.fullmatch(v.attrs["units"]) for v in file.variables.values())
        about = file.attrs
    kind = EXPERIMENTS[key]
    assert about["Conventions"] == "CF-1.11" and about["title"] == kind.title
    assert (about["experiment"], about["status"], about["seed"]) == (key, "finished", 3)
    assert about["version"] == result.versions["ionoscope"]
    assert datetime.fromisoformat(about["created"]).tzinfo
    for name, value in result.parameters.items():
        told = about[name]
        if isinstance(value, tuple):
            flat = not any(isinstance(v, tuple) for v in value)
            # NetCDF does not know a list of one number from a number
            same = np.array_equal(np.atleast_1d(told), value)
            assert same if flat else told == as_text(value)
        else:
            assert told == value and isinstance(told, str) == isinstance(value, str)
    units = dict(part.split(": ") for part in about["parameter_units"].split("; ") if part)
    assert units.keys() == {k for k, p in kind.declared().items() if p.unit}
