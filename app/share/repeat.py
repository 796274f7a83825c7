"""Lines that give the same run: a command for a shell, and Python for a notebook."""

from collections.abc import Sequence
from shlex import quote
from typing import Any

from ionoscope.engine import Experiment, InvalidParameter, Result, known
from ionoscope.engine.compute.sweep import ENDING
from ionoscope.engine.core.parameters import Kind, as_text


def changed_from_default(experiment: Experiment) -> dict[str, object]:
    """The parameters that differ from their defaults."""
    declared = experiment.declared()
    return {k: v for k, v in experiment.values().items() if v != declared[k].default}


def command_line(
    experiment: Experiment, hidden: Sequence[str] = (), flags: Sequence[str] = ("--json",)
) -> str:
    """The command that gives the same run, as a shell takes it; a `hidden` value stands as ?."""
    declared = experiment.declared()
    told = [
        f"--{name} ?" if name in hidden else _flags(name, value, declared[name])
        for name, value in _told(experiment, hidden).items()
    ]
    return " ".join([_command(experiment.key), *told, *flags])


def python_lines(experiment: Experiment, hidden: Sequence[str] = ()) -> str:
    """The Python lines that give the same run; a `hidden` value stands as ?."""
    told = _told(experiment, hidden).items()
    values = [f"{name}={'?' if name in hidden else repr(value)}" for name, value in told]
    arguments = ", ".join([f'"{experiment.key}"', *values])
    return (
        "import ionoscope as iono\n"
        f"result = iono.run({arguments})\n"
        "print(result.summary)\n"
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


def _command(key: str) -> str:
    of = key.removesuffix(ENDING)
    return f"ionoscope {'run' if of == key else 'sweep'} {of}"


def _flags(name: str, value: Any, declared: Kind | None = None) -> str:
    """A value as a shell takes it; what a sweep goes over has a flag for each axis."""
    if name == "over":
        return " ".join(f"--over {quote(as_text((axis,)))}" for axis in value)
    return f"--{name} {quote(declared.to_text(value) if declared else as_text(value))}"


def _told(experiment: Experiment, hidden: Sequence[str]) -> dict[str, object]:
    """What differs from the defaults, and all that is hidden: not even whether it does is told."""
    changed = changed_from_default(experiment)
    declared = experiment.declared()
    return {name: changed.get(name) for name in declared if name in hidden or name in changed}
