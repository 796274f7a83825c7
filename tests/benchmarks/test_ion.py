"""The ion's benchmarks measure what they say: plain ways do the same work."""

import io

import numpy as np
import pytest
from rich.console import Console

from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.dissipation import IonDissipation
from ionoscope.engine.ion.dissipation_run import start
from ionoscope.engine.ion.kernels.springs import field, inner, kick, wrap
from ionoscope.engine.ion.table import box_table
from tests.benchmarks import ion


def test_the_plain_springs_push_the_same():
    u, w = field(5), field(5)
    inner(u)[:] = np.random.default_rng(0).normal(size=(3, 5, 5, 5))
    wrap(u)
    kick(u, w, 520 * 0.01, 170 * 0.01 / 2)
    plain = np.zeros((3, 5, 5, 5))
    ion.plain_kick(inner(u), plain, 520, 170, 0.01)
    np.testing.assert_allclose(plain, inner(w), atol=1e-12 * abs(plain).max())


def test_forgetting_makes_the_next_run_cold():
    IonCollision(cells=6, resolution=8).solve()
    assert box_table.cache_info().currsize > 0
    ion.forget()
    assert box_table.cache_info().currsize == 0


def test_a_stretch_is_scaled_to_the_whole_collision(monkeypatch):
    """With a second a step, as many seconds as steps."""
    made = IonCollision(cells=8)
    monkeypatch.setattr(ion, "every_atom", lambda made, atom, rest, step, steps, name: steps)
    assert ion.scaled_collision(made, 7) == pytest.approx(made.duration() / made.step())


def test_a_step_of_every_atom_takes_time():
    made = IonDissipation(cells=6)
    assert ion.every_atom(made, start(made), made.row(), made.dt, 3, "rk5") > 0


def test_the_table_holds_every_row(monkeypatch):
    row = ion.Row("a collision", 1e-3, "2 ms", 0.4, "by hand")
    monkeypatch.setattr(ion, "rows", lambda: iter([row]))
    out = io.StringIO()
    ion.main(Console(file=out, width=140))
    assert all(part in out.getvalue() for part in ("a collision", "2 ms", "400 ms", "400"))
