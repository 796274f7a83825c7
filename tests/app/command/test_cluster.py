"""Sweeps on a cluster, which is asked beforehand whether it can."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import ModuleType

import pytest

from ionoscope.engine.compute import dask_cluster
from ionoscope.engine.compute.sweep import Sweep


@pytest.fixture
def call(call):
    """Call `ionoscope sweep` with these words."""
    return lambda *words: call("sweep", *words)


def test_without_dask_a_sentence_says_how_to_get_it(call, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    found = call("gate-barrier", "--over", "lam=1,2", "--scheduler", "tcp://localhost:1")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "pip install 'ionoscope[scale]'" in found.stderr


class Client:
    """A stand-in for dask's: its workers have the versions that its address names."""

    status = "running"

    def __init__(self, address, timeout, set_as_default):
        if "nobody" in address:
            raise OSError(f"timed out after {timeout}")
        self.versions = [v for v in address.removeprefix("tcp://").split("-") if v]
        self.slow = "slow" in address
        self.executor = ThreadPoolExecutor(2)

    def scheduler_info(self, n_workers):
        return {"id": "one"}

    def nthreads(self):
        return {f"worker {i}": 2 for i, _ in enumerate(self.versions)}

    def run(self, function, package, on_error):
        if self.slow:
            Event().wait()  # for ever
        has = {"own": function(package), "none": ModuleNotFoundError("no module"), "old": "0.0.1"}
        return {f"worker {i}": has[v] for i, v in enumerate(self.versions)}

    def run_on_scheduler(self, function, package):
        return function(package)

    def get_executor(self, pure, workers):
        assert not pure and workers[0] in self.nthreads()
        return self.executor

    def close(self, timeout):
        self.executor.shutdown()


@pytest.fixture
def dask(monkeypatch):
    """`distributed` with that client."""
    module = ModuleType("distributed")
    module.Client = Client
    monkeypatch.setitem(sys.modules, "distributed", module)


def test_a_scheduler_gets_the_points(call, dask):
    words = ("gate-barrier", "--over", "lam=1,2", "--json")
    found = call(*words, "--scheduler", "tcp://own-own")
    assert found.exit_code == 0
    points = json.loads(found.stdout)["points"]
    assert points == json.loads(call(*words).stdout)["points"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://nobody:1", "no scheduler at tcp://nobody:1"),
        ("tcp://", "has no workers"),
        ("tcp://own-none", "worker 1 has no ionoscope"),
        ("tcp://none-none", "and so have 1 more"),
        ("tcp://old-own", "worker 0 has ionoscope 0.0.1"),
        ("tcp://slow", "have not answered"),
    ],
)
def test_a_cluster_that_cannot_do_it_says_so(call, dask, monkeypatch, address, said):
    monkeypatch.setattr(dask_cluster, "ANSWER_S", 0.1)
    monkeypatch.setattr(Sweep, "run", lambda *_: pytest.fail("it ran"))
    found = call("gate-barrier", "--over", "lam=1", "--scheduler", address)
    assert found.exit_code == 1 and said in found.stderr, found.stderr


def test_it_says_so_within_half_a_minute():
    assert dask_cluster.REACH_S + dask_cluster.ANSWER_S < 25


def test_workers_are_here_or_there(call, dask):
    words = ("gate-barrier", "--over", "lam=1", "--scheduler", "tcp://own", "--threads", "2")
    found = call(*words)
    assert found.exit_code == 2 and "give one" in found.stderr
