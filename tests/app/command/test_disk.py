"""What a disk refuses is put elsewhere, and that is said; long runs and exit codes are told."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
import xarray as xr

from ionoscope.app.command import ending, terminal
from ionoscope.app.runs import endings

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.usefixtures("toy_command")


class Full(io.StringIO):
    """Standard output into a file on a full disk."""

    def write(self, _):
        raise OSError(28, "No space left on device")


def test_a_full_disk_under_the_output_is_said(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Full())
    assert not terminal.heard(lambda: print("answer"))
    assert "cannot be printed (No space left on device)" in capsys.readouterr().err


# a full disk --------------------------------------------------------------------------------


@pytest.fixture
def full(monkeypatch, tmp_path):
    """A folder that takes no file, and where else a result may go."""
    folder, other = tmp_path / "full", tmp_path / "other"
    folder.mkdir(), other.mkdir()
    monkeypatch.setattr(endings, "_folders", lambda: [folder, other])
    move = os.replace

    def replace(aside, path):
        if Path(path).parent == folder:
            raise OSError(28, "No space left on device")
        move(aside, path)

    monkeypatch.setattr("os.replace", replace)
    return folder, other


@pytest.mark.parametrize("words", [("run",), ("sweep", "--over", "seed=1,2")])
def test_what_the_disk_refuses_goes_elsewhere(call, full, words):
    folder, other = full
    (other / "x.nc").write_text("somebody's own")
    name, *rest = words
    found = call(name, "toy-walk", "--n", 2, *rest, "--out", folder / "x.nc", "--json")
    assert found.exit_code == 1
    assert f"--out {folder / 'x.nc'} cannot be written (No space left on device)" in found.stderr
    assert f"in {other / 'x-2.nc'}." in found.stderr
    assert (other / "x.nc").read_text() == "somebody's own"
    with xr.open_dataset(other / "x-2.nc", engine="h5netcdf") as data:
        assert data.sizes
    assert json.loads(found.stdout), "the answer is printed all the same"


def test_where_no_folder_takes_it_that_is_said(call, full, monkeypatch):
    folder, _ = full
    monkeypatch.setattr(endings, "_folders", lambda: [folder])
    found = call("run", "toy-walk", "--n", 2, "--out", folder / "x.nc")
    assert found.exit_code == 1
    assert "no other folder takes it" in found.stderr and "slices" in found.stdout


FOLDERS = endings._folders


def test_other_folders_are_named_even_if_this_one_is_gone(monkeypatch, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert list(FOLDERS())


def test_a_folder_given_as_a_file_is_refused_before_the_run(call, tmp_path):
    found = call("run", "toy-walk", "--out", tmp_path)
    assert found.exit_code == 2 and "is a folder" in found.stderr


# what is said -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "cost", "out", "said"),
    [
        ("run", 50, False, ""),
        ("run", 3000, True, ""),
        ("run", 7800, True, "this will take about 2 h 10 min. Ended early, by Ctrl-C, SIGTERM"),
        ("run", 600, False, "this will take about 10 min. Only the printed answer is kept"),
        ("run", 3000, None, ""),
        ("run", 7800, None, "its part is kept, and ionoscope runs resume goes on with it"),
        ("sweep", 7800, True, "it saves its part in"),
        ("sweep", 600, False, "Only the printed answer is kept: give --out FILE.nc"),
    ],
)
def test_long_runs_are_announced_with_what_is_kept(call, tmp_path, command, cost, out, said):
    words = ["--over", "seed=1"] if command == "sweep" else []
    words += ["--out", tmp_path / "x.nc"] if out else [] if out is None else ["--no-keep"]
    found = call(command, "toy-walk", *words, "--n", 2, "--cost", cost)
    assert found.exit_code == 0
    assert said in found.stderr if said else not found.stderr


@pytest.mark.parametrize(
    "words", [("run",), ("run", "gate-map"), ("sweep",), ("sweep", "gate-map")]
)
def test_help_and_readme_tell_the_exit_codes(call, words):
    said = " ".join(call(*words, "--help").stdout.split())
    readme = (ROOT / "README.md").read_text("utf-8")
    assert ending.EXITS in said
    assert all(str(code) in ending.EXITS and str(code) in readme for code in (130, 143, 129))
