"""Several processes on one folder: who computes what, who may stop it, what the dead leave."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from ionoscope.app.runs import checkpoints, locks, owner, presence, tending
from ionoscope.app.runs.beat import going, new_id
from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.owner import Owner, dead, owners
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from tests.app.toys import ToyWalk, cut

ROOT = Path(__file__).parents[3]
COMMAND = """
import sys
from ionoscope.app.runs.beat import going, new_id
from ionoscope.app.runs.catalogue import Catalogue
from tests.app.toys import ToyWalk, register
register()
catalogue, toy, id = Catalogue(sys.argv[1]), ToyWalk(n=10**6, pause=0.01), new_id()
with going(catalogue, id, toy) as beat:
    for chunk in toy.run():
        beat(chunk.share, chunk.stage)
        beat.checkpoint(toy.result(chunk, "running", 1.0))
        if beat.stop_asked:
            break
    beat.keep(toy.result(chunk, "stopped", 1.0))
"""

pytestmark = pytest.mark.usefixtures("toy_walk")


@pytest.fixture
def catalogue(tmp_path):
    catalogue = Catalogue(tmp_path)
    yield catalogue
    catalogue.close()


@pytest.fixture
def swift(monkeypatch):
    """Beats and rounds without waiting for them."""
    monkeypatch.setattr(presence, "BEAT_S", 0.02)
    monkeypatch.setattr(tending, "TEND_S", 0.02)


@contextmanager
def command(folder):
    process = subprocess.Popen([sys.executable, "-c", COMMAND, str(folder)], cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_lock_tells_the_living_from_the_dead(tmp_path):
    one = Owner(tmp_path)
    with dead(tmp_path, one.id) as it_is:
        assert not it_is
    one._file.close()  # as if its process had ended
    with dead(tmp_path, one.id) as it_is:
        assert it_is
        with dead(tmp_path, one.id) as again:
            assert not again, "two would take in the same"
    with dead(tmp_path, "0badf00d") as it_is:
        assert it_is
    one._file = open(os.devnull)
    one._file.close()


@pytest.mark.parametrize("why", ["no locks", "another machine"])
def test_without_locks_silence_tells(tmp_path, monkeypatch, why):
    if why == "no locks":
        monkeypatch.setattr(locks, "fcntl", None)
    one = Owner(tmp_path)
    if why == "another machine":
        (tmp_path / owner.PLACE / f"{one.id}.owner").write_text("elsewhere")
        one._file.close()
    with dead(tmp_path, one.id) as it_is:
        assert not it_is
    (path,) = (tmp_path / owner.PLACE).iterdir()
    os.utime(path, (0, time.time() - 2 * owner.SILENT_S))
    with dead(tmp_path, one.id) as it_is:
        assert it_is
    one.release()
    assert owners(tmp_path) == set()


def test_a_command_tells_what_it_computes_and_keeps_it(catalogue, wait_until, swift):
    toy, id = ToyWalk(n=9, seed=4), new_id()
    run = cut(toy, 4)
    with going(catalogue, id, toy, made_from="before") as beat:
        beat(0.25, "walking")
        wait_until(lambda: [g.share for g in catalogue.going()] == [0.25])
        (told,) = catalogue.going()
        assert (told.id, told.experiment, told.stage) == (id, "toy-walk", "walking")
        assert told.parameters == toy.values() and told.ours and "command" in told.owner
        assert abs(told.began - time.time()) < 60
        beat.checkpoint(run.result())
        assert not catalogue.entries() and checkpoints.found(catalogue.folder, id)
        checkpoints.adopt(catalogue)
        assert not catalogue.entries(), "it lives"
        assert not beat.stop_asked and catalogue.ask_stop(id)
        wait_until(lambda: beat.stop_asked)
        beat.keep(run.result())
    entry = catalogue.entry(id)
    assert (entry.status, entry.made_from, bool(entry.identity)) == ("stopped", "before", True)
    assert not catalogue.going() and not list((catalogue.folder / owner.PLACE).iterdir())
    assert not catalogue.ask_stop(id), "nobody computes it any more"


def test_what_a_command_does_not_come_to_keep_is_found(catalogue):
    toy = ToyWalk(n=9)
    with pytest.raises(KeyboardInterrupt), going(catalogue, "a", toy) as beat:
        beat.checkpoint(cut(toy, 4).result())
        raise KeyboardInterrupt
    checkpoints.adopt(catalogue)
    entry = catalogue.entry("a")
    assert (entry.status, entry.summary["slices"]) == ("interrupted", 4)
    assert entry.identity, "it is known what computed it"
    assert not list((catalogue.folder / owner.PLACE).iterdir())


def test_a_command_goes_on_where_the_folder_takes_nothing(catalogue):
    (catalogue.folder / owner.PLACE).write_text("in the way")
    toy = ToyWalk(n=3)
    with going(catalogue, "a", toy) as beat:
        with pytest.raises(OSError, match="going"):
            beat.checkpoint(cut(toy, 2).result())
        catalogue.add("a", toy.solve())
    assert catalogue.entry("a").status == "finished" and catalogue.going() == []


def test_a_server_lists_and_stops_what_another_process_computes(store, wait_until, swift):
    folder = store.catalogue.folder
    with command(folder) as process:
        wait_until(store.catalogue.going)
        (told,) = store.catalogue.going()
        assert not told.ours and str(process.pid) in told.owner
        wait_until(lambda: store.catalogue.going()[0].share > 0)
        assert store.catalogue.ask_stop(told.id)
        assert process.wait(30) == 0
    assert store.catalogue.entry(told.id).status == "stopped"


def test_a_command_that_is_killed_turns_up_in_a_running_server(store, wait_until, swift):
    folder = store.catalogue.folder
    with command(folder) as process:
        wait_until(lambda: checkpoints.found(folder))
        time.sleep(0.1)
        assert not store.catalogue.entries(), "it lives"
        process.send_signal(signal.SIGKILL)
        process.wait()
    wait_until(lambda: store.catalogue.entries())
    (entry,) = store.catalogue.entries()
    assert entry.status == "interrupted" and entry.summary["slices"] > 0
    wait_until(lambda: not list((folder / owner.PLACE).iterdir()))
    run = store.resume(entry.id)
    run.stop()


def test_two_servers_share_a_folder(tmp_path, wait_until, swift):
    one, two = (RunStore(Pool(1), tmp_path) for _ in range(2))
    run = one.start(ToyWalk(n=10**6, pause=0.005))
    wait_until(lambda: [g.id for g in two.catalogue.going() if g.share] == [run.id])
    assert two.catalogue.ask_stop(run.id)
    wait_until(lambda: run.over)
    wait_until(lambda: [e.id for e in two.catalogue.entries()] == [run.id])
    assert two.result(run.id).status == "stopped"
    for store in (one, two):
        store.close()
    assert not list((tmp_path / owner.PLACE).iterdir())


def test_a_cleared_folder_is_told_anew(catalogue, wait_until, swift):
    with going(catalogue, "a", ToyWalk(n=9)):
        wait_until(catalogue.going)
        for path in (catalogue.folder / owner.PLACE).iterdir():
            path.unlink()
        assert not catalogue.going()
        wait_until(catalogue.going)
        assert [run.id for run in catalogue.going()] == ["a"]


def test_what_was_never_moved_into_place_goes(catalogue):
    old = catalogue.folder / ".a.nc.12345678"
    for path in (old, catalogue.folder / ".b.nc.12345678"):
        path.write_text("cut off")
    os.utime(old, (0, time.time() - 2 * tending.LEFT_S))
    tending.tend(catalogue)
    assert [p.name for p in catalogue.folder.glob(".*")] == [".b.nc.12345678"]
