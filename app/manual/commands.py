"""The command line, from what click knows of it."""

import inspect
from collections.abc import Iterator

import click

from ionoscope.engine import EXPERIMENTS

from ..command.cli import main
from ..command.groups import ByExperiment
from .markdown import code, fenced, joined, said, section, table

HEAD = """\
# The command line

`ionoscope NAME --help` says the same on a terminal. Values may be typed as people write them
(`--kT "25 meV"`, `--path "G;X;M;G"`); those with blanks, `;` or `|` need quotes."""


def page() -> str:
    """All commands with their arguments and flags."""
    return joined(HEAD, *(_command(names, own) for names, own in commands()))


def commands(
    group: click.Group = main, names: tuple[str, ...] = ("ionoscope",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the names that call it; of those by experiment the group alone."""
    context = click.Context(group)
    for name in group.list_commands(context):
        own = group.get_command(context, name)
        yield (*names, name), own
        if isinstance(own, click.Group) and not isinstance(own, ByExperiment):
            yield from commands(own, (*names, name))


def _command(names: tuple[str, ...], own: click.Command) -> str:
    title = f"`{' '.join(names)}`"
    about = said(inspect.cleandoc(own.help or "").replace("\b\n", ""))
    if isinstance(own, ByExperiment):
        return section(title, about, *_by_experiment(names, own))
    if isinstance(own, click.Group):
        return section(title, about)
    return section(title, about, _usage(names, own), options(own))


def _by_experiment(names: tuple[str, ...], own: ByExperiment) -> Iterator[str]:
    """What the commands of all experiments share, and which some have besides."""
    each = {key: own.build(key) for key in EXPERIMENTS}
    yield fenced("text", f"{' '.join(names)} EXPERIMENT --NAME VALUE …")
    links = [f"[{key}](experiments/{key}.md)" for key in each]
    yield f"with a flag for every parameter of the experiment: {', '.join(links)}. All have also:"
    flags = {key: _own_flags(key, command) for key, command in each.items()}
    every = set.intersection(*(set(found) for found in flags.values()))
    first = {k: v for k, v in next(iter(flags.values())).items() if k in every}
    first["--preset"] = click.Option(["--preset"], help="Start from one of its presets.")
    yield _table(list(first.values()))
    for name in sorted({name for found in flags.values() for name in found} - every):
        having = [key for key, found in flags.items() if name in found]
        yield f"Only {', '.join(map(code, having))}:"
        yield _table([flags[having[0]][name]])


def _own_flags(key: str, command: click.Command) -> dict[str, click.Option]:
    """The flags of a command that are no parameters of its experiment."""
    declared = EXPERIMENTS[key].declared()
    found = [p for p in command.params if isinstance(p, click.Option) and p.name not in declared]
    return {p.opts[0]: p for p in found if not p.hidden}


def _usage(names: tuple[str, ...], own: click.Command) -> str:
    context = click.Context(own, info_name=" ".join(names))
    return fenced("text", " ".join([" ".join(names), *own.collect_usage_pieces(context)]))


def options(own: click.Command) -> str:
    """A table of a command's flags."""
    return _table([p for p in own.params if isinstance(p, click.Option) and not p.hidden])


def _table(flags: list[click.Option]) -> str:
    rows = [(_typed(p), said(p.help or ""), default(p), code(variable(p))) for p in flags]
    heads = ("flag", "meaning", "default", "environment")
    wide = 4 if any(row[3] for row in rows) else 3
    return table(heads[:wide], [row[:wide] for row in rows])


def _typed(option: click.Option) -> str:
    names = ", ".join(option.opts)
    if option.secondary_opts:
        return code(f"{names} / {', '.join(option.secondary_opts)}")
    value = "" if option.is_flag else f" {option.make_metavar(click.Context(main))}"
    return code(names + value.removesuffix(" RANGE"))


def variable(option: click.Option) -> str:
    """The environment variable that says the same, "" if there is none."""
    name = option.envvar
    return name if isinstance(name, str) else next(iter(name or ()), "")


def default(option: click.Option) -> str:
    """The default as it would be typed; "" where there is none, or where it depends on the
    machine."""
    value = option.default
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return code(str(value)) if plain else ""
