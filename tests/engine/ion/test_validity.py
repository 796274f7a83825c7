"""The map of trust: each of its cells is a collision of its own."""

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.ion import validity_run
from ionoscope.engine.ion.approximations import peak
from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.memoryless import APPROXIMATIONS
from ionoscope.engine.ion.validity import PAIRS, IonValidity

RANGES = {
    "v0_min": 2.0,
    "v0_max": 9.0,
    "lam_min": 0.2,
    "lam_max": 0.6,
    "M_min": 0.3,
    "M_max": 1.5,
    "stiffness_min": 0.15,
    "stiffness_max": 7.0,
}
SIDE = IonValidity.declared()["n"].default
EACH = pytest.mark.parametrize("axes", PAIRS)
BASE = {"cells": 30, "resolution": 20}
"""A box so large that it hardly flies off as a whole: a slow collision would take that for r."""


def small(axes, **values):
    """A map of two by two."""
    return IonValidity(cells=30, axes=axes, n=2, **RANGES, **values)


def drawn(axes, **values):
    return small(axes, **values).solve().data


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
    monkeypatch.setattr(validity_run, "SLICE", 0.0)
    for part in small(axes).members():
        full = [int(np.isfinite(c.data.speed_error).sum()) for c in part.run()]
        assert full == [1, 2]
        first, last = part.run()
        # an early picture is not drawn over
        assert np.isnan(first.data.speed_error[1]) and first.share == 0.5
        *_, again = part.resume(first.state)
        assert again.data.identical(last.data)
    whole = small(axes).solve()
    assert np.isfinite(whole.data.speed_error).all() and whole.summary["collisions"] == 4


@pytest.mark.parametrize("shape", [(SIDE, SIDE), (5, 9), (1, 1)])
def test_the_order_visits_every_cell_once_and_the_whole_map_early(shape):
    cells = validity_run.from_the_middle(shape)
    assert sorted(cells) == list(np.ndindex(shape))
    early = np.array(cells[: SIDE * SIDE // 64])
    if shape == (SIDE, SIDE):
        assert np.all(early.min(axis=0) < 8) and np.all(early.max(axis=0) >= 32)


def test_very_fast_ions_are_stepped_finely_enough():
    """Shorter steps than any of the ladder's usual ones."""
    values = {"v0": 100.0, "lam": 0.1, "M_min": 0.3, "stiffness_min": 0.1, "stiffness_max": 10.0}
    data = IonValidity(cells=30, axes="mass and stiffness", n=3, **values).solve().data
    own = IonCollision(**BASE, v0=100.0, lam=0.1, M=0.3).solve().summary
    for name, known in own["error"].items():
        found = float(data.error.sel(approximation=name, quantity="deflection")[1, 0])
        assert 1 + found == pytest.approx(1 + known["r"], rel=1e-3), name


def test_what_takes_too_long_or_runs_into_the_atom_is_left_out(monkeypatch):
    monkeypatch.setattr(validity_run, "STEPS", 1500)
    data = drawn("speed and reach")
    assert np.isinf(data.speed_error.sel(lam=0.6, v0=2.0))
    assert np.isfinite(data.speed_error.sel(lam=0.2, v0=9.0))


def test_without_coupling_there_is_nothing_to_trust():
    data = drawn("speed and reach", U0=0)
    assert np.all(np.isinf(data.error)) and np.all(np.isinf(data.speed_error))


def key(axes="speed and reach", **values):
    return IonValidity.around(IonCollision(**BASE | values), axes=axes).depends_on()


def test_a_map_stays_while_only_its_axes_move():
    assert key() == key(v0=3.0) == key(lam=0.3) == key(v0=5.0, lam=0.8)
    other = "mass and stiffness"
    assert key(other) == key(other, M=3.0) == key(other, k1=1040.0, k2=340.0)


@pytest.mark.parametrize(
    "axes, values",
    [
        ("speed and reach", {"M": 3.0}),
        ("speed and reach", {"U0": 5000}),
        ("speed and reach", {"k1": 1040.0, "k2": 340.0}),
        ("speed and reach", {"potential": "gaussian"}),
        ("speed and reach", {"cells": 14}),
        ("mass and stiffness", {"v0": 3.0}),
        ("mass and stiffness", {"lam": 0.2}),
        ("mass and stiffness", {"k1": 1040.0}),
        ("mass and stiffness", {"m": 5.0}),
    ],
)
def test_a_map_goes_when_anything_else_moves(axes, values):
    assert key(axes) != key(axes, **values)


def test_only_the_ranges_that_are_drawn_matter():
    assert key() == IonValidity(cells=30, M_max=20.0, stiffness_min=0.2).depends_on()
    assert key() != IonValidity(cells=30, v0_max=20.0).depends_on()


def test_axes_are_even_in_their_logarithm():
    for axes in PAIRS:
        for axis in IonValidity(axes=axes).across_and_up():
            assert len(axis.values) == SIDE
            np.testing.assert_allclose(np.diff(np.log(axis.values), 2), 0, atol=1e-12)


def test_a_stiffer_crystal_answers_in_less_time():
    """Springs four times as stiff make it twice as fast: half the λ/v₀ will do, to a cell of the
    map. For the paper's own it is about 0.04 ps, physics.md."""
    once = {"cells": 30, "n": 12, "lam_min": 0.2, "lam_max": 0.6}
    soft, stiff = (
        IonValidity(**once, k1=f * 520.0, k2=f * 170.0).solve().summary["time_local"]["holds_from"]
        for f in (1.0, 4.0)
    )
    cell = (30.0 * 3) ** (1 / 11)
    assert 0.04 < soft < 0.04 * cell
    assert 1 / cell < soft / stiff / 2 < cell


def test_what_is_told_of_the_errors():
    result = small("speed and reach").solve()
    curve = np.abs(result.data.error.sel(approximation="time_local", quantity="force_curve"))
    found = result.summary["time_local"]
    assert found["largest"] == float(curve.max()) and found["median"] == float(curve.median())
    assert found["within"] == float((curve < 0.1).mean())
    share = f"{100 * found['within']:g}"
    assert f"within 10\u00a0% of the full one in {share} % of the" in result.findings[0].text


def test_an_empty_range_is_refused():
    with pytest.raises(InvalidParameter, match=r"lam_max = 0\.3 is not above lam_min = 0\.4"):
        IonValidity(lam_min=0.4, lam_max=0.3)
