"""The jump at a face by NumPy alone is that of the kernels and of the response table."""

import numpy as np
import pytest

from ionoscope.engine.ion.faces import face_jump
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.memory_kernel import static_response_within
from ionoscope.engine.numerics.kernels.potentials import stiffness
from ionoscope.engine.numerics.potentials import ION_POTENTIALS


@pytest.mark.parametrize("potential", ION_POTENTIALS.values(), ids=ION_POTENTIALS)
@pytest.mark.parametrize("crystal", [CubicLattice(), CubicLattice(a=2.5, k2=60.0, m=1.5)])
def test_the_jump_is_four_forces_squared_times_the_response(potential, crystal):
    U0, lam, r = 4000.0, 0.6, np.sqrt(1.5) * crystal.a
    F = stiffness(potential.code, r * r, U0, lam) * r
    assert potential.push(r, U0, lam) == pytest.approx(F, rel=1e-13)
    W = static_response_within(crystal, 0)[0, 0, 0, 0, 0]
    found = face_jump(crystal, potential.name, U0, lam)
    assert found == pytest.approx(4 * F**2 * W, rel=1e-12)
