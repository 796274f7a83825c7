"""The benchmark of wandering ions: the paper's way does the same work."""

import io

import numpy as np
import pytest
from rich.console import Console

from ionoscope.engine.ion.wanderers import WANDERERS
from ionoscope.engine.lattice.thermal_modes import ThermalModes
from tests.benchmarks import diffusion, steps
from tests.benchmarks.diffusion import CRYSTAL, STEP, PaperLocal, full_rates, kT, rk5
from tests.engine.ion.runs import setting

SIDE = 5


def run(equation):
    made = setting(N=SIDE, ions=1, baths=1, dt=STEP / 4, t_c=0.2)
    return WANDERERS[equation](made, np.random.SeedSequence(4))


@pytest.mark.soak
def test_the_papers_time_local_path_is_ours():
    ions = run("time-local")
    made, state = PaperLocal(ions.baths[0].modes), [ions.R[0].copy(), ions.V[0].copy()]
    for i in range(8):
        state = rk5(made.rates, state, i * STEP, STEP)
    R, V = ions.frames(2)
    np.testing.assert_allclose(state[0], R[0, -1], atol=1e-5)
    np.testing.assert_allclose(state[1], V[0, -1], atol=1e-3)


def test_the_papers_full_path_is_ours():
    ions = run("full")
    state = [ions.u[0].copy(), ions.w[0].copy(), ions.R[0].copy(), ions.V[0].copy()]
    for i in range(8):
        state = rk5(full_rates, state, i * STEP, STEP)
    R, _ = ions.frames(2)
    np.testing.assert_allclose(state[2], R[0, -1], atol=1e-3)  # ours is of second order


def test_the_tables_hold_every_row(monkeypatch):
    row = diffusion.Row("an ion", 1e-6, "2 µs", 4e-4, "by hand")
    monkeypatch.setattr(diffusion, "rows", lambda: iter([row]))
    out = io.StringIO()
    diffusion.main(Console(file=out, width=140))
    assert all(part in out.getvalue() for part in ("an ion", "2 µs", "400", "by hand"))


def test_jumps_at_rest_are_none_by_symmetry():
    """On a face the four atoms behind and the four in front are equally far from the ion."""
    place = CRYSTAL.a * np.array([2.0, 1.3, 1.8])
    u = np.zeros((3, 8, 8, 8))
    behind, ahead = (steps.energy_in(cell, place, u) for cell in ((1, 1, 1), (2, 1, 1)))
    assert behind == pytest.approx(ahead, rel=1e-12)


def test_the_barrier_at_rest_is_the_known_one():
    """45.52 meV of all atoms; those of one cell alone let the ion pass 2.4 meV lower."""
    eight, every, dip = steps.at_rest()
    assert every == pytest.approx(45.52, abs=0.01)
    assert eight == pytest.approx(43.07, abs=0.1) and dip == pytest.approx(0.1, abs=0.05)


def test_thermal_modes_are_summed_one_by_one():
    modes = ThermalModes(CRYSTAL, SIDE, kT, "quantum", 2)
    made = PaperLocal(modes)
    sites = np.array([(0, 0, 0), (1, 2, 3), (4, 1, 0), (2, 2, 2)] * 2)
    diffusion.summed(made.amplitude, made.Omega, made.eta, sites * 1.0, 0.3, made.r, made.w)
    r, w = modes.at(0.3, 2)[(slice(None), slice(None), *sites.T)].swapaxes(1, 2)
    np.testing.assert_allclose(made.r, r, atol=1e-12)
    np.testing.assert_allclose(made.w, w, atol=1e-10)
