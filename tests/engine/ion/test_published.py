"""Collisions [SEOM Fig. 3] and dissipation [SEOM Fig. 4] against reference numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.dissipation import IonDissipation
from ionoscope.engine.ion.kernels.values import Ion
from ionoscope.engine.ion.memoryless import APPROXIMATIONS
from tests.engine.ion.runs import ALONE, atoms
from tests.engine.reference import cases

COLLISIONS = pytest.mark.parametrize(
    "case", cases("collision"), ids=lambda c: f"λ={c['lam']}, v0={c['v0']}"
)
DISSIPATION = json.loads((Path(__file__).parents[2] / "reference" / "dissipation.json").read_text())


def collision(case):
    return IonCollision(lam=case["lam"], v0=case["v0"], U0=case["U0"], M=case["M"], cells=case["N"])


@COLLISIONS
def test_full_collision(case):
    found = collision(case).solve().summary
    # the reference takes its maxima at steps of 5e-4 ps: (v0 δt/λ)²/8 = 8e-5 low at most
    assert found["full"]["r_max"] == pytest.approx(case["r_max"], rel=1e-5)
    assert found["full"]["F_max"] == pytest.approx(case["F_max"], rel=1e-4)
    assert found["v_out"] == pytest.approx(case["v_out"], rel=1e-5)


@COLLISIONS
@pytest.mark.parametrize("name", APPROXIMATIONS)
def test_collision_without_memory(case, name):
    found, known = collision(case).solve().summary, case["approx"][name]
    for value in ("r_max", "F_max"):
        assert found[name][value] == pytest.approx(known[value], rel=1e-4)
        error = known[value] / case[value] - 1
        assert found["error"][name][value[0]] == pytest.approx(error, abs=2e-4)


def test_collision_in_a_box_of_125000_atoms_stepped_one_by_one():
    case = cases("collision")[0]
    ion, law = Ion(case["M"], -24 * case["lam"], case["v0"]), (2, case["U0"], case["lam"])
    path, energies = atoms(50, 0.005, 145, "splitting-4", ion, ALONE, law)
    assert path.v[-1] == pytest.approx(case["v_out"], rel=1e-5)
    assert np.ptp(energies) < 1e-3 * energies[0]
    own = collision(case).solve().data
    z = np.interp(path.t, own.time, own.z)
    # linear between 720 points: v̇ δt²/8
    np.testing.assert_allclose(path.z, z, atol=2e-4)


@pytest.mark.parametrize("solver", ["eliminated"])
def test_dissipation_over_30_ps(solver):
    found = IonDissipation(solver=solver).solve().data
    at = np.rint(np.array(DISSIPATION["t"]) / 0.005).astype(int)
    for name, tolerance in DISSIPATION["tolerance"].items():
        known = np.array(DISSIPATION[name])
        np.testing.assert_allclose(found[name].values[at], known, atol=tolerance)
    # both are better than they promise: two digits of the printed ones' last but one
    np.testing.assert_allclose(found.z.values[at], DISSIPATION["z"], atol=2e-5)
