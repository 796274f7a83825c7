"""An ion held by springs to its eight atoms: linear, so that every answer is known exactly."""

import numpy as np
import pytest
from scipy.linalg import expm

from ionoscope.engine.ion import wander_memory, wanderers
from ionoscope.engine.ion.frames import FRAME
from ionoscope.engine.ion.kernels import wander_full
from ionoscope.engine.ion.kernels.springs import inner
from ionoscope.engine.ion.kernels.values import Crystal, Wanderer
from ionoscope.engine.ion.wanderers import WANDERERS
from ionoscope.engine.lattice.crystal import CELL_CORNERS, CubicLattice
from ionoscope.engine.lattice.modes import Modes
from ionoscope.engine.lattice.thermal_modes import Frames, ThermalModes
from ionoscope.engine.lattice.zone import box, sorted_triples
from ionoscope.engine.numerics.potentials import HARMONIC
from tests.engine.ion.runs import setting
from tests.engine.lattice.responses import push_response

CRYSTAL = CubicLattice()
K = 50.0
"""Each of the eight springs (meV/Å²)."""
LAW, M, kT, N = (HARMONIC, K, 1.0), 0.7, 25.0, 4
START, SPEED = CRYSTAL.a * np.array([1.5, 2.5, 0.5]) + [0.1, -0.2, 0.05], np.array([3.0, -2.0, 6.0])
CELL = np.floor(START / CRYSTAL.a).astype(int)
TRAP = {"law": LAW, "N": N, "statistics": "classical"}
NONE, FORCE = np.zeros(3), np.array([6.0, -3.0, 2.0])


def motion(seed=4) -> np.ndarray:
    """r, ṙ of the atoms of a hot box, (2, 3, N, N, N)."""
    return ThermalModes(CRYSTAL, N, kT, "classical", seed).at(0.0, 2)


def stiffness_and_push():
    """V (n, n) of atoms and ion together, and the constant forces (n,) of springs under tension.

    Atom (x, y, z) has its components at 3((x N + y) N + z) + c, the ion its own at the end.
    """
    n = 3 * N**3 + 3
    V, push = np.zeros((n, n)), np.zeros(n)
    cells = np.stack(np.meshgrid(*[np.arange(N)] * 3, indexing="ij"), -1).reshape(-1, 3)
    bonds = np.stack(np.meshgrid(*[[-1, 0, 1]] * 3, indexing="ij"), -1).reshape(-1, 3)
    for b in bonds:
        size = b @ b
        if size not in (1, 2):
            continue
        block = (CRYSTAL.k1 if size == 1 else CRYSTAL.k2) * np.outer(b, b) / size
        for cell in cells:
            i, j = (3 * (np.array([N * N, N, 1]) @ (at % N)) for at in (cell, cell + b))
            V[i : i + 3, i : i + 3] += block
            V[i : i + 3, j : j + 3] -= block
    for corner in CELL_CORNERS:
        i = 3 * (np.array([N * N, N, 1]) @ ((CELL + corner) % N))
        apart = CRYSTAL.a * (CELL + corner)
        for c in range(3):
            V[i + c, i + c] += K
            V[-3 + c, -3 + c] += K
            V[i + c, -3 + c] -= K
            V[-3 + c, i + c] -= K
            push[i + c] -= K * apart[c]
            push[-3 + c] += K * apart[c]
    return V, push


def exact(time: float, force=NONE, against=1.0) -> tuple[np.ndarray, np.ndarray]:
    """R and V after a time, by the exponential of the whole system's matrix.

    The atoms start with the ion's momentum, `against` times, taken off.
    """
    V, push = stiffness_and_push()
    n = len(push)
    mass = np.append(np.full(n - 3, CRYSTAL.m), np.full(3, M))
    push[-3:] += force
    push[:-3] -= np.tile(force / N**3, N**3)
    r, w = motion().reshape(2, 3, -1).transpose(0, 2, 1).reshape(2, -1)
    w = w - against * np.tile(M * SPEED / CRYSTAL.m / N**3, N**3)
    A = np.zeros((2 * n + 1, 2 * n + 1))
    A[:n, n:-1], A[n:-1, :n], A[n:-1, -1] = np.eye(n), -V / mass[:, None], push / mass
    end = expm(A * time) @ np.concatenate([r, START, w, SPEED, [1.0]])
    return end[n - 3 : n], end[2 * n - 3 : 2 * n]


