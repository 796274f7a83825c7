"""Tables of a crystal's answers: against the average over the zone, pair by pair."""

import numpy as np
import pytest

from ionoscope.engine.crystal.loss import loss
from ionoscope.engine.crystal.response import PUSH_RESPONSE, RECOIL_KERNEL, Pair, averaged, infinite
from ionoscope.engine.crystal.zone import box as zone_of
from ionoscope.engine.ion.smooth_end import smooth_end
from ionoscope.engine.meeting.answers import answer, memory
from tests.engine.meeting.journeys import box

STEP, STEPS = 0.01, 12
ASKED = [(0, 0, (0, 0, 0)), (0, 1, (1, 0, -1)), (1, 0, (0, 1, 0)), (1, 1, (-1, -1, 2))]
"""Target, source, cells from the source to the target."""


def looked_up(index, values):
    return np.array([values[index[(a, b, *np.array(L) % index.shape[2:])]] for a, b, L in ASKED])


def pairs():
    return [Pair(a, b, tuple(-x for x in L)) for a, b, L in ASKED]


def test_the_instant_answer_is_that_of_the_infinite_crystal():
    found = answer(box())
    exact = infinite(box().crystal, pairs(), 0.0, [RECOIL_KERNEL]).values[0, 0]
    here = looked_up(found.where, found.W)
    np.testing.assert_allclose(here, exact, atol=3e-8 * exact.max())
    np.testing.assert_array_equal(found.loss, loss(box().crystal).matrix)


def test_the_memory_is_that_of_the_infinite_crystal_ended_smoothly():
    """No wave comes around the box in which it is computed: 1e-7 of the largest."""
    made = memory(box(), STEP, STEPS, False)
    t = STEP * np.arange(STEPS + 1)
    W, G = infinite(box().crystal, pairs(), t, [RECOIL_KERNEL, PUSH_RESPONSE]).values
    W, G = (np.moveaxis(x, 0, -1) for x in (W, G))
    exact = smooth_end(W, G, STEP, t[-1])
    found = looked_up(made.where, made.G)[..., ::-1].swapaxes(1, 2)
    found[..., 0] /= 7 / 6
    found[..., 1] /= 23 / 24
    np.testing.assert_allclose(found, exact[..., 1:], atol=1e-7 * np.abs(exact).max())


def test_an_endless_memory_is_that_of_the_box():
    made = memory(box(), STEP, 300, True)
    crystal, t = box().crystal, STEP * np.array([5, 40, 300])
    G = averaged(crystal, zone_of((3, 3, 3)), pairs(), t, [PUSH_RESPONSE])[0]
    G += np.eye(3) * t[:, None, None, None] / box().mass
    found = looked_up(made.where, made.G)[..., [-5, -40, -300]].swapaxes(1, 2)
    np.testing.assert_allclose(np.moveaxis(found, -1, 0), G, atol=1e-10 * np.abs(G).max())


@pytest.mark.parametrize("endless", [True, False])
def test_tables_are_kept(endless):
    assert memory(box(), STEP, STEPS, endless) is memory(box(), STEP, STEPS, endless)
