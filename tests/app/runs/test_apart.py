"""Runs in processes of their own: the same bits, and no bad end of theirs reaches the server."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.run import FAILED, FINISHED, STOPPED
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute import processes as module
from ionoscope.engine.compute.child import Begin, Slice, _Work
from ionoscope.engine.compute.processes import Processes
from ionoscope.engine.compute.sweep import sweep_of
from tests.app.conftest import until
from tests.app.fates import Doomed, Heavy, Looking
from tests.app.toys import ToyWalk
from tests.robustness.children import digest

ROOT = Path(__file__).parents[3]
MEMORY = 3e8
LONG = {"n": 10**6, "pause": 0.01}


@pytest.fixture(scope="module")
def processes():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        found = Processes(MEMORY)
        yield found
        found.close()


@pytest.fixture
def store(processes, tmp_path, monkeypatch):
    for kind in (ToyWalk, Doomed):
        monkeypatch.setitem(EXPERIMENTS, kind.key, kind)
    store = RunStore(Pool(2), tmp_path / "runs", processes=processes)
    yield store
    store.processes = None  # the next test takes the same
    store.close()


def over(run):
    until(lambda: run.over, f"the end of {run.experiment.key}")
    return run


def begun(run):
    until(lambda: run.share > 0, f"a chunk of {run.experiment.key}")
    return run


@pytest.mark.parametrize(
    "experiment",
    [
        ToyWalk(n=50),
        EXPERIMENTS["gate-map"](n=20),
        EXPERIMENTS["ion-diffusion"](duration=24.0, settle=1.0, cells=6, ions=4, seed=11),
        sweep_of(EXPERIMENTS["gate-barrier"])(over={"s": [0.0, 1.0], "lam": [1.0, 2.0]}),
    ],
    ids=lambda e: e.key,
)
def test_the_bits_are_the_same(store, experiment):
    run = over(store.start(experiment))
    assert run.status == FINISHED, run.error
    assert digest(run.result()) == digest(experiment.solve())


def test_it_loads_the_engine_alone_and_has_a_parent_with_one_thread(store):
    seen = over(store.start(Looking(), keep=False)).chunk.summary
    assert os.getpid() not in (seen["pid"], seen["parent"]) and seen["parent_threads"] == 1
    assert seen["goes_first"] >= 500, "when memory runs out, before the server"
    assert not {"panel", "bokeh", "holoviews", "tornado", "click"} & set(seen["modules"])


@pytest.mark.parametrize(
    ("fate", "told"),
    [
        ("crash", "crashed (SIGSEGV)"),
        ("kill", "was killed, as the system does when memory runs out"),
        ("leave", "ended from outside"),
        ("exhaust", "more memory than the 0.3 GB that a run may take"),
        ("fall", "´step´"),
    ],
)
def test_a_bad_end_is_told_and_leaves_the_rest_alone(store, fate, told):
    other = begun(store.start(ToyWalk(**LONG)))
    run = over(store.start(Doomed(n=9, bad=4, fate=fate, pause=0.15)))
    assert run.status == FAILED and told in run.error
    assert run.chunk.summary["slices"] == 3 and run.can_go_on, "what it had is kept"
    until(lambda: store.catalogue.entry(run.id), "its row")
    assert store.catalogue.load(run.id).summary["slices"] == 3
    assert not other.over
    other.stop()
    assert over(other).status == STOPPED


def test_one_that_was_killed_goes_on_bit_for_bit(store, processes):
    run = begun(store.start(ToyWalk(n=60, pause=0.01)))
    for pid in list(processes._alive):
        os.kill(pid, signal.SIGKILL)
    assert over(run).status == FAILED
    again = over(store.resume(run.id))
    assert digest(again.result()) == digest(ToyWalk(n=60).solve())


def test_stop_tells_all_there_is_and_it_goes_on_bit_for_bit(store):
    run = begun(store.start(ToyWalk(n=200, pause=0.002)))
    run.stop()
    assert over(run).status == STOPPED and 0 < run.share < 1
    assert len(run.chunk.state["path"]) == run.chunk.summary["slices"]
    again = over(store.resume(run.id))
    assert digest(again.result()) == digest(ToyWalk(n=200).solve())


def test_one_that_hangs_can_be_stopped(store, monkeypatch):
    monkeypatch.setattr(module, "HURRY_S", 0.2)
    run = begun(store.start(Doomed(n=9, bad=4, fate="hang", pause=0.15)))
    until(lambda: run.share > 0.3, "the slice before it hangs")
    run.stop()
    assert over(run).status == STOPPED and run.chunk.summary["slices"] == 3


def test_what_is_wrong_with_a_state_is_told_at_once(store):
    with pytest.raises(ValueError, match="no state of a toy walk"):
        store.start(ToyWalk(), state={"path": np.zeros(1)})


def test_large_chunks_come_whole(store):
    run = begun(store.start(Heavy(), keep=False))
    until(lambda: run.version > 3, "some chunks")
    run.stop()
    i = over(run).chunk.summary["i"]
    assert (run.chunk.data.x.values == i).all()


def test_what_takes_long_to_be_sent_is_sent_seldom_but_at_the_end():
    work = _Work(Begin(ToyWalk(n=5), None, 1, MEMORY))
    assert work.slice(Slice(0.0, 0)).chunk.summary["slices"] == 1
    work.sent(1e3)
    said = work.slice(Slice(0.0, 0))
    assert said.chunk is None and not said.over
    assert work.last().chunk.summary["slices"] == 2


def test_there_is_always_another_forker(store, processes):
    over(store.start(ToyWalk(n=2)))
    forker = processes._forker
    forker.kill()
    forker.wait()
    assert over(store.start(ToyWalk(n=2))).status == FINISHED
    assert processes._forker.pid != forker.pid


def test_nothing_is_kept_of_it_while_it_is_idle(store, processes, monkeypatch):
    monkeypatch.setattr(module, "IDLE_S", 0.05)
    over(store.start(ToyWalk(n=2)))
    until(lambda: processes._forker is None, "its end")
    assert processes._line is None
    monkeypatch.undo()


def test_closing_keeps_what_they_have(processes, tmp_path, monkeypatch):
    monkeypatch.setitem(EXPERIMENTS, ToyWalk.key, ToyWalk)
    store = RunStore(Pool(2), tmp_path, processes=processes)
    runs = [store.start(ToyWalk(**LONG, seed=seed)) for seed in range(5)]
    for run in runs:
        begun(run)
    store.close()
    assert {run.status for run in runs} == {STOPPED} and all(run.can_go_on for run in runs)
    later = RunStore(Pool(1), tmp_path)
    assert all(later.catalogue.load(run.id).state for run in runs)
    later.close()
    until(lambda: not processes._alive, "the end of all")


SERVER = """
import sys, time
from pathlib import Path
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.engine.compute.child import Begin, Slice, _Work
from ionoscope.engine.compute.processes import Processes
from tests.app.fates import Doomed
from tests.app.toys import ToyWalk
processes = Processes(1e9)
store = RunStore(Pool(2), Path(sys.argv[1]), processes=processes)
hanging = Doomed(n=99, bad=40, pause=0.05, fate="hang")
runs = [store.start(ToyWalk(n=10**6, pause=0.01)), store.start(hanging)]
while not all(run.share > 0 for run in runs):
    time.sleep(0.01)
print(processes._forker.pid, *processes._alive, flush=True)
time.sleep(600)
"""


def test_a_server_that_is_killed_leaves_no_process_behind(tmp_path):
    command = [sys.executable, "-c", SERVER, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    pids = [int(word) for word in server.stdout.readline().split()]
    assert len(pids) == 3
    server.kill()
    server.wait()
    server.stdout.close()
    until(lambda: not any(map(_lives, pids)), "the end of all that it began")


def _lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
