"""Lines that give the same run: a command for a shell, and Python for a notebook."""

from collections.abc import Callable, Sequence
from shlex import quote

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter, Result
from ionoscope.engine.core.parameters import as_text


def changed_from_default(experiment: Experiment) -> dict[str, object]:
    """The parameters that differ from their defaults."""
    declared = experiment.declared()
    return {k: v for k, v in experiment.values().items() if v != declared[k].default}


def command_line(
    experiment: Experiment, hidden: Sequence[str] = (), flags: Sequence[str] = ("--json",)
) -> str:
    """The command that gives the same run, as a shell takes it; a `hidden` value stands as ?."""
    declared = experiment.declared()
    told = _told(experiment, hidden, lambda name, value: quote(declared[name].to_text(value)))
    own = [f"--{name} {text}" for name, text in told.items()]
    return " ".join(["ionoscope run", experiment.key, *own, *flags])


def python_lines(experiment: Experiment, hidden: Sequence[str] = ()) -> str:
    """The Python lines that give the same run; a `hidden` value stands as ?."""
    told = _told(experiment, hidden, lambda _, value: repr(value))
    values = [f"{name}={text}" for name, text in told.items()]
    arguments = ", ".join([f'"{experiment.key}"', *values])
    return (
        "import ionoscope as iono\n"
        f"result = iono.run({arguments})\n"
        "print(result.summary)\n"
        "iono.plot(result)"
    )


def asked(result: Result) -> Experiment | None:
    """The experiment that gives a result again; None if this version has it not, or refuses it."""
    try:
        return EXPERIMENTS[result.experiment](**result.parameters)
    except (InvalidParameter, KeyError):
        return None


def command_of(result: Result) -> str:
    """The command that gives a result again, of another version's with all its parameters."""
    experiment = asked(result)
    if experiment:
        return command_line(experiment, flags=())
    flags = [f"--{k} {quote(as_text(v))}" for k, v in result.parameters.items()]
    return " ".join(["ionoscope run", result.experiment, *flags])


def _told(experiment: Experiment, hidden: Sequence[str], written: Callable) -> dict[str, str]:
    """What differs from the defaults, as `written`; of what is hidden not even whether it does."""
    changed = changed_from_default(experiment)
    return {
        name: "?" if name in hidden else written(name, changed[name])
        for name in experiment.declared()
        if name in hidden or name in changed
    }
