"""What the observer makes of walks whose D, drift and heat are known."""

import numpy as np
import pytest

from ionoscope.engine.diffusion.observer import Observer
from ionoscope.engine.ion.frames import FRAME
from ionoscope.engine.lattice.covariance import bath_ratio
from ionoscope.engine.lattice.crystal import CubicLattice

PAPER = CubicLattice(a=3.0, m=3.5, k1=520.0, k2=170.0)
D, STEPS, IONS = 4.0, 2000, 64


def walk(drift, seed=1):
    """Positions of ions that walk at random and drift along x (Å/ps): (ion, step, 3)."""
    steps = np.random.default_rng(seed).normal(0, np.sqrt(2 * D * FRAME), (IONS, STEPS, 3))
    steps[:, :, 0] += drift * FRAME
    return np.cumsum(steps, axis=1)


def watched(positions, velocities, crystals, pull=(0.0, 0.0, 0.0), modes=10**9):
    seen = Observer(crystals, modes, 0.7, 25.0, 3.0, STEPS * FRAME, (2.0, 12.0), 4, pull)
    seen.feed(positions, velocities)
    return seen


def test_d_is_that_of_the_spreading_about_the_drift():
    alone = np.arange(IONS)
    still = watched(walk(0.0), walk(0.0), alone).numbers()
    pulled = watched(walk(2.0), walk(0.0), alone, (10.0, 0.0, 0.0))
    found = pulled.numbers()
    # without that the line would be steeper by about v²(t₁ + t₂)/6 = 9 Å²/ps
    assert (
        found["D"] == pytest.approx(still["D"], rel=0.02) and found["D_low"] < D < found["D_high"]
    )
    assert found["D_paper"] is None
    assert pulled.mobility().mobility.value == pytest.approx(0.2, abs=0.02)
    data = pulled.data()
    off = (data.msd_line - data.msd).values / data.msd_error.values
    assert np.nanmax(np.abs(off)) < 3


def heat(baths, spread, seed=2):
    """Velocities of ions in baths, whose temperature differs from bath to bath."""
    rng = np.random.default_rng(seed)
    kT = 25.0 * (1 + spread * rng.normal(size=baths))
    kT = np.repeat(kT, IONS // baths)[:, None, None]
    return rng.normal(size=(IONS, STEPS, 3)) * np.sqrt(kT / 0.7), float(kT.mean() / 25)


def test_baths_of_unlike_heat_widen_the_thermometers_interval():
    crystals = np.repeat(np.arange(16), IONS // 16)
    widths = []
    for spread in (0.0, 0.1):
        velocities, mean = heat(16, spread)
        found = watched(walk(0.0), velocities, crystals).numbers()
        widths.append(found["kinetic_ratio_high"] - found["kinetic_ratio_low"])
        assert found["kinetic_ratio"] == pytest.approx(mean, rel=0.01)
    # 2·2.13·0.1/√16, and the spread of 16 draws is known to 20 %
    assert widths[1] == pytest.approx(0.107, rel=0.5) and widths[0] < 0.02


def test_one_bath_has_only_its_modes_to_go_by():
    velocities, _ = heat(1, 0.0)
    found = watched(walk(0.0), velocities, np.zeros(IONS, int), modes=3000).numbers()
    half = (found["kinetic_ratio_high"] - found["kinetic_ratio_low"]) / 2
    assert half == pytest.approx(2.5 * 1.96 / np.sqrt(3000), rel=0.05)


def test_stays_cut_off_by_the_end_count():
    # an ion that hops every 30 ps, seen for 40: complete stays alone would look far shorter
    found = watched(walk(0.0), walk(0.0), np.arange(IONS)).numbers()
    assert found["residence_time"] == pytest.approx(1 / found["hop_rate"])


@pytest.mark.parametrize(("kT", "known"), [(10.0, 1.17), (25.0, 1.028), (50.0, 1.007)])
def test_the_crystals_own_heat(kT, known):
    # 3.5·7.34424/25 = 1.0282 from physics.md; expanded in ħΩ/kT: 1 + (ħΩ)²/12kT² on average
    assert bath_ratio(PAPER, kT, "quantum") == pytest.approx(known, abs=5e-3)
    assert bath_ratio(PAPER, kT, "classical") == pytest.approx(1.0, abs=1e-9)


def test_at_25_mev_as_in_the_reference():
    assert bath_ratio(PAPER, 25.0, "quantum") == pytest.approx(3.5 * 7.34424 / 25, rel=1e-5)
