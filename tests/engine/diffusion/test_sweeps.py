"""Sweeps: each point is a run of its own, and what follows from the points."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from ionoscope.engine import InvalidParameter, RunFailed
from ionoscope.engine.compute import composite
from ionoscope.engine.compute.duration import TOGETHER, duration
from ionoscope.engine.compute.workforce import Threads, working
from ionoscope.engine.diffusion.diffusion import IonDiffusion
from ionoscope.engine.diffusion.memory import DiffusionMemory
from ionoscope.engine.diffusion.stiffness import DiffusionStiffness
from ionoscope.engine.diffusion.temperature import DiffusionTemperature
from ionoscope.engine.ion.model import EQUATIONS

SMALL = {"cells": 6, "ions": 4, "duration": 12.0, "settle": 0.0, "fit_to": 6.0, "seed": 7}
LOCAL = {**SMALL, "equation": "time-local"}
SWEEPS = (
    DiffusionTemperature(temperatures=(20.0, 40.0), **LOCAL),
    DiffusionMemory(memories=(0.1,), **SMALL),
    DiffusionStiffness(factors=(1.0, 4.0), **LOCAL),
)
EACH = pytest.mark.parametrize("sweep", SWEEPS, ids=lambda s: s.key)


@EACH
def test_every_point_is_the_run_that_its_seed_gives(sweep):
    data = sweep.solve().data
    seeds = [m.seed for m in sweep.members()]
    assert data.member_seed.values.tolist() == seeds and len(set(seeds)) == len(seeds)
    alone = [member.solve().summary for member in sweep.members()]
    D = np.array([found["D"] for found in alone], float)
    np.testing.assert_array_equal(data.D, D)
    assert data.D_withheld.values.tolist() == [found["D_withheld"] or "" for found in alone]
    assert data.kinetic_ratio.values.tolist() == [f["kinetic_temperature_ratio"] for f in alone]
    assert (data.share.values == 1).all()


def test_threads_leave_no_trace():
    found = []
    for count in (1, 3):
        with Threads(count) as threads, working(threads):
            found.append(SWEEPS[0].solve().data)
    assert found[0].identical(found[1])


def test_a_sweep_goes_on_from_any_chunk_bit_for_bit():
    sweep = SWEEPS[0]
    whole, chunks = sweep.solve(), list(sweep.run())
    # a member under way beside one that has ended, and the complete one
    some = next(c for c in chunks if c.stage != "0 of 2")
    for chunk in (chunks[0], some, chunks[-1]):
        assert sweep.solve(state=chunk.state).data.identical(whole.data)
    with pytest.raises(ValueError, match="other parameters"):
        sweep.changed(seed=8).resume(chunks[0].state)


def test_points_come_one_by_one(monkeypatch):
    clock = SimpleNamespace(monotonic=itertools.count().__next__)  # snapshots wait for no second
    monkeypatch.setattr(composite, "time", clock)
    chunks = list(SWEEPS[0].run())
    shares = [c.share for c in chunks]
    assert shares == sorted(shares) and shares[-1] == 1.0 and len(set(shares)) > 2


def test_a_point_that_fails_leaves_the_others_alone():
    # at 200 meV ions are too fast for the step
    sweep = DiffusionTemperature(temperatures=(10.0, 200.0, 250.0), dt=0.02, **LOCAL | {"ions": 32})
    chunks = []
    at = r"At kT = {} meV \({} K\): At t = .* "
    failing = at.format(200, 2320) + at.format(250, 2900) + "the others are whole"
    with pytest.raises(RunFailed, match=failing):
        for chunk in sweep.run():
            chunks.append(chunk)
    data = chunks[-1].data
    assert data.n_hops.values[0] > 0 and chunks[-1].share == 1.0
    assert np.isfinite(data.kinetic_ratio.values[1])  # of the time before it failed
    assert data.share.values[0] == 1 and (data.share.values[1:] < 1).all()


def points(kT, D, error):
    one = np.ones(len(kT))
    names = (
        "D",
        "D_low",
        "D_high",
        "D_error",
        "kinetic_ratio",
        "kinetic_ratio_low",
        "kinetic_ratio_high",
        "n_hops",
        "share",
    )
    values = (D, D - error, D + error, error, one, one, one, 1000 * one, one)
    return xr.Dataset(
        {k: ("kT", v) for k, v in zip(names, values, strict=True)}, {"kT": np.array(kT)}
    )


def test_arrhenius_is_found_where_it_holds():
    kT = np.array([10.0, 15, 20, 25, 30, 40, 50])
    D = 23.0 * np.exp(-40 / kT)
    data, found = DiffusionTemperature().answer(points(kT, D, 0.05 * D))
    assert (found["D0"], found["E_a"]) == (pytest.approx(23), pytest.approx(40))
    assert found["E_a_low"] < 40 < found["E_a_high"]
    assert data.E_a_local.values == pytest.approx(40) and data.residual.values == pytest.approx(0)
    assert min(found["laws"], key=lambda law: found["laws"][law]["aic"]) == "arrhenius"
    assert found["left_out"] == []


def test_a_cold_ion_has_its_law_in_its_own_temperature():
    kT, ratio = np.array([10.0, 25, 50]), np.array([0.9, 0.65, 0.47])
    D = 25.0 * np.exp(-42 / (kT * ratio))
    data, found = DiffusionTemperature().answer(
        points(kT, D, 0.05 * D).assign(kinetic_ratio=("kT", ratio))
    )
    assert (found["D0_own"], found["E_a_own"]) == (pytest.approx(25), pytest.approx(42))
    assert data.kT_own.values == pytest.approx(kT * ratio) and found["E_a"] < 42


def test_an_uncertain_temperature_widens_what_rests_on_it():
    kT, D = np.array([10.0, 25, 50]), 25.0 * np.exp(-42 / np.array([10.0, 25, 50]))
    sure = points(kT, D, 0.05 * D)
    off = 1.96 * 0.03
    ends = {
        "kinetic_ratio_low": ("kT", np.full(3, 1 - off)),
        "kinetic_ratio_high": ("kT", np.full(3, 1 + off)),
    }
    widths = []
    for table in (sure, sure.assign(ends)):
        _, found = DiffusionTemperature().answer(table)
        widths.append(found["E_a_own_high"] - found["E_a_own_low"])
        assert found["E_a_own"] == pytest.approx(42)
    # by hand: weights 1/σ² with σ² = 0.05² and 0.05² + (0.03 E_a/kT)²
    by_hand = []
    for more in (0.0, 0.03 * 42 / kT):
        weight = 1 / (0.05**2 + more**2 * np.ones(3))
        beta = 1 / kT
        mean = weight @ beta / weight.sum()
        by_hand.append(2 * 1.96 / np.sqrt(weight @ (beta - mean) ** 2))
    assert widths == pytest.approx(by_hand, rel=1e-3)


def test_a_point_of_few_hops_is_left_out_and_named():
    kT = np.array([5.0, 10, 25, 50])
    D = 25.0 * np.exp(-42 / kT)
    D[0] *= 5  # by the luck of a few
    table = points(kT, D, 0.05 * D).assign(n_hops=("kT", [3.0, 400, 4000, 9000]))
    _, found = DiffusionTemperature().answer(table)
    assert found["left_out"] == [{"kT": 5.0, "reason": "too few hops"}]
    assert found["E_a"] == pytest.approx(42)


@pytest.mark.parametrize("known", [0, 1, 2])
def test_few_points_have_no_fit_yet(known):
    kT = np.array([10.0, 25, 50])
    D = np.where(np.arange(3) < known, 1.0 + np.arange(3), np.nan)
    data, found = DiffusionTemperature().answer(points(kT, D, 0.1 * D))
    assert found["E_a"] is None and ("E_a_local" in data) == (known == 2)


def test_the_memorys_ends_are_the_other_equations():
    members = DiffusionMemory(memories=(0.1, 0.5), **SMALL).members()
    equations = [m.equation for m in members]
    assert equations == ["time-local", "memory", "memory", "full"]
    assert set(equations) == set(EQUATIONS) and [m.t_c for m in members[1:3]] == [0.1, 0.5]


def test_the_crystals_of_the_stiffness_sweep():
    soft, stiff = DiffusionStiffness(factors=(0.5, 4.0), **LOCAL).members()
    assert (soft.k1, soft.k2, stiff.k1, stiff.k2) == (260, 85, 2080, 680)
    assert (soft.dt, stiff.dt) == (0.005, 0.0025)  # as many steps in the fastest phonon's period
    light, heavy = DiffusionStiffness(vary="density", factors=(0.25, 2.0), **LOCAL).members()
    assert (light.m, heavy.m, light.dt, heavy.dt) == (0.875, 7.0, 0.0025, 0.005)
    assert (soft.t_c, stiff.t_c) == (pytest.approx(0.2 * np.sqrt(2)), 0.1)


def test_the_barrier_at_rest_is_that_of_its_own_experiment():
    # 42.33 meV for the paper's crystal, physics.md
    data = DiffusionStiffness(factors=(1.0, 8.0), **LOCAL).solve().data
    assert float(data.E_barrier[0]) == pytest.approx(42.334, abs=1e-3)
    assert 42.4 < float(data.E_barrier[1]) < 45.517  # towards the unrelaxed one


@pytest.mark.parametrize(
    ("kind", "values", "name", "words"),
    [
        (DiffusionTemperature, {"temperatures": (0, 10)}, "temperatures", "without heat"),
        (DiffusionMemory, {"kT": 0}, "kT", "without heat"),
        (DiffusionMemory, {"memories": (0.002, 0.1)}, "memories", "less than 4 steps"),
        (DiffusionMemory, {"memories": (0.1, 100)}, "memories", "GB is allowed"),
        (DiffusionStiffness, {"kT": 0}, "kT", "without heat"),
        (DiffusionStiffness, {"duration": 3.0}, "duration", "too short"),
        (DiffusionStiffness, {"factors": (1, 100), "k1": 3000.0}, "factors", "k1 = 300000"),
        (DiffusionStiffness, {"k2": 0.0}, "k2", "uncoupled chains"),
        (DiffusionTemperature, {"lam": 1.0}, "lam", r"kT = 10 meV \(116 K\) are allowed"),
    ],
)
def test_what_a_sweep_refuses(kind, values, name, words):
    with pytest.raises(InvalidParameter, match=words) as refusal:
        kind(**values)
    assert refusal.value.name == name


@EACH
def test_a_sweep_takes_as_long_as_its_points(sweep):
    total = sum(m.estimate() for m in sweep.members())
    assert 0 < sweep.estimate() <= total * (1 + 1e-12)
    assert duration([sweep], 2) == sweep.estimate() / min(2, len(sweep.members())) / TOGETHER
    assert all(isinstance(m, IonDiffusion) for m in sweep.members())
