"""Who may import whom: a floor for every folder, and no circle between files."""

import ast
import sys
from functools import cache
from pathlib import Path

from ionoscope.engine.registry import EXPERIMENTS

ROOT = Path(__file__).parents[1]
FILES = sorted(p for top in ("engine", "app") for p in (ROOT / top).rglob("*.py"))

PARAMETERS = {"engine.core.parameters", "engine.core", "engine"}
PHYSICS = {
    *(
        "engine.crystal",
        "engine.meeting",
        "engine.landscape",
        "engine.gate",
        "engine.lattice",
        "engine.ion",
    ),
    "engine.diffusion",
}
NUMERICS = {"engine.numerics", "engine.numerics.kernels"}
GROUND = {"engine.core", "engine.core.parameters", "engine.statistics", *NUMERICS}
FLOORS = {
    "engine.core.parameters": set(),
    "engine.numerics": set(),
    "engine.numerics.kernels": {"engine.numerics"},
    "engine.statistics": {"engine.numerics"},
    "engine.core": {"engine.core.parameters", "engine.numerics"},
    "engine.compute": {"engine.core", "engine.core.parameters"},
    "engine.gate.kernels": {"engine.core", *NUMERICS},
    "engine.gate": GROUND | {"engine.compute", "engine.gate.kernels"},
    "engine.crystal.kernels": NUMERICS,
    "engine.crystal": GROUND | {"engine.crystal.kernels"},
    "engine.meeting.kernels": NUMERICS,
    "engine.meeting": GROUND | {"engine.crystal", "engine.ion", "engine.meeting.kernels"},
    "engine.landscape": GROUND | {"engine.crystal", "engine.meeting"},
    "engine.lattice.kernels": NUMERICS,
    "engine.lattice": GROUND | {"engine.crystal", "engine.lattice.kernels"},
    "engine.ion.kernels": NUMERICS,
    "engine.ion": GROUND | {"engine.compute", "engine.ion.kernels", "engine.lattice"},
    "engine.diffusion": GROUND | {"engine.compute", "engine.ion", "engine.lattice"},
    "engine": {"engine.compute", "engine.core", "engine.core.parameters", *PHYSICS},
    "app.share": {"engine.compute", *PARAMETERS},
    "app.runs": {"engine.compute", *PARAMETERS},
    "app.figures": {"app.share", *PARAMETERS, *GROUND, *PHYSICS},
    "app.answers": {"app.share", "app.figures", *PARAMETERS, *GROUND, *PHYSICS},
    "app.reproduction": {
        *("app.share", "app.figures", "app.runs", "engine.compute", "engine.statistics"),
        *PARAMETERS,
    },
    "app.teaching": {"app.share", "app.reproduction", *PARAMETERS},
    "app.live": {"app.figures", "app.runs", *PARAMETERS},
    "app.scenes": {"app.figures", *PARAMETERS, "engine.numerics"},
    "app.controls": {"app.figures", "app.share", *PARAMETERS},
    "app.pages": {
        *("app.share", "app.figures", "app.answers", "app.live", "app.scenes", "app.controls"),
        *("app.runs", "app.reproduction", "app.teaching"),
        *("engine.compute", "engine.statistics", *PARAMETERS, *PHYSICS),
    },
    "app.serve": {
        "app.share",
        "app.figures",
        "app.controls",
        "app.live",
        "app.pages",
        "app.runs",
        "app.teaching",
        "engine.compute",
        *PARAMETERS,
    },
    "app.command": {
        *("app.share", "app.figures", "app.reproduction", "app.runs", "app.serve"),
        *("engine.compute", *PARAMETERS),
    },
    "app.command.runs": {
        *("app.command", "app.share", "app.runs", "app.answers", "app.serve", "engine.compute"),
        *PARAMETERS,
    },
    "app.manual": {
        *("app.share", "app.figures", "app.runs", "app.command"),
        *("engine.compute", "engine.numerics"),
        *PARAMETERS,
    },
    "app.api": {
        *("app.share", "app.figures", "app.answers", "app.command", "app.runs", "engine.compute"),
        *PARAMETERS,
    },
    "app": set(),
}
"""By folder, the other folders it may import from."""

LATE = {"app.figures.figure": "app.figures.elements"}
"""By file, another that it loads late though that one needs it: a figure is declared without the
drawing library, and drawn by it."""
KNOWING = {
    # whose launches these classify, count and trace: they are handed the whole model
    "engine.gate.boundaries": {"engine.gate.model"},
    "engine.gate.sampling": {"engine.gate.model"},
    "engine.gate.landscape": {"engine.gate.model"},
}
"""Files of physics that know an experiment's declaration all the same, and which."""

DRAWING = {f"app.{name}" for name in ("answers", "controls", "figures", "live", "pages", "scenes")}
"""Folders whose functions the event loop calls."""

KERNELS = sorted(
    p for p in (ROOT / "engine").rglob("*.py") if p.parent.name == "kernels" and p.stem[0] != "_"
)
BELOW_KERNELS = {"engine.core.units", *NUMERICS}
INTERFACES = {"panel", "bokeh", "holoviews", "panel_material_ui", "tornado", "tests", "click"}


