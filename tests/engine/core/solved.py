"""Every experiment solved once, as small as the tests of results want it."""

from functools import cache

import pytest

from ionoscope.engine.registry import EXPERIMENTS

SMALL = {
    "gate-map": {"n": 12},
    "gate-transmission": {"omega_T": (1.0, 2.0, 4.0), "n_phases": 16, "n_scan": 16},
    "lattice-phonons": {"n_zone": 6},
    "lattice-response": {"times": (0.0, 0.1, 0.2), "cells": 4},
    "lattice-thermal": {"times": (0.0, 0.1, 0.2), "cells": 6},
    "lattice-barrier": {"n_points": 5},
    "ion-landscape": {"r_c": 4.5, "spacing": 0.5},
    "ion-collision": {"cells": 8, "resolution": 10},
    "ion-dissipation": {"cells": 8, "duration": 0.5},
    **{
        key: kind.small | {"ions": 3}
        for key, kind in EXPERIMENTS.items()
        if kind.group == "Transport"
    },
}
EACH = pytest.mark.parametrize("key", EXPERIMENTS)


@cache
def solved(key):
    """The result of an experiment, with seed 3."""
    return EXPERIMENTS[key](seed=3, **SMALL.get(key, {})).solve()


def written(key, folder):
    """The file in a folder that this result was written to."""
    path = folder / f"{key}.nc"
    solved(key).to_netcdf(path)
    return path
