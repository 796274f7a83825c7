"""Lines that give the same run: a command for a shell, and Python for a notebook."""

from collections.abc import Mapping, Sequence
from shlex import quote
from typing import Any

from ionoscope.engine import Experiment, InvalidParameter, Result, known
from ionoscope.engine.compute.sweep import ENDING
from ionoscope.engine.core.parameters import Kind, as_text

OVER = "over"
"""The parameter that says what a sweep goes over."""


def changed_from_default(experiment: Experiment) -> dict[str, object]:
    """The parameters that differ from their defaults."""
    return _changed(type(experiment), experiment.values())


def command_line(
    experiment: Experiment, hidden: Sequence[str] = (), flags: Sequence[str] = ("--json",)
) -> str:
    """The command that gives the same run, as a shell takes it; a `hidden` value stands as ?."""
    return command_for(type(experiment), experiment.values(), hidden, flags)


def command_for(
    kind: type[Experiment],
    values: Mapping[str, object],
    hidden: Sequence[str] = (),
    flags: Sequence[str] = ("--json",),
) -> str:
    """As `command_line`, of an experiment or a sweep that is not built: of its checked values."""
    declared = kind.declared()
    told = [
        f"--{name} ?" if name in hidden else _flags(name, value, declared[name])
        for name, value in _told(kind, values, hidden).items()
    ]
    return " ".join([_command(kind.key), *told, *flags])


def python_lines(experiment: Experiment, hidden: Sequence[str] = ()) -> str:
    """The Python lines that give the same run; a `hidden` value stands as ?."""
    return python_for(type(experiment), experiment.values(), hidden)


def python_for(
    kind: type[Experiment], values: Mapping[str, object], hidden: Sequence[str] = ()
) -> str:
    """As `python_lines`, of an experiment or a sweep that is not built: of its checked values."""
    told = [
        f"{name}={'?' if name in hidden else _python(name, value)}"
        for name, value in _told(kind, values, hidden).items()
    ]
    verb, key = _asked_for(kind.key)
    arguments = ", ".join([f'"{key}"', *told])
    return (
        "import ionoscope as iono\n"
        f"result = iono.{verb}({arguments})\n"
        f"print(result.{'data' if verb == 'sweep' else 'summary'})\n"
        "iono.plot(result)"
    )


def asked(result: Result) -> Experiment | None:
    """The experiment that gives a result again; None if this version has it not, or refuses it."""
    kind = known(result.experiment)
    try:
        return kind(**result.parameters) if kind else None
    except InvalidParameter:
        return None


def command_of(result: Result) -> str:
    """The command that gives a result again, of another version's with all its parameters."""
    experiment = asked(result)
    if experiment:
        return command_line(experiment, flags=())
    return " ".join([_command(result.experiment), *(_flags(*p) for p in result.parameters.items())])


def _asked_for(key: str) -> tuple[str, str]:
    """What is done with which experiment."""
    of = key.removesuffix(ENDING)
    return ("run" if of == key else "sweep"), of


def _command(key: str) -> str:
    return " ".join(("ionoscope", *_asked_for(key)))


def _flags(name: str, value: Any, declared: Kind | None = None) -> str:
    """A value as a shell takes it; what a sweep goes over has a flag for each axis."""
    if name == OVER:
        return " ".join(f"--over {quote(as_text((axis,)))}" for axis in value)
    return f"--{name} {quote(declared.to_text(value) if declared else as_text(value))}"


def _python(name: str, value: Any) -> str:
    return repr(dict(value) if name == OVER else value)


def _changed(kind: type[Experiment], values: Mapping[str, object]) -> dict[str, object]:
    declared = kind.declared()
    return {k: v for k, v in values.items() if v != declared[k].default}


def _told(
    kind: type[Experiment], values: Mapping[str, object], hidden: Sequence[str]
) -> dict[str, object]:
    """What differs from the defaults, and all that is hidden: not even whether it does is told."""
    changed, declared = _changed(kind, values), kind.declared()
    first = sorted(declared, key=lambda name: name != OVER)
    return {name: changed.get(name) for name in first if name in hidden or name in changed}
