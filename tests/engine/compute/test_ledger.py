"""What a cluster computes comes to the same whatever dies there, and is entered once."""

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from ionoscope.engine.compute import blame, ledger, stint
from ionoscope.engine.compute.cluster import Unreachable
from ionoscope.engine.compute.elsewhere import elsewhere, remote
from ionoscope.engine.compute.newest import Newest
from ionoscope.engine.compute.stint import Report, Task
from ionoscope.engine.compute.workforce import Elsewhere, working
from ionoscope.engine.core.experiment import RunFailed
from tests.app.toys import ToyWalk
from tests.engine.compute.test_side_by_side import ENDS, Doublings
from tests.engine.compute.workers import Desks, Workers


@pytest.fixture(autouse=True)
def desks(monkeypatch):
    monkeypatch.setattr(stint, "_desk", Desks())


@pytest.fixture
def workers():
    made = []

    def make(*args, **kwargs):
        made.append(Workers(*args, **kwargs))
        return made[-1]

    yield make
    for one in made:
        one.close()


def keep(member, chunk):
    return {"end": np.array(chunk.summary["end"]), "slices": np.array(chunk.summary["slices"])}


def walks(count, n=20, **values):
    return [ToyWalk(seed=seed, n=n, **values) for seed in range(count)]


def ends(members):
    return [member.changed(pause=0.0).solve().summary["end"] for member in members]


def force(cluster, told=None):
    return Elsewhere(cluster, (told if told is not None else []).append)


def computed(members, cluster, begun=None, seconds=0.02, told=None):
    """All that was yielded."""
    begun = begun or [Newest()] * len(members)
    return list(elsewhere(members, keep, begun, force(cluster, told), seconds))


def found(newest):
    return [float(one.found["end"]) for one in newest]


def name(tasks):
    return int(tasks[0].id.rpartition("-")[2])


def test_members_come_to_the_same_as_here(workers):
    members = walks(30, n=5)
    *_, last = computed(members, workers(3))
    assert found(last) == ends(members) and all(one.over and not one.failure for one in last)


def test_a_long_member_is_told_of_while_it_runs_and_stays_where_it_is(workers):
    cluster = workers(2)
    seen = computed(walks(1, n=60, pause=0.01), cluster)
    shares = [newest[0].share for newest in seen]
    assert shares == sorted(shares) and len(set(shares)) > 3
    places, tasks = zip(*cluster.sent, strict=True)
    assert len(set(places)) == 1
    assert [task.number for (task,) in tasks] == list(range(len(tasks)))
    assert [task.begun for (task,) in tasks[1:]] == [None] * (len(tasks) - 1), "no state is sent"


def test_a_dead_worker_costs_a_stint(workers):
    """Long members go on bit for bit from their newest state, which is not their beginning."""
    died, members = set(), walks(4, n=40, pause=0.005)

    def fate(tasks):
        dies = tasks[0].number == 3 and tasks[0].id not in died
        died.update({tasks[0].id} if dies else ())
        return dies

    cluster = workers(2, fate)
    *_, last = computed(members, cluster)
    assert len(died) == 4 and found(last) == ends(members)
    again = [t for _, (t,) in cluster.sent if t.number and t.begun]
    assert again and all(len(t.begun.state["path"]) > 0 for t in again)


def test_a_member_without_a_state_begins_again(workers):
    class Single(ToyWalk):
        key, resumable = "single", False

        def _chunk(self, path, words):
            return replace(super()._chunk(path, words), state=None)

    died = []

    def fate(tasks):
        dies = tasks[0].number == 2 and not died
        died.extend([True] if dies else [])
        return dies

    members = [Single(seed=5, n=30, pause=0.005)]
    *_, last = computed(members, workers(2, fate))
    assert died and found(last) == ends(members)


