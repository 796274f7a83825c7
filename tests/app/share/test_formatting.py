"""Numbers as the pages write them."""

import pytest

from ionoscope.app.share.formatting import duration
from ionoscope.engine.core.words import kelvin, number, percent


@pytest.mark.parametrize(
    ("value", "error", "unit", "text"),
    [
        (4.1937, 0.08, "Å²/ps", "4.19(8) Å²/ps"),
        (40.2, 5.1, "meV", "40(5) meV"),
        (0.144061, 0.00012, "", "0.14406(12)"),
        (1.0, 0.0099, "", "1.000(10)"),
        (9.96, 0.96, "", "10.0(10)"),
        (1234.5, 120.0, "", "1230(120)"),
        (2.5, None, "E_osc", "2.5 E_osc"),
        (3.597e-13, None, "", "3.597·10⁻¹³"),
        (3e-14, None, "", "3·10⁻¹⁴"),
        (float("nan"), None, "", "—"),
        (None, None, "", "—"),
    ],
)
def test_value_uncertainty_and_unit(value, error, unit, text):
    assert number(value, error, unit) == text


def test_a_share_carries_half_its_interval():
    assert percent(0.5902, 0.585, 0.595) == "59.0(5) %"


@pytest.mark.parametrize(
    ("kT", "text"),
    [
        (25.0, "25 meV (290 K)"),
        (0.5, "0.5 meV (5.8 K)"),
        (0.0, "0 meV (0 K)"),
        (1e4, "10000 meV (1.16·10⁵ K)"),
    ],
)
def test_a_temperature_is_told_in_kelvin_too(kT, text):
    assert kelvin(kT) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, ""), (0.2, "1 s"), (75, "75 s"), (600, "10 min"), (9000, "2.5 h")]
)
def test_time_left(seconds, text):
    assert duration(seconds) == text
