"""Where runs are kept: what the environment says, else the person's own; in tests neither."""

import sys
from pathlib import Path

import pytest

from ionoscope.app.runs.folder import own_folder
from ionoscope.app.runs.folder import runs_folder as where


def test_a_test_has_a_folder_of_its_own(runs_folder, nowhere_else):
    assert where() == runs_folder and not runs_folder.exists()
    assert runs_folder.is_relative_to(nowhere_else)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it follows no variable")
def test_what_is_told_no_folder_is_not_the_persons_in_tests(monkeypatch, nowhere_else):
    monkeypatch.delenv("IONOSCOPE_RUNS")
    assert where() == own_folder() and where().is_relative_to(nowhere_else)
    monkeypatch.setenv("IONOSCOPE_RUNS", "")
    assert where() == own_folder()


def test_the_environment_says_where(monkeypatch):
    monkeypatch.setenv("IONOSCOPE_RUNS", "/runs")
    assert where() == Path("/runs")
