"""`ionoscope serve`: the dashboard."""

import click

from ..serve.settings import OPTIONS, Settings
from .terminal import Sentence


def _serve(**values) -> None:
    from ..serve.server import leave, serve  # the interface takes seconds to load

    settings = Settings(**values)
    try:
        settings.check()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    try:
        serve(settings)
    except ModuleNotFoundError as error:
        if error.name != "distributed":
            raise
        from .cluster import LACKING  # with what only a cluster needs

        raise Sentence(LACKING) from error
    except OSError as error:
        where = f"port {settings.port} on {settings.address}"
        raise Sentence(f"{where} cannot be opened ({error.strerror}).") from error
    leave()


command = click.Command("serve", params=OPTIONS, callback=_serve, help="Serve the dashboard.")
