"""The memory equation from one instant to all of the past."""

import numpy as np

from ionoscope.engine.ion.dissipation import IonDissipation

RUN = {"cells": 60, "duration": 1.5, "dt": 0.005}


def path(**values):
    return IonDissipation(**RUN, **values).solve().data.z.values


def test_memory_converges_to_full_as_it_grows():
    full = path(equation="full")
    misses = [
        np.abs(path(equation="memory", t_c=t_c) - full).max() for t_c in (0.1, 0.2, 0.4, 0.8, 1.2)
    ]
    assert misses == sorted(misses, reverse=True)
    assert misses[-1] < misses[0] / 10


def test_long_memory_is_the_same_in_any_box_without_echo():
    """Before its echo a box's kernel is the infinite crystal's."""
    runs = [
        IonDissipation(cells=N, duration=1.0, equation="memory", t_c=0.5).solve().data.z.values
        for N in (30, 60)
    ]
    np.testing.assert_allclose(*runs, atol=1e-9)
