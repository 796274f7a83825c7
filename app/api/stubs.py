"""The face's type stub, written from the registry: `python -m ionoscope.stubs` prints it.

Type checkers and completion read it; a test compares it with what stands in `__init__.pyi`.
"""

import sys

from .engine import EXPERIMENTS, Experiment
from .engine.core.described import annotation

HEAD = """\
# Written by `make stubs` from the registry of experiments; not by hand.
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, overload

import holoviews as hv

from .app.runs.entry import Entry as Entry
from .comparing import Compared as Compared
from .engine import EXPERIMENTS as EXPERIMENTS
from .engine import Experiment as Experiment
from .engine import InvalidParameter as InvalidParameter
from .engine import Result as Result
from .engine import RunFailed as RunFailed
from .kept import Runs as Runs

__version__: str

def experiments() -> dict[str, str]: ...
def presets(key: str) -> dict[str, str]: ...
def figures(key: str) -> dict[str, str]: ...
def plot(
    results: Result | Sequence[Result], figure: str | None = None, **options: Any
) -> hv.Overlay: ...
def save(picture: Any, path: str | Path) -> Path: ...
def open(run: str | Path | Entry) -> Result: ...
def resume(result: Result, *, progress: bool = True, keep: bool | None = None) -> Result: ...
def runs(
    experiment: str = "",
    *,
    status: str = "",
    text: str = "",
    where: str | Iterable[str] = (),
    tags: Iterable[str] = (),
    sort: str = "created",
    descending: bool = True,
    most: int = 200,
    trash: bool = False,
    folder: str | Path | None = None,
) -> Runs: ...
def compare(*runs: str | Path | Entry | Result) -> Compared: ...
def sweep(
    key: str,
    over: Mapping[str, Iterable[Any]],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    **parameters: Any,
) -> Result: ...
"""


def stub() -> str:
    """The stub's text."""
    runs = [_overload(key, kind) for key, kind in EXPERIMENTS.items()]
    classes = [_class(kind) for kind in EXPERIMENTS.values()]
    return "\n".join([HEAD.rstrip(), *runs, *classes]) + "\n"


def _overload(key: str, kind: type[Experiment]) -> str:
    return (
        f'@overload\ndef run(\n    key: Literal["{key}"],\n    preset: str | None = None,\n'
        "    *,\n    progress: bool = True,\n    fresh: bool = False,\n"
        f"    keep: bool | None = None,\n{_parameters(kind, '    ')}) -> Result:\n"
        f'    """{kind.question}"""\n'
    )


def _class(kind: type[Experiment]) -> str:
    return (
        f'class {kind.__name__}(Experiment):\n    """{kind.question}"""\n\n'
        f"    def __init__(\n        self,\n        *,\n{_parameters(kind, 8 * ' ')}"
        "    ) -> None: ...\n"
    )


def _parameters(kind: type[Experiment], indent: str) -> str:
    return "".join(
        f"{indent}{name}: {annotation(p)} = {p.default!r},  # {p.allowed()}\n"
        for name, p in kind.declared().items()
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(stub().encode())  # a file's encoding, not the terminal's
