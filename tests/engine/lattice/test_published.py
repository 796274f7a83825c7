"""Numbers of the paper and of an independent calculation, through the experiments' answers."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from ionoscope.engine.lattice.barrier import LatticeBarrier
from ionoscope.engine.lattice.covariance import mean_squares
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.modes import Modes
from ionoscope.engine.lattice.phonons import LatticePhonons
from ionoscope.engine.lattice.response import LatticeResponse
from ionoscope.engine.lattice.thermal import LatticeThermal
from ionoscope.engine.lattice.triples import sorted_triples
from ionoscope.engine.lattice.zone import Zone

REFERENCE = json.loads((Path(__file__).parents[2] / "reference" / "lattice.json").read_text())
SPRINGS = {k: REFERENCE[k] for k in ("k1", "k2", "m", "a")}
RELATIVE = 1e-4


@cache
def phonons():
    return LatticePhonons(**SPRINGS).solve().summary


@cache
def response():
    sites = [tuple(int(x) for x in name[1:-1].split(",")) for name in REFERENCE["W0"]]
    times = [float(t) for t in REFERENCE["W_xx_over_W0"]]
    return LatticeResponse(**SPRINGS, displacements=sites, times=times, cells=4).solve().summary


@cache
def thermal(kT):
    return LatticeThermal(**SPRINGS, kT=float(kT), cells=4, times=[0.0]).solve().summary


def test_phonons_are_the_reference():
    assert phonons()["angular_frequency_max"] == pytest.approx(REFERENCE["Omega_max"], rel=1e-13)
    for corner, energies in REFERENCE["hbar_Omega"].items():
        np.testing.assert_allclose(phonons()["hbar_Omega"][corner], energies, rtol=1e-10)
    assert phonons()["sound_100"] == pytest.approx(REFERENCE["sound_100"], rel=1e-13)


def test_phonons_are_the_papers():
    """SEOM Sec. II: Ω_max = √(4k1/m + 8k2/m) = 31.35 ps⁻¹, ħΩ_max = 20.64 meV, 47.03 Å/ps."""
    assert phonons()["angular_frequency_max"] == pytest.approx(31.35, abs=0.005)
    assert phonons()["hbar_Omega_max"] == pytest.approx(20.64, abs=0.005)
    assert phonons()["sound_100"]["longitudinal"] == pytest.approx(47.03, abs=0.005)


def test_loss_is_the_reference():
    assert response()["L"] == pytest.approx(REFERENCE["L"], rel=1e-6)
    assert response()["L"] == pytest.approx(3.290770e-5, abs=5e-12)


@pytest.mark.parametrize("site", REFERENCE["W0"])
def test_static_response_is_the_reference(site):
    expected = np.array(REFERENCE["W0"][site])
    # what is nil by symmetry is 1e-20 there
    np.testing.assert_allclose(response()["W0"][site], expected, rtol=RELATIVE, atol=1e-18)


@pytest.mark.parametrize("t", REFERENCE["W_xx_over_W0"])
def test_recoil_is_the_reference(t):
    found = response()["W_xx_over_W0"][f"{float(t):g}"]
    assert found == pytest.approx(REFERENCE["W_xx_over_W0"][t], rel=RELATIVE)


@pytest.mark.parametrize("kT", REFERENCE["C_pos_xx"])
@pytest.mark.parametrize("which", ["C_pos_xx", "C_vel_xx"])
def test_mean_squares_are_the_reference(which, kT):
    # C_pos_xx at kT = 0.001 of the reference is 4.6e-5 too high: see below
    assert thermal(kT)[which] == pytest.approx(REFERENCE[which][kT], rel=RELATIVE)


def half_shifted(N):
    """Wave vectors of a plain N³ grid that is shifted by half a step, so that it lacks Γ."""
    k = sorted_triples(N // 2)
    equal = (k[:, 0] == k[:, 1]).astype(int) + (k[:, 1] == k[:, 2])
    return Zone(2 * np.pi * (k + 0.5) / N, 8 * np.array([6, 3, 1])[equal] / N**3)


def extrapolated(values, sizes, powers):
    """Limit of values = limit + Σ c N^−p."""
    matrix = [[1, *(N ** -float(p) for p in powers)] for N in sizes]
    return np.linalg.solve(matrix, values)[0]


def test_zero_point_motion_of_the_reference_was_extrapolated_by_the_wrong_power():
    """At kT → 0 the sum goes as 1/q, not 1/q²: plain grids are wrong by 1/N² and 1/N⁴.

    With these powers the reference's own grids (40, 56, 80) confirm C_pos_xx = 0.00486748956 of
    this software; with its 1/N and 1/N³ they give its 0.00486771510, 4.6e-5 above.
    """
    crystal, kT, sizes = CubicLattice(**SPRINGS), 0.001, (40, 56, 80)
    found = [
        mean_squares(crystal, Modes.of(crystal, half_shifted(N)), kT, "quantum")[0] for N in sizes
    ]
    ours, reference = thermal("0.001")["C_pos_xx"], REFERENCE["C_pos_xx"]["0.001"]
    assert extrapolated(found, sizes, (2, 4)) == pytest.approx(ours, rel=1e-9)
    assert extrapolated(found, sizes, (1, 3)) == pytest.approx(reference, rel=1e-11)
    assert reference / ours - 1 == pytest.approx(4.63e-5, rel=1e-2)


BARRIERS = {
    # SEOM Sec. IV, cell centre to face centre; digits as printed
    (4000.0, 0.5): {"unrelaxed": 45.52, "relaxed": 42.33, "interaction": 39.41, "elastic": 2.92},
    (8000.0, 0.5): {"unrelaxed": 91.03, "relaxed": 79.26},
    (14_000.0, 0.5): {"E_start": 242.1, "E_top": 401.4, "unrelaxed": 159.3},
    (14_000.0, 0.2): {"E_start": 0.098, "E_top": 0.654},
}


@pytest.mark.parametrize("U0, lam", BARRIERS)
def test_barriers_are_the_papers(U0, lam):
    answer = LatticeBarrier(U0=U0, lam=lam, n_points=21, **SPRINGS).solve().summary
    for name, printed in BARRIERS[U0, lam].items():
        digits = len(f"{printed!r}".split(".")[1])
        assert answer[name] == pytest.approx(printed, abs=0.5 * 10**-digits), name


def test_the_top_is_the_face_of_the_cell():
    answer = LatticeBarrier(n_points=20, **SPRINGS).solve().summary
    assert answer["top_at"] == pytest.approx(1.5, abs=1e-4)
    assert answer["nearest"] == pytest.approx(3 / np.sqrt(2), rel=1e-12)
