"""An ion that runs into an atom: the run says where, why and what to do, and keeps its path."""

import numpy as np
import pytest

from ionoscope.engine.core.experiment import RunFailed
from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.dissipation import SOLVERS, IonDissipation


def failed(made):
    """What the run gave before it failed, and what it said."""
    seen = []
    with pytest.raises(RunFailed) as caught:
        made.solve(watch=seen.append)
    return seen, str(caught.value)


WAYS = {"memory": {"equation": "memory", "t_c": 0.1}, "time-local": {"equation": "time-local"}}


@pytest.mark.parametrize("values", [*WAYS.values(), *({"solver": s} for s in SOLVERS)], ids=str)
def test_an_ion_too_fast_fails_with_step_and_remedy_and_keeps_its_path(values):
    """A step of 1.2 Å where the turning point is far within a tenth of that."""
    seen, said = failed(IonDissipation(cells=16, duration=0.3, v0=300, dt=0.004, **values))
    assert "the ion ran into an atom: v0 = 300 Å/ps is too fast for U0 = 150" in said
    assert "step " in said and "Lower v0, raise U0, or lower dt" in said
    kept = seen[-1].data
    assert 1 <= kept.sizes["time"] < 10
    assert np.all(np.isfinite(kept.z)) and kept.z[0] == 10.5
    assert np.all(np.abs(kept.z - 10.5) < 1.5)


@pytest.mark.parametrize("v0", [375.0, 750.0])
@pytest.mark.parametrize("solver", SOLVERS)
def test_an_ion_exactly_on_an_atom_fails_as_well(v0, solver):
    """v0·dt of half a lattice constant and of a whole one."""
    failed(IonDissipation(cells=16, duration=0.1, v0=v0, dt=0.004, solver=solver))


def test_a_collision_too_fast_fails_where_it_met_the_atom():
    seen, said = failed(IonCollision(U0=1, v0=1000, lam=0.5, cells=8))
    assert "came within 0.001 Å of the atom" in said and "Lower v0, or raise U0 or lam" in said
    kept = seen[-1].data
    assert kept.sizes["time"] > 100 and -0.1 < kept.z[-1] < 0
    assert np.all(np.isfinite(kept.deflection_full))
