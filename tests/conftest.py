"""What all tests share: kernels compiled once, before the first test; a folder of runs for each."""

import signal
import subprocess
import sys
from itertools import count

import pytest


def pytest_configure(config):
    """Signals do what they do at a terminal, also under nohup and in the background.

    Kernels are compiled before there are workers: those would each compile the same.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        _compile()


def _compile() -> None:
    """Compile every kernel in two processes, which begin at either end: what one has compiled the
    other finds kept."""
    load = "from ionoscope.engine.numerics import every_kernel; every_kernel.load(backwards={})"
    halves = [subprocess.Popen([sys.executable, "-c", load.format(end)]) for end in (False, True)]
    assert sum(half.wait() for half in halves) == 0, "the kernels cannot be compiled"


_FOLDERS = count()


@pytest.fixture(scope="session", autouse=True)
def nowhere_else(tmp_path_factory):
    """What is not a test's own, as a fixture of many tests, keeps its runs here.

    The person's own data folder is elsewhere too, for what is told no folder at all.
    """
    with pytest.MonkeyPatch.context() as patch:
        here = tmp_path_factory.mktemp("person")
        patch.setenv("XDG_DATA_HOME", str(here))
        patch.setenv("IONOSCOPE_RUNS", str(here / "shared"))
        yield here


@pytest.fixture(autouse=True)
def runs_folder(nowhere_else, monkeypatch):
    """The folder of runs of one test, and of the commands that it calls."""
    folder = nowhere_else / f"runs-{next(_FOLDERS)}"
    monkeypatch.setenv("IONOSCOPE_RUNS", str(folder))
    return folder
