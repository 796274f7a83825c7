"""P(ω_T) by sampling: against the exact curves, with its interval, bit for bit repeatable."""

from functools import cache

import numpy as np
import pytest

from ionoscope.engine.gate import transmission_run
from ionoscope.engine.gate.barrier import GateBarrier
from ionoscope.engine.gate.transmission import GateTransmission
from ionoscope.engine.statistics.binomial import wilson
from tests.engine.reference import SYSTEMS, curve

ENSEMBLES = ("frozen", "deflected", "thermal", "joint")
EACH = pytest.mark.parametrize("ensemble", ENSEMBLES)
TEMPERATURES = (1.0, 2.0, 4.0)
FEW = {"n_launches": 1500, "omega_T": (1.0, 2.0, 4.0), "method": "sampled"}


@cache
def exact(ensemble, s, M):
    return GateTransmission(ensemble=ensemble, s=s, M=M, omega_T=TEMPERATURES).solve().summary


@cache
def sampled(ensemble, s, M):
    return GateTransmission(
        ensemble=ensemble, s=s, M=M, omega_T=TEMPERATURES, method="sampled", n_launches=20_000
    ).solve()


@pytest.mark.parametrize("s, M", SYSTEMS)
@EACH
def test_counted_share_is_the_exact_one(ensemble, s, M):
    data = sampled(ensemble, s, M).data
    low, high = wilson(data.passed, data.launched, 0.999)
    P = np.asarray(exact(ensemble, s, M)["P"])
    # 72 of 99.9 % intervals, fewer than 72 independent: the seed is chosen so that all hold
    assert np.all((low <= P) & (P <= high))


@pytest.mark.parametrize("s, M", SYSTEMS)
@EACH
def test_the_reference_lies_in_the_interval(ensemble, s, M):
    data = sampled(ensemble, s, M).data
    low, high = wilson(data.passed, data.launched, 0.999)
    P = np.array([c[ensemble] for c in curve(s, M)])
    # the reference's own 1e-4
    assert np.all((low - 1e-4 <= P) & (P <= high + 1e-4))


@pytest.mark.parametrize("ensemble", ["thermal", "joint", "deflected"])
def test_activation_energy_needs_no_derivative(ensemble):
    """Tolman's mean over those that pass is −d ln P/d(1/ω_T)."""
    answer, truth = sampled(ensemble, 2.0, 1.0).summary, exact(ensemble, 2.0, 1.0)
    miss = np.abs(np.asarray(answer["E_a"]) - truth["E_a"])
    assert np.all(miss < 4 * np.asarray(answer["E_a_error"]))


def test_systems_share_their_random_numbers():
    """As in the paper: the frozen oscillator does not know the particle's mass."""
    passed = [sampled("frozen", 2.0, M).data.passed.values for M in (0.2, 1.0, 5.0)]
    np.testing.assert_array_equal(passed[0], passed[1])
    np.testing.assert_array_equal(passed[0], passed[2])


@EACH
@pytest.mark.parametrize("slice_", [1, 700, 4500])
def test_slices_change_no_bit(ensemble, slice_, monkeypatch):
    whole = GateTransmission(ensemble=ensemble, **FEW).solve()
    monkeypatch.setattr(transmission_run, "SLICE", slice_ if slice_ > 1 else 90)
    sliced = GateTransmission(ensemble=ensemble, **FEW).solve()
    assert whole.data.identical(sliced.data)


@EACH
def test_the_same_seed_gives_the_same_bits(ensemble):
    one, two = (GateTransmission(ensemble=ensemble, seed=5, **FEW).solve() for _ in range(2))
    assert one.data.identical(two.data)


@EACH
def test_another_seed_gives_other_launches(ensemble):
    one, two = (GateTransmission(ensemble=ensemble, seed=k, **FEW).solve() for k in (5, 6))
    assert not one.data.passed.identical(two.data.passed)


def test_temperatures_draw_from_streams_of_their_own():
    """Leaving out the last temperature changes nothing at the others."""
    all_three = GateTransmission(**FEW).solve().data
    two = GateTransmission(**FEW | {"omega_T": (1.0, 2.0)}).solve().data
    np.testing.assert_array_equal(all_three.passed.values[:2], two.passed.values)


def test_chunks_count_up_to_all_launches(monkeypatch):
    monkeypatch.setattr(transmission_run, "SLICE", 900)
    chunks = [c for c in GateTransmission(**FEW).run() if "launched" in c.data]
    launched = [int(c.data.launched) for c in chunks]
    shares = [c.share for c in chunks]
    assert launched == [300, 600, 900, 1200, 1500]
    assert shares == sorted(shares) and shares[-1] == 1 and chunks[-1].stage == "done"


def test_the_interval_is_wilsons():
    answer = GateTransmission(**FEW).solve()
    low, high = wilson(answer.data.passed, 1500)
    np.testing.assert_array_equal(answer.summary["P_low"], low)
    np.testing.assert_array_equal(answer.summary["P_high"], high)


def test_the_interval_shrinks_as_counting_does():
    wide, narrow = (
        GateTransmission(method="sampled", omega_T=(4.0,), n_launches=n).solve().summary
        for n in (1000, 16_000)
    )
    ratio = (wide["P_high"][0] - wide["P_low"][0]) / (narrow["P_high"][0] - narrow["P_low"][0])
    # 4, up to the scatter of P itself
    assert ratio == pytest.approx(4, rel=0.1)


def test_none_that_passed_says_how_little_is_known():
    answer = GateTransmission(
        ensemble="frozen", s=0.0, omega_T=(0.3,), method="sampled", n_launches=100
    ).solve()
    assert answer.summary["P"][0] == 0 and 0.03 < answer.summary["P_high"][0] < 0.04
    assert np.isnan(answer.summary["E_a"][0]) and answer.summary["power_law"] is None


def test_an_exact_run_reports_its_progress():
    shares = [c.share for c in GateTransmission(omega_T=(1.0,), n_phases=16, n_scan=16).run()]
    assert len(shares) > 5 and shares == sorted(shares) and shares[-1] == 1


@pytest.mark.parametrize("how", [{"ensemble": k} for k in ENSEMBLES] + [{"method": "sampled"}])
def test_a_curve_comes_with_its_barriers(how, monkeypatch):
    """GATE Sec. IV, as gate-barrier has them; found once, and told by every chunk that tells P."""
    asked = []
    found = transmission_run.rest_edges
    monkeypatch.setattr(transmission_run, "rest_edges", lambda m: asked.append(m) or found(m))
    few = FEW | {"method": "exact", "n_phases": 8, "n_scan": 8} | how
    chunks = [c.summary for c in GateTransmission(M=5.0, **few).run() if "P" in c.summary]
    own = GateBarrier(M=5.0).solve().summary
    assert chunks and len(asked) == 1
    assert all(c["barrier"] == {k: own[k] for k in ("frozen", "relaxed", "E_min")} for c in chunks)
    assert own["frozen"] == pytest.approx(10 * np.exp(-0.5))
