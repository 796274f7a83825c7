"""ion-diffusion as an experiment: what it says, what it refuses, and that it can be cut off."""

from itertools import product

import numpy as np
import pytest

from ionoscope.engine import InvalidParameter, RunFailed
from ionoscope.engine.diffusion import diffusion_run as module
from ionoscope.engine.diffusion.diffusion import IonDiffusion
from ionoscope.engine.ion.frames import FRAME
from ionoscope.engine.ion.model import EQUATIONS
from tests.benchmarks.lattice import peak_memory

EACH = pytest.mark.parametrize("equation", EQUATIONS)
SMALL = {"cells": 6, "ions": 3, "duration": 16.0, "settle": 0.5, "fit_to": 6.0, "seed": 4}


def snapshots(experiment):
    """The different chunks of a run, in their order."""
    seen = []
    for chunk in experiment.run():
        if not seen or chunk is not seen[-1]:
            seen.append(chunk)
    return seen


def same_state(a, b):
    return a.keys() == b.keys() and all(np.array_equal(a[k], b[k], equal_nan=True) for k in a)


@pytest.fixture
def hurried(monkeypatch):
    """Snapshots at every slice, and short slices."""
    monkeypatch.setattr(module, "SNAPSHOT", 0.0)
    monkeypatch.setattr(module, "SNAPSHOT_SHARE", np.inf)
    monkeypatch.setattr(module, "SLICE", 5e-3)


