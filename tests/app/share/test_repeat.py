"""The lines that repeat a run: pasted into a shell or a notebook they ask for the same run."""

import shlex
from typing import NamedTuple

import pytest
from click import Context

import ionoscope
from ionoscope.app.command.cli import main
from ionoscope.app.command.flags import built
from ionoscope.app.command.sweep_command import _planned
from ionoscope.app.share.presets import presets
from ionoscope.app.share.repeat import command_line, python_lines
from ionoscope.engine import EXPERIMENTS, Experiment
from ionoscope.engine.compute.sweep import sweep_of


class Case(NamedTuple):
    """An experiment by the name of its preset."""

    name: str
    experiment: Experiment


def cases() -> list[Case]:
    """Every preset of every experiment, its smallest run, and a path with names and without."""
    found = [
        Case(f"{key}-{name}", kind.from_text(preset.parameters))
        for key, kind in EXPERIMENTS.items()
        for name, preset in presets(key).items()
    ]
    found += [Case(f"{key}-small", kind(**kind.small)) for key, kind in EXPERIMENTS.items()]
    path = EXPERIMENTS["lattice-phonons"](path=["Γ", (0, 0.5, 0), "R", (-0.25, 1e-7, 0)])
    return [*found, Case("a path", path)]


EACH = pytest.mark.parametrize(
    "experiment", [pytest.param(c.experiment, id=c.name) for c in cases()]
)


def asked_of_a_shell(line: str) -> Experiment:
    """The experiment that a command line asks for."""
    _, group, key, *words = shlex.split(line)
    context = Context(main)
    command = main.get_command(context, group).get_command(context, key)
    given = command.make_context(key, words).params
    texts = {k: given[k] for k in EXPERIMENTS[key].declared() if given[k] is not None}
    return built(key, texts, given["preset_name"])


@EACH
def test_a_shell_takes_the_command_as_it_is_meant(experiment):
    line = command_line(experiment)
    assert line.isascii() and shlex.join(shlex.split(line)) == line  # what needs quotes has them
    again = asked_of_a_shell(line)
    assert type(again) is type(experiment) and again.values() == experiment.values()


@EACH
def test_python_takes_the_lines_as_they_are_meant(experiment, monkeypatch):
    asked = []

    def run(key, **parameters):
        asked.append(EXPERIMENTS[key](**parameters))
        return asked[0].result

    monkeypatch.setattr(ionoscope, "run", run)
    monkeypatch.setattr(ionoscope, "plot", lambda result: None)
    lines = python_lines(experiment).replace("print(result.summary)\n", "")
    exec(compile(lines, "lines", "exec"), {})
    assert type(asked[0]) is type(experiment) and asked[0].values() == experiment.values()


def test_a_path_goes_by_the_names_of_its_points():
    path = EXPERIMENTS["lattice-phonons"].from_text({"path": "0,0,0;0.5,0,0;0,0.5,0"})
    assert "--path 'G;X;0,0.5,0'" in command_line(path)


@pytest.mark.parametrize("lines", [command_line, python_lines])
def test_what_is_hidden_is_not_told_and_nothing_else_is_harmed(lines):
    kind = EXPERIMENTS["gate-map"]
    secret, plain = kind(n=20, lam=1.4, s=1.4), kind(n=200, lam=1.4, s=1.4)
    told = lines(plain, hidden=("n", "lam"))
    assert told == lines(secret, hidden=("n", "lam"))  # one cannot be told from the other
    assert told == lines(kind(s=1.4), hidden=("n", "lam"))  # nor from the default
    assert told.count("?") == 2 and told.count("1.4") == 1


def test_a_word_with_a_blank_is_one_word():
    fill = EXPERIMENTS["gate-map"](fill="traced")
    assert asked_of_a_shell(command_line(fill)).fill == "traced"
    assert EXPERIMENTS["gate-map"].declared()["fill"].to_text("every cell") == "every-cell"


SWEEPS = [
    ("gate-barrier", {"U0": 7.0}, {"lam": [1.0, 2.0], "s": [0.0, 1.0, 2.0, 3.0]}),
    ("gate-transmission", {"seed": 3}, {"omega_T": [(1.0,), (1.0, 2.0, 3.0, 4.0)]}),
    ("lattice-phonons", {}, {"path": [((0, 0, 0), (0.5, 0, 0)), ((0, 0, 0), (0.5, 0.5, 0.5))]}),
    ("gate-map", {}, {"fill": ["every cell", "traced"]}),
]


@pytest.mark.parametrize(("key", "values", "over"), SWEEPS, ids=[key for key, *_ in SWEEPS])
def test_the_lines_of_a_sweep_give_the_same_sweep(key, values, over, monkeypatch):
    sweep = sweep_of(EXPERIMENTS[key])(**values, over=over)
    line = command_line(sweep)
    _, group, own, *words = shlex.split(line)
    assert (group, own, shlex.join(shlex.split(line))) == ("sweep", key, line)
    context = Context(main)
    command = main.get_command(context, group).get_command(context, key)
    given = command.make_context(key, words).params
    texts = {k: v for k, v in given.items() if k in EXPERIMENTS[key].declared() and v is not None}
    assert _planned(key, given["over"], texts, None).values() == sweep.values()
    asked = []
    monkeypatch.setattr(ionoscope, "sweep", lambda *a, **k: asked.append((a, k)))
    exec(python_lines(sweep).partition("print")[0])
    [((again,), parameters)] = asked
    assert again == key and type(sweep)(**parameters).values() == sweep.values()
