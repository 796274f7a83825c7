"""In a trap the time-local ion is a driven oscillator: its motion and its heat are known exactly.

M R̈ = −(8K − K²ΣB)x − 64 l K² ẋ + noise, the noise from the modes of the bath. The drag takes up
every frequency, the noise has none above Ω_max: the ion cannot be as hot as the bath.
"""

import numpy as np
import pytest

from ionoscope.engine.ion.frames import FRAME
from ionoscope.engine.ion.wander_setting import corner_response
from ionoscope.engine.ion.wanderers import WANDERERS
from ionoscope.engine.lattice.crystal import CELL_CORNERS, CubicLattice
from ionoscope.engine.lattice.memory_kernel import loss
from ionoscope.engine.lattice.thermal_modes import ThermalModes
from ionoscope.engine.numerics.potentials import HARMONIC
from tests.engine.ion.runs import setting
from tests.engine.lattice.responses import polarisations

CRYSTAL, K, M, kT, N = CubicLattice(), 50.0, 0.7, 25.0, 6
LOSS = loss(CRYSTAL)[0, 0]
SETTING = setting(law=(HARMONIC, K, 1.0), N=N, statistics="classical", ions=12, dt=0.005)


def answer():
    """What each mode does to the ion: χ(Ω)·drive, (N, N, N, branch, 3), and phases' wave vectors.

    R − centre = Re Σ answer · A e^{i(q·L + Ωt + φ)} for the ion in the cell L.
    """
    modes = ThermalModes(CRYSTAL, N, kT, "classical", 0)
    B = corner_response(CRYSTAL).reshape(3, 8, 3, 8).sum(axis=3)  # source comp, corner, target comp
    stiff = 8 * K * np.eye(3) - K**2 * B.sum(axis=1).T
    q = 2 * np.pi / N * np.stack(np.meshgrid(*[np.arange(N)] * 3, indexing="ij"), -1)
    phase = np.exp(1j * q @ CELL_CORNERS.T)  # (N, N, N, corner)
    eta, Omega = polarisations(modes), modes.frequency
    plain = np.einsum("xyzj,xyzcs->xyzsc", phase, eta)
    turned = np.einsum("xyzj,xyzbs,bjc->xyzsc", phase, eta, B)
    drive = K * plain * (1 + 8j * K * LOSS * Omega[..., None]) - K**2 * turned
    matrix = stiff + (
        -M * Omega[..., None, None] ** 2 + 64j * LOSS * K**2 * Omega[..., None, None]
    ) * np.eye(3)
    return np.linalg.solve(matrix, drive[..., None])[..., 0], q, modes


def test_the_motion_is_that_of_the_driven_oscillator():
    ions = WANDERERS["time-local"](SETTING, np.random.SeedSequence(5))
    cells = np.floor(ions.R / CRYSTAL.a)
    R, V = ions.frames(400)
    chi, q, _ = answer()
    for n in (0, 7, 15):
        modes = ions.baths[n // 12].modes
        wave = modes.turned(400 * FRAME) * np.exp(1j * q @ cells[n])[..., None]
        x = np.einsum("xyzsc,xyzs->c", chi, wave).real
        v = np.einsum("xyzsc,xyzs->c", chi, wave * 1j * modes.frequency).real
        # of the start e^{−γt/2M} = e^{−30} is left; the step is of fourth order, (ωh)⁴/120 = 2e-6
        np.testing.assert_allclose(R[n, -1], CRYSTAL.a * (cells[n] + 0.5) + x, atol=3e-6)
        np.testing.assert_allclose(V[n, -1], v, atol=1e-4)


def test_the_time_local_ion_is_as_cold_as_its_noise():
    """⟨V²⟩ = Σ |χ·drive|² Ω² ⟨A²⟩/2, with ⟨A²⟩ = 2kT/(mN³Ω²): a tenth of kT/M here,
    where the trap is nearly as stiff as the crystal and the full equation would give all of it.
    """
    chi, _, modes = answer()
    moving = modes.frequency > 0
    ratio = M * np.sum(np.abs(chi[moving]) ** 2) / (CRYSTAL.m * N**3) / 3
    assert 0.08 < ratio < 0.1
    found = []
    for seed in range(4):
        ions = WANDERERS["time-local"](SETTING, np.random.SeedSequence(seed))
        _, V = ions.frames(1000)
        square = M / kT * np.mean(V[:, 300:] ** 2, axis=(1, 2))
        found += list(square.reshape(2, -1).mean(axis=1))
    error = np.std(found, ddof=1) / np.sqrt(len(found))
    assert error < 0.06 * ratio
    assert np.mean(found) == pytest.approx(ratio, abs=3 * error)
