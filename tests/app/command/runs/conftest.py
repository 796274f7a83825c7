"""Kept runs to list, compare and export."""

import shutil
from contextlib import closing

import pytest

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.origin import own_identity
from ionoscope.engine import EXPERIMENTS
from tests.app.toys import ToyWalk, cut


@pytest.fixture(scope="session")
def computed(tmp_path_factory):
    """A folder with two walks at two temperatures and a barrier, and their results by id."""
    kind, barrier = EXPERIMENTS["ion-diffusion"], EXPERIMENTS["gate-barrier"](s=0.5)
    walks = {id: kind(**{**kind.small, "kT": kT}) for id, kT in (("aa11", 25.0), ("aa22", 40.0))}
    folder = tmp_path_factory.mktemp("computed")
    with closing(Catalogue(folder)) as catalogue:
        results = {}
        for id, own in {**walks, "bb33": barrier}.items():
            results[id] = own.solve()
            catalogue.add(id, results[id], identity=own_identity(own))
    return folder, results


@pytest.fixture
def kept(computed, runs_folder):
    """The computed runs where commands find them; their results by id."""
    folder, results = computed
    shutil.copytree(folder, runs_folder, dirs_exist_ok=True)
    return results


@pytest.fixture
def catalogue(runs_folder, request):
    """The catalogue that commands find."""
    if "kept" in request.fixturenames:
        request.getfixturevalue("kept")
    with closing(Catalogue(runs_folder)) as found:
        yield found


@pytest.fixture
def stopped(catalogue, toy_command):
    """A run of nine slices, stopped after four."""
    own = ToyWalk(n=9, seed=4)
    catalogue.add("cc44", cut(own, 4).result(), identity=own_identity(own))
    return own