@pytest.mark.parametrize(
    ("equation", "force"),
    [("full", 3.0)]
    + [
        pytest.param(equation, force, marks=pytest.mark.soak)
        for equation, force in product(("full", "memory", "time-local"), (0.0, 3.0))
        if (equation, force) != ("full", 3.0)
    ],
)
def test_a_run_that_was_cut_off_goes_on_bit_for_bit(equation, force, hurried, monkeypatch):
    experiment = IonDiffusion(equation=equation, force=force, **SMALL)
    chunks = snapshots(experiment)
    assert len(chunks) > 5
    monkeypatch.setattr(module, "SLICE", 1.0)  # of what goes on only the end is asked for
    monkeypatch.setattr(module, "SNAPSHOT", 1.0)
    for chunk in (chunks[0], chunks[len(chunks) // 2], chunks[-1]):
        *_, last = experiment.resume(chunk.state)
        assert last.data.identical(chunks[-1].data)
        assert same_state(last.state, chunks[-1].state)


@pytest.mark.parametrize(
    "equation",
    ["full", *(pytest.param(e, marks=pytest.mark.soak) for e in ("memory", "time-local"))],
)
def test_the_slices_of_the_clock_leave_no_trace(equation, hurried, monkeypatch):
    experiment = IonDiffusion(equation=equation, **SMALL)
    *_, short = experiment.run()
    monkeypatch.setattr(module, "SLICE", 1.0)
    *_, long = experiment.run()
    assert long.data.identical(short.data) and same_state(long.state, short.state)


@pytest.mark.soak
def test_a_snapshot_is_not_changed_by_what_follows(hurried):
    run = IonDiffusion(equation="time-local", **SMALL).run()
    chunk = next(c for c in run if c.share > 0.5)
    data, state = chunk.data.copy(deep=True), {k: v.copy() for k, v in chunk.state.items()}
    for _ in run:
        pass
    assert chunk.data.identical(data) and same_state(chunk.state, state)


def test_a_state_of_another_run_is_refused():
    *_, last = IonDiffusion(equation="time-local", **SMALL).run()
    with pytest.raises(ValueError, match="other parameters"):
        list(IonDiffusion(equation="time-local", **SMALL | {"kT": 50.0}).resume(last.state))


def test_a_window_that_ends_between_two_frames():
    run = IonDiffusion(
        equation="time-local", **SMALL | {"fit_to": 6.005, "duration": 13.0, "ions": 8}
    )
    assert run.solve().summary["D"] is not None


def test_the_first_ion_starts_alike_in_the_three_equations():
    paths = [IonDiffusion(equation=e, **SMALL | {"settle": 0.0}).solve().data for e in EQUATIONS]
    first = [p.place.values[0] for p in paths]
    assert all(np.allclose(f[0], first[0][0], atol=0.01) for f in first)
    # and part only when the crystal has answered: 0.1 ps are half a period of its fastest phonon
    early = round(0.1 / FRAME)
    assert all(np.linalg.norm(f[early] - first[0][early]) < 0.05 for f in first)


@pytest.mark.soak
def test_an_ion_that_repels_nothing_flies_straight():
    # |ΔR|² = v²t², and 3kT/M on average over a thousand of them
    run = IonDiffusion(
        U0=0.0, equation="time-local", cells=4, ions=1000, duration=12.0, kT=25.0, fit_to=6.0
    )
    result = run.solve()
    t, msd = result.data.lag.values, result.data.msd.values
    assert msd / t**2 == pytest.approx(np.full(len(t), msd[0] / t[0] ** 2), rel=1e-9)
    error = np.sqrt(2 / 3 / 1000)
    ratio = result.summary["kinetic_temperature_ratio"]
    assert ratio == pytest.approx(1.0, abs=4 * error)
    assert msd[0] / t[0] ** 2 == pytest.approx(3 * 25.0 / 0.7 * ratio, rel=1e-9)


def test_equipartition_in_the_full_equation():
    """Classical atoms: the ion is as hot as its crystal [equipartition].

    A fast ion keeps its energy for many ps, so that 64 ions and 40 ps tell it to 5 % only; the
    test of the wanderers tells it to 1 %.
    """
    run = IonDiffusion(
        equation="full", statistics="classical", cells=8, ions=64, duration=40.0, settle=3.0, seed=1
    )
    found = run.solve().summary
    low, high = found["kinetic_ratio_low"], found["kinetic_ratio_high"]
    assert 0.03 < high - low < 0.12 and low < 1 < high


@pytest.mark.soak
def test_the_time_local_ion_is_colder_than_its_bath():
    # 0.64(1) at 25 meV, physics.md; ours of many baths: 0.65
    run = IonDiffusion(equation="time-local", cells=10, ions=16, baths=16, duration=30.0, seed=2)
    found = run.solve().summary
    assert found["kinetic_temperature_ratio"] == pytest.approx(0.65, abs=0.03)


def test_a_force_makes_it_drift_that_way():
    weak = {**SMALL, "ions": 64, "equation": "time-local", "direction": [(1, 1, 0)]}
    run = IonDiffusion(force=8.0, **weak)
    assert run.pull() == pytest.approx(8.0 / np.sqrt(2) * np.array([1, 1, 0]))
    result = run.solve()
    assert result.summary["mobility_low"] > 0
    path = result.data.place.values
    way = (path[:, -1] - path[:, 0]).mean(axis=0)
    assert way[0] + way[1] > 5 * abs(way[2])


def test_its_numbers_belong_together():
    result = IonDiffusion(equation="memory", **SMALL | {"ions": 40}).solve()
    found, data = result.summary, result.data
    assert found["D_low"] < found["D"] < found["D_high"]
    assert found["D"] == pytest.approx(float(data.D[-1])) and found["D_paper"] is None
    assert found["n_hops"] == int(data.n_hops[-1])
    assert data.time.values[-1] == pytest.approx(16.0, abs=2 * FRAME)
    inside = np.isfinite(data.msd_line.values)
    slope = np.polyfit(data.lag.values[inside], data.msd_line.values[inside], 1)[0]
    assert slope == pytest.approx(6 * found["D"], rel=1e-9)
    for name in ("velocity", "ion_speed"):
        density = data["p_" + name]
        assert float(density.sum() * np.diff(data[name].values[:2])[0]) == pytest.approx(1.0)


def test_the_papers_estimate_comes_with_ten_segments():
    found = IonDiffusion(equation="time-local", **SMALL | {"duration": 120.0}).solve().summary
    assert found["D_paper_low"] < found["D_paper"] < found["D_paper_high"]


@pytest.mark.parametrize(
    ("values", "name", "words"),
    [
        ({"kT": 0}, "kT", "nothing drives the ion"),
        ({"duration": 5.0}, "duration", "too short for a line fitted up to fit_to = 12 ps"),
        ({"fit_from": 12.0}, "fit_to", "leaves no room for a line"),
        ({"fit_from": 5.0, "fit_to": 5.4}, "fit_to", "leaves no room for a line"),
        ({"lam": 1.0}, "lam", "more than the eight atoms"),
        ({"lam": 1.5, "U0": 200.0, "potential": "gaussian"}, "lam", "which heats it"),
        ({"dt": 0.02, "k1": 20_000.0}, "dt", "fastest phonon"),
        ({"equation": "time-local", "ions": 4000, "baths": 2}, "ions", "4,096 are allowed"),
        ({"equation": "memory", "t_c": 0.01}, "t_c", "reaches back less than 4 steps"),
        ({"equation": "memory", "t_c": 900.0}, "t_c", "GB is allowed"),
        ({"equation": "full", "cells": 100, "ions": 64}, "cells", "GB are allowed.*lower ions"),
        ({"equation": "time-local", "cells": 400}, "cells", "GB are allowed"),
        ({"force": 1.0, "direction": [(0, 0, 0)]}, "direction", "points nowhere"),
        ({"U0": -1.0}, "U0", "Choose"),
        ({"dt": 0.5}, "dt", "0.02"),
    ],
)
def test_what_cannot_be_run_is_refused_in_a_sentence(values, name, words):
    with pytest.raises(InvalidParameter, match=words) as refusal:
        IonDiffusion(**values)
    assert refusal.value.name == name
    for other, value in refusal.value.offer.items():
        IonDiffusion(**values | {other: value})


def test_an_ion_that_runs_into_an_atom_ends_the_run_and_keeps_it():
    run = IonDiffusion(
        U0=30.0,
        kT=100.0,
        dt=0.01,
        equation="full",
        cells=6,
        ions=2,
        seed=4,
        duration=400.0,
        settle=0.0,
    )
    chunks = []
    with pytest.raises(RunFailed, match=r"At t = .* step .* Å of an atom.*Shorten the step"):
        for chunk in run.run():
            chunks.append(chunk)
    assert chunks[-1].data.sizes["lag"] > 3 and 0 < chunks[-1].share < 1


def test_how_long_it_takes_is_known_before():
    short = IonDiffusion(equation="full", ions=8, duration=60.0)
    assert 1 < short.estimate() < 20
    assert IonDiffusion(equation="full", ions=4, cells=30, duration=50_000.0).estimate() > 3600
    assert short.changed(duration=600.0).estimate() == pytest.approx(short.estimate() * 605 / 65)
    memory = short.changed(equation="memory", dt=0.01, t_c=0.5)
    assert memory.estimate() == pytest.approx(memory.walking(), rel=0.5)
    assert memory.changed(t_c=33.0).preparation() > 3600  # its kernel alone


@pytest.mark.parametrize(
    "values",
    [
        {"equation": "time-local", "cells": 40, "baths": 2, "ions": 1},
        {"equation": "full", "cells": 40, "ions": 4},
    ],
    ids=lambda v: v["equation"],
)
def test_it_takes_as_much_memory_as_it_says(values):
    run = IonDiffusion(**SMALL | values)

    def begin():
        for count, _ in enumerate(run.run()):
            if count == 3:
                break

    assert 0.5 < peak_memory(begin) / run.bytes_needed() < 1.3
