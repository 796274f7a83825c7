"""Requests under a foreign name are refused with a sentence that says what to set.

Bokeh checks the websocket's origin only, so a page would open and stay dead, and a foreign site
could read pages by giving this server a name of its own.
"""

from html import escape

from bokeh.server.util import check_allowlist
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import Application, RequestHandler

PROBES = ("/health", "/liveness")
"""Asked by machines under whatever name they know, and without secrets."""


class Foreign(Matcher):
    """Matches requests for a host that is none of `origins`, but for probes below `prefix`."""

    def __init__(self, origins: list[str], prefix: str):
        self._origins, self._probes = origins, [f"{prefix}{path}" for path in PROBES]

    def match(self, request: HTTPServerRequest) -> dict | None:
        """{} for a foreign one, None for one of ours."""
        if request.path in self._probes or _known(request.host, self._origins):
            return None
        return {}


def _known(host: str, origins: list[str]) -> bool:
    try:
        return check_allowlist(host, origins)
    except ValueError:  # no port number
        return False


class Refusal(RequestHandler):
    """421: this server is not known under that name."""

    def prepare(self) -> None:
        """Answer at once, whatever was asked."""
        name = escape(self.request.host[:200])
        self.set_status(421)
        self.finish(
            f"<p>ionoscope is not served under the name <b>{name}</b>. Whoever runs it can allow "
            f"it: <code>IONOSCOPE_ORIGIN={name}</code>, or <code>--origin {name}</code>.</p>"
        )


def guard(application: Application, origins: list[str], prefix: str = "") -> None:
    """Refuse foreign hosts before anything else looks at a request."""
    application.default_router.rules.insert(0, Rule(Foreign(origins, prefix), Refusal))
