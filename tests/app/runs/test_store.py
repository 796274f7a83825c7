"""The catalogue: acknowledged results are whole; damage is noticed; trouble is said."""

import threading

import pytest

from ionoscope.app.runs import store as store_module
from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS
from tests.app.toys import ToyWalk


def test_a_kept_result_comes_back_equal(catalogue, result):
    catalogue.add("a", result)
    back = catalogue.load("a")
    assert back.parameters == result.parameters
    assert back.data.equals(result.data)


def test_the_newest_comes_first_and_a_second_start_finds_them(catalogue, result):
    catalogue.add("a", result)
    catalogue.add("b", result)
    again = Catalogue(catalogue.folder)
    assert [e.id for e in again.entries()] == ["b", "a"]
    again.close()


@pytest.mark.parametrize("damage", ["flip", "cut", "delete"])
def test_damage_is_named_and_set_aside(catalogue, result, damage):
    catalogue.add("a", result)
    path = catalogue.path("a")
    content = bytearray(path.read_bytes())
    if damage == "delete":
        path.unlink()
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content if damage == "flip" else content[: len(content) // 2])
    with pytest.raises(ValueError, match=r"run a is (damaged|missing)"):
        catalogue.load("a")
    assert catalogue.entries() == []


def test_an_unknown_run_is_named(catalogue):
    with pytest.raises(ValueError, match="no stored run 'nobody'"):
        catalogue.load("nobody")


def test_a_failed_write_leaves_no_row_and_no_file(catalogue, result, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        catalogue.add("a", result)
    assert catalogue.entries() == []
    assert {p.name for p in catalogue.folder.iterdir()} == {"runs.sqlite", "turns"}


def test_without_a_folder_runs_go_on_and_the_trouble_is_said(pool, tmp_path, wait_until):
    (tmp_path / "file").write_text("in the way")
    store = RunStore(pool, tmp_path / "file" / "runs")
    assert "not kept" in store.trouble
    run = store.start(EXPERIMENTS["gate-barrier"]())
    wait_until(lambda: run.over)
    assert run.status == "finished"


def test_a_finished_run_is_kept(store, wait_until):
    run = store.start(EXPERIMENTS["gate-map"](n=20))
    wait_until(lambda: store.catalogue.entries())
    entry = store.catalogue.entries()[0]
    assert (entry.id, entry.experiment, entry.status) == (run.id, "gate-map", "finished")


def test_closing_keeps_what_running_experiments_computed(store, wait_until):
    sampled = EXPERIMENTS["gate-transmission"](
        method="sampled", n_launches=10_000_000, omega_T=(1.0, 2.0)
    )
    run = store.start(sampled)
    wait_until(lambda: run.chunk is not None)
    store.pool.close()
    entry = store.catalogue.entries()[0]
    assert entry.status == "stopped"
    assert store.catalogue.load(run.id).data.launched > 0


def test_what_a_slice_had_before_is_on_the_disk_while_closing_waits_for_it(
    store, wait_until, monkeypatch
):
    latch = threading.Event()
    monkeypatch.setattr(ToyWalk, "_wait", lambda self, n: latch.wait(30) if n == 2 else None)
    run = store.start(ToyWalk(n=9))
    wait_until(lambda: run.chunk is not None)
    closing = threading.Thread(target=store.close)
    closing.start()
    wait_until(store.catalogue.entries)
    kept = store.catalogue.load(run.id)
    assert (run.status, kept.status, kept.summary["slices"]) == ("running", "stopped", 1)
    latch.set()
    closing.join()
    again = Catalogue(store.catalogue.folder)
    kept = again.load(run.id)
    again.close()
    assert (run.status, kept.status, kept.summary["slices"]) == ("stopped", "stopped", 2)


def test_large_runs_that_are_on_the_disk_are_read_from_there(tmp_path, monkeypatch, wait_until):
    """Stopped runs of a class would hold a gigabyte."""
    monkeypatch.setattr(store_module, "HELD_BYTES", 1000)
    store = RunStore(Pool(1), tmp_path)
    try:
        runs = [store.start(EXPERIMENTS["gate-barrier"](s=s)) for s in (0.0, 0.5, 1.0)]
        wait_until(lambda: all(run.over for run in runs), "the runs")
        wait_until(lambda: not store.runs, "what is on the disk is let go")
        assert all(store_module.size_of(run) > 1000 for run in runs)
        for run in runs:
            assert store.result(run.id).summary == run.chunk.summary
    finally:
        store.close()


def test_large_runs_that_are_on_no_disk_stay(monkeypatch, wait_until):
    monkeypatch.setattr(store_module, "HELD_BYTES", 1000)
    store = RunStore(Pool(1), None)
    try:
        run = store.start(EXPERIMENTS["gate-barrier"]())
        wait_until(lambda: run.over, "the run")
        store.start(EXPERIMENTS["gate-barrier"](s=1.0))
        assert store.result(run.id).summary == run.chunk.summary
    finally:
        store.close()
