"""For which processor kernels are compiled."""

import pytest
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


@pytest.mark.parametrize(("by_hand", "expected"), [(None, "generic"), ("znver4", "untouched")])
def test_numba_s_own_setting_goes_first(monkeypatch, by_hand, expected):
    monkeypatch.setattr(config, "CPU_NAME", "untouched")
    monkeypatch.setattr(config, "CPU_FEATURES", None)
    monkeypatch.delenv("NUMBA_CPU_NAME", raising=False)
    if by_hand:
        monkeypatch.setenv("NUMBA_CPU_NAME", by_hand)
    processor.settle("generic")
    assert expected == config.CPU_NAME
