"""An ion in a hot crystal of any kind is as hot as its bath."""

import numpy as np
import pytest

from ionoscope.engine.ion.frames import FRAME
from ionoscope.engine.meeting.wanderers import FullWanderers
from ionoscope.engine.statistics.velocities import VelocityStatistics
from tests.engine.meeting.journeys import box, wanderers

IONS, SETTLE, TIME, PARTS = 96, 3.0, 220.0, 44


@pytest.mark.soak
def test_equipartition_in_rocksalt():
    """⟨MV²⟩ = 3kT to a per cent, classical, in the full equation with 432 atoms each.

    A crystal has drawn 1293 modes, whose heat scatters by 2.8 %, that of all crystals by 0.3 %; and
    3kT/2 are missing for the place at which an ion starts, 0.1 % of all.
    """
    run = wanderers(FullWanderers, box(cells=(6, 6, 6)), ions=IONS, baths=1, seed=11, dt=0.004)
    run.frames(round(SETTLE / FRAME))
    heat = VelocityStatistics(IONS, run.setting.M, run.setting.kT)
    for _ in range(PARTS):
        heat.feed(run.frames(round(TIME / PARTS / FRAME))[1])
    found = heat.temperature_ratio()
    assert np.isfinite(found.error) and found.error < 0.007
    assert found.value == pytest.approx(1.0, abs=0.01)


def test_energy_does_not_drift():
    """Over 20 ps no more than chance, with lists of neighbours that change hundreds of times."""
    run = wanderers(FullWanderers, ions=8, baths=1)
    before, energies = run.energy(), []
    for _ in range(40):
        run.frames(25)
        energies.append(run.energy() - before)
    slopes = np.polyfit(0.5 * np.arange(40), energies, 1)[0]
    assert abs(slopes.mean()) < 4 * slopes.std() / np.sqrt(8) < 0.05
    assert np.std(energies, axis=0).mean() < 1.5