def full(time: float, step: float, force=NONE):
    u, w = wander_full.heated(motion(), M * SPEED / CRYSTAL.m)
    R, V = START.copy(), SPEED.copy()
    crystal = Crystal(u, w, CRYSTAL.m, CRYSTAL.k1, CRYSTAL.k2)
    ion, told = Wanderer(LAW, M, CRYSTAL.a, force), np.empty((2, round(time / 0.02), 3))
    wander_full.wander(ion, crystal, step, round(0.02 / step), R, V, *told)
    np.testing.assert_array_equal(told[:, -1], [R, V])
    return R, V


def error(found, R, V) -> float:
    """Å; velocities over the trap's frequency, 25 ps⁻¹."""
    return max(np.abs(found[0] - R).max(), np.abs(found[1] - V).max() / 25)


def test_full_is_the_exact_motion_to_second_order():
    R, V = exact(0.6)
    errors = []
    for step in (0.005, 0.0025, 0.00125):
        found = full(0.6, step)
        errors.append(error(found, R, V))
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert orders == pytest.approx([2, 2], abs=0.1)
    assert errors[0] < 0.01 * np.abs(R - START).max() + 0.002


def test_full_under_a_force_is_the_exact_motion():
    """The atoms' counter-force comes once in 0.02 ps; what that changes is below 1e-6 Å."""
    R, V = exact(0.6, FORCE)
    rough, fine = full(0.6, 0.0025, FORCE), full(0.6, 0.00125, FORCE)
    for a, b, true in zip(rough, fine, (R, V), strict=True):
        np.testing.assert_allclose(b + (b - a) / 3, true, atol=3e-5)


def remembering(time: float, step: float, monkeypatch):
    """The memory equation with the endless kernel of the box itself, which forgets nothing.

    The box as a whole, which the zone's average leaves out, takes up t/(mN³).
    """
    kinds, t = sorted_triples(wander_memory.FAR + 1), step * np.arange(round(time / step) + 1)
    G = push_response(CRYSTAL, Modes.of(CRYSTAL, box(N)), kinds, t)
    G = np.moveaxis(G, 0, -1) + np.eye(3)[:, :, None] * t / (CRYSTAL.m * N**3)
    G = wander_memory.turned(kinds, G)
    monkeypatch.setattr(wanderers, "tables", lambda *_: (G, wander_memory.beside(G)))
    made = setting(**TRAP, ions=1, baths=1, dt=step, t_c=time)
    ions = WANDERERS["memory"](made, np.random.SeedSequence(1))
    ions.R[:], ions.V[:], ions.cells[:] = START, SPEED, CELL
    ions._memory = ions._memory._replace(rise=np.eye(24) / CRYSTAL.m)
    ions.baths = [Frames(ThermalModes(CRYSTAL, N, kT, "classical", 4), made.spacing)]
    ions._begin(slice(0, 1), ions.baths[0])
    R, V = ions.frames(round(time / FRAME))
    return R[0, -1], V[0, -1]


def test_memory_that_forgets_nothing_is_the_full_motion_to_fourth_order(monkeypatch):
    R, V = exact(0.4, against=0.0)
    errors = [error(remembering(0.4, step, monkeypatch), R, V) for step in (0.01, 0.005)]
    assert np.log2(errors[0] / errors[1]) > 3.7 and errors[1] < 3e-5


@pytest.mark.parametrize("force", [np.zeros(3), FORCE])
def test_full_crystals_stay_where_they_are(force):
    """Nothing pushes the whole: the atoms' centre moves by −M(R − R₀)/(N³m), and no more."""
    made = setting(N=5, statistics="classical", ions=3, baths=1, force=tuple(force))
    ions = WANDERERS["full"](made, np.random.SeedSequence(8))
    start = ions.R.copy()
    centre = np.array([inner(u).mean(axis=(1, 2, 3)) for u in ions.u])
    ions.frames(3000)
    now = np.array([inner(u).mean(axis=(1, 2, 3)) for u in ions.u])
    share = M / (5**3 * CRYSTAL.m)
    np.testing.assert_allclose(now - centre, -share * (ions.R - start), atol=1e-9)
    assert np.abs(ions.R - start).max() > 10
