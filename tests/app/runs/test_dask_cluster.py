"""A real dask cluster of processes: whatever dies in it, every point comes out right and once."""

import time
from collections import Counter

import numpy as np
import pytest

from ionoscope.app.runs.outside import Outside
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.engine.compute import dask_cluster
from ionoscope.engine.compute.dask_cluster import DaskCluster, Unable, check, versions
from ionoscope.engine.compute.elsewhere import elsewhere, remote
from ionoscope.engine.compute.newest import Newest
from ionoscope.engine.compute.workforce import Elsewhere, working
from tests.app.toys import ToyWalk
from tests.dask_processes import Processes, free_port, until


@pytest.fixture(scope="module")
def processes():
    with Processes(2) as processes:
        yield processes


@pytest.fixture
def cluster(processes):
    found = DaskCluster(processes.address)
    until(lambda: found.look().workers == len(processes.workers))
    found.open()
    yield found
    found.close()


def keep(member, chunk):
    return {"end": np.array(chunk.summary["end"])}


def begin(cluster, members, begun=None):
    force = Elsewhere(cluster, lambda told: None)
    return elsewhere(members, keep, begun or [Newest()] * len(members), force, 0.2)


def right(members, newest):
    """Whether all have come to what they come to here."""
    ends = [one.changed(pause=0.0).solve().summary["end"] for one in members]
    return [float(one.found["end"]) for one in newest] == ends


@pytest.mark.soak
def test_whatever_dies_every_point_is_right_and_entered_once(processes, cluster):
    """A worker, then the scheduler with all workers: in the middle of long and of short points."""
    members = [ToyWalk(seed=i, n=100 if i % 4 == 0 else 5, pause=0.01) for i in range(24)]
    entered, over, killed = Counter(), set(), []
    for newest in begin(cluster, members):
        new = {i for i, one in enumerate(newest) if one.over} - over
        entered.update(new)
        over |= new
        if not killed and any(0 < one.share < 1 for one in newest):
            killed.append(processes.kill())
        elif len(killed) == 1 and len(over) >= 6:
            killed.append(processes.kill_scheduler())
            processes.kill()
            processes.start_scheduler()
            processes.add()
    assert len(killed) == 2 and right(members, newest)
    assert entered == Counter(range(24))


def test_progress_comes_back_and_stop_reaches_whoever_computes(processes, cluster):
    """What was stopped goes on elsewhere from its newest state; the workers are free at once."""
    members = [ToyWalk(seed=i, n=400, pause=0.01) for i in range(2)]
    run = begin(cluster, members)
    newest = next(now for now in run if all(one.share > 0.02 for one in now))
    run.close()
    assert all(0 < one.share < 1 and one.state for one in newest)
    until(lambda: not any(map(cluster.load, cluster.look().threads)), 2.0)
    short = [ToyWalk(seed=9, n=2)]
    *_, free = begin(cluster, short)
    assert right(short, free)
    rest = [one.changed(pause=0.0) for one in members]
    *_, last = begin(cluster, rest, newest)
    assert right(members, last)


def test_one_run_is_followed(cluster):
    own = ToyWalk(n=150, pause=0.01)
    with working(Elsewhere(cluster, lambda told: None)):
        chunks = [chunk for chunk in remote(own) if chunk]
    assert len(chunks) > 1 and chunks[0].share < 1
    assert chunks[-1].data.identical(own.changed(pause=0.0).solve().data)


def test_a_servers_run_is_computed_there(processes, tmp_path):
    store = RunStore(Pool(1), tmp_path, Outside(DaskCluster(processes.address)))
    until(lambda: not store.outside.trouble)
    run = store.start(ToyWalk(n=400, pause=0.01))
    until(lambda: 0 < run.share < 1)
    asked = time.monotonic()
    run.stop()
    until(lambda: run.over)
    assert time.monotonic() - asked < 2.0 and run.afar and run.can_go_on
    again = store.start(ToyWalk(n=400), state=run.chunk.state)
    until(lambda: again.over)
    store.close()
    assert again.afar and again.result().data.identical(ToyWalk(n=400).solve().data)


def test_versions_are_asked_of_all(processes, cluster):
    found = versions(cluster._client, processes.address)
    assert len(found) == 1 + len(processes.workers)
    check(found)
    with pytest.raises(Unable, match=r"has ionoscope 0\.0\.1 \(and so have 1 more\)"):
        check({**found, "a": "0.0.1", "b": ModuleNotFoundError()})
    with pytest.raises(Unable, match="has no ionoscope"):
        check({"a": ModuleNotFoundError()})


def test_where_there_is_nobody_a_sentence_says_so(monkeypatch):
    monkeypatch.setattr(dask_cluster, "REACH_S", 0.2)
    nowhere = DaskCluster(f"tcp://127.0.0.1:{free_port()}")
    with pytest.raises(Unable, match="there is no scheduler at tcp"):
        nowhere.open()
    assert until(lambda: "(" in nowhere.look().trouble and nowhere.look().trouble)
    assert not nowhere.look().threads
    nowhere.close()


def test_whoever_does_not_answer_is_not_waited_for(processes, cluster, monkeypatch):
    monkeypatch.setattr(dask_cluster, "ANSWER_S", 0.0)
    with pytest.raises(Unable, match="have not answered"):
        versions(cluster._client, processes.address)