def test_many_members_wait_here_and_not_there(workers):
    members = walks(200, n=1)
    cluster = workers(2)
    *_, last = computed(members, cluster)
    assert found(last) == ends(members)
    assert cluster.waiting <= 2, "stints that wait at a worker"
    assert max(len(tasks) for _, tasks in cluster.sent) > 1, "short ones go together"
    once = [task.id for _, tasks in cluster.sent for task in tasks if task.begun]
    assert len(set(once)) == 200


def test_a_member_that_kills_is_found_out_and_fails(workers):
    cluster = workers(3, lambda tasks: any(t.id.endswith("-2") for t in tasks))
    *_, last = computed(walks(6, n=30, pause=0.002), cluster)
    assert [bool(one.failure) for one in last] == [i == 2 for i in range(6)]
    assert "died, 5 one after the other" in last[2].failure
    assert "may need more memory" in last[2].failure


def test_where_all_die_no_member_is_at_fault(workers, monkeypatch):
    monkeypatch.setattr(blame, "MANY_DEATHS", 6)
    cluster = workers(2, lambda tasks: True)
    with pytest.raises(Unreachable, match="The workers of tcp://here die"):
        computed(walks(4), cluster)


def test_a_scheduler_that_comes_back_is_sent_what_is_not_done(workers):
    members, cluster = walks(8, n=40, pause=0.004), workers(2)
    done = set()
    for newest in elsewhere(members, keep, [Newest()] * 8, force(cluster), 0.02):
        if not done and any(one.over for one in newest):
            cluster.restart()
            done = {f"-{i}" for i, one in enumerate(newest) if one.over}
            before = len(cluster.sent)
    assert done and found(newest) == ends(members)
    later = {task.id[-2:] for _, tasks in cluster.sent[before:] for task in tasks}
    assert not later & done, "what is in the ledger is not computed again"


def test_it_waits_for_workers_says_so_and_says_when_there_are_some(workers, monkeypatch):
    monkeypatch.setattr(ledger, "TOLD_S", 0.2)
    told, members, cluster = [], walks(3, n=30, pause=0.004), workers(1, heirs=0)
    run = elsewhere(members, keep, [Newest()] * 3, force(cluster, told), 0.02)
    next(run)
    cluster.kill("worker 1")
    while not told:
        next(run)
    cluster.add()
    *_, last = run
    assert found(last) == ends(members)
    assert told[0].startswith("Nobody is at tcp://here. Waiting") and told[1:] == [""]


def test_it_gives_up_with_a_sentence_and_keeps_what_it_has(workers, monkeypatch):
    monkeypatch.setattr(ledger, "TOLD_S", 0.1)
    monkeypatch.setattr(ledger, "PATIENCE_S", 0.4)
    members, cluster, seen = walks(4, n=30, pause=0.004), workers(1, heirs=0), []
    with pytest.raises(Unreachable, match=r"Start workers .* what was computed is kept"):
        for newest in elsewhere(members, keep, [Newest()] * 4, force(cluster), 0.02):
            seen.append(newest)
            if any(one.over for one in newest) and cluster.look().threads:
                cluster.kill("worker 1")
    assert any(one.over for one in seen[-1])
    *_, last = computed(members, workers(2), seen[-1])
    assert found(last) == ends(members)


def test_it_waits_for_a_minute_and_says_so_after_ten_seconds():
    assert (ledger.TOLD_S, ledger.PATIENCE_S) == (10.0, 60.0)


def test_a_composite_shows_all_that_is_known_before_it_gives_up(workers, monkeypatch):
    monkeypatch.setattr(ledger, "PATIENCE_S", 0.3)
    cluster = workers(1, lambda tasks: any(t.id.endswith("-3") for t in tasks), heirs=0)
    own, chunks = Doublings(), []
    with working(force(cluster)), pytest.raises(Unreachable):
        for chunk in own.run():
            chunks.append(chunk)
    assert chunks[-1].data.x.values[:3].tolist() == ENDS[:3]
    assert own.solve(state=chunks[-1].state).data.x.values.tolist() == ENDS


