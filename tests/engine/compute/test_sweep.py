"""Sweeps: every combination once, seeds of their own, findings, and a file to go on from."""

import json

import numpy as np
import pytest
import xarray as xr

from ionoscope.engine import EXPERIMENTS, InvalidParameter, Result, RunFailed, known
from ionoscope.engine.compute.sweep import Sweep, scalars, sweep_of
from ionoscope.engine.compute.sweep_run import KEPT
from ionoscope.engine.compute.workforce import Threads, working
from ionoscope.engine.core.experiment import last_word
from tests.app.toys import ToyWalk

BARRIER = sweep_of(EXPERIMENTS["gate-barrier"])
WALK = sweep_of(ToyWalk)


def ended(sweep: Sweep, workers=2) -> list[dict]:
    """The points of a sweep that has run to its end."""
    with Threads(workers) as threads, working(threads):
        return sweep.solve().summary["points"]


def test_every_combination_is_what_a_run_alone_gives():
    data = BARRIER(over={"lam": [1.0, 2.0], "s": [0.0, 1.0, 2.0]}).solve().data
    assert data.sizes == {"lam": 2, "s": 3}
    for lam in (1.0, 2.0):
        for s in (0.0, 1.0, 2.0):
            alone = EXPERIMENTS["gate-barrier"](lam=lam, s=s).solve().summary
            here = data.sel(lam=lam, s=s)
            assert (float(here.relaxed), str(here.status.values)) == (alone["relaxed"], "finished")
    # frozen: U(s) = U0 exp(−s²/2λ²)
    frozen = 10 * np.exp(-(data.s**2) / (2 * data.lam**2)).transpose("lam", "s")
    np.testing.assert_allclose(data.frozen, frozen, rtol=1e-12)


def test_points_have_seeds_of_their_own_that_do_not_hang_on_the_others():
    few = [one.seed for one in WALK(seed=3, over={"n": [1, 2]}).members()]
    many = [one.seed for one in WALK(seed=3, over={"n": [1, 2, 3]}).members()]
    assert few == many[:2] and len(set(many)) == 3
    assert few[0] != WALK(seed=4, over={"n": [1, 2]}).members()[0].seed
    assert {one.seed for one in WALK(over={"n": [1, 2], "seed": [9]}).members()} == {9}


def test_a_recorded_seed_repeats_the_point():
    for point in ended(WALK(over={"n": [2, 5]})):
        alone = ToyWalk(seed=point["seed"], **point["values"])
        assert alone.solve().summary == point["summary"]


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_threads_changes_nothing(workers):
    sweep = WALK(over={"n": [2, 5, 7]})
    assert ended(sweep, workers) == ended(sweep)


def test_what_is_swept_has_no_value_of_its_own():
    sweep = BARRIER(lam=7.0, over={"lam": [1.0, 2.0]})
    assert "lam" not in sweep.values()
    assert sweep.values() == BARRIER(over={"lam": [1.0, 2.0]}).values()
    assert sweep.changed(U0=5.0).axes == {"lam": (1.0, 2.0)}


@pytest.mark.parametrize(
    ("over", "named"),
    [
        ({}, "sweeps over nothing"),
        ("lam", "does not say"),
        ({"lem": [1]}, "It has: U0"),
        ({"lam": []}, "no values"),
        ({"lam": [0.0, 1.0]}, "outside its range"),
        ({"lam": [1.0, 1.0]}, "twice"),
        ({"lam": "12"}, "not a list of values"),
        ([("lam", [1.0]), ("lam", [2.0])], "twice"),
        ({"lam": [2.0, 5.0]}, "x0"),
        ({"lam": np.linspace(1, 2, 200), "U0": np.linspace(1, 2, 200)}, "too many"),
    ],
)
def test_what_cannot_be_swept_is_refused(over, named):
    with pytest.raises(InvalidParameter, match=named):
        BARRIER(over=over)