def module(path: Path) -> str:
    """Name of a file below `ionoscope`, e.g. engine.gate.launch."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def folder(path: Path) -> str:
    return ".".join(path.parent.relative_to(ROOT).parts)


def type_checking(tree):
    """Nodes that only a type checker sees."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from ast.walk(node)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, late: bool = True, checking: bool = False) -> tuple[str, ...]:
    """Modules that a file imports, whole names.

    Those within functions too if `late`, those that only a type checker sees if `checking`.
    """
    return tuple(_imports(parsed(path), path, late, checking))


def _imports(tree, path, late, checking):
    unseen = set() if checking else set(map(id, type_checking(tree)))
    if not late:
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        unseen |= {id(n) for f in ast.walk(tree) if isinstance(f, functions) for n in ast.walk(f)}
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from _from(path, node)


def _from(path, node):
    # app/api is installed as `ionoscope` itself
    here = ["ionoscope"] if folder(path) == "app.api" else ["ionoscope", *folder(path).split(".")]
    base = here[: len(here) - node.level + 1] if node.level else []
    whole = ".".join([*base, *([node.module] if node.module else [])])
    for alias in node.names:
        inner = ROOT.joinpath(*whole.split(".")[1:], alias.name)
        yield f"{whole}.{alias.name}" if inner.with_suffix(".py").exists() else whole


def own(path: Path, late: bool = True, checking: bool = False):
    """The project's files that a file imports, by name below `ionoscope`."""
    for name in imports(path, late, checking):
        if name.split(".")[0] == "ionoscope" and name != "ionoscope":
            yield name.removeprefix("ionoscope.")


def place(name: str) -> str:
    """The folder of a module."""
    return name if ROOT.joinpath(*name.split(".")).is_dir() else name.rpartition(".")[0]


def test_every_folder_has_a_floor():
    assert {folder(p) for p in FILES} == set(FLOORS)


def test_no_folders_stand_in_a_circle():
    above: dict[str, set] = {}
    left = dict(FLOORS)
    while free := {f for f, needs in left.items() if not needs - set(above) - {"engine"}}:
        above |= {f: left.pop(f) for f in free}
    assert not left


def test_a_file_imports_from_its_own_floor_or_below():
    for path in FILES:
        here = folder(path)
        for name in own(path):
            found = place(name)
            assert found in FLOORS[here] | {here} or not found, f"{module(path)} imports {name}"


def below(path: Path) -> set[str]:
    """What a file needs, late or not; a declaration's own run, loaded when it starts, excepted."""
    here = module(path)
    return set(own(path, checking=True)) - {here, f"{here}_run", LATE.get(here)}


def test_no_files_stand_in_a_circle():
    needs = {module(p): below(p) for p in FILES}
    needs = {name: {n for n in found if n in needs} for name, found in needs.items()}
    done: set[str] = set()
    while free := {name for name, found in needs.items() if name not in done and not found - done}:
        done |= free
    assert not {name: found - done for name, found in needs.items() if name not in done}


@cache
def declarations() -> set[str]:
    """The engine's files that define Experiment or a class derived from it, or have a run."""
    classes = {
        (module(p), node.name): {ast.unparse(base).split("[")[0] for base in node.bases}
        for p in FILES
        for node in ast.walk(parsed(p))
        if isinstance(node, ast.ClassDef) and folder(p).startswith("engine")
    }
    names, before = {"Experiment"}, 0
    while before != (before := len(names)):
        names |= {name for (_, name), bases in classes.items() if bases & names}
    runs = {module(p) for p in FILES if p.with_stem(f"{p.stem}_run").exists()}
    return {where for where, name in classes if name in names} | runs


def test_every_experiment_has_its_declaration():
    assert {type_.__module__.removeprefix("ionoscope.") for type_ in EXPERIMENTS.values()} <= (
        declarations()
    )


def test_physics_itself_knows_no_experiment():
    above = declarations()
    for path in (p for p in FILES if folder(p) in PHYSICS):
        if module(path) not in above and not path.stem.endswith("_run"):
            found = {n for n in own(path, checking=True) if n in above or n.endswith("_run")}
            assert found == KNOWING.get(module(path), set()), module(path)


def test_the_engine_knows_no_interface():
    for path in (p for p in FILES if folder(p).startswith("engine")):
        assert not {name.split(".")[0] for name in imports(path)} & INTERFACES, module(path)
        assert not [name for name in own(path) if name.startswith("app")], module(path)


def test_what_draws_computes_nothing():
    """One thread draws for all pages: solving, and the files that run, are for the workers."""
    for path in (p for p in FILES if folder(p) in DRAWING):
        called = {
            node.func.attr
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert "solve" not in called, module(path)
        runs = [n for n in own(path) if n.endswith("_run") and n.startswith("engine")]
        assert not runs, module(path)


def test_kernels_know_nothing_above_them():
    for path, name in [(own, name) for own in KERNELS for name in imports(own)]:
        root, _, rest = name.partition(".")
        below = place(rest) in {*BELOW_KERNELS, folder(path)} or rest in BELOW_KERNELS
        known = root == "numpy" or root in sys.stdlib_module_names or below
        assert known, f"{module(path)} imports {name}"


def test_files_stay_readable():
    for path in FILES:
        lines = path.read_text().splitlines()
        assert len(lines) <= 300 and lines[0].startswith('"""'), module(path)
