"""The map of trust: each of its cells is a collision of its own."""

import numpy as np
import pytest

from ionoscope.engine.ion import validity, validity_run
from ionoscope.engine.ion.approximations import peak
from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.memoryless import APPROXIMATIONS
from ionoscope.engine.ion.validity import AXES, SIDE, Axis, ValidityMap

SMALL = {
    "λ and v₀": (Axis("v0", np.array([2.0, 9.0])), Axis("lam", np.array([0.2, 0.6]))),
    "M and stiffness": (
        Axis("M", np.array([0.3, 1.5])),
        Axis("stiffness", np.array([0.15, 1.0, 7.0])),
    ),
}
EACH = pytest.mark.parametrize("axes", SMALL)
BASE = {"cells": 30, "resolution": 20}
"""A box so large that it hardly flies off as a whole: a slow collision would take that for r."""


@pytest.fixture(autouse=True)
def few_cells(monkeypatch):
    monkeypatch.setattr(validity, "AXES", SMALL)


def drawn(axes, **values):
    *_, last = ValidityMap(IonCollision(**BASE, **values), axes).run()
    return last.data


def alone(data, row, column):
    """The collision that stands at this place of the map, run by itself."""
    up, across = data.speed_error.dims
    values = {up: float(data[up][row]), across: float(data[across][column])}
    factor = values.pop("stiffness", 1.0)
    values |= {"k1": 520 * factor, "k2": 170 * factor}
    return IonCollision(**BASE, **values).solve()


def strayed(run):
    """Largest error of force and deflection at any time, in shares of the maxima."""
    full, data = run.summary["full"], run.data
    return [
        [
            peak(np.abs(data[f"{kind}_{name}"] - data[f"{kind}_full"]).values) / full[top]
            for kind, top in (("force", "F_max"), ("deflection", "r_max"))
        ]
        for name in APPROXIMATIONS
    ]


@EACH
def test_every_cell_is_the_collision_run_by_itself(axes):
    """Stiffness by scaling of one kernel, against springs that are stiffer."""
    data = drawn(axes)
    for row, column in np.ndindex(data.speed_error.shape):
        run = alone(data, row, column)
        found, own = data.error[:, :, row, column], run.summary
        curves = found.sel(quantity=["force_curve", "deflection_curve"]).values
        # the largest difference is found between the steps, which differ
        np.testing.assert_allclose(curves, strayed(run), rtol=2e-4, atol=1e-5)
        found = found.sel(quantity=["force", "deflection"]).values
        known = [[own["error"][name][k] for k in ("F", "r")] for name in APPROXIMATIONS]
        # both follow λ in 16 steps or more: a fourth power, (1/16)⁴ = 1.5e-5
        np.testing.assert_allclose(1 + found, 1 + np.array(known), rtol=5e-5)
        speed = own["v_out_time_local"] / own["v_out"] - 1
        assert float(data.speed_error[row, column]) == pytest.approx(speed, abs=5e-5)


@EACH
def test_cells_fill_one_after_the_other_and_the_map_ends_complete(axes, monkeypatch):
    monkeypatch.setattr(validity_run, "AT_ONCE", 1)
    chunks = list(ValidityMap(IonCollision(**BASE), axes).run())
    full = [int(np.isfinite(c.data.speed_error).sum()) for c in chunks]
    assert full == list(range(1, chunks[-1].data.speed_error.size + 1))
    assert [c.share for c in chunks] == pytest.approx(np.array(full) / full[-1])
    # an early picture is not drawn over
    assert np.isnan(chunks[0].data.speed_error).sum() == full[-1] - 1


@pytest.mark.parametrize("shape", [(SIDE, SIDE), (5, 9), (1, 1)])
def test_the_order_visits_every_cell_once_and_the_whole_map_early(shape):
    cells = validity_run.from_the_middle(shape)
    assert sorted(cells) == list(np.ndindex(shape))
    early = np.array(cells[: SIDE * SIDE // 64])
    if shape == (SIDE, SIDE):
        assert np.all(early.min(axis=0) < 8) and np.all(early.max(axis=0) >= 32)


def test_very_fast_ions_are_stepped_finely_enough():
    """Shorter steps than any of the ladder's usual ones."""
    data = drawn("M and stiffness", v0=100.0, lam=0.1)
    own = IonCollision(**BASE, v0=100.0, lam=0.1, M=0.3).solve().summary
    for name, known in own["error"].items():
        found = float(data.error.sel(approximation=name, quantity="deflection")[1, 0])
        assert 1 + found == pytest.approx(1 + known["r"], rel=1e-3), name


def test_what_takes_too_long_or_runs_into_the_atom_stays_empty(monkeypatch):
    monkeypatch.setattr(validity_run, "STEPS", 1500)
    data = drawn("λ and v₀")
    assert np.isnan(data.speed_error.sel(lam=0.6, v0=2.0))
    assert np.isfinite(data.speed_error.sel(lam=0.2, v0=9.0))


def test_without_coupling_there_is_nothing_to_trust():
    data = drawn("λ and v₀", U0=0)
    assert np.all(np.isnan(data.error)) and np.all(np.isnan(data.speed_error))


def key(axes="λ and v₀", **values):
    return ValidityMap(IonCollision(**BASE | values), axes).depends_on()


def test_a_map_stays_while_only_its_axes_move():
    assert key() == key(v0=3.0) == key(lam=0.3) == key(v0=5.0, lam=0.8)
    other = "M and stiffness"
    assert key(other) == key(other, M=3.0) == key(other, k1=1040.0, k2=340.0)


@pytest.mark.parametrize(
    "axes, values",
    [
        ("λ and v₀", {"M": 3.0}),
        ("λ and v₀", {"U0": 5000}),
        ("λ and v₀", {"k1": 1040.0, "k2": 340.0}),
        ("λ and v₀", {"potential": "gaussian"}),
        ("λ and v₀", {"cells": 14}),
        ("M and stiffness", {"v0": 3.0}),
        ("M and stiffness", {"lam": 0.2}),
        ("M and stiffness", {"k1": 1040.0}),
        ("M and stiffness", {"m": 5.0}),
    ],
)
def test_a_map_goes_when_anything_else_moves(axes, values):
    assert key(axes) != key(axes, **values)


def test_axes_are_even_in_their_logarithm():
    for axis in (a for pair in AXES.values() for a in pair):
        assert len(axis.values) == SIDE
        np.testing.assert_allclose(np.diff(np.log(axis.values), 2), 0, atol=1e-12)
