"""The arrow in the folders: who may import whom."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "engine"
OWN = "ionoscope.engine"
FILES = sorted(ROOT.rglob("*.py"))
EACH = pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))

IONS = sorted(p.stem for p in (ROOT / "ion").glob("*.py"))
ION_EXPERIMENTS = {"model", "collision", "dissipation", "validity"}
KERNELS = ("gate/classify.py", "gate/motion.py", "potentials.py")
BELOW_KERNELS = {f"{OWN}.potentials", f"{OWN}.steppers", f"{OWN}.units"}
NUMERICS = ("crystal", "zone", "density", "kernels", "covariance", "thermal_modes", "relaxation")
"""The crystal's files below its experiments. Compiled loops stand beside the NumPy that calls
them: each is short, and two files for one idea would hide it."""
FLOORS = (
    "processor",
    "kernel_cache",
    "units",
    "steppers",
    "potentials",
    "statistics",
    "result",
    "parameters",
    "experiment",
    "described",
    "gate",
    "lattice",
    "ion",
    "diffusion",
    "registry",
)


def resolved(path, node):
    """Absolute names of the modules that an import statement needs."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.level == 0:
        return [node.module]
    package = ("ionoscope", "engine", *path.relative_to(ROOT).parts)[: -node.level]
    return [".".join([*package, *(node.module or "").split(".")]).rstrip(".")]


def type_checking(tree):
    """Nodes that only a type checker sees."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from ast.walk(node)


def imports(path):
    """Modules that the file imports."""
    tree = ast.parse(path.read_text())
    unseen = set(map(id, type_checking(tree)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in unseen:
            yield from resolved(path, node)


@EACH
def test_the_engine_knows_no_interface(path):
    needed = set(imports(path))
    assert not [name for name in needed if name.startswith("ionoscope.app")]
    assert not {name.split(".")[0] for name in needed} & {
        "panel",
        "bokeh",
        "holoviews",
        "panel_material_ui",
        "tornado",
        "tests",
    }


@pytest.mark.parametrize("name", KERNELS)
def test_kernels_know_nothing_above_them(name):
    for module in imports(ROOT / name):
        root = module.split(".")[0]
        allowed = root in {"numpy", "numba"} or root in sys.stdlib_module_names
        assert allowed or module in BELOW_KERNELS, module


@pytest.mark.parametrize("name", NUMERICS)
def test_the_crystal_itself_knows_no_experiment(name):
    own = {f"{OWN}.lattice.{other}" for other in NUMERICS}
    for module in imports(ROOT / "lattice" / f"{name}.py"):
        root = module.split(".")[0]
        allowed = root in {"numpy", "numba", "scipy"} or root in sys.stdlib_module_names
        assert allowed or module in own | {f"{OWN}.potentials"}, module


def test_the_crystal_is_known_to_the_last_file():
    files = {p.stem for p in (ROOT / "lattice").glob("*.py")} - {"__init__"}
    assert files == {*NUMERICS, "model", "phonons", "response", "thermal", "barrier"}


@pytest.mark.parametrize("name", sorted({*IONS} - ION_EXPERIMENTS))
def test_the_ion_itself_knows_no_experiment(name):
    own = {f"{OWN}.ion.{other}" for other in {*IONS} - ION_EXPERIMENTS}
    below = {f"{OWN}.potentials", f"{OWN}.steppers"}
    below |= {f"{OWN}.lattice.{other}" for other in NUMERICS}
    for module in imports(ROOT / "ion" / f"{name}.py"):
        root = module.split(".")[0]
        allowed = root in {"numpy", "numba", "scipy"} or root in sys.stdlib_module_names
        assert allowed or module in own | below, module


def floor(module):
    return FLOORS.index(module.split(".")[2])


@EACH
def test_no_file_imports_from_a_floor_above(path):
    own = ".".join(("ionoscope", "engine", *path.relative_to(ROOT).with_suffix("").parts))
    if own == f"{OWN}.__init__":
        return
    for module in imports(path):
        if module.startswith(f"{OWN}."):
            assert floor(module) <= floor(own), module


@EACH
def test_files_stay_readable(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 300 and lines[0].startswith('"""')
