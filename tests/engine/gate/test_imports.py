"""What the gate's experiments load: nothing compiled to be declared, their own kernels to run."""

import subprocess
import sys

import pytest

HEAVY = {"numba", "llvmlite", "scipy", "xarray", "pandas", "lmfit", "h5py", "tidynamics"}
RUNS = {
    "launch.GateLaunch": {"motion"},
    "domain_map.GateMap": {"classify"},
    "transmission.GateTransmission": {"classify"},
    "barrier.GateBarrier": {"classify"},
    "gallery.GateGallery": {"classify"},
    "barrier_scan.GateBarriers": {"classify"},
}
"""By experiment, the gate's compiled kernels that its run needs."""


def loaded(code):
    """Names of the modules that a fresh interpreter has after `code`."""
    ask = f"{code}\nimport sys\nprint(*sys.modules)"
    command = [sys.executable, "-c", ask]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def test_declaring_the_gate_loads_no_compiler():
    modules = [name.partition(".")[0] for name in RUNS]
    built = [f"from ionoscope.engine.gate.{name.replace('.', ' import ')}" for name in RUNS]
    built += [f"{name.partition('.')[2]}()" for name in RUNS]
    got = loaded("\n".join([*(f"import ionoscope.engine.gate.{m}" for m in modules), *built]))
    assert "ionoscope.engine.gate.gallery" in got
    assert not got & HEAVY


def runs():
    """Each in an interpreter of its own, which takes seconds: two of them in `make test`."""
    short = ("launch.GateLaunch", "gallery.GateGallery")
    return [pytest.param(n, marks=() if n in short else pytest.mark.soak) for n in RUNS]


@pytest.mark.parametrize("name", runs())
def test_a_run_loads_the_kernels_of_its_own_experiment(name):
    module, _, experiment = name.partition(".")
    code = f"from ionoscope.engine.gate.{module} import {experiment} as e\ne(**e.small).solve()"
    kernels = "ionoscope.engine.gate.kernels."
    found = {m.removeprefix(kernels) for m in loaded(code) if m.startswith(kernels)}
    assert found - {"types", "values"} == RUNS[name]
