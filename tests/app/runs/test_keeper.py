"""The keeper: what the disk refuses waits, is said, and is written once the disk lets it."""

import pytest

from ionoscope.app.runs import endings, keeper
from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.keeper import Keeper
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS, Result


@pytest.fixture
def result():
    return EXPERIMENTS["gate-barrier"](s=1.0).solve()


@pytest.fixture
def keep(tmp_path, monkeypatch):
    """A keeper that tries again at once."""
    monkeypatch.setattr(keeper, "RETRY_S", 0.01)
    made = Keeper(tmp_path / "runs")
    yield made
    made.close()


@pytest.fixture
def disk(monkeypatch):
    """Call it with True, and the disk is full; with False, and there is room again."""
    state = {"full": False}
    add, check = Catalogue.add, Catalogue.check

    def guarded(work):
        def call(self, *args):
            if state["full"]:
                raise OSError(28, "No space left on device")
            return work(self, *args)

        return call

    monkeypatch.setattr(Catalogue, "add", guarded(add))
    monkeypatch.setattr(Catalogue, "check", guarded(check))
    return lambda full: state.update(full=full)


def test_what_a_full_disk_refuses_is_written_once_there_is_room(
    keep, disk, result, wait_until, caplog
):
    disk(True)
    keep.keep("a", result)
    assert "No space left on device" in keep.trouble and str(keep.folder) in keep.trouble
    assert list(keep.waiting) == ["a"]
    disk(False)
    wait_until(lambda: not keep.trouble)
    assert [e.id for e in keep.catalogue.entries()] == ["a"]
    assert not keep.waiting
    assert len([m for m in caplog.messages if "not kept" in m]) == 1, "said once, tried often"


def test_closing_tries_a_last_time(keep, disk, result, monkeypatch):
    monkeypatch.setattr(keeper, "RETRY_S", 1000.0)
    disk(True)
    keep.keep("a", result)
    disk(False)
    keep.close()
    again = Catalogue(keep.folder)
    assert [e.id for e in again.entries()] == ["a"]
    again.close()


def test_what_is_never_taken_goes_elsewhere_at_the_end(keep, disk, result, shelter, caplog):
    disk(True)
    keep.keep("a", result)
    keep.close()
    path = shelter / keeper.SHELTER / "a.nc"
    assert f"Run a is in {path}" in caplog.text
    assert Result.from_netcdf(path).summary == result.summary


def test_what_is_lost_is_said(keep, disk, result, monkeypatch, caplog):
    monkeypatch.setattr(endings, "_folders", list)
    disk(True)
    keep.keep("a", result)
    keep.close()
    assert "Run a is lost" in caplog.text


def test_one_that_does_not_fit_keeps_no_other_waiting(keep, result, monkeypatch):
    add = Catalogue.add

    def narrow(self, id, result):
        if id == "large":
            raise OSError(28, "No space left on device")
        add(self, id, result)

    monkeypatch.setattr(Catalogue, "add", narrow)
    keep.keep("large", result)
    keep.keep("small", result)
    assert [e.id for e in keep.catalogue.entries()] == ["small"]
    assert list(keep.waiting) == ["large"] and keep.trouble


def test_memory_is_bounded(keep, disk, result, monkeypatch):
    monkeypatch.setattr(keeper, "MOST", 2)
    disk(True)
    for id in "abc":
        keep.keep(id, result)
    assert list(keep.waiting) == ["b", "c"]


def test_a_folder_that_comes_later_is_used(tmp_path, monkeypatch, result, wait_until):
    monkeypatch.setattr(keeper, "RETRY_S", 0.01)
    obstacle = tmp_path / "runs"
    obstacle.write_text("a file in the way")
    late = Keeper(obstacle / "here")
    assert late.trouble and late.catalogue is None
    late.keep("a", result)
    obstacle.unlink()
    wait_until(lambda: not late.trouble)
    assert [e.id for e in late.catalogue.entries()] == ["a"]
    late.close()


def test_a_folder_that_can_only_be_read_is_listed(tmp_path, result, disk):
    first = Keeper(tmp_path)
    first.keep("a", result)
    first.close()
    disk(True)
    second = Keeper(tmp_path)
    assert second.trouble
    assert [e.id for e in second.catalogue.entries()] == ["a"]
    second.close()


def test_a_waiting_result_is_listed_opened_and_removed(pool, tmp_path, disk, wait_until):
    store = RunStore(pool, tmp_path / "runs")
    disk(True)
    run = store.start(EXPERIMENTS["gate-barrier"]())
    wait_until(lambda: store.trouble)
    assert store.in_memory() == [run]
    assert store.result(run.id).experiment == "gate-barrier"
    store.remove(run.id)
    assert store.in_memory() == [] and not store.keeper.waiting
    store.close()


def test_a_removed_run_does_not_come_back(store, wait_until):
    sampled = EXPERIMENTS["gate-transmission"](
        method="sampled", n_launches=10_000_000, omega_T=(1.0, 2.0)
    )
    run = store.start(sampled)
    wait_until(lambda: run.chunk is not None)
    store.remove(run.id)
    wait_until(lambda: run.over)
    assert store.catalogue.entries() == [] and store.in_memory() == []
