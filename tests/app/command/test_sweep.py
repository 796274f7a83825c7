"""Sweeps: every combination once, seeds of their own, what fails and what Ctrl-C leaves."""

import json

import pytest
import xarray as xr

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.sweep import Sweep
from tests.app.toys import ToyWalk

POTENTIALS = EXPERIMENTS["gate-barrier"].declared()["potential"].objects[:2]


pytestmark = pytest.mark.usefixtures("toy_command")


@pytest.fixture
def call(call):
    """Call `ionoscope sweep` with these words."""
    return lambda *words: call("sweep", *words)


def test_json_is_one_object_with_the_promised_keys(call):
    found = call("toy-walk", "--over", "n=2,3", "--seed", "5", "--json")
    assert found.exit_code == 0
    answer = json.loads(found.stdout)
    assert set(answer) == {
        "experiment",
        "parameters",
        "over",
        "seed",
        "versions",
        "status",
        "elapsed_s",
        "created",
        "about",
        "points",
        "findings",
    }
    assert answer["status"] == "finished"
    assert (answer["seed"], answer["over"]) == (5, {"n": [2, 3]})
    assert "n" not in answer["parameters"]
    assert [set(p) for p in answer["points"]] == [
        {"values", "seed", "status", "summary", "findings"}
    ] * 2
    assert [p["summary"]["slices"] for p in answer["points"]] == [2, 3]


def test_out_writes_one_dataset_over_the_swept_parameters(call, tmp_path):
    path = tmp_path / "sweep.nc"
    words = ("--over", "lam=1:2:3", "--over", "potential=" + ",".join(POTENTIALS))
    assert call("gate-barrier", *words, "--out", str(path)).exit_code == 0
    with xr.open_dataset(path) as data:
        assert data.sizes == {"lam": 3, "potential": 2}
        assert list(data.potential.values) == POTENTIALS
        assert data.lam.attrs["units"] and data.frozen.notnull().all()
        assert data.attrs["experiment"] == "gate-barrier-sweep"
        assert (data.attrs["status"], data.attrs["U0"]) == ("finished", 10.0)
        assert {"lam", "potential"}.isdisjoint(data.attrs)  # they differ from point to point
        assert all(v.attrs["long_name"] for v in data.variables.values())


def test_the_table_names_values_and_answers(call):
    found = call("gate-barrier", "--over", "lam=1,2", "--s", "0")
    assert found.exit_code == 0
    assert all(word in found.stdout for word in ("lam", "relaxed", "3.302585093", "finished"))


def test_the_table_tells_where_points_lie_with_units(call):
    found = call("lattice-thermal", "--over", "kT=25,50", "--cells", "4", "--times", "0,0.1")
    assert found.exit_code == 0
    assert all(word in found.stdout for word in ("25 meV", "(290 K)", "50 meV", "(580 K)"))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--over", "lam=0,1"], ["--over lam=0 ", "0.02"]),
        (["--over", "lem=1"], ["lem", "no parameter", "U0, lam, s"]),
        (["--over", "lam"], ["no values"]),
        (["--over", "lam="], ["no values"]),
        (["--over", "lam=1,one"], ["--over lam='one'", "number"]),
        (["--over", "lam=1,1"], ["lam", "twice"]),
        (["--over", "potential=gaussian,gaussian"], ["potential", "twice"]),
        (["--over", "lam=1", "--over", "lam=2"], ["--lam is given twice"]),
        (["--over", "lam=1", "--lam", "2"], ["--lam is given twice"]),
        (["--over", "lam=1", "--preset", "none"], ["--preset='none'"]),
        (["--over", "lam=1", "--s", "x"], ["--s='x'"]),
        (["--over", "lam=2,5"], ["--over lam=5 ", "--x0"]),
        (["--over", "lam=1", "--out", "/no/where/x.nc"], ["does not exist"]),
    ],
)
def test_bad_input_is_refused_before_anything_runs(call, words, named, monkeypatch):
    monkeypatch.setattr(Sweep, "run", lambda *_: pytest.fail("it ran"))
    found = call("gate-barrier", *words)
    assert (found.exit_code, found.stdout) == (2, "")
    assert all(word in found.stderr for word in named), found.stderr


