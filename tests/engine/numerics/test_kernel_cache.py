"""Kernels on disk: found again, and no state of the disk stops a start or changes a number."""

import ast
import importlib.util
import json
import sys
import tempfile
from pathlib import Path

import pytest
from numba import config
from numba.core.caching import FunctionCache, NullCache
from numba.core.dispatcher import Dispatcher

from ionoscope.engine.numerics import every_kernel, kernel_cache

ENGINE = Path(__file__).parents[3] / "engine"

MODULE = """
from numba import float64, njit

@njit(float64(float64), cache=True)
def twice(x):
    return 2.0 * x
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """NUMBA_CACHE_DIR of the test."""
    kernel_cache._say.cache_clear()
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "kernels"))
    return tmp_path / "kernels"


@pytest.fixture
def start(tmp_path, folder):
    """Import a module with one kernel anew, as a start does; whether it was found compiled."""
    path = tmp_path / "module.py"
    path.write_text(MODULE)

    def start() -> bool:
        spec = importlib.util.spec_from_file_location("ionoscope.module", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert module.twice(21.0) == 42.0
        return bool(module.twice.stats.cache_hits)

    return start


@pytest.fixture
def read_only(monkeypatch):
    """Call it, and no folder takes a file any more (root may write anywhere, so ask the module)."""

    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    def call():
        monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
        monkeypatch.setattr(kernel_cache._Files, "_open_for_write", refuse)

    return call


def test_a_second_start_finds_what_the_first_compiled(start, caplog):
    assert [start(), start()] == [False, True]
    assert not caplog.records


@pytest.mark.parametrize("kind", ["nbi", "nbc"])
@pytest.mark.parametrize("damage", ["cut", "flip", "empty"])
def test_a_damaged_file_costs_a_compilation_and_a_line(start, folder, caplog, kind, damage):
    start()
    (file,) = folder.rglob(f"*.{kind}")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    half = len(content) // 2
    file.write_bytes({"cut": content[:half], "flip": content, "empty": b""}[damage])
    assert [start(), start()] == [False, True], "the damage is mended"
    (line,) = caplog.messages
    assert "compiling them anew" in line and str(folder) in line


def test_a_folder_that_can_only_be_read_is_read(start, read_only, caplog):
    start()
    read_only()
    assert start()
    assert not caplog.records


def test_damage_in_a_folder_that_can_only_be_read(start, folder, read_only, caplog):
    start()
    (file,) = folder.rglob("*.nbc")
    file.write_bytes(file.read_bytes()[:-1])
    read_only()
    assert [start(), start()] == [False, False]
    assert len(caplog.messages) == 2
    assert "not kept" in caplog.messages[1]


def test_no_folder_at_all(start, folder, read_only, caplog):
    folder.write_text("a file in the way")
    read_only()
    assert [start(), start()] == [False, False]
    (line,) = caplog.messages
    assert "compiled at every start" in line


def test_a_full_disk_keeps_no_kernel(start, monkeypatch, caplog):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kernel_cache._Files, "_open_for_write", full)
    assert not start()
    assert "not kept" in caplog.text and "No space left" in caplog.text


def test_a_kernel_is_not_found_again_when_a_source_of_kernels_has_changed(start, monkeypatch):
    start()
    monkeypatch.setattr(kernel_cache, "sources", lambda _: "another digest")
    assert [start(), start()] == [False, True]


def test_kernels_of_a_program_around_are_left_to_numba():
    assert type(kernel_cache.cache_of(json.dumps)) is FunctionCache


def test_the_digest_tells_names_and_contents_of_sources_apart(tmp_path):
    def digest(name: str, content: str) -> str:
        file = tmp_path / "ion" / "kernels" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        kernel_cache.sources.cache_clear()
        return kernel_cache.sources(tmp_path)

    first = digest("values.py", "a, b")
    assert digest("values.py", "a, b") == first
    assert len({first, digest("values.py", "b, a"), digest("more.py", "")}) == 3


def imported(path):
    """Names of modules that a file imports anywhere; own ones absolute, below ENGINE's name."""
    here = [ENGINE.name, *path.parent.relative_to(ENGINE).parts]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            whole = ".".join([*base, *filter(None, [node.module])])
            yield whole
            yield from (f"{whole}.{alias.name}" for alias in node.names)


FILES = sorted(ENGINE.rglob("*.py"))


def test_numba_is_imported_by_way_of_the_compiler_alone():
    asking = [p for p in FILES if any(n.split(".")[0] == "numba" for n in imported(p))]
    assert {p.parent for p in asking} == {ENGINE / "numerics"}
    assert {"compiler", "kernel_cache"} <= {p.stem for p in asking}


def test_all_that_kernels_are_made_of_is_among_the_sources():
    modules = {
        ".".join([ENGINE.name, *p.relative_to(ENGINE).with_suffix("").parts]): p for p in FILES
    }
    new = {p for p in FILES if f"{ENGINE.name}.numerics.compiler" in imported(p)}
    found: set[Path] = set()
    while new:
        found |= new
        new = {modules[n] for p in new for n in imported(p) if n in modules} - found
    assert ENGINE / "numerics" / "steppers.py" in found
    assert found <= {p for pattern in kernel_cache.SOURCES for p in ENGINE.glob(pattern)}


def test_every_kernel_is_compiled_when_all_are_loaded_and_kept_so():
    every_kernel.load()
    modules = [m for name, m in sys.modules.items() if name.startswith("ionoscope.engine.")]
    kernels = [d for m in modules for d in vars(m).values() if isinstance(d, Dispatcher)]
    kept = [d for d in kernels if not isinstance(d._cache, NullCache)]
    assert {type(d._cache) for d in kept} == {kernel_cache.KernelCache}
    groups = {d.py_func.__module__.split(".")[2] for d in kept}
    assert groups == {"crystal", "gate", "ion", "lattice", "meeting", "numerics", "statistics"}
    # without a signature of its own, it is part of its caller
    assert {d.__name__ for d in kept if not d.signatures} <= {"_central"}
