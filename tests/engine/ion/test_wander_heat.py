"""Many ions in hot crystals: equipartition, and Einstein's relation between push and wandering."""

import numpy as np
import pytest

from ionoscope.engine.ion.frames import FRAME
from ionoscope.engine.ion.wanderers import WANDERERS
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB
from ionoscope.engine.statistics.drift import Drift
from ionoscope.engine.statistics.running_diffusion import RunningDiffusion
from ionoscope.engine.statistics.velocities import VelocityStatistics
from tests.engine.ion.runs import setting

CRYSTAL, LAW, M, kT, N = CubicLattice(), (SCREENED_COULOMB, 4000.0, 0.5), 0.7, 25.0, 6
IONS, TIME, SETTLE = 128, 100.0, 3.0
FORCE = np.array([3.0, 0.0, 0.0])


def wandered(force, seed):
    """Kinetic temperature, D and mobility of IONS ions, each in a crystal of its own."""
    made = setting(N=N, statistics="classical", ions=IONS, baths=1, force=tuple(force))
    ions = WANDERERS["full"](made, np.random.SeedSequence(seed))
    ions.frames(round(SETTLE / FRAME))
    heat = VelocityStatistics(IONS, M, kT)
    walk, drift = RunningDiffusion(IONS, FRAME, t_max=5.0), Drift(IONS, FRAME)
    for _ in range(20):
        R, V = ions.frames(round(TIME / 20 / FRAME))
        heat.feed(V)
        walk.feed(R)
        drift.feed(R)
    return heat.temperature_ratio(), walk.diffusion((1.0, 5.0)), drift


def test_equipartition_and_einstein_in_the_full_equation():
    """⟨MV²⟩ = 3kT to a per cent, and μ = D/kT.

    Precision: an ion remembers its energy for about a picosecond, and 6³ atoms hold 648 kT/2 whose
    scatter from draw to draw is 4 %: the temperature is known to 1 %, D to 3 % and μ to 7 %.
    """
    heat, free, _ = wandered(0 * FORCE, 1)
    assert heat.error < 0.011
    assert heat.value == pytest.approx(1.0, abs=2 * heat.error)
    drift = wandered(FORCE, 2)[2].mobility(FORCE).mobility
    error = np.hypot(free.error / kT, drift.error)
    assert error < 0.1 * free.D / kT
    assert drift.value == pytest.approx(free.D / kT, abs=2.5 * error)
