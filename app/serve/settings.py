"""Settings: what `ionoscope serve` can be told, by a flag or by the environment.

`--for` chooses among sets of defaults (HOUSES); what is told besides goes before them.
"""

from pathlib import Path
from typing import NamedTuple

import click

from ..runs.folder import VARIABLE, own_folder
from ..runs.limits import RUNS_EACH, run_memory
from ..runs.visitor import CLASS, LAPTOP, SERVER
from .lan import addresses
from .values import Network, Origin, Prefix, Several

HOUSES = {LAPTOP: {}, CLASS: {"address": "0.0.0.0"}, SERVER: {"browser": False}}
"""For whom it is served, and the defaults that differ then."""
LOCAL = ("localhost", "127.0.0.1")
EVERY_INTERFACE = ("0.0.0.0", "::")
DOCS = Path(__file__).parents[2] / "build" / "docs"
"""Where `make docs` puts the documentation."""
LOOPBACK = ("127.0.0.1", "::1")


def _cores() -> int:
    from ionoscope.engine.compute.workforce import cores  # with the engine, which help needs not

    return cores()


def _pages() -> tuple[str, ...]:
    """Pages that may be shown alone, by the keys that addresses have for them."""
    from ionoscope.engine import EXPERIMENTS

    return ("home", *EXPERIMENTS, "lessons", "runs", "papers")


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
    runs_each: int = RUNS_EACH
    run_memory: float | None = None
    house: str = LAPTOP
    prefix: str = ""
    join_code: str = ""
    user_header: str = ""
    proxy: tuple[str, ...] = LOOPBACK
    oauth: str = ""
    operators: tuple[str, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None
    pages: tuple[str, ...] = ()

    def check(self) -> None:
        """ValueError, in a sentence, for settings that do not go together."""
        if self.house == SERVER and bool(self.user_header) == bool(self.oauth):
            raise ValueError(
                "--for server needs one way of logging in: --user-header NAME, in which the proxy "
                "says who has, or --oauth PROVIDER."
            )
        if self.house != SERVER and (self.user_header or self.oauth):
            raise ValueError("--user-header and --oauth are for --for server.")
        if self.join_code and self.house != CLASS:
            raise ValueError("--join-code is for --for class.")
        known = _pages() if self.pages else ()
        if unknown := [key for key in self.pages if key not in known]:
            raise ValueError(f"--page {unknown[0]}: there is no such page, but {', '.join(known)}.")
        if bool(self.tls_cert) != bool(self.tls_key):
            raise ValueError("--tls-cert and --tls-key need each other.")

    def origins(self) -> list[str]:
        """Every host:port under which browsers may come."""
        named = () if self.address in EVERY_INTERFACE else (self.address,)
        lan = addresses() if self.house == CLASS and not named else ()
        found = {f"{host}:{self.port}" for host in (*LOCAL, *named, *lan)}
        return sorted(found | set(self.origin))

    def bytes_a_run(self) -> float:
        """By how much a run's process may grow."""
        return 1e9 * self.run_memory if self.run_memory else run_memory()

    def url(self) -> str:
        """Where a browser on this machine finds it."""
        host = "localhost" if self.address in EVERY_INTERFACE else self.address
        return self._at(f"{host}:{self.port}")

    def shown_url(self) -> str:
        """Where browsers on other machines find it: by the name that was set, or else by an address
        of this machine on its network."""
        named = next((name for name in self.origin if name != "*"), None)
        if named or self.address not in EVERY_INTERFACE:
            return self._at(named) if named else self.url()
        lan = addresses()
        return self._at(f"{lan[0]}:{self.port}") if lan else self.url()

    def _at(self, host: str) -> str:
        return f"{'https' if self.tls_cert else 'http'}://{host}{self.prefix}"


def _take_defaults(ctx: click.Context, _, house: str) -> str:
    """Have the defaults of a house count where neither a flag nor the environment says else."""
    ctx.default_map = {**(ctx.default_map or {}), **HOUSES[house]}
    return house


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
        ["house", "--for"],
        type=click.Choice(list(HOUSES)),
        default=LAPTOP,
        show_default=True,
        is_eager=True,
        callback=_take_defaults,
        envvar="IONOSCOPE_FOR",
        show_envvar=True,
        help="Who may come in and do what: everyone on this machine; a class with a join code; "
        "whoever has logged in.",
    ),
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
        ["--runs-each"],
        type=click.IntRange(1, 10_000),
        default=RUNS_EACH,
        show_default=True,
        envvar="IONOSCOPE_RUNS_EACH",
        show_envvar=True,
        help="Runs that a visitor may have at the same time.",
    ),
    click.Option(
        ["--run-memory"],
        type=click.FloatRange(0.1),
        metavar="GB",
        envvar="IONOSCOPE_RUN_MEMORY",
        show_envvar=True,
        help="Memory that a run may take; by default half of what the machine has.",
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
    click.Option(
        ["--prefix"],
        type=Prefix(),
        default="",
        envvar="IONOSCOPE_PREFIX",
        show_envvar=True,
        help="Path of all addresses, such as /lab/, behind a proxy.",
    ),
    click.Option(
        ["--join-code"],
        default="",
        envvar="IONOSCOPE_JOIN_CODE",
        show_envvar=True,
        help="For a class: the code to join with; by default one that is made once and kept.",
    ),
    click.Option(
        ["--user-header"],
        default="",
        metavar="NAME",
        envvar="IONOSCOPE_USER_HEADER",
        show_envvar=True,
        help="For a server: header in which the proxy says who has logged in.",
    ),
    click.Option(
        ["--proxy"],
        type=Network(),
        multiple=True,
        default=LOOPBACK,
        envvar="IONOSCOPE_PROXY",
        show_envvar=True,
        help="For a server: address of the proxy whose header counts; by default this machine's.",
    ),
    click.Option(
        ["--oauth"],
        default="",
        metavar="PROVIDER",
        envvar="IONOSCOPE_OAUTH",
        show_envvar=True,
        help="For a server: log in with Panel's OAuth, told the rest by PANEL_OAUTH_….",
    ),
    click.Option(
        ["operators", "--operator"],
        type=Several(),
        multiple=True,
        envvar="IONOSCOPE_OPERATORS",
        show_envvar=True,
        help="For a server: name of a user who may do everything.",
    ),
    click.Option(
        ["--tls-cert"],
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        envvar="IONOSCOPE_TLS_CERT",
        show_envvar=True,
        help="Certificate (PEM) for TLS without a proxy.",
    ),
    click.Option(
        ["--tls-key"],
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        envvar="IONOSCOPE_TLS_KEY",
        show_envvar=True,
        help="Its key (PEM).",
    ),
    click.Option(
        ["pages", "--page"],
        type=Several(),
        multiple=True,
        metavar="KEY",
        envvar="IONOSCOPE_PAGES",
        show_envvar=True,
        help="Show these pages alone, such as lessons or gate-map; the first one opens.",
    ),
    click.Option(["--browser/--no-browser"], default=True, help="Open a browser."),
]
