"""`ionoscope reproduce` stopped, gone on with, failing: a figure of toys."""

import json
import os
import signal

import pytest

from ionoscope.app.reproduction import figures
from ionoscope.app.reproduction.figures import Number, PaperFigure, Reading, Spec
from ionoscope.app.share.presets import Preset
from ionoscope.engine import Result
from tests.app.toys import ToyWalk


@pytest.fixture
def toy_figure(toy_walk, monkeypatch):
    """A figure of three toy walks; what they have to do in a slice is for the test to say."""
    over = {"seed": ["1", "2"]}
    monkeypatch.setattr(figures, "preset", lambda *_: Preset("p", "toy-walk", "", "", {}, over))
    monkeypatch.setattr(
        figures.Spec, "experiments", lambda self, quick=False: walks((quick and 3) or 9)
    )
    end = Number("end", "", 0.0, -1e9, 1e9, "printed number", "toy", Reading("walk", {}, "end"))
    own = PaperFigure(
        "toy", "GATE", "Fig. 0", "Toys", {"walk": Spec("toy-walk", "p")}, (), (end,), ()
    )
    monkeypatch.setattr(figures, "figures", lambda: {"toy": own})


def walks(n):
    return [ToyWalk(n=n, seed=seed) for seed in range(3)]


def reproduce(call, out, *more):
    return call("reproduce", "--out", out, "--workers", 1, "--json", *more)


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_stopped_it_goes_on_where_it_was(call, toy_figure, tmp_path, monkeypatch, name, code):
    slices, wait, still = [], ToyWalk._wait, [getattr(signal, name)]

    def stopping(self, number):
        slices.append((self.seed, number))
        if (self.seed, number) == (1, 5) and still:
            os.kill(os.getpid(), still.pop())

    monkeypatch.setattr(ToyWalk, "_wait", stopping)
    out = tmp_path / "own"
    found = reproduce(call, out)
    assert found.exit_code == code, found.output
    told = json.loads(found.stdout)
    assert told["status"] == "stopped" and told["figures"][0]["status"] == "stopped"
    assert [run["status"] for run in told["figures"][0]["runs"]] == [
        "finished",
        "stopped",
        "stopped",
    ]
    assert (out / "report.html").exists()
    slices.clear()
    found = reproduce(call, out)
    assert found.exit_code == 0, found.output
    assert (0, 1) not in slices, "what was finished is not computed again"
    assert (1, 1) not in slices, "what was begun goes on"
    monkeypatch.setattr(ToyWalk, "_wait", wait)
    ends = {r.seed: r.summary["end"] for r in map(Result.from_netcdf, (out / "runs").glob("*.nc"))}
    assert ends == {w.seed: w.solve().summary["end"] for w in walks(9)}, "bit for bit"


def test_gone_on_with_on_another_processor_it_has_no_identity(
    call, toy_figure, tmp_path, monkeypatch
):
    from ionoscope.app.runs import origin

    still = [signal.SIGTERM]

    def stopping(self, number):
        if (self.seed, number) == (1, 5) and still:
            os.kill(os.getpid(), still.pop())

    monkeypatch.setattr(ToyWalk, "_wait", stopping)
    out, before = tmp_path / "own", origin.identity
    assert reproduce(call, out).exit_code == 143
    monkeypatch.setattr(origin, "identity", lambda e: f"another {before(e)}")
    found = reproduce(call, out)
    assert found.exit_code == 0, found.output
    told = {
        r.seed: r.about["identity"] for r in map(Result.from_netcdf, (out / "runs").glob("*.nc"))
    }
    assert told[0] == before(walks(9)[0]), "finished before"
    assert told[1] == "", "begun by one, ended by another"
    assert told[2].startswith("another"), "begun and ended by the other"
    runs = json.loads(found.stdout)
    assert runs["runs_elapsed_s"] == pytest.approx(
        sum(run["elapsed_s"] for run in runs["figures"][0]["runs"])
    )


def test_fresh_begins_anew(call, toy_figure, tmp_path, monkeypatch):
    out = tmp_path / "own"
    assert reproduce(call, out).exit_code == 0
    begun = []
    monkeypatch.setattr(ToyWalk, "_wait", lambda self, n: begun.append(n))
    assert reproduce(call, out).exit_code == 0 and not begun
    assert reproduce(call, out, "--fresh").exit_code == 0 and begun.count(1) == 3


def test_what_another_version_computed_is_computed_anew(call, toy_figure, tmp_path, monkeypatch):
    from ionoscope.app.reproduction import kept

    out = tmp_path / "own"
    assert reproduce(call, out).exit_code == 0
    today = kept.versions()
    monkeypatch.setattr(kept, "versions", lambda: {**today, "numpy": "99.0"})
    found = reproduce(call, out)
    assert found.exit_code == 0
    assert f"was computed with numpy {today['numpy']}: it is computed anew" in found.stderr
    monkeypatch.setattr(kept, "versions", lambda: today)
    monkeypatch.setattr(kept, "sources", lambda: "others")
    found = reproduce(call, out)
    assert "was computed by other sources of the engine" in found.stderr


def test_a_run_that_fails_leaves_the_others_alone(call, toy_figure, tmp_path, monkeypatch):
    def falls(self, number):
        if (self.seed, number) == (1, 2):
            raise ValueError("the walker fell")

    monkeypatch.setattr(ToyWalk, "_wait", falls)
    found = reproduce(call, tmp_path / "own")
    assert found.exit_code == 1
    told = json.loads(found.stdout)
    runs = told["figures"][0]["runs"]
    assert [run["status"] for run in runs] == ["finished", "failed", "finished"]
    assert runs[1]["error"] == "the walker fell"
    assert "the walker fell" in (tmp_path / "own" / "report.html").read_text()


def test_a_full_disk_costs_no_answer(call, toy_figure, tmp_path, monkeypatch):
    def full(self, path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Result, "to_netcdf", full)
    found = reproduce(call, tmp_path / "own")
    assert found.exit_code == 1
    assert "cannot be kept" in found.stderr and "No space left" in found.stderr
    assert json.loads(found.stdout)["verdicts"]["agrees"] == 1


def test_a_picture_that_cannot_be_drawn_costs_no_report(call, toy_figure, tmp_path, monkeypatch):
    from ionoscope.app.reproduction import drawing

    def breaks(*_):
        raise ZeroDivisionError("nothing to draw")

    monkeypatch.setattr(drawing, "drawn", breaks)
    found = reproduce(call, tmp_path / "own")
    assert found.exit_code == 1 and "cannot be drawn" in found.stderr
    assert "nothing to draw" in found.stderr
    assert (tmp_path / "own" / "report.html").exists()


def test_what_was_computed_is_known_to_a_folder_of_runs(call, toy_figure, tmp_path):
    from ionoscope.app.runs.identity import identity

    assert reproduce(call, tmp_path / "own").exit_code == 0
    files = (tmp_path / "own" / "runs").glob("*.nc")
    known = {Result.from_netcdf(file).about["identity"] for file in files}
    assert known == {identity(walk) for walk in walks(9)}


def test_stopped_while_a_result_is_written_it_is_written_all_the_same(
    call, toy_figure, tmp_path, monkeypatch
):
    write, still = Result.to_netcdf, [signal.SIGTERM]

    def disturbed(self, path):
        if still:
            os.kill(os.getpid(), still.pop())
        return write(self, path)

    monkeypatch.setattr(Result, "to_netcdf", disturbed)
    out = tmp_path / "own"
    assert reproduce(call, out).exit_code == 143
    assert [Result.from_netcdf(f).seed for f in (out / "runs").glob("*.nc")] == [0]
