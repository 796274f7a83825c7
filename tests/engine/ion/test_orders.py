"""Orders of convergence in the step, and the eliminated equation against every atom stepped."""

from functools import cache

import numpy as np
import pytest

from ionoscope.engine.ion.dissipation import SOLVERS, IonDissipation
from ionoscope.engine.ion.eliminated import ending, motion
from ionoscope.engine.ion.table import box_table, unboxed
from ionoscope.engine.lattice.memory_kernel import static_response
from ionoscope.engine.lattice.modes import Modes
from ionoscope.engine.lattice.zone import quadrature
from tests.engine.ion.runs import BETWEEN, CRYSTAL, LAW, ROW, answers, atoms, full, local, slope

N, TIME = 8, 0.6
"""A box whose own echo is heard, and time enough to hit an atom and come back."""


@cache
def truth():
    return atoms(N, TIME / 640, 641, "splitting-8")[0]


def places(path):
    """Ion and the atom that is hit, at 16 times on the way."""
    every = (len(path.z) - 1) // 16
    return np.concatenate([path.z[::every], path.r[::every, 4]])


def missed(path):
    """Root of the mean square of the error along the way: at one time it may change sign."""
    return np.sqrt(np.mean((places(path) - places(truth())) ** 2))


# steps at which the error follows its leading power and is far above rounding and the truth's own
STEPS = {
    "eliminated": (96, 128, 192, 256),
    "leapfrog": (96, 128, 192, 256),
    "splitting-4": (32, 48, 64, 80),
    "rk5": (64, 80, 96, 128),
}
ORDERS = {"eliminated": 4, "leapfrog": 2, "splitting-4": 4, "rk5": 5}


@pytest.mark.parametrize("name", SOLVERS)
def test_error_falls_with_the_order_of_the_method(name):
    errors = []
    for steps in STEPS[name]:
        step = TIME / steps
        one = name == "eliminated"
        path = full(N, step, steps + 1) if one else atoms(N, step, steps + 1, name)[0]
        errors.append(missed(path))
    found = -slope(STEPS[name], errors)
    assert found == pytest.approx(ORDERS[name], abs=0.25), errors


def test_memory_that_ends_is_of_fourth_order():
    """How its kernel fades out costs no order."""
    t_c, N = TIME / 4, 20
    W0 = static_response(CRYSTAL, Modes.of(CRYSTAL, quadrature(40)), [(0, 0, k) for k in range(8)])

    def end(steps):
        step, n = TIME / steps, steps + 1
        W, G = box_table(CRYSTAL, N, 7, step, n)
        W = unboxed(W, W0[:, 2, 2], step, CRYSTAL.m * N**3)
        response = ending(W, G, CRYSTAL.m, step, t_c)
        *_, path = motion(LAW, BETWEEN, ROW, CRYSTAL.m, response, step, n)
        return path.z[-1]

    steps = (96, 128, 192, 256)
    errors = [abs(end(k) - end(2048)) for k in steps]
    assert -slope(steps, errors) == pytest.approx(4, abs=0.3), errors


def test_time_local_is_of_fourth_order():
    W0, l = answers()  # noqa: E741
    W = W0 * np.eye(8)
    end = {k: local(W, l, TIME / k, k + 1)[0][-1] for k in (96, 128, 192, 256, 4096)}
    steps = (96, 128, 192, 256)
    errors = [abs(end[k] - end[4096]) for k in steps]
    assert -slope(steps, errors) == pytest.approx(4, abs=0.3), errors


# --- eliminated is exact ---


def test_eliminated_equals_every_atom_of_20_cubed():
    """The issue of a few millionths of an Ångström, over more than an echo."""
    steps = 400
    one, other = full(20, 1.0 / steps, steps + 1), atoms(20, 2.0 / steps, 201, "splitting-4")[0]
    np.testing.assert_allclose(one.z[::2], other.z, atol=1e-7)
    np.testing.assert_allclose(one.v[::2], other.v, atol=1e-5)
    np.testing.assert_allclose(one.r[::2], other.r, atol=1e-7)


def test_a_box_smaller_than_the_row_has_its_atoms_twice():
    """Two of the row are one atom of the box: it feels both pushes."""
    one, other = full(4, 0.001, 301), atoms(4, 0.001, 301, "splitting-4")[0]
    np.testing.assert_allclose(one.z, other.z, atol=1e-7)
    # the convolution's end correction knows an atom's own push, and not its twin's
    own = 0.001**2 / (12 * CRYSTAL.m) * 2 * np.abs(one.force[:, [0, 4]]).max()
    np.testing.assert_allclose(one.r[:, 0], one.r[:, 4], atol=own)


def test_memory_of_all_the_past_is_full_to_the_bit():
    runs = [
        IonDissipation(cells=N, duration=TIME, equation="full"),
        IonDissipation(cells=N, duration=TIME, equation="memory", t_c=TIME),
        IonDissipation(cells=N, duration=TIME, equation="memory", t_c=1000),
    ]
    first, *others = [run.solve().data for run in runs]
    assert all(first.identical(other) for other in others)
