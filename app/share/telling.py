"""Telling: what a run is in few words: what it was asked that is not usual, and what it found."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ionoscope.engine import known
from ionoscope.engine.core.finding import Finding, conclusion
from ionoscope.engine.core.parameters import Kind, as_text

LONGEST = 60
"""Most letters of a value that is told among others."""


def differing(experiment: str, parameters: Mapping[str, object]) -> dict[str, str]:
    """The parameters that differ from their defaults, by name: value and unit, cut if it is long.

    Those that this version does not know are among them.
    """
    kind = known(experiment)
    declared = kind.declared() if kind else {}
    return {
        name: _told(declared.get(name), value)
        for name, value in parameters.items()
        if name not in declared or as_text(value) != as_text(declared[name].default)
    }


def _told(parameter: Kind | None, value: object) -> str:
    if parameter and parameter.takes_files:
        return parameter.told(value)
    text = short(as_text(value))
    return f"{text} {parameter.unit}".rstrip() + parameter.beside(value) if parameter else text


def changes(experiment: str, parameters: Mapping[str, object]) -> str:
    """The same in a line, e.g. "kT = 40 meV (464 K), ions = 3"; "" if all are at their defaults."""
    told = differing(experiment, parameters)
    return ", ".join(f"{name} = {text}" for name, text in told.items())


def headline(findings: Sequence[Finding]) -> str:
    """What a run found in a sentence, or why it says nothing; "" if nothing is known."""
    found = conclusion(findings)
    return str(found) if found else ""


def when(seconds: float) -> str:
    """Date and time here of `seconds` since 1970, to the minute."""
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")


def size(count: int) -> str:
    """A number of bytes in words."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} GB"


def short(text: str) -> str:
    """A text, cut if it is long."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