def test_a_sweep_is_plotted_and_its_table_says_what_is_doubted(call, tmp_path):
    few = ("--equation", "time-local", "--cells", 6, "--duration", 12, "--settle", 0, "--ions", 2)
    picture = tmp_path / "sweep.svg"
    words = ("--fit_to", 6, "--over", "U0=0,4000", *few, "--plot", picture)
    found = call("ion-diffusion", *words)
    assert found.exit_code == 0 and picture.read_text().startswith("<?xml")
    (free,) = (line for line in found.stdout.splitlines() if line.startswith("│ 0 meV"))
    assert "finished, no answer" in free  # a free ion has no D


def test_a_sweep_over_nothing_is_bad_input(call):
    assert call("gate-barrier").exit_code == 2


def test_a_point_that_fails_says_so_and_the_others_go_on(call):
    found = call("toy-walk", "--over", "bad=0,2", "--n", "3", "--json")
    assert found.exit_code == 1
    good, bad = json.loads(found.stdout)["points"]
    assert (good["status"], bad["status"], bad["error"]) == (
        "finished",
        "failed",
        "the walker fell",
    )
    assert "At bad = 2: the walker fell" in found.stderr


@pytest.fixture
def cut(monkeypatch):
    """Ctrl-C once the first point has ended and the second has begun."""
    whole = Sweep.run

    def interrupted(self):
        for chunk in whole(self):
            yield chunk
            first, second = chunk.summary["points"]
            if first["status"] == "finished" and second["summary"]:
                raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Sweep, "run", interrupted)
        yield patch


def test_ctrl_c_keeps_what_there_is_and_resume_goes_on(call, tmp_path, cut):
    path, end = tmp_path / "part.nc", tmp_path / "end.nc"
    words = ("toy-walk", "--over", "n=1,40", "--pause", "0.01", "--seed", "3", "--json")
    found = call(*words, "--out", str(path))
    assert found.exit_code == 130
    done, part = json.loads(found.stdout)["points"]
    assert (done["status"], part["status"]) == ("finished", "stopped")
    assert 0 < part["summary"]["slices"] < 40
    with xr.open_dataset(path) as data:
        assert data.status.values.tolist() == ["finished", "stopped"]
        assert data.attrs["status"] == "stopped"
        assert data.end.values.tolist() == [done["summary"]["end"], part["summary"]["end"]]
    cut.undo()
    again = call("toy-walk", "--resume", str(path), "--out", str(end), "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["points"] == json.loads(call(*words).stdout)["points"]
    over = call("toy-walk", "--resume", str(end))
    assert over.exit_code == 2 and "nothing left to go on with" in over.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["toy-walk", "--over", "n=1"], "leave out --over"),
        (["toy-walk", "--n", "1"], "leave out --over"),
        (["gate-barrier"], "is a sweep of toy-walk; use ionoscope sweep toy-walk"),
    ],
)
def test_what_does_not_fit_a_file_is_refused(call, tmp_path, cut, words, said):
    path = tmp_path / "part.nc"
    call("toy-walk", "--over", "n=1,40", "--pause", "0.01", "--out", str(path), "--json")
    found = call(*words, "--resume", str(path))
    assert found.exit_code == 2 and said in found.stderr, found.stderr


def test_what_is_no_sweep_is_refused(call, tmp_path):
    path = tmp_path / "run.nc"
    ToyWalk(n=2).solve().to_netcdf(path)
    for file in (path, tmp_path / "none.nc"):
        found = call("toy-walk", "--resume", str(file))
        assert found.exit_code == 2 and any(
            why in found.stderr for why in ("it is no sweep", "not a readable")
        ), found.stderr
