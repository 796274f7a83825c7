"""What commands and imports load: help and lists none of what computes, a run only its own."""

import json
import subprocess
import sys

import pytest

COMPUTING = {"numba", "llvmlite", "scipy", "pandas", "xarray", "h5py", "lmfit", "tidynamics"}
DRAWING = {"matplotlib", "panel", "bokeh", "holoviews", "panel_material_ui", "tornado"}

# xarray loads dask where it finds it, and that half of scipy: these see what we ask for
COMMAND = """
import json, sys
sys.modules["dask"] = None
from ionoscope.app.command.cli import main
try:
    main(sys.argv[1:])
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
FACE = """
import json, sys
sys.modules["dask"] = None
import ionoscope as iono
{}
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(code: str, *words: str) -> set[str]:
    """Names of all modules of a new process that has run `code` without a word of complaint."""
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr)) - {"dask"}


def packages(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def own(modules: set[str], part: str) -> set[str]:
    """The project's modules below `part`, by their names there."""
    start = f"ionoscope.{part}."
    return {name.removeprefix(start) for name in modules if name.startswith(start)}


@pytest.mark.parametrize(
    "words", ["--version", "--help", "serve --help", "health --help", "runs --help"]
)
def test_what_says_nothing_of_experiments_does_not_load_them(words):
    modules = loaded(COMMAND, *words.split())
    assert not packages(modules) & {"numpy", "param", "rich", *COMPUTING, *DRAWING}
    assert not own(modules, "engine")


def test_the_face_is_empty_until_something_is_asked_of_it():
    assert {m for m in loaded(FACE.format("")) if m.startswith("ionoscope")} == {"ionoscope"}


@pytest.mark.parametrize(
    "words",
    [
        "list",
        "list gate-map",
        "run --help",
        "run gate-launch --help",
        "run diffusion-temperature --help",
        "sweep --help",
        "sweep ion-diffusion --help",
        "plot --help",
        "runs list",
        "runs list --help",
        "runs compare --help",
        "runs export --help",
    ],
)
def test_help_and_lists_load_nothing_that_computes_or_draws(words):
    modules = loaded(COMMAND, *words.split())
    assert "ionoscope.engine.registry" in modules
    assert not packages(modules) & (COMPUTING | DRAWING)


def kernels(modules: set[str]) -> set[str]:
    """The project's compiled code, by folder and file."""
    return {name for name in own(modules, "engine") if "kernels." in name}


# not kept: on a busy machine it may take long enough to be
LAUNCHES = ["run gate-launch --no-keep", "iono.run('gate-launch', keep=False)"]


@pytest.mark.parametrize("code", LAUNCHES)
def test_a_launch_loads_its_own_kernels_alone(code):
    by_command = code.startswith("run")
    modules = loaded(COMMAND, *code.split()) if by_command else loaded(FACE.format(code))
    assert "numba" in modules and "gate.launch_run" in own(modules, "engine")
    folders = {name.partition(".kernels.")[0] for name in kernels(modules)}
    assert folders == {"gate", "numerics"}
    assert "gate.kernels.classify" not in kernels(modules)
    assert not packages(modules) & {"h5py", "lmfit", "tidynamics", "rich", "IPython", *DRAWING}
    assert not {"sqlite3", "h5py"} & packages(modules)
    # of scipy what numba itself asks for
    assert not {m for m in modules if m.startswith(("scipy.linalg", "scipy.stats", "scipy.sp"))}
    runs = {name for name in own(modules, "engine") if name.endswith("_run")}
    assert runs == {"gate.launch_run"}


@pytest.mark.parametrize(
    "code", ["iono.experiments()", "iono.presets('gate-map')", "iono.GateMap(s=1.0)"]
)
def test_asking_what_there_is_computes_nothing(code):
    assert not packages(loaded(FACE.format(code))) & (COMPUTING | DRAWING)
