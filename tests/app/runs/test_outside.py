"""A server's runs on a cluster: progress, pictures, Stop and Go on as in its own pool."""

import time

import pytest

from ionoscope.app.pages.status import Status
from ionoscope.app.runs import outside
from ionoscope.app.runs.outside import Outside
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.run import FAILED, FINISHED, STOPPED, Run
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute import ledger, stint
from tests.app.toys import ToyWalk
from tests.dask_processes import until
from tests.engine.compute.test_side_by_side import ENDS, Doublings
from tests.engine.compute.workers import Desks, Workers


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setattr(stint, "_desk", Desks())
    monkeypatch.setattr("ionoscope.engine.compute.elsewhere.SHOWN_S", 0.1)
    for kind in (ToyWalk, Doublings):
        monkeypatch.setitem(EXPERIMENTS, kind.key, kind)


@pytest.fixture
def cluster():
    workers = Workers(2)
    yield workers
    workers.close()


@pytest.fixture
def store(cluster, tmp_path):
    store = RunStore(Pool(1), tmp_path, Outside(cluster))
    yield store
    store.close()


def over(run):
    until(lambda: run.over, 30)
    return run


LONG = {"n": 150, "pause": 0.01}


def end(**values):
    return ToyWalk(**values, pause=0.0).solve()


def test_it_is_computed_there_and_seen_here(store, cluster):
    seen, run = [], store.start(ToyWalk(**LONG))
    run.watch(lambda: seen.append((run.share, run.version)))
    assert over(run).status == FINISHED and run.afar
    assert run.result().data.identical(end(n=150).data)
    shares = sorted({share for share, _ in seen})
    assert len(shares) > 2 and shares[0] < 0.5
    assert run.version <= len(cluster.sent) + 2, "nothing is published that is not new"
    until(lambda: store.catalogue.entry(run.id))
    assert not store.catalogue.entry(run.id).identity, "bits of other processors are no promise"
    assert store.catalogue.load(run.id).data.identical(run.result().data)


def test_a_composite_has_its_members_computed_there(store, cluster):
    run = over(store.start(Doublings()))
    assert run.result().data.x.values.tolist() == ENDS
    assert {task.kind.key for _, tasks in cluster.sent for task in tasks} == {"doubling"}


def test_stop_keeps_what_was_computed_and_it_goes_on(store, cluster):
    run = store.start(ToyWalk(**LONG))
    until(lambda: run.share > 0)
    asked = time.monotonic()
    run.stop()
    assert over(run).status == STOPPED and time.monotonic() - asked < 2.0
    assert run.can_go_on and 0 < run.share < 1
    until(lambda: not any(map(cluster.load, cluster.look().threads)), 2.0)
    again = store.resume(run.id)
    assert again.chunk is not None, "it is seen before its first slice"
    assert over(again).result().data.identical(end(n=150).data)


def test_the_pool_is_free_meanwhile(store):
    runs = [store.start(ToyWalk(n=10**6, pause=0.01)) for _ in range(5)]
    follows = store.pool.submit(Run(ToyWalk(n=2), live=True))
    assert over(follows).status == FINISHED and not any(run.over for run in runs)
    for run in runs:
        run.stop()


def test_what_is_away_is_computed_here_and_the_page_says_so(store, cluster):
    cluster.heirs = 0
    for worker in list(cluster.look().threads):
        cluster.kill(worker)
    run = over(store.start(ToyWalk(n=3)))
    assert run.status == FINISHED and not run.afar
    status = Status(lambda offer: None)
    status.follow([run])
    assert status.trouble == "Nobody is at tcp://here: this is computed here instead."
    cluster.add()
    assert over(store.start(ToyWalk(n=3))).afar, "the next one goes there again"


def test_a_cluster_is_kept_in_sight_while_nobody_needs_it(store, cluster, monkeypatch):
    monkeypatch.setattr(outside, "OFTEN_S", 0.02)
    looked = []
    monkeypatch.setattr(cluster, "look", lambda: looked.append(0) or Workers.look(cluster))
    another = Outside(cluster)
    until(lambda: len(looked) > 5)
    assert not another.trouble
    another.close()


def test_it_is_told_while_it_waits_and_fails_with_all_it_had(store, cluster, monkeypatch):
    monkeypatch.setattr(ledger, "TOLD_S", 0.2)
    monkeypatch.setattr(ledger, "PATIENCE_S", 1.0)
    cluster.heirs = 0
    run, status = store.start(ToyWalk(**LONG)), Status(lambda offer: None)
    until(lambda: run.share > 0)
    status.follow([run])
    assert "% on the cluster" in status.detail and not status.trouble
    for worker in list(cluster.look().threads):
        cluster.kill(worker)
    until(lambda: run.note)
    status.follow([run])
    assert status.trouble.startswith("Nobody is at tcp://here. Waiting")
    assert over(run).status == FAILED and run.can_go_on
    status.follow([run])
    assert "go on with this run" in status.trouble and "Waiting" not in status.trouble
    again = over(store.resume(run.id))
    assert not again.afar and again.result().data.identical(end(n=150).data)


def test_a_server_that_ends_keeps_what_they_had(cluster, tmp_path):
    store = RunStore(Pool(1), tmp_path, Outside(cluster))
    run = store.start(ToyWalk(n=10**6, pause=0.01))
    until(lambda: run.share > 0)
    store.close()
    assert run.status == STOPPED
    later = RunStore(Pool(1), tmp_path)
    assert later.catalogue.load(run.id).state
    later.close()
    with pytest.raises(RuntimeError, match="shutting down"):
        store.outside.submit(run)
