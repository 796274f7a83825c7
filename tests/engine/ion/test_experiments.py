"""ion-collision and ion-dissipation: what they give, in which order, and what they refuse."""

import tracemalloc
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.ion import direct, eliminated
from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.dissipation import SOLVERS, IonDissipation
from ionoscope.engine.ion.model import EQUATIONS, eliminated_bytes
from ionoscope.engine.ion.table import box_table
from ionoscope.engine.numerics.steppers import STEPPERS, longest_phase
from ionoscope.engine.registry import EXPERIMENTS
from tests.benchmarks.lattice import peak_memory
from tests.engine.ion.runs import CRYSTAL, atoms

KINDS = {k: e for k, e in EXPERIMENTS.items() if ".engine.ion." in e.__module__}
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
SMALL = {"cells": 12, "duration": 0.5}


@cache
def chunks(kind, **values):
    return tuple(kind(**(kind.small | values)).run())


def refusal(kind, **values):
    with pytest.raises(InvalidParameter) as caught:
        kind(**values)
    return caught.value


# --- what they give ---


@EACH
def test_chunks_grow_and_the_last_is_complete(kind):
    parts = chunks(kind)
    shares = [c.share for c in parts]
    assert shares == sorted(shares) and shares[-1] == 1 and shares[0] > 0
    for before, after in pairwise(parts):
        assert set(before.data) <= set(after.data) and set(before.summary) <= set(after.summary)
        assert before.data.sizes.get("time", 0) <= after.data.sizes.get("time", 0)
    assert parts[-1].summary


@EACH
def test_every_number_is_finite_and_described(kind):
    data = chunks(kind)[-1].data
    for name, variable in data.items():
        assert np.all(np.isfinite(variable)), name
        assert {"long_name", "symbol", "units"} <= set(variable.attrs), name


@EACH
def test_equations_and_source_are_given(kind):
    assert kind.group == "Ion" and kind.small
    assert {e.source for e in kind.equations} >= {"SEOM, Eqs. 2–3"}


@pytest.mark.parametrize("equation", EQUATIONS)
def test_what_the_ion_lost_the_crystal_took(equation):
    data = IonDissipation(equation=equation, t_c=0.1, **SMALL).solve().data
    energy = data.E_ion + data.E_lattice
    np.testing.assert_allclose(energy, energy[0], rtol=1e-12)
    assert data.E_lattice[-1] > 0


@pytest.mark.parametrize("solver", SOLVERS[1:])
def test_total_drift_is_small_where_every_atom_is_followed(solver):
    summary = IonDissipation(solver=solver, dt=0.002, **SMALL).solve().summary
    assert abs(summary["total_drift"]) < 1e-3 * summary["energy_start"]
    assert summary["total_drift"] != 0


# --- slices ---


@pytest.mark.parametrize("equation", ["full", "memory"])
@pytest.mark.parametrize("size", [1, 100_000])
def test_slices_change_no_bit_of_the_eliminated_equation(equation, size, monkeypatch):
    made = IonDissipation(equation=equation, t_c=0.1, **SMALL)
    whole = made.solve().data
    monkeypatch.setattr(eliminated, "SLICE", size)
    seen = []
    assert made.solve(watch=seen.append).data.identical(whole) and len(seen) > 2


@pytest.mark.parametrize("solver", SOLVERS[1:])
@pytest.mark.parametrize("steps", [1, 7])
def test_slices_change_no_bit_of_every_atom_stepped(solver, steps, monkeypatch):
    made = IonDissipation(solver=solver, **SMALL)
    whole = made.solve().data
    monkeypatch.setattr(direct, "SLICE_ATOMS", steps * 12**3)
    seen = []
    assert made.solve(watch=seen.append).data.identical(whole) and len(seen) > 2


@pytest.mark.parametrize("size", [1, 100_000])
def test_slices_change_no_bit_of_a_collision(size, monkeypatch):
    made = IonCollision(cells=8, resolution=10)
    whole = made.solve().data
    monkeypatch.setattr(eliminated, "SLICE", size)
    assert made.solve().data.identical(whole)


# --- what they refuse ---


@EACH
def test_an_attractive_ion_is_refused(kind):
    assert "U0 = -1 is outside its range 0 …" in str(refusal(kind, U0=-1))


@pytest.mark.parametrize("start", [0.0, 0.04, 0.96, 1.0])
def test_an_ion_on_an_atom_is_refused(start):
    said = str(refusal(IonDissipation, start=start))
    assert "within 0.15 Å of an atom" in said and "between 0.05 and 0.95" in said


STEPPED = {
    "full": ({}, "the eliminated equation"),
    "memory": ({"equation": "memory"}, "the eliminated equation"),
    "time-local": ({"equation": "time-local", "solver": "rk5"}, "the time-local equation"),
    **{name: ({"solver": name}, name) for name in SOLVERS[1:]},
}


