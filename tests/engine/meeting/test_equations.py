"""Memory and time-local equations in any crystal: beside full, beside the cube's; their bits."""

from itertools import pairwise

import numpy as np
import pytest

from ionoscope.engine.ion.frames import TooClose
from ionoscope.engine.ion.wanderers import WANDERERS as CUBIC
from ionoscope.engine.meeting.answers import answer
from ionoscope.engine.meeting.kernels.around import look
from ionoscope.engine.meeting.kernels.local import pull
from ionoscope.engine.meeting.kernels.values import Room, Span
from ionoscope.engine.meeting.kernels.warmth import close, polynomials
from ionoscope.engine.meeting.meeting import met
from ionoscope.engine.meeting.wanderers import WANDERERS, LocalWanderers, RememberingWanderers
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB
from tests.engine.ion.runs import setting as cubic_setting
from tests.engine.meeting.journeys import FREE, HELD, box, wanderers

EACH = pytest.mark.parametrize("equation", WANDERERS)
STEPS = (0.005, 0.0025, 0.00125)


def ends(equation, dt, made=None, **changed):
    """Paths (Å) of the first ion of each bath, 0.32 ps long."""
    run = wanderers(WANDERERS[equation], made, dt=dt, ions=1, **changed)
    if equation == "full":
        # without the counter-motion of the atoms, which a bath has not
        for w, V in zip(run.w, run.V, strict=True):
            w += np.tile(run.setting.M * V / run.setting.box.mass, 2)[:, None]
    return run.frames(16)[0]


def test_all_of_the_past_is_the_full_solution():
    """Rocksalt: memory of order 4, full of order 2; both go to one path, 1e-6 Å."""
    full = [ends("full", dt / 2) for dt in STEPS]
    memory = [ends("memory", dt / 2, t_c=0.4, endless=True) for dt in STEPS]
    errors = [np.abs(a - b).max() for a, b in zip(full, memory, strict=True)]
    for rough, fine in pairwise(errors):
        assert fine == pytest.approx(rough / 4, rel=0.05)
    changes = [np.abs(b - a).max() for a, b in pairwise(memory)]
    assert changes[1] == pytest.approx(changes[0] / 16, rel=0.2) and changes[1] < 1e-6
    better = (4 * full[2] - full[1]) / 3
    assert (
        np.abs(better - memory[2]).max() < 2e-6 and np.abs(np.diff(memory[2], axis=1)).max() > 0.1
    )


def test_the_time_local_equation_is_of_order_4():
    """Among corners; at r_on, where the Hessian bends, an ion loses an order."""
    corners = box("simple-cubic", cells=(4, 4, 4), corners=True)
    for made, order in ((corners, 4), (None, 3)):
        paths = [ends("time-local", dt, made) for dt in STEPS]
        changes = [np.abs(b - a).max() for a, b in pairwise(paths)]
        assert changes[1] < 1.3 * changes[0] / 2**order and changes[1] < 2e-6


class _Same:
    """A bath of the cube's own, as boxes of any crystal have it."""

    def __init__(self, bath):
        self.bath = bath

    def frame(self, k):
        return self.bath.frame(k).reshape(-1, 3, 3)

    def before(self, t):
        return np.moveaxis(self.bath.modes.at(t), (0, 1), (4, 3)).reshape(-1, 3, 3).copy()


@pytest.mark.parametrize(("equation", "off"), [("time-local", 1e-7), ("memory", 1e-6)])
def test_the_simple_cube_by_the_general_way_is_the_special_one(equation, off):
    """In the same bath: up to W(0) if local, up to two quadratures of order 4 if remembering."""
    here = box("simple-cubic", cells=(8, 8, 8), corners=True)
    law = (SCREENED_COULOMB, 4000.0, 0.5)
    special = CUBIC[equation](
        cubic_setting(law=law, N=8, ions=3, baths=1, dt=0.0025, t_c=0.1), np.random.SeedSequence(4)
    )
    general = wanderers(WANDERERS[equation], here, ions=3, baths=1, dt=0.0025, t_c=0.1)
    general.R[:], general.V[:] = special.R, special.V
    general.baths = [_Same(bath) for bath in special.baths]
    if equation == "memory":
        general.used[:], general.clock[:] = 0, 0
        general._begin(slice(0, 3), general.baths[0])
    one, two = special.frames(10), general.frames(10)
    assert np.abs(np.diff(one[1], axis=1)).max() > 1.0  # they were pushed
    np.testing.assert_allclose(two[0], one[0], atol=off)


