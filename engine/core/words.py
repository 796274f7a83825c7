"""One way to write numbers in sentences: value, uncertainty in brackets, unit."""

import math

from .units import K_B

LOPSIDED = 1.3
"""Longer over shorter side of an interval from which both ends are told."""


def number(value: float | None, error: float | None = None, unit: str = "") -> str:
    """`value` to the digits its error allows, e.g. 4.19(8) Å²/ps; five digits without error."""
    if value is None or not math.isfinite(value):
        return "—"
    text = _with_error(value, error) if error and math.isfinite(error) else _plain(value)
    return f"{text} {unit}".rstrip()


def with_interval(
    value: float | None, low: float | None, high: float | None, unit: str = ""
) -> str:
    """A value with half its 95 % interval from low to high in brackets, all in one unit.

    With both ends where it is lopsided.
    """
    if value is None or low is None or high is None or not _finite(value, low, high):
        return number(value, None, unit)
    sides = sorted((value - low, high - value))
    if sides[1] > LOPSIDED * sides[0]:
        middle, *ends = (number(float(f"{v:.3g}")) for v in (value, low, high))
        return f"{middle} ({' … '.join(ends)}) {unit}".rstrip()
    return number(value, (high - low) / 2, unit)


def about(value: float, digits: int = 2) -> str:
    """A number in any unit to so many significant digits, as sentences tell it."""
    return number(float(f"{value:.{digits}g}"))


def percent(value: float, low: float | None = None, high: float | None = None) -> str:
    """A share `value` (0 … 1) as a percentage, half its interval from low to high in brackets."""
    half = None if low is None or high is None else 50 * (high - low)
    return number(100 * value, half, "%")


def kelvin(kT: float) -> str:
    """kT (meV) with the temperature that it is, to three digits, e.g. "25 meV (290 K)"."""
    return f"{number(kT, unit='meV')} ({about(kT / K_B, 3)} K)"


def _finite(*values: float) -> bool:
    return all(map(math.isfinite, values))


def _plain(value: float) -> str:
    size = abs(value)
    if value == 0 or 1e-3 <= size < 1e5:
        return f"{value:.5g}"
    mantissa, exponent = f"{value:.3e}".split("e")
    return f"{float(mantissa):g}·10{_superscript(int(exponent))}"


def _with_error(value: float, error: float) -> str:
    """Two digits of an error that begins with 1, 2 or 3, for one would be off by up to a half."""
    decade = math.floor(math.log10(float(f"{error:.0e}")))  # of the error rounded to one digit
    if error < 3.55 * 10.0**decade and round(error / 10.0 ** (decade - 1)) >= 10:
        decade -= 1
    if decade < -6:
        return _plain(value)
    digits = round(error / 10.0**decade)
    if decade > 0:
        return f"{round(value, -decade):.0f}({digits * 10**decade})"
    return f"{value:.{-decade}f}({digits})"


def _superscript(exponent: int) -> str:
    return str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
