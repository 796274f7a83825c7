"""Every way to end a command keeps what it computed, and tells by its exit code which it was."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import xarray as xr

from ionoscope.app.command.cli import main
from ionoscope.engine import Result
from tests.app.toys import ToyWalk

ROOT = Path(__file__).parents[3]
SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129, "SIGXCPU": 152}

pytestmark = pytest.mark.usefixtures("toy_command")


@pytest.fixture
def at_slice(monkeypatch):
    """What is to happen in the middle of a slice, by its number."""
    happens = {}
    monkeypatch.setattr(ToyWalk, "_wait", lambda self, n: happens.get(n, lambda: None)())
    return happens


def send(name):
    return lambda: os.kill(os.getpid(), getattr(signal, name))


@pytest.mark.parametrize(("name", "code"), SIGNALS.items())
def test_a_signal_ends_a_run_and_keeps_what_it_computed(call, at_slice, tmp_path, name, code):
    path, before = tmp_path / "part.nc", signal.getsignal(getattr(signal, name))
    at_slice[4] = send(name)
    found = call("run", "toy-walk", "--n", 9, "--out", path, "--json")
    assert found.exit_code == code, found.output
    kept = Result.from_netcdf(path)
    assert (kept.status, kept.summary["slices"]) == ("stopped", 3)
    assert json.loads(found.stdout)["status"] == "stopped"
    assert signal.getsignal(getattr(signal, name)) is before


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_sweep_and_keeps_its_points(call, tmp_path, name, monkeypatch):
    whole = ToyWalk._chunk

    def chunk(self, path, words):
        if len(path) == 3 and self.n == 50:
            send(name)()
        return whole(self, path, words)

    monkeypatch.setattr(ToyWalk, "_chunk", chunk)
    path = tmp_path / "part.nc"
    words = ("sweep", "toy-walk", "--over", "n=1,50", "--pause", 0.001, "--out", path, "--json")
    found = call(*words, "--workers", 1)
    assert found.exit_code == SIGNALS[name], found.output
    with xr.open_dataset(path) as data:
        assert data.status.values.tolist() == ["finished", "stopped"]
        assert data.slices.values[0] == 1 and data.slices.values[1] >= 2


def test_before_anything_is_computed_there_is_nothing_to_keep(call, at_slice, tmp_path):
    at_slice[1] = send("SIGTERM")
    found = call("run", "toy-walk", "--out", tmp_path / "x.nc")
    assert (found.exit_code, found.stdout) == (143, "")
    assert "before anything was computed" in found.stderr
    assert not (tmp_path / "x.nc").exists()


def test_a_second_signal_does_not_disturb_the_writing(call, at_slice, tmp_path, monkeypatch):
    write = Result.to_netcdf

    def disturbed(self, path):
        send("SIGTERM")(), send("SIGINT")()
        return write(self, path)

    monkeypatch.setattr(Result, "to_netcdf", disturbed)
    at_slice[2] = send("SIGHUP")
    found = call("run", "toy-walk", "--n", 9, "--out", tmp_path / "part.nc")
    assert found.exit_code == 129
    assert Result.from_netcdf(tmp_path / "part.nc").status == "stopped"


def test_a_signal_that_comes_when_all_is_computed_changes_nothing(call, tmp_path, monkeypatch):
    write = Result.to_netcdf
    disturbed = lambda self, path: send("SIGTERM")() or write(self, path)  # noqa: E731
    monkeypatch.setattr(Result, "to_netcdf", disturbed)
    assert call("run", "toy-walk", "--n", 2, "--out", tmp_path / "x.nc").exit_code == 0
    assert Result.from_netcdf(tmp_path / "x.nc").status == "finished"


def test_an_interruption_that_is_swallowed_still_ends_the_run(call, at_slice, tmp_path):
    def swallowed():
        try:
            send("SIGTERM")()
        except KeyboardInterrupt:
            pass

    at_slice[3] = swallowed
    found = call("run", "toy-walk", "--n", 9, "--out", tmp_path / "part.nc")
    assert found.exit_code == 143
    assert Result.from_netcdf(tmp_path / "part.nc").summary["slices"] in (2, 3)


def test_what_is_ignored_stays_ignored(call, at_slice, tmp_path):
    """As nohup has it: the terminal goes, the run goes on."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        at_slice[2] = send("SIGHUP")
        assert call("run", "toy-walk", "--n", 4).exit_code == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_ctrl_c_ends_every_other_command_as_shells_expect(call, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Result, "from_netcdf", interrupted)
    assert call("plot", "x.nc").exit_code == 130


def test_an_error_nobody_thought_of_keeps_what_was_computed(call, at_slice, tmp_path):
    def broken():
        raise MemoryError("out of memory")

    at_slice[4] = broken
    found = call("run", "toy-walk", "--n", 9, "--out", tmp_path / "part.nc")
    assert found.exit_code == 1 and "out of memory" in found.stderr
    kept = Result.from_netcdf(tmp_path / "part.nc")
    assert (kept.status, kept.summary["slices"]) == ("failed", 3)


# streams that nobody reads ------------------------------------------------------------------


@contextmanager
def terminal_to_close():
    """Standard error and output are a terminal, until what this gives is called: then EIO."""
    theirs, ours = os.openpty()
    with open(ours, "w") as screen, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", screen)
        patch.setattr(sys, "stdout", screen)
        yield lambda: os.close(theirs)


@pytest.mark.parametrize("words", [("run",), ("sweep", "--over", "seed=1", "--workers", "1")])
def test_a_closed_terminal_does_not_take_the_result(at_slice, tmp_path, words):
    name, *rest = words
    path = tmp_path / "x.nc"
    with terminal_to_close() as close, pytest.raises(SystemExit) as ended:
        at_slice[2] = close  # while there is a bar
        main([name, "toy-walk", "--n", "3", *rest, "--out", str(path)])
    assert ended.value.code == 0
    with xr.open_dataset(path, engine="h5netcdf") as data:
        assert data.sizes


def test_an_answer_that_nobody_reads_is_a_failure_if_nothing_else_is_kept(at_slice):
    with terminal_to_close() as close, pytest.raises(SystemExit) as ended:
        at_slice[2] = close
        main(["run", "toy-walk", "--n", "3"])
    assert ended.value.code == 1


COMMAND = """
import sys
from ionoscope.app.command import flags, run_command
from tests.app.toys import ToyWalk, register
register()
flags.presets = lambda _: {}
whole = ToyWalk._chunk
def chunk(self, path, words):
    if len(path) == 3:
        print("three", file=sys.stderr, flush=True)
    return whole(self, path, words)
ToyWalk._chunk = chunk
run_command.experiment_command(ToyWalk.key)(sys.argv[1:])
"""


def test_a_time_limit_leaves_a_file(tmp_path):
    """As `timeout` and batch systems end a command, and while nobody reads what it says."""
    path = tmp_path / "part.nc"
    words = ("--n", "100000", "--pause", "0.005", "--out", str(path))
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    process.stdout.close()
    assert process.stderr.readline() == "three\n"
    process.stderr.close()
    process.terminate()
    assert process.wait() == 143
    assert Result.from_netcdf(path).status == "stopped"