def test_the_pull_is_that_of_the_equation_written_out():
    """r_eff = r_H − W(0)∇U and R_eff = R + 𝓛 d(∇U)/dt, atom by atom with NumPy."""
    here = box(one=HELD, r_c=5.0)
    run = wanderers(LocalWanderers, here, ions=1, baths=1)
    R, V = run.R[0] + 0.3, np.array([3.0, -2.0, 5.0])
    loss = np.array([[4e-5, 1e-5, 0], [1e-5, 2e-5, 3e-6], [0, 3e-6, 6e-5]])
    table = answer(here)._replace(loss=loss)
    touched, n = here.untouched(), len(here.untouched().sites)
    look(here.place(), here.reach, R, touched)
    frame = run.baths[0].frame(0)
    room = Room(
        np.empty((n, 3, 6)),
        np.zeros(1, np.int64),
        *np.zeros((2, n), np.int64),
        *(np.zeros((n, 3)) for _ in range(3)),
    )
    polynomials(Span(frame, run.baths[0].frame(1), 0.02, 4), touched, room.p)
    room.near_count[0] = close(touched, room.p, 0.0, R, 5.4, room.near, room.kinds, room.d)
    pairs, out = np.full((n, n), -2), np.empty(3)
    pull(
        *(run._mover, here.laws, here.reach, table, touched, pairs, room),
        *(0.0, 0.02, R, V, (0.0, 0.0), out),
    )
    near = room.near[: room.near_count[0]]
    cells = touched.cells[near]
    at = frame[touched.sites[near]].reshape(len(near), 2, 3, 3)
    r, w = np.moveaxis(at[np.arange(len(near)), cells[:, 3]][..., :2], -1, 0)
    places = touched.rest[near] + r
    first = met(here.meeting, here.meeting.kinds[cells[:, 3]], places, R)
    rate = np.einsum("nab,nb->a", first.hessians, V - w)
    moved = places.copy()
    for j, a in enumerate(cells):
        for k, b in enumerate(cells):
            between = (a[:3] - b[:3]) % table.where.shape[2:]
            moved[j] += table.W[table.where[(a[3], b[3], *between)]] @ first.forces[k]
    second = met(here.meeting, here.meeting.kinds[cells[:, 3]], moved, R + loss @ rate)
    np.testing.assert_allclose(out, -second.gradient / 0.7, rtol=1e-9)


@EACH
def test_slices_and_interruptions_change_no_bit(equation):
    kind = WANDERERS[equation]
    whole = wanderers(kind).frames(60)
    run = wanderers(kind)
    parts = [run.frames(count) for count in (1, 30)]
    resumed = wanderers(kind)
    resumed.restore(run.state())
    parts.append(resumed.frames(29))
    for i in range(2):
        np.testing.assert_array_equal(np.concatenate([p[i] for p in parts], axis=1), whole[i])


@EACH
def test_an_applied_force_alone_is_a_parabola(equation):
    force = np.array([2.0, -1.0, 0.5])
    free = box(one=FREE, other=FREE)
    run = wanderers(WANDERERS[equation], free, force=tuple(force))
    start, speed = run.R[:, None].copy(), run.V[:, None].copy()
    t = 0.02 * np.arange(1, 31)[:, None]
    R, V = run.frames(30)
    np.testing.assert_allclose(
        R, start + speed * t + force / 0.7 * t**2 / 2, rtol=1e-10, atol=1e-11
    )
    np.testing.assert_allclose(V, speed + force / 0.7 * t, rtol=1e-8, atol=1e-8)


@EACH
def test_an_ion_on_an_atom_is_refused(equation):
    with pytest.raises(TooClose):
        wanderers(WANDERERS[equation], start=(0.0, 0.0, 0.0)).frames(1)


def test_a_memory_forgets():
    """Slots hold the atoms that were pushed within t_c, and no more."""
    run = wanderers(RememberingWanderers, kT=60.0)
    seen = []
    for _ in range(40):
        run.frames(2)
        seen.append(run.used.max())
    assert 4 < min(seen) and max(seen) < 40
    assert (run.clock[:, None] - run.last < run.setting.reach)[
        np.arange(run.last.shape[1]) < run.used[:, None]
    ].all()
