"""Groups of commands that load no more than the one that is asked for."""

from collections.abc import Callable
from importlib import import_module

import click


class Modules(click.Group):
    """Commands in modules of their own: NAME is `command` in NAME_command.py beside this file, or
    in `folder` there.

    `lines` has a line of help by the name of each, so that help loads none of them.
    """

    lines: dict[str, str]
    folder = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lines)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.lines:
            return None
        place = ".".join(filter(None, (__package__, self.folder)))
        return import_module(f"{place}.{name}_command").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.lines.items()))


class ByExperiment(click.Group):
    """A command for every experiment; `build(key)` makes the one that is asked for."""

    build: Callable[[str], click.Command]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._questions())

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from ionoscope.engine.core.parameters import same_word

        key = same_word(name, self._questions())
        return self.build(key) if key else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Experiments"):
            formatter.write_dl(list(self._questions().items()))

    @staticmethod
    def _questions() -> dict[str, str]:
        from ionoscope.engine import EXPERIMENTS

        return {key: kind.question for key, kind in EXPERIMENTS.items()}
