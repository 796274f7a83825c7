"""`ionoscope run --resume`: a command goes on from a file, whatever ended the run before."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from ionoscope.app.command import cli, computing, flags, run_command
from ionoscope.engine import EXPERIMENTS, Result
from tests.app.toys import ToyWalk, cut

ROOT = Path(__file__).parents[3]


pytestmark = pytest.mark.usefixtures("toy_walk")


@pytest.fixture
def call(monkeypatch):
    """`ionoscope run toy-walk …`."""
    monkeypatch.setattr(flags, "presets", lambda _: {})
    command = run_command.experiment_command(ToyWalk.key)
    return lambda *words: CliRunner().invoke(command, list(words))


@pytest.fixture
def part(tmp_path):
    """A file with a run of nine slices, stopped after four."""
    path = tmp_path / "part.nc"
    replace(cut(ToyWalk(n=9, seed=4), 4).result(), elapsed_s=100.0).to_netcdf(path)
    return path


def test_a_file_is_resumed_with_its_own_parameters(call, part, tmp_path):
    out = tmp_path / "whole.nc"
    found = call("--resume", str(part), "--out", str(out), "--json")
    assert found.exit_code == 0
    answer, whole = json.loads(found.stdout), ToyWalk(n=9, seed=4).solve()
    assert (answer["seed"], answer["parameters"]["n"]) == (4, 9)
    assert (answer["summary"], answer["status"]) == (whole.summary, "finished")
    assert answer["elapsed_s"] > 100
    assert Result.from_netcdf(out).data.identical(whole.data)


def test_a_file_can_be_resumed_into_itself(call, part):
    assert call("--resume", str(part), "--out", str(part)).exit_code == 0
    again = call("--resume", str(part))
    assert again.exit_code == 2 and "has finished" in again.stderr


@pytest.mark.parametrize("flag", ["--n", "--seed", "--preset"])
def test_flags_beside_resume_are_refused(call, part, flag):
    found = call("--resume", str(part), flag, "3")
    assert (found.exit_code, found.stdout) == (2, "")
    assert f"leave out {flag}." in found.stderr


def test_files_that_cannot_be_resumed_are_named(call, tmp_path):
    path = tmp_path / "x.nc"
    assert "is not a readable" in call("--resume", str(path)).stderr
    EXPERIMENTS["gate-barrier"]().solve().to_netcdf(path)
    assert "has finished" in call("--resume", str(path)).stderr
    replace(EXPERIMENTS["gate-barrier"]().solve(), status="stopped").to_netcdf(path)
    found = call("--resume", str(path))
    assert found.exit_code == 2 and "kept no state" in found.stderr
    replace(ToyWalk(n=3).solve(), status="stopped", state={"other": np.ones(2)}).to_netcdf(path)
    found = call("--resume", str(path))
    assert found.exit_code == 2 and "cannot go on from that state" in found.stderr


def test_only_resumable_kinds_have_the_flag():
    words = ["run", "gate-barrier", "--resume", "x.nc"]
    assert "No such option" in CliRunner().invoke(cli.main, words).stderr


def test_ctrl_c_then_resume(call, tmp_path, monkeypatch):
    path, whole = tmp_path / "part.nc", ToyWalk._slices

    def interrupted(self, *state):
        for i, chunk in enumerate(whole(self, *state)):
            yield chunk
            if i == 2:
                raise KeyboardInterrupt

    monkeypatch.setattr(ToyWalk, "_slices", interrupted)
    assert call("--n", "9", "--out", str(path)).exit_code == 130
    assert Result.from_netcdf(path).status == "stopped"
    monkeypatch.setattr(ToyWalk, "_slices", whole)
    found = call("--resume", str(path), "--json")
    assert json.loads(found.stdout)["summary"] == ToyWalk(n=9).solve().summary


def test_a_resume_stopped_at_once_loses_nothing(call, part, tmp_path, monkeypatch):
    def interrupted(self, *_):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(ToyWalk, "_slices", interrupted)
    out = tmp_path / "out.nc"
    assert call("--resume", str(part), "--out", str(out)).exit_code == 130
    before, after = Result.from_netcdf(part), Result.from_netcdf(out)
    assert after.data.identical(before.data)
    assert all(np.array_equal(after.state[k], before.state[k]) for k in before.state)


COMMAND = """
import sys
from ionoscope.app.command import computing, flags, run_command
from tests.app.toys import ToyWalk, register
register()
computing.CHECKPOINT_S = 0.05
flags.presets = lambda _: {}
run_command.experiment_command(ToyWalk.key)(sys.argv[1:])
"""


@pytest.mark.soak
def test_a_killed_command_leaves_a_checkpoint(call, tmp_path, wait_until):
    path = tmp_path / "run.nc"
    words = ("--n", "400", "--seed", "7", "--pause", "0.01", "--out", str(path))
    process = subprocess.Popen([sys.executable, "-c", COMMAND, *words], cwd=ROOT)
    try:
        wait_until(path.exists)
        time.sleep(0.2)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    left = Result.from_netcdf(path)
    assert left.status == "running" and 0 < left.summary["slices"] < 400
    found = call("--resume", str(path), "--json")
    assert json.loads(found.stdout)["summary"] == ToyWalk(n=400, seed=7).solve().summary


def test_no_checkpoint_is_no_reason_to_stop(call, tmp_path, monkeypatch):
    monkeypatch.setattr(computing, "CHECKPOINT_S", 0.0)
    whole = Result.to_netcdf

    def write(self, path):
        if self.status == "running":
            raise OSError(28, "No space left on device")
        return whole(self, path)

    monkeypatch.setattr(Result, "to_netcdf", write)
    found = call("--n", "5", "--out", str(tmp_path / "x.nc"))
    assert found.exit_code == 0
    assert found.stderr.count("no checkpoint") == 1
