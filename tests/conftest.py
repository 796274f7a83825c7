"""What all tests share: kernels compiled once, before the first test; a folder of runs for each."""

import signal
from itertools import count

import pytest

from ionoscope.engine.numerics import every_kernel


def pytest_configure(config):
    """Signals do what they do at a terminal, also under nohup and in the background.

    Of two workers that begin at either end each compiles one half, and finds the other kept.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    worker = getattr(config, "workerinput", None)
    if worker:
        every_kernel.load(backwards=worker["workerid"].endswith(("1", "3", "5", "7", "9")))


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
