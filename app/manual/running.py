"""Pages that compute what they say: their code is run, and what it prints is compared.

In a page's Markdown, from top to bottom and in one namespace,

- a block `python` is run, and so is each line `$ ionoscope …` of a block `console`;
- a block `text` right after it, or lines below the command, is what it has to print; … stands for
  anything;
- code in a comment, `<!-- python … -->`, is run and not shown;
- `{{ expression }}` in the text becomes its value.
"""

import contextlib
import io
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from ..command.cli import main

PIECES = re.compile(
    r"<!-- python\n(?P<hidden>.*?)-->\n"
    r"|^```(?P<kind>\{?[\w-]*\}?)[^\n]*\n(?P<body>.*?)^```$"
    r"|\{\{\s(?P<value>.*?)\s\}\}",
    re.S | re.M,
)
COMMAND = re.compile(r"^\$ (ionoscope .*(?:\\\n.*)*)\n?", re.M)
SOAK = "<!-- soak -->\n"
"""Stands at the beginning of a page that takes long."""


class PageFailed(Exception):
    """Something on a page does not do what the page says."""


class Running:
    """What has been run of a page so far."""

    def __init__(self, name: str):
        self.name, self.names = name, {"__name__": name}
        self.printed: str | None = None

    def piece(self, found: re.Match) -> str:
        """Run a piece of the page; what stands there afterwards."""
        if found["value"]:
            return str(self._evaluated(found["value"].strip()))
        if found["hidden"]:
            self._run(found["hidden"])
            return ""
        {"python": self._run, "console": self._console, "text": self._compare}.get(
            found["kind"], self._forget
        )(found["body"])
        return found[0]

    def _run(self, source: str) -> None:
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(source, self.name, "exec"), self.names)
        except Exception as error:
            raise PageFailed(f"{self.name}: {error!r} in\n{source}") from error
        self.printed = printed.getvalue()

    def _evaluated(self, source: str) -> object:
        try:
            return eval(source, self.names)
        except Exception as error:
            raise PageFailed(f"{self.name}: {error!r} in {{{{ {source} }}}}") from error

    def _console(self, body: str) -> None:
        _, *parts = COMMAND.split(body)
        for command, wanted in zip(parts[::2], parts[1::2], strict=True):
            done = CliRunner().invoke(main, shlex.split(command.replace("\\\n", " "))[1:])
            if done.exit_code:
                raise PageFailed(
                    f"{self.name}: exit code {done.exit_code} of {command}\n{done.output}"
                )
            self.printed = done.stdout
            if wanted.strip():
                self._compare(wanted)

    def _compare(self, wanted: str) -> None:
        got, self.printed = self.printed, None
        if got is not None and not same(wanted, got):
            raise PageFailed(f"{self.name} says\n{wanted}\nand it printed\n{got}")

    def _forget(self, _: str) -> None:
        self.printed = None


def same(wanted: str, got: str) -> bool:
    """Whether it is what a page says; any blanks count as one, … stands for anything."""
    parts = " ".join(wanted.split()).split("…")
    return bool(re.fullmatch(".*".join(map(re.escape, parts)), " ".join(got.split()), re.S))


def run(text: str, folder: Path, name: str = "page") -> str:
    """A page with its values filled in; pictures and files that it makes come into `folder`.

    PageFailed if something in it fails, or prints something else than the page says.
    """
    with contextlib.chdir(folder):
        return PIECES.sub(Running(name).piece, text.removeprefix(SOAK))
