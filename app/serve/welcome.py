"""Welcome: what the terminal says when the server is there, and the browser that is opened."""

import logging
import sys

from bokeh.server.server import Server
from bokeh.util.browser import view

from ..runs.visitor import CLASS, LAPTOP
from ..share import qr
from .entrance import Entrance
from .settings import EVERY_INTERFACE, Settings

log = logging.getLogger(__name__)

OPEN = (
    "Whoever reaches this machine may do everything here. For a class there is --for class, which "
    "asks for a code, and for an open network --for server."
)


def welcome(settings: Settings, entrance: Entrance, server: Server) -> None:
    """Say where the server is found, and how one comes in; open a browser if that is asked for."""
    log.info("ionoscope is at %s", settings.url())
    opens = settings.url()
    if settings.house == CLASS:
        _say_class(settings, entrance)
        opens = entrance.teacher_url(opens)
    elif settings.house == LAPTOP and settings.address in EVERY_INTERFACE:
        log.info(OPEN)
    if settings.browser:
        server.io_loop.add_callback(lambda: view(opens))


def _say_class(settings: Settings, entrance: Entrance) -> None:
    joining = entrance.joining
    log.info("The class opens %s and joins with %s", joining.address, joining.code)
    if sys.stderr.isatty():
        log.info("%s", qr.letters(joining.link))
    log.info("The teacher opens %s", entrance.teacher_url(settings.url()))
    if joining.address != settings.url():
        log.info("  or, from another machine, %s", entrance.teacher_url(joining.address))
