"""The promises about kept runs in short: each script with a few tries."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.robustness import (
    damaged_files,
    full_disk,
    killed_diffusion,
    killed_writes,
    many_runs,
    two_writers,
)

ROOT = Path(__file__).parents[2]


def test_kill_9_while_results_are_written():
    report = killed_writes.measure(3, seed=1)
    assert report.good, report


@pytest.mark.soak
def test_kill_9_during_diffusion_runs():
    report = killed_diffusion.measure(2, most=0.5, seed=2)
    assert not report.different and not report.begun_anew, report


def test_two_write_at_once_and_one_reads():
    report = two_writers.measure(4)
    assert report.good, report


def test_damaged_files_are_named_and_the_rest_is_served():
    report = damaged_files.measure(4)
    assert report.good, report


def test_many_runs_are_answered():
    asked = {*many_runs.QUERIES, "one row", "one opened", "the same again"}
    assert asked <= set(many_runs.measure(300, files=8))


@pytest.mark.skipif(not full_disk.possible(), reason="no file system can be made here")
def test_a_real_disk_that_is_full_then_read_only():
    command = [sys.executable, "-m", "tests.robustness.full_disk"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    # a busy machine may be late to say so
    assert done.returncode in (0, full_disk.LATE), done.stdout + done.stderr
    assert "No space left on device" in done.stdout and "Read-only" in done.stdout
