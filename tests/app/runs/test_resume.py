"""Runs that go on where they were cut off, bit for bit, even after kill -9."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from ionoscope.app.runs import checkpointer, checkpoints
from ionoscope.app.runs.identity import identity
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS, Result
from tests.app.toys import ToyWalk, cut

ROOT = Path(__file__).parents[3]
OWNER = "0badf00d"
"""One that has left no lock."""


pytestmark = pytest.mark.usefixtures("toy_walk")


@pytest.fixture
def often(monkeypatch):
    """Checkpoints without waiting for them."""
    monkeypatch.setattr(checkpointer, "CHECKPOINT_S", 0.01)


def test_a_stopped_run_goes_on_bit_for_bit(tmp_path):
    toy, path = ToyWalk(n=9, seed=4), tmp_path / "cut.nc"
    run = cut(toy, 4)
    assert run.can_go_on
    run.result().to_netcdf(path)
    whole = toy.solve()
    assert toy.solve(state=Result.from_netcdf(path).state).data.identical(whole.data)
    assert whole.state is None


def test_a_run_without_state_is_refused(store, wait_until):
    run = store.start(EXPERIMENTS["gate-barrier"]())
    wait_until(lambda: run.over)
    with pytest.raises(ValueError, match="has finished"):
        store.resume(run.id)
    counting = EXPERIMENTS["gate-transmission"](
        method="sampled", n_launches=10_000_000, omega_T=(1.0, 2.0)
    )
    run = store.start(counting)
    wait_until(lambda: run.chunk is not None)
    with pytest.raises(ValueError, match="still going on"):
        store.resume(run.id)
    run.stop()
    wait_until(lambda: run.over)
    assert not run.can_go_on
    with pytest.raises(ValueError, match="kept no state"):
        store.resume(run.id)
    with pytest.raises(ValueError, match="no stored run"):
        store.resume("nobody")


def test_an_experiment_that_cannot_says_so():
    with pytest.raises(ValueError, match="gate-barrier cannot be resumed"):
        EXPERIMENTS["gate-barrier"]().resume({})


@pytest.mark.parametrize("forget", [False, True], ids=["of this process", "of the catalogue"])
def test_the_store_goes_on(store, wait_until, forget):
    toy = ToyWalk(n=30, seed=1, pause=0.01)
    run = store.start(toy)
    wait_until(lambda: run.share > 0.2)
    run.stop()
    wait_until(lambda: store.catalogue.entries())
    if forget:
        del store.runs[run.id]
    again = store.resume(run.id)
    assert again.id != run.id
    wait_until(lambda: again.over)
    assert again.result().data.identical(toy.solve().data)
    assert again.elapsed > run.elapsed
    wait_until(lambda: len(store.catalogue.entries()) == 2)
    assert store.catalogue.load(again.id).state is None
    first, second = (store.catalogue.entry(r.id) for r in (run, again))
    assert (first.made_from, second.made_from) == ("", run.id)
    assert first.identity == second.identity == identity(toy)
    assert store.catalogue.same(identity(toy)).id == again.id


def test_a_failed_run_goes_on_from_its_last_slice(store, wait_until):
    run = store.start(ToyWalk(n=6, bad=4))
    wait_until(lambda: run.over)
    assert run.status == "failed" and run.can_go_on
    again = store.resume(run.id)
    wait_until(lambda: again.over)
    assert again.error == "the walker fell"  # it fails there again, for nothing was changed
    wait_until(lambda: store.catalogue.entry(again.id))
    assert store.catalogue.load(again.id).failure == "the walker fell"  # and its file says so


def test_a_checkpoint_goes_when_the_run_ends(store, wait_until, often):
    run = store.start(ToyWalk(n=10**6, pause=0.005))
    folder = store.catalogue.folder
    wait_until(lambda: checkpoints.found(folder, run.id))
    run.stop()
    wait_until(lambda: run.over and not checkpoints.found(folder))
    assert [e.status for e in store.catalogue.entries()] == ["stopped"]


def test_what_cannot_go_on_has_checkpoints_too(store, wait_until, often):
    sampled = EXPERIMENTS["gate-transmission"](
        method="sampled", n_launches=10_000_000, omega_T=(1.0, 2.0)
    )
    run = store.start(sampled)
    wait_until(lambda: checkpoints.found(store.catalogue.folder, run.id))
    run.stop()
    wait_until(lambda: store.catalogue.entries())
    (kept,) = store.catalogue.entries()
    assert (kept.id, kept.status) == (run.id, "stopped")
    assert store.catalogue.load(run.id).data.identical(run.result().data)


def test_a_checkpoint_of_a_removed_run_does_not_come_back(store, wait_until, often):
    run = store.start(ToyWalk(n=10**6, pause=0.005))
    folder = store.catalogue.folder
    wait_until(lambda: checkpoints.found(folder, run.id))
    store.remove(run.id)
    wait_until(lambda: run.over and not checkpoints.found(folder))
    time.sleep(0.05)
    assert not checkpoints.found(folder) and not store.catalogue.entries()


def test_a_checkpoint_stays_while_the_disk_takes_no_result(store, wait_until, often, monkeypatch):
    run = store.start(ToyWalk(n=10**6, pause=0.005))
    folder = store.catalogue.folder
    wait_until(lambda: checkpoints.found(folder, run.id))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(store.catalogue), "add", full)
    run.stop()
    wait_until(lambda: run.id in store.keeper.waiting)
    assert checkpoints.found(folder, run.id)


def test_a_damaged_checkpoint_is_set_aside(tmp_path, pool, caplog):
    result = cut(ToyWalk(n=9), 3).result()
    checkpoints.write(tmp_path, "a", OWNER, result)
    (path,) = checkpoints.found(tmp_path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    store = RunStore(pool, tmp_path)
    assert store.catalogue.entries() == [] and not store.trouble
    assert len(list(tmp_path.glob("*.damaged"))) == 1
    assert "set aside" in caplog.text
    store.close()


def test_the_newest_checkpoint_counts_and_an_ended_run_keeps_its_end(tmp_path, pool):
    store = RunStore(pool, tmp_path)
    for slices in (2, 5):
        checkpoints.write(tmp_path, "a", OWNER, cut(ToyWalk(n=9), slices).result())
        assert len(checkpoints.found(tmp_path)) == 1
    store.catalogue.add("b", ToyWalk(n=9).solve())
    checkpoints.write(tmp_path, "b", OWNER, cut(ToyWalk(n=9), 3).result())
    store.close()
    store = RunStore(pool, tmp_path)
    found = {e.id: e.status for e in store.catalogue.entries()}
    assert found == {"a": "interrupted", "b": "finished"}
    assert store.catalogue.load("a").summary["slices"] == 5
    assert not checkpoints.found(tmp_path)
    store.close()


SERVER = """
import sys
from pathlib import Path
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs import checkpointer
from ionoscope.app.runs.store import RunStore
from tests.app.toys import ToyWalk, register
register()
checkpointer.CHECKPOINT_S = 0.05
store = RunStore(Pool(1), Path(sys.argv[1]))
run = store.start(ToyWalk(n=400, seed=7, pause=0.01))
print(run.id, flush=True)
import time
time.sleep(600)
"""


def test_a_run_survives_kill_9(tmp_path, pool, wait_until):
    command = [sys.executable, "-c", SERVER, str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        id = process.stdout.readline().strip()
        wait_until(lambda: len({p.name for p in checkpoints.found(tmp_path, id)}) > 0)
        time.sleep(0.2)  # some more of them
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    store = RunStore(pool, tmp_path)
    (entry,) = store.catalogue.entries()
    assert (entry.id, entry.status) == (id, "interrupted")
    assert 0 < store.result(id).summary["slices"] < 400
    again = store.resume(id)
    wait_until(lambda: again.over)
    whole = ToyWalk(n=400, seed=7).solve()
    assert np.array_equal(again.result().data.x, whole.data.x)
    store.close()


def test_closing_the_store_keeps_the_state(tmp_path, wait_until):
    pool = Pool(1)
    store = RunStore(pool, tmp_path)
    run = store.start(ToyWalk(n=10**6, pause=0.005))
    wait_until(lambda: run.chunk is not None)
    store.close()
    pool = Pool(1)
    again = RunStore(pool, tmp_path)
    assert again.result(run.id).status == "stopped"
    assert set(again.result(run.id).state) == {"path", "words"}
    again.close()
