"""A wandering ion in three dimensions: the three equations agree where they must."""

import numpy as np
import pytest

from ionoscope.engine.ion import wander_memory
from ionoscope.engine.ion.kernels import wander_full, wander_local
from ionoscope.engine.ion.kernels.corners import forces_at
from ionoscope.engine.ion.kernels.springs import wrap
from ionoscope.engine.ion.kernels.values import Answer, Crystal, Memory, Span, State, Wanderer
from ionoscope.engine.ion.kernels.wander_memory import wander as remembering_wander
from ionoscope.engine.ion.wander_setting import corner_response
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.memory_kernel import loss
from ionoscope.engine.lattice.thermal_modes import Frames, ThermalModes
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB

CRYSTAL = CubicLattice()
LAW = (SCREENED_COULOMB, 4000.0, 0.5)
FREE = (SCREENED_COULOMB, 0.0, 0.5)
M, SPACING, STEPS, N = 0.7, 0.02, 4, 16
NONE = np.zeros(3)
START, SPEED = np.array([[1.7, 1.4, 1.5]]), np.array([[9.0, -4.0, 6.0]])


def still() -> np.ndarray:
    """A frame in which nothing moves."""
    return np.zeros((N, N, N, 3, 3))


def ion(law) -> Wanderer:
    return Wanderer(law, M, CRYSTAL.a, NONE)


def local(law, frames, R, V, W=None):
    W = corner_response(CRYSTAL) if W is None else W
    for first, second in frames:
        span = Span(first, second, SPACING, STEPS)
        wander_local.wander(ion(law), Answer(W, loss(CRYSTAL)[0, 0]), span, R, V)
    return R, V


def remembering(law, frames, R, V, t_c=0.6):
    steps = round(t_c * STEPS / SPACING)
    dt, ring, ions = SPACING / STEPS, steps + 2, len(R)
    G = wander_memory.kernel(CRYSTAL, dt, steps)
    rise = np.eye(24) / CRYSTAL.m + corner_response(CRYSTAL) * (np.pi / t_c) ** 2
    memory = Memory(rise, G, wander_memory.beside(G))
    cells = np.repeat(np.floor(R / CRYSTAL.a).astype(np.int64)[:, None], ring, axis=1)
    # one step back by the force at the start, so that the first step is of second order
    F = np.empty((ions, 24))
    forces_at(law, CRYSTAL.a, frames[0][0], R, F)
    pull = -F.reshape(ions, 3, 8).sum(axis=2) / M
    state = State(
        R,
        V,
        R - dt * V + dt**2 / 2 * pull,
        pull,
        pull.copy(),
        cells,
        np.zeros((ions, ring, 24)),
        np.zeros(ions, np.int64),
    )
    for first, second in frames:
        remembering_wander(ion(law), memory, Span(first, second, SPACING, STEPS), state)
    return R, V


def everything(law, time, R, V, u=None, w=None):
    if u is None:
        u, w = wander_full.heated(np.zeros((2, 3, N, N, N)))
    steps = round(time * STEPS / SPACING)
    crystal = Crystal(u, w, CRYSTAL.m, CRYSTAL.k1, CRYSTAL.k2)
    end, speed = np.empty((2, 1, 3))
    wander_full.wander(ion(law), crystal, SPACING / STEPS, steps, R[0], V[0], end, speed)
    np.testing.assert_array_equal([end, speed], [R, V])
    return R, V, u, w


def test_without_repulsion_all_three_fly_freely():
    frames = [(still(), still())] * 10
    for run in (local, remembering):
        R, V = run(FREE, frames, START.copy(), SPEED.copy())
        np.testing.assert_allclose(R, START + 0.2 * SPEED, rtol=1e-12)
        np.testing.assert_allclose(V, SPEED, rtol=1e-10)
    R, *_ = everything(FREE, 0.2, START.copy(), SPEED.copy())
    np.testing.assert_allclose(R, START + 0.2 * SPEED, rtol=1e-12)


def test_a_long_memory_is_the_full_crystal_until_the_echo():
    """Fading over 0.6 ps changes little within 0.3 ps; the box hears no echo before 0.9 ps."""
    frames = [(still(), still())] * 15
    R, V = remembering(LAW, frames, START.copy(), SPEED.copy())
    full, speed, *_ = everything(LAW, 0.3, START.copy(), SPEED.copy())
    rigid, _ = local(LAW, frames, START.copy(), SPEED.copy(), W=np.zeros((24, 24)))
    assert np.abs(full - rigid).max() > 0.02  # the crystal matters
    assert np.abs(R - full).max() < 0.1 * np.abs(full - rigid).max()
    assert np.abs(V - speed).max() < 0.3


def test_full_keeps_its_energy_while_the_ion_stays_in_its_cell():
    def energy(R, V, u, w):
        wrap(u)
        springs = CRYSTAL.m, CRYSTAL.k1, CRYSTAL.k2
        return wander_full.energy(ion(LAW), Crystal(u, w, *springs), R[0], V[0])

    u, w = wander_full.heated(np.zeros((2, 3, N, N, N)))
    R, V = START.copy(), 0.3 * SPEED
    before = energy(R, V, u, w)
    for _ in range(10):
        everything(LAW, 0.1, R, V, u, w)
        assert energy(R, V, u, w) == pytest.approx(before, abs=2e-3 * before)


@pytest.mark.soak
def test_the_time_local_ion_is_colder_than_its_crystal_and_the_remembering_one_is_not():
    """⟨MV²⟩/3kT at 50 meV: about 0.47 by the time-local equation, about 1 by the memory."""
    kT, ions = 50.0, 24
    rng = np.random.default_rng(5)
    R = CRYSTAL.a * (rng.integers(0, N, (ions, 3)) + 0.5)
    V = rng.normal(size=(ions, 3)) * np.sqrt(kT / M)
    bath = Frames(ThermalModes(CRYSTAL, N, kT, "quantum", 7), SPACING)
    frames = [bath.frame(k) for k in range(700)]
    heat = {}
    for name, run in (("local", local), ("memory", remembering)):
        x, v = R.copy(), V.copy()
        options = {} if name == "local" else {"t_c": 0.2}
        found = []
        for part in range(7):
            pairs = list(zip(frames[100 * part :], frames[100 * part + 1 :], strict=False))[:99]
            x, v = run(LAW, pairs, x, v, **options)
            found.append(M * np.mean(v**2) / kT)
        heat[name] = np.mean(found[1:])
    # 6 moments of 24 ions: the scatter of a mean square of 72 numbers, twice over, is 0.1 to 0.15
    assert heat["local"] == pytest.approx(0.47, abs=0.15)
    assert heat["memory"] == pytest.approx(0.95, abs=0.25)
