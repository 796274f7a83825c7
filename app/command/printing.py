"""Answers in lines."""

from ionoscope.engine import Result
from ionoscope.engine.core.finding import Value
from ionoscope.engine.core.result import plain


def answer(result: Result) -> str:
    """What may be concluded, and the summary as lines of name and value."""
    lines = [f"{result.experiment}: {result.status} in {result.elapsed_s:.3g} s"]
    for finding in result.findings:
        lines += [f"  {finding}", *map(_line, finding.values)]
    lines += ["", "summary (as in --json)"] if result.findings else []
    for name, value in plain(result.summary).items():
        lines.append(f"  {name:24} {short(value)}")
    return "\n".join(lines)


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
