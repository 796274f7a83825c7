"""Kernels on disk: found again, and no state of the disk stops a start or changes a number."""

import importlib.util
import tempfile

import pytest
from numba import config

from ionoscope.engine.numerics import kernel_cache

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
        spec = importlib.util.spec_from_file_location("module", path)
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


def test_every_kernel_of_the_engine_is_kept_so():
    from ionoscope.engine.gate.kernels.classify import classify_all

    assert isinstance(classify_all._cache, kernel_cache.KernelCache)