def test_the_text_of_what_is_swept_is_read_back():
    gate = sweep_of(EXPERIMENTS["gate-transmission"]).declared()["over"]
    crystal = sweep_of(EXPERIMENTS["lattice-phonons"]).declared()["over"]
    for axes, text in (
        (gate, "omega_T=1,2|1:4:4;method=exact,sampled"),
        (gate, "U0=5:10:6;potential=gaussian"),
        (crystal, "path=G;X|X;M;G;k1=100,200"),
    ):
        over = axes.from_text(text)
        assert axes.from_text(axes.to_text(over)) == over, text
    assert gate.parsed("omega_T=1,2|1:4:4") == [("omega_T", [[1.0, 2.0], [1.0, 2.0, 3.0, 4.0]])]


def test_a_point_that_fails_says_so_and_the_others_go_on():
    sweep, chunks = WALK(n=3, over={"bad": [0, 2]}), []
    with pytest.raises(RunFailed, match="At bad = 2: the walker fell"):
        chunks.extend(sweep.run())
    last = chunks[-1]
    good, bad = last.summary["points"]
    assert (good["status"], bad["status"], bad["error"]) == (
        "finished",
        "failed",
        "the walker fell",
    )
    assert last.data.slices.values.tolist() == [3, 1]  # nothing computed is lost
    found = sweep.result(last, "failed", 1.0).findings
    assert any("(bad = 2) failed" in str(one) for one in found)


def test_what_is_doubted_or_refused_is_said_of_the_whole_and_marked_at_its_point():
    # a free ion has no D, one in a crystal has
    kind = sweep_of(EXPERIMENTS["ion-diffusion"])
    few = {"equation": "time-local", "cells": 6, "duration": 60.0, "settle": 2.0, "ions": 4}
    result = kind(**few, baths=1, kT=40.0, over={"U0": [0.0, 4000.0]}).solve()
    assert result.data.level.values.tolist()[0] == "refusal"
    assert np.isnan(result.data.D.values[0]) and np.isfinite(result.data.D.values[1])
    assert result.findings[0].text == "1 of 2 points has an answer."
    assert any("(U0 = 0) has no answer" in one.text for one in result.findings)


def test_a_file_gives_back_the_sweep(tmp_path):
    sweep = BARRIER(U0=9.0, over={"potential": ["gaussian", "sech2"], "s": [0.0, 1.0]})
    sweep.solve().to_netcdf(tmp_path / "s.nc")
    back = Result.from_netcdf(tmp_path / "s.nc")
    assert known(back.experiment)(**back.parameters).values() == sweep.values()
    with xr.open_dataset(tmp_path / "s.nc") as data:
        assert (data.attrs["over"], data.attrs["U0"]) == ("potential=gaussian,sech2;s=0,1", 9.0)


def test_a_sweep_goes_on_bit_for_bit():
    sweep = WALK(over={"n": [1, 40, 7]})
    with Threads(1) as one, working(one):
        chunks = list(sweep.run())
        cut = next(chunk for chunk in chunks if 0.3 < chunk.share < 0.9)
        *_, last = sweep.resume(cut.state)
    assert last.summary == chunks[-1].summary


def test_a_point_needs_only_its_kind_and_values():
    kind = EXPERIMENTS["gate-barrier"]
    member = kind(**kind(lam=1.5).values())
    *_, last = member.run()
    told = Sweep.keep(member, last)[KEPT].tobytes()
    assert json.loads(told)["summary"]["frozen"] == 10.0 * np.exp(-(2.0**2) / (2 * 1.5**2))


def test_scalars_of_a_summary():
    summary = {"a": 1, "b": {"c": 2.5, "d": {"e": "x"}}, "list": [1, 2], "f": None, "g": True}
    assert scalars(summary) == {"a": 1, "b_c": 2.5, "b_d_e": "x", "f": None, "g": True}


def test_only_experiments_and_their_sweeps_are_known():
    assert known("gate-barrier-sweep") is BARRIER and known("gate-barrier").key == "gate-barrier"
    assert known("no-sweep") is known("gate") is None


def test_what_is_stopped_tells_all_that_it_knows():
    with Threads(1) as one, working(one):
        run = WALK(over={"n": [1, 2, 9]}).run()
        chunks = [next(run) for _ in range(6)]  # snapshots are rarer than slices
        last = last_word(run)
    points = last.summary["points"]
    assert [p["status"] for p in points] == ["finished", "finished", "stopped"], len(chunks)
    assert points[2]["summary"]["slices"] >= 1
    assert last_word(run) is None and last_word(iter([])) is None