def test_stopping_leaves_nothing_running(workers):
    cluster = workers(2)
    run = elsewhere(walks(50, n=10**6, pause=0.01), keep, [Newest()] * 50, force(cluster), 0.1)
    next(run)
    run.close()
    assert "ionoscope-ledger" not in {thread.name for thread in threading.enumerate()}
    sent = len(cluster.sent)
    time.sleep(0.3)
    assert len(cluster.sent) == sent and not any(map(cluster.load, cluster.look().threads))


def test_a_foreign_version_is_refused(workers, monkeypatch):
    monkeypatch.setattr(ledger, "stint", lambda *_: Report([Newest()], "0.0.1", 0.1))
    with pytest.raises(Unreachable, match=r"has ionoscope 0\.0\.1"):
        computed(walks(2), workers(1))


def test_what_cannot_be_sent_fails(workers):
    def send(worker, work, tasks, seconds):
        raise TypeError("cannot be pickled")

    cluster = workers(1)
    cluster.send = send
    *_, last = computed(walks(2), cluster)
    assert [one.failure for one in last] == ["cannot be pickled"] * 2


def test_a_member_that_fails_there_keeps_what_it_had(workers):
    *_, (last,) = computed([ToyWalk(n=10, bad=4)], workers(1))
    assert last.failure == "the walker fell" and int(last.found["slices"]) == 3


# one experiment ----------------------------------------------------------------------------


def test_one_experiment_has_its_chunks(workers, monkeypatch):
    monkeypatch.setattr("ionoscope.engine.compute.elsewhere.SHOWN_S", 0.1)
    own = ToyWalk(n=60, pause=0.01)
    with working(force(workers(2))):
        chunks = [chunk for chunk in remote(own) if chunk]
    whole = own.changed(pause=0.0).solve()
    assert chunks[-1].data.identical(whole.data) and chunks[-1].summary == whole.summary
    assert [c.share for c in chunks] == sorted({c.share for c in chunks})
    part = chunks[0]
    again = own.changed(pause=0.0).solve(state=part.state)
    assert part.share < 1 and again.data.identical(whole.data)


def test_one_experiment_that_fails_has_its_last_chunk(workers):
    with working(force(workers(1))), pytest.raises(RunFailed, match="the walker fell"):
        chunks = []
        for chunk in remote(ToyWalk(n=10, bad=4)):
            chunks.append(chunk)
    assert [c.summary["slices"] for c in chunks if c][-1] == 3


# a stint ------------------------------------------------------------------------------------


def task(member, begun=None, number=0, id="x", save=True):
    return Task(id, number, type(member), member.values(), keep, begun, save)


def test_a_stint_ends_in_time_and_at_least_a_chunk_is_done():
    report = stint.stint([task(ToyWalk(n=5), Newest()), task(ToyWalk(), Newest(), 0, "y")], 0.0)
    first, second = report.found
    assert first.share == 1 / 5 and second is None, "the second was not come to"


def test_a_stint_that_is_done_twice_comes_to_the_same():
    one = ToyWalk(n=3)
    first, again = (stint.stint([task(one, Newest())], 0.0).found[0] for _ in range(2))
    assert first.found == again.found and first.share == again.share
    later = stint.stint([task(one, None, 1)], 0.0).found[0]
    assert later.share == 2 / 3 and later.state
    missing = stint.stint([task(one, None, 1)], 0.0).found[0]
    assert missing is None, "it is open at the next stint, not at this one"


def test_what_nobody_comes_back_to_is_let_go(monkeypatch):
    monkeypatch.setattr(stint, "LEASE_S", 0.05)
    desk = stint._Desk()
    monkeypatch.setattr(stint, "_desk", desk)
    stint.stint([task(ToyWalk(), Newest())], 0.0)
    end = time.monotonic() + 5
    while desk._open and time.monotonic() < end:
        time.sleep(0.02)
    assert not desk._open
