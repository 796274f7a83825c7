"""`ionoscope runs compare`: what differs is marked, answers are subtracted."""

import json
from dataclasses import replace
from math import hypot

import pytest

from ionoscope.app.answers.comparison import comparison

pytestmark = pytest.mark.usefixtures("kept")


def test_what_differs_stands_first_and_is_marked(call):
    found = call("runs", "compare", "aa11", "aa22")
    assert "1 of 25 differ" in found.stdout
    marked = [line for line in found.stdout.splitlines() if line.startswith("│ ≠")]
    assert "kT (meV)" in marked[0] and "25" in marked[0] and "40" in marked[0]
    told = json.loads(call("runs", "compare", "aa11", "aa22", "--json").stdout)
    assert told["asked"][0] == {"name": "kT (meV)", "texts": ["25", "40"], "differs": True}
    assert [row["name"] for row in told["asked"] if row["differs"]] == ["kT (meV)"]


def test_the_difference_has_the_combined_interval(call, kept):
    told = json.loads(call("runs", "compare", "aa22", "aa11", "--json").stdout)
    row = next(row for row in told["found"] if row["name"] == "D")
    warm, cold = row["values"]
    assert warm["value"] == kept["aa22"].summary["D"]
    less, D = row["difference"], warm["value"] - cold["value"]
    assert less["value"] == pytest.approx(D) and less["unit"] == "Å²/ps"
    below = hypot(warm["value"] - warm["low"], cold["high"] - cold["value"])
    above = hypot(warm["high"] - warm["value"], cold["value"] - cold["low"])
    assert (less["low"], less["high"]) == pytest.approx((D - below, D + above))


def test_a_number_is_marked_where_its_difference_is_no_chance(kept):
    walk = kept["aa11"]
    same = comparison([walk, walk], ["a", "b"]).found
    assert all(row.less.value == 0 for row in same) and not any(row.differs for row in same)
    D = walk.findings[0].values[0]
    far = walk.findings[0]._replace(
        values=(D._replace(value=D.value + 99, low=D.low + 99, high=D.high + 99),)
    )
    moved = comparison([walk, replace(walk, findings=(far,))], ["a", "b"]).found
    assert [row.name for row in moved if row.differs] == ["D"]


def test_several_of_several_experiments_stand_side_by_side(call):
    call("runs", "note", "bb33", "--name", "narrow")
    said = call("runs", "compare", "aa11", "bb33", "aa22").stdout
    assert all(word in said for word in ("narrow", "relaxed barrier", "hops", "—"))
    assert "difference" not in said


def test_a_seed_that_is_shared_is_told(call, kept):
    said = call("runs", "compare", "aa11", "aa22").stdout
    told = json.loads(call("runs", "compare", "aa11", "aa22", "--json").stdout)
    assert "same seed" in " ".join(said.split()) and "same seed" in told["caution"]
    walk = kept["aa11"]
    other = replace(walk, parameters={**walk.parameters, "seed": 77})
    assert comparison([walk, walk], "ab").caution and not comparison([walk, other], "ab").caution


def test_one_run_is_nothing_to_compare(call):
    found = call("runs", "compare", "aa11", "aa1")
    assert found.exit_code == 2 and "nothing to compare with" in found.stderr
