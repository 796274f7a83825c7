"""For which processor kernels are compiled."""

import os
import subprocess
import sys

import pytest
from llvmlite import binding
from numba import config

from ionoscope.engine.numerics import processor

V3 = dict.fromkeys(processor.LEVELS["x86-64-v3"], True)


@pytest.mark.parametrize(
    ("features", "machine", "expected"),
    [
        (V3, "x86_64", "x86-64-v3"),
        (V3, "AMD64", "x86-64-v3"),
        (V3 | {"fma": False}, "x86_64", "generic"),
        ({}, "x86_64", "generic"),
        ({"neon": True}, "aarch64", "generic"),
    ],
)
def test_the_highest_level_that_a_processor_has(features, machine, expected):
    assert processor.highest(features, machine) == expected


@pytest.mark.parametrize(
    ("wish", "expected"),
    [("", None), ("native", None), ("generic", "generic"), ("x86-64-v3", "x86-64-v3")],
)
def test_a_wish_leads_to_a_level(wish, expected, caplog):
    assert processor.level(wish) == expected
    assert not caplog.records


def test_portable_is_one_of_the_levels():
    assert processor.level("portable") in (*processor.LEVELS, processor.BASELINE)


def test_an_unknown_wish_is_named_and_ignored(caplog):
    assert processor.level("i486") is None
    assert "IONOSCOPE_CPU=i486" in caplog.text and "generic" in caplog.text


@pytest.fixture
def unsettled(monkeypatch):
    """As if no kernel had been compiled yet."""
    monkeypatch.setattr(config, "CPU_NAME", "untouched")
    monkeypatch.setattr(config, "CPU_FEATURES", None)
    monkeypatch.delenv("NUMBA_CPU_NAME", raising=False)
    monkeypatch.setattr(processor, "begun", lambda: False)


@pytest.mark.parametrize(("by_hand", "expected"), [(None, "generic"), ("znver4", "untouched")])
def test_numba_s_own_setting_goes_first(unsettled, monkeypatch, by_hand, expected):
    if by_hand:
        monkeypatch.setenv("NUMBA_CPU_NAME", by_hand)
    processor.settle("generic")
    assert expected == config.CPU_NAME


BEFORE = "import numba; numba.njit('i8(i8)')(lambda n: n + 1)"
ASK = "import ionoscope.engine.numerics.compiler, ionoscope.engine.core.result as r"
TELL = "print(r.versions()['kernels'])"
AFTER = "numba.njit('i8(i8)')(lambda n: n + 1)"
FEATURES = "print(numba.core.registry.cpu_target.target_context.codegen()._tm_features)"


@pytest.mark.parametrize("late", [False, True])
def test_the_processor_is_told_as_it_is_after_a_kernel_of_somebody_else(late):
    """Without features of its own, numba's compiler is set to the level; else to this processor."""
    code = [BEFORE, ASK, TELL] if late else [ASK, "import numba", AFTER, TELL]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([*code, FEATURES])],
        env={**os.environ, "IONOSCOPE_CPU": "generic"},
        capture_output=True,
        text=True,
        check=True,
    )
    told, features = done.stdout.split("\n")[:2]
    expected = (binding.get_host_cpu_name(), True) if late else ("generic", False)
    assert (told, bool(features)) == expected
    assert ("IONOSCOPE_CPU=generic comes too late" in done.stderr) == late
