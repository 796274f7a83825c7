"""Many members side by side: whoever computes them, stopped wherever, they come to the same."""

import threading

import numpy as np
import pytest
import xarray as xr

from ionoscope.engine.compute.composite import Composite
from ionoscope.engine.compute.duration import duration
from ionoscope.engine.compute.newest import Newest, packed, unpacked
from ionoscope.engine.compute.workforce import Elsewhere, Threads, working
from ionoscope.engine.core.experiment import Experiment, RunFailed
from ionoscope.engine.core.mark import marked
from ionoscope.engine.core.parameters import Count, Quantity
from ionoscope.engine.core.result import Chunk, Result
from tests.engine.compute.workers import Workers


class Doubling(Experiment):
    """`start` doubled `n` times, a slice each; fails at slice `bad`, badly."""

    key = "doubling"
    resumable = True
    start = Quantity(1.0, bounds=(0, 100), doc="start")
    n = Count(3, bounds=(1, 100), doc="slices")
    bad = Count(0, bounds=(0, 100), doc="slice that fails")

    def run(self):
        return self._from(0, self.start)

    def resume(self, state):
        return self._from(int(state["done"]), float(state["x"]))

    def estimate(self):
        return 1.0 * self.n

    def _from(self, done, x):
        threads.add(threading.get_ident())
        while done < self.n:
            if done + 1 == self.bad:
                raise ZeroDivisionError("it fell")
            done, x = done + 1, 2 * x
            state = {"done": np.array(done), "x": np.array(x)}
            yield Chunk(done / self.n, "doubling", xr.Dataset(), {"x": x}, state)


threads: set[int] = set()


class Doublings(Composite):
    """Doubling from 0, 1, …, the later ones the longer; the one called `bad` fails at its second
    slice."""

    key, title, question, source = "doublings", "Doublings", "How many?", "none"
    count = Count(5, bounds=(1, 100), doc="members")
    bad = Count(99, bounds=(0, 100), doc="member that fails")

    def estimate(self):
        return sum(member.estimate() for member in self.members())

    def members(self):
        return [
            Doubling(start=i, n=i + 2, bad=2 if i == self.bad else 0) for i in range(self.count)
        ]

    @staticmethod
    def keep(member, chunk):
        return {"x": np.array(chunk.summary["x"])}

    def gathered(self, newest):
        x = [float(one.found.get("x", np.nan)) for one in newest]
        return xr.Dataset({"x": ("i", x)}), {"known": int(np.isfinite(x).sum())}

    def place(self, i):
        return f"i = {i}"


class Nest(Doublings):
    """A composite of composites."""

    def members(self):
        return [Doublings(count=i + 1) for i in range(self.count)]

    @staticmethod
    def keep(member, chunk):
        return {"x": chunk.data.x.values}

    def gathered(self, newest):
        ends = [one.found["x"][-1] if one.found else np.nan for one in newest]
        return xr.Dataset({"x": ("i", ends)}), {}


ENDS = [i * 2.0 ** (i + 2) for i in range(5)]


@pytest.fixture(params=[1, 2, 8, "elsewhere"])
def force(request):
    if request.param == "elsewhere":
        cluster = Workers(2)
        yield Elsewhere(cluster, lambda told: None)
        cluster.close()
        return
    with Threads(request.param) as force:
        yield force


@pytest.mark.parametrize("kind", [Doublings, Nest])
def test_members_come_to_the_same_whoever_computes_them(force, kind):
    with working(force):
        result = kind().solve()
    assert result.data.x.values.tolist() == ENDS and result.state is None


def test_a_workforce_of_one_is_whoever_asks():
    threads.clear()
    with Threads(1) as force, working(force):
        Nest(count=3).solve()
    assert threads == {threading.get_ident()}


def test_one_that_fails_leaves_the_others_alone(force):
    chunks = []
    told = r"At i = 3: it fell .* others are whole"
    with working(force), pytest.raises(RunFailed, match=told):
        for chunk in Doublings(bad=3).run():
            chunks.append(chunk)
    x = chunks[-1].data.x.values.tolist()
    assert x == [*ENDS[:3], 3 * 2.0, ENDS[4]], "what it had come to stays"
    assert chunks[-1].share == 1.0 and chunks[-1].state is None, "there is nothing to go on with"


def test_it_goes_on_from_every_chunk_and_begins_nothing_again(tmp_path):
    own = Doublings()
    with Threads(2) as force, working(force):
        chunks = list(own.run())
    for chunk in chunks:
        cut, path = own.result(chunk, "stopped", 0.0), tmp_path / "cut.nc"
        cut.to_netcdf(path)
        state = Result.from_netcdf(path).state
        for known, arrived in zip(unpacked(chunk.state), unpacked(state), strict=True):
            assert (known.share, known.found, known.over) == (
                arrived.share,
                arrived.found,
                arrived.over,
            )
        assert own.solve(state=state).data.identical(chunks[-1].data)
    half = next(c for c in chunks if c.stage != "0 of 5")
    threads.clear()
    with Threads(1) as force, working(force):
        *_, again = own.resume(half.state)
    assert again.data.identical(chunks[-1].data)


def test_a_failure_is_not_tried_again():
    failed = Newest(0.5, {"x": np.array(6.0)}, None, "it fell; ½ was done")
    (known,) = unpacked(packed([failed]))
    assert known == failed and known.over
    begun = [Newest(1.0, {"x": np.array(float(x))}) for x in ENDS]
    begun[3] = failed
    own = Doublings(bad=3)
    state = marked(packed(begun), own.values())
    with pytest.raises(RunFailed, match="½ was done"):
        list(own.resume(state))


def test_a_state_that_means_nothing_is_refused():
    own = Doublings()
    with pytest.raises(ValueError, match="other parameters"):
        own.resume({})
    begun = [Newest(0.5, {}, {"strange": np.zeros(1)})] * 5
    with Threads(2) as force, working(force), pytest.raises(KeyError, match="done"):
        list(own.resume(marked(packed(begun), own.values())))


def test_stopping_lets_go_of_every_member():
    before = threading.active_count()
    run = Doublings(count=50).run()
    next(run)
    run.close()
    assert threading.active_count() == before


def test_together_they_take_as_long_as_the_longest_or_their_sum():
    many, one = Doublings(), Doubling(n=50)
    assert duration([many], 2) == pytest.approx((2 + 3 + 4 + 5 + 6) / 2 / 0.85)
    assert duration([one], 4) == 50
    assert duration([one, one, one], 2) == pytest.approx(75 / 0.85)
    assert duration([one, Doubling(n=10)], 2) == pytest.approx(50 / 0.85)
