"""Answers in lines."""

from collections.abc import Iterable

from ionoscope.engine import Result
from ionoscope.engine.core.finding import Finding, Value
from ionoscope.engine.core.result import plain


def answer(result: Result) -> str:
    """What may be concluded, and the summary as lines of name and value."""
    lines = [f"{result.experiment}: {result.status} in {result.elapsed_s:.3g} s"]
    lines += said(result.findings)
    lines += ["", "summary (as in --json)"] if result.findings else []
    return "\n".join([*lines, *numbers(result.summary)])


def said(findings: Iterable[Finding]) -> list[str]:
    """Findings in lines, each with its numbers below."""
    return [x for found in findings for x in (f"  {found}", *map(_line, found.values))]


def numbers(summary: dict) -> list[str]:
    """A summary in lines of name and value."""
    return [f"  {name:24} {short(value)}" for name, value in plain(summary).items()]


def _line(value: Value) -> str:
    return f"    {'  ' if value.part else ''}{value.name}: {value.text}"


def short(value) -> str:
    """A value of a summary in few characters."""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list) and len(value) > 6:
        return f"{short(value[:3])[:-1]} … {short(value[-2:])[1:]} ({len(value)} values)"
    if isinstance(value, list):
        return "[" + ", ".join(short(v) for v in value) + "]"
    if isinstance(value, dict):
        return ", ".join(f"{k} = {short(v)}" for k, v in value.items())
    return str(value)