@pytest.mark.parametrize("values, how", STEPPED.values(), ids=STEPPED)
def test_a_step_too_long_is_refused_with_the_longest_that_runs(values, how):
    values = {"cells": 16, "duration": 0.6, **values}
    said = refusal(IonDissipation, dt=0.5, **values)
    longest = said.offer["dt"]
    assert f"Ω_max = 31.35 rad/ps, and {how} follows it only with steps of " in str(said)
    assert f"up to {longest:g} ps. Set dt = {longest:g} or less." in str(said)
    exact = IonDissipation(**values).longest_step()
    assert 0.98 * exact < longest <= exact
    refusal(IonDissipation, dt=1.001 * exact, **values)
    data = IonDissipation(**values | {"dt": longest, "t_c": 0.3}).solve().data
    assert np.all(np.abs(data.r) < 1) and np.all(np.abs(data.v) < 30)


@pytest.mark.parametrize("m, k1", [(0.001, 520.0), (3.5, 19.0), (700.0, 7.7), (0.8, 313.0)])
def test_the_longest_step_is_never_rounded_up(m, k1):
    values = {"m": m, "k1": k1, "cells": 8, "duration": 0.05}
    found = {s: IonDissipation(dt=1e-5, solver=s, **values).longest_step() for s in SOLVERS}
    refused = {solver: longest for solver, longest in found.items() if longest < 1}
    assert refused or (m, k1) == (700.0, 7.7), "only the slowest crystal may take every step"
    for solver, longest in refused.items():
        said = refusal(IonDissipation, dt=1, solver=solver, **values)
        taken = IonDissipation(dt=said.offer["dt"], solver=solver, **values)
        assert 0.98 * longest < taken.dt <= longest


@pytest.mark.parametrize("name, beyond", [("leapfrog", 1.005), ("rk5", 2.2)])
def test_beyond_the_longest_step_the_crystal_blows_up(name, beyond):
    """The box has the fastest phonon, X; it grows by 15 % a step with leapfrog, 2 % with rk5."""
    step = longest_phase(STEPPERS[name]) / CRYSTAL.Omega_max
    below = atoms(4, 0.995 * step, 1500, name)[0].r
    # the box flies as a whole as well
    assert np.ptp(below, axis=1).max() < 1
    with np.errstate(all="ignore"):
        beyond = atoms(4, beyond * step, 1500, name)[0]
    assert beyond.steps < 1500 or not np.ptp(beyond.r, axis=1).max() < 5


def test_a_memory_longer_than_the_echo_is_refused_with_the_box_it_needs():
    values = {"equation": "memory", "t_c": 1.0, "duration": 2.0}
    said = refusal(IonDissipation, cells=10, **values)
    assert "reaches past 0.191 ps, when the box of 10 cells hears its own echo" in str(said)
    assert "t_c = 2 for all of the box's past" in str(said)
    enough = said.offer["cells"]
    IonDissipation(cells=enough, **values)
    refusal(IonDissipation, cells=enough - 2, **values)
    IonDissipation(cells=10, **values | {"t_c": 2.0})


def test_a_memory_of_a_few_steps_is_refused():
    said = refusal(IonDissipation, equation="memory", t_c=0.01)
    assert "t_c = 0.01 is shorter than 8 steps of dt = 0.005 ps" in str(said)


@pytest.mark.parametrize("solver", ["eliminated", "leapfrog", "rk5"])
def test_a_box_that_does_not_fit_is_refused_before_it_is_made(solver):
    tracemalloc.start()
    try:
        said = str(refusal(IonDissipation, cells=400, solver=solver))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "cells = 400 would take" in said and "2 GB are allowed" in said
    assert most < 2_000_000


@pytest.mark.parametrize("sites", [1, 8])
def test_the_estimate_of_memory_is_what_is_taken(sites):
    box_table(CRYSTAL, 4, 0, 0.01, 2)  # the window of the transform, the same for any box
    N = 64
    taken = peak_memory(lambda: box_table(CRYSTAL, N, sites - 1, 0.0123, 50))
    assert 0.4 < taken / eliminated_bytes(N, sites) < 1.3


def test_the_estimate_of_every_atom_stepped_is_what_is_taken():
    for solver in ("leapfrog", "rk5"):
        made = IonDissipation(cells=50, duration=0.05, solver=solver)
        taken = peak_memory(made.solve)
        assert 0.4 < taken / made.bytes_needed() < 1.3


@pytest.mark.parametrize(
    "values, most",
    [
        ({"dt": 1e-4}, "60,000"),
        ({"dt": 1e-4, "solver": "leapfrog", "cells": 10}, "200,000"),
        ({"dt": 1e-5, "equation": "time-local"}, "2,000,000"),
    ],
)
def test_too_many_steps_are_refused(values, most):
    said = str(refusal(IonDissipation, duration=100, **values))
    assert "steps in duration = 100 ps" in said and f"{most} are allowed" in said


def test_too_slow_an_ion_is_refused():
    said = str(refusal(IonCollision, v0=0.01))
    assert "v0 = 0.01 makes the collision last" in said and "Choose a faster ion" in said
