"""`ionoscope runs list`: filters, order, columns."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("kept")


@pytest.fixture
def ids(call):
    """The ids that `ionoscope runs list` lists with these words."""

    def listed(*words):
        found = call("runs", "list", "--json", *words)
        assert found.exit_code == 0, found.stderr
        return [run["id"] for run in json.loads(found.stdout)["runs"]]

    return listed


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), {"aa11", "aa22", "bb33"}),
        (("--experiment", "ion-diffusion"), {"aa11", "aa22"}),
        (("--where", "kT >= 30"), {"aa22"}),
        (("--where", "kT ≥ 30 meV"), {"aa22"}),
        (("--where", "kT<30", "--where", "cells=6"), {"aa11"}),
        (("--where", "n_hops > 0"), {"aa11", "aa22"}),
        (("--where", "equation = Time_Local"), {"aa11", "aa22"}),
        (("--where", "created > 2020-01-01"), {"aa11", "aa22", "bb33"}),
        (("--where", "created < 2020-01-01"), set()),
        (("--text", "gate"), {"bb33"}),
        (("--status", "stopped"), set()),
    ],
)
def test_what_is_asked_for_is_listed(ids, words, expected):
    assert set(ids(*words)) == expected


def test_the_order_is_that_of_a_parameter_or_an_answer(ids, kept):
    by_heat = ids("--experiment", "ion-diffusion", "--sort", "kT", "--ascending")
    assert by_heat == ["aa11", "aa22"]
    by_D = sorted(("aa11", "aa22"), key=lambda id: -kept[id].summary["D"])
    assert ids("--experiment", "ion-diffusion", "--sort", "D") == by_D
    assert ids("--sort", "kT", "--most", "1") == ["aa22"]


def test_what_differs_has_a_column_and_what_is_shared_is_told_once(call):
    said = call("runs", "list", "--experiment", "ion-diffusion").stdout
    head, *table = said.splitlines()
    assert head.startswith("ion-diffusion with ") and "cells = 6" in head and "kT" not in head
    assert any("kT (meV)" in line for line in table)
    assert "D = " in said and "finished" in said


def test_of_several_experiments_each_row_tells_its_own(call):
    said = call("runs", "list").stdout
    assert all(word in said for word in ("gate-barrier", "ion-diffusion", "s = 0.5 l_osc"))


def test_more_than_are_listed_are_counted(call):
    found = call("runs", "list", "--most", "2")
    assert "1 more; --most 3 lists all." in found.stderr


def test_without_any_it_says_so(call, tmp_path):
    found = call("runs", "list", "--runs", tmp_path / "none")
    assert (found.exit_code, found.stderr) == (0, "")
    assert "No runs are kept" in found.stdout and not (tmp_path / "none").exists()
    assert "No runs with lamm > 2" in call("runs", "list", "--where", "lamm > 2").stdout


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--where", "kT"), "no condition"),
        (("--where", "created > soon"), "no date"),
        (("--experiment", "gate-nothing"), "ionoscope list"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(call, words, named):
    found = call("runs", "list", *words)
    assert (found.exit_code, found.stdout) == (2, "")
    assert named in found.stderr and "Traceback" not in found.stderr
