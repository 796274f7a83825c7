"""Identity: equal where bits are bound to be equal, and known without what computes."""

import json
import subprocess
import sys

import pytest

from ionoscope.app.runs import identity as module
from ionoscope.app.runs.identity import identity
from ionoscope.app.runs.origin import originated, own_identity
from ionoscope.engine import EXPERIMENTS

KIND = EXPERIMENTS["ion-diffusion"]


@pytest.fixture
def fresh():
    """Call it, and what is known of this place is forgotten, before and after."""

    def forget():
        for known in (module._here, module.sources, module._first_stamp):
            known.cache_clear()

    yield forget
    forget()


def test_parameters_and_the_seed_where_it_matters_count():
    assert identity(KIND(kT=30)) == identity(KIND(kT=30.0))
    assert identity(KIND(kT=30)) != identity(KIND(kT=31))
    assert identity(KIND(seed=1)) != identity(KIND(seed=2))
    exact = EXPERIMENTS["gate-barrier"]
    assert identity(exact(seed=1)) == identity(exact(seed=2))


def test_it_is_the_same_with_numba_and_without():
    code = """
import json, sys
from ionoscope.app.runs.identity import identity
from ionoscope.engine import EXPERIMENTS
print(json.dumps([identity(EXPERIMENTS["ion-diffusion"]()), sorted(sys.modules)]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found, modules = json.loads(done.stdout)
    assert found == identity(KIND())
    assert not set(modules) & {"numba", "llvmlite", "scipy", "xarray", "h5py"}


def test_another_engine_package_or_processor_is_another_identity(fresh, monkeypatch, tmp_path):
    found = {identity(KIND())}
    for name, value in (
        ("_processor", lambda: "another"),
        ("_SOURCES", str(tmp_path)),
        ("versions", lambda: dict.fromkeys(module.DECIDING, "0")),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, value)
            fresh()
            found.add(identity(KIND()))
    monkeypatch.setenv("NUMBA_OPT", "0")
    fresh()
    assert len(found | {identity(KIND())}) == 5


def test_an_engine_that_is_edited_has_none_from_then_on(fresh, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_SOURCES", str(tmp_path))
    (tmp_path / "engine.py").write_text("one = 1")
    fresh()
    assert own_identity(KIND()) == identity(KIND())
    (tmp_path / "another.py").write_text("two = 2")
    assert own_identity(KIND()) == ""


def test_what_goes_on_from_other_bits_has_none():
    toy = EXPERIMENTS["gate-barrier"]()
    result = toy.solve()
    own = identity(toy)
    assert own_identity(toy, originated(result, "", own)) == own
    assert own_identity(toy, originated(result, "", "")) == ""
    assert own_identity(toy, result) == ""
