"""Ions in boxes to try, by what differs from an ordinary one."""

from functools import cache

import numpy as np

from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.meeting.box import Box
from ionoscope.engine.meeting.laws import law
from ionoscope.engine.meeting.meeting import meeting
from ionoscope.engine.meeting.setting import Setting

REPELLED = law("screened_coulomb", U0=4000.0, lam=0.5)
HELD = law("screened_coulomb", U0=-3000.0, lam=1.0) + law("born_mayer", A=6e5, rho=0.3)
FREE = law("gaussian", U0=0.0, lam=0.5)


@cache
def box(name="rocksalt", cells=(3, 3, 3), r_c=4.0, one=REPELLED, other=REPELLED, corners=False):
    """A box of a built-in crystal, of which the first species meets the ion by `one`."""
    crystal = built_in(name)
    species = tuple(dict.fromkeys(crystal.names))
    laws = dict.fromkeys(species, other) | {species[0]: one}
    return Box(meeting(crystal, laws, r_c), cells, corners)


def setting(made=None, **changed):
    """Two baths of two ions, classical and at 25 meV."""
    ordinary = {"M": 0.7, "kT": 25.0, "statistics": "classical", "ions": 2, "baths": 2, "dt": 0.005}
    return Setting(box=made or box(), **ordinary | {"t_c": 0.2} | changed)


def wanderers(kind, made=None, seed=3, **changed):
    """Wanderers of a class, of one seed."""
    return kind(setting(made, **changed), np.random.SeedSequence(seed))
