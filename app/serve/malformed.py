"""Requests that no browser makes of an address of ours are refused with a sentence, before anything
tries to read them."""

import re
import sys
from html import escape
from urllib.parse import parse_qsl, unquote_to_bytes

import panel_material_ui  # noqa: F401  before any core component, or dark pages lose their text
from panel.io.server import ComponentResourceHandler
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import Application, HTTPError, RequestHandler

LONGEST = 16_000
"""Letters of an address; links have 8,000 at most."""
COMPONENT = re.compile(rb".*/?components/([^/]*)/")


def trouble(request: HTTPServerRequest) -> str:
    """What is wrong with a request, in a sentence; "" if nothing is."""
    uri = request.uri or ""
    if len(uri) > LONGEST:
        return f"The address has {len(uri)} letters; it may have {LONGEST}."
    if uri.count("?") > 1 or "#" in uri:
        return "An address has one ? before its parameters and no # among them: write %3F and %23."
    path, query = unquote_to_bytes(request.path), request.query
    if any(byte < 32 or byte == 127 for byte in path):
        return "The path holds control characters; it may hold letters, digits and signs."
    try:
        path.decode()
        parse_qsl(query, keep_blank_values=True, errors="strict")
    except ValueError:
        return "The address is not UTF-8: write what is no ASCII letter as UTF-8, percent-encoded."
    module = COMPONENT.match(path)
    if module and module[1].decode() not in sys.modules:  # it would be imported
        return "There is no such component."
    return ""


class Malformed(Matcher):
    """Matches requests that are to be refused."""

    def match(self, request: HTTPServerRequest) -> dict | None:
        """{} for one of those, None for others."""
        return {} if trouble(request) else None


class Refusal(RequestHandler):
    """400, and why."""

    def prepare(self) -> None:
        """Answer at once, whatever was asked."""
        self.set_status(400)
        self.finish(f"<p>ionoscope cannot read this request. {escape(trouble(self.request))}</p>")


def refuse_malformed(application: Application) -> None:
    """Look at every request before anything else does."""
    application.default_router.rules.insert(0, Rule(Malformed(), Refusal))
    ComponentResourceHandler.parse_url_path = _resource


_look_up = ComponentResourceHandler.parse_url_path


def _resource(self: ComponentResourceHandler, path: str) -> str:
    """As Panel finds a file of a component; what it stumbles over is none."""
    try:
        return _look_up(self, path)
    except HTTPError:
        raise
    except Exception:
        raise HTTPError(404, "No component has such a file.") from None
