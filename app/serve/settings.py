"""Settings: what `ionoscope serve` can be told, by a flag or by the environment."""

import re
from pathlib import Path
from typing import NamedTuple

import click

from ..runs.folder import VARIABLE, own_folder

LOCAL = ("localhost", "127.0.0.1")
EVERY_INTERFACE = ("0.0.0.0", "::")
DOCS = Path(__file__).parents[2] / "build" / "docs"
"""Where `make docs` puts the documentation."""


def _cores() -> int:
    from ionoscope.engine.compute.workforce import cores  # with the engine, which help needs not

    return cores()


class Settings(NamedTuple):
    """How the dashboard is served; see the options below."""

    port: int
    address: str
    origin: tuple[str, ...]
    runs: Path
    workers: int
    visitors: int
    browser: bool
    scheduler: str | None = None
    docs: Path = DOCS

    def origins(self) -> list[str]:
        """Every host:port under which browsers may come."""
        named = () if self.address in EVERY_INTERFACE else (self.address,)
        return sorted({f"{host}:{self.port}" for host in (*LOCAL, *named)} | set(self.origin))

    def url(self) -> str:
        """Where a browser on this machine finds it."""
        host = "localhost" if self.address in EVERY_INTERFACE else self.address
        return f"http://{host}:{self.port}"


class Origin(click.ParamType):
    """host or host:port as browsers write it, several in the environment with commas between."""

    name = "host:port"
    envvar_list_splitter = ","

    def convert(self, value: str, param, ctx) -> str:
        """`value` without blanks around it; refused if it is a whole address or IPv6."""
        value = value.strip()
        if not re.fullmatch(r"\*|[\w.-]+(:\d{1,5})?", value):
            self.fail(
                f"{value!r} is no host:port; give it without http:// and path, such as "
                "lab.example.org or 192.168.1.20:5006 (an IPv6 address needs a name).",
                param,
                ctx,
            )
        return value


RUNS = click.Option(
    ["--runs"],
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    default=own_folder,
    envvar=VARIABLE,
    show_envvar=True,
    help="Folder in which runs are stored.",
)
"""For every command that keeps runs or knows of kept ones."""

OPTIONS = [
    click.Option(
        ["--port"],
        type=click.IntRange(1, 65535),
        default=5006,
        show_default=True,
        envvar="IONOSCOPE_PORT",
        show_envvar=True,
        help="Port to listen on.",
    ),
    click.Option(
        ["--address"],
        default="localhost",
        show_default=True,
        envvar="IONOSCOPE_ADDRESS",
        show_envvar=True,
        help="Interface to listen on; 0.0.0.0 for all.",
    ),
    click.Option(
        ["--origin"],
        type=Origin(),
        multiple=True,
        envvar="IONOSCOPE_ORIGIN",
        show_envvar=True,
        help="Host name in the browser's address bar, if not localhost; * accepts any.",
    ),
    RUNS,
    click.Option(
        ["--workers"],
        type=click.IntRange(1, 256),
        default=_cores,
        envvar="IONOSCOPE_WORKERS",
        show_envvar=True,
        help="Runs computed at the same time; by default one per core.",
    ),
    click.Option(
        ["--visitors"],
        type=click.IntRange(1, 10_000),
        default=100,
        show_default=True,
        envvar="IONOSCOPE_VISITORS",
        show_envvar=True,
        help="Pages open at the same time.",
    ),
    click.Option(
        ["--scheduler"],
        metavar="ADDRESS",
        envvar="IONOSCOPE_SCHEDULER",
        show_envvar=True,
        help="Compute runs that are started on the workers of this dask scheduler.",
    ),
    click.Option(
        ["--docs"],
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        default=DOCS,
        envvar="IONOSCOPE_DOCS",
        show_envvar=True,
        help="Folder of the built documentation, which is served below /docs.",
    ),
    click.Option(["--browser/--no-browser"], default=True, help="Open a browser."),
]
