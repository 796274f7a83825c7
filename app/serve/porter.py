"""Porter: stands before every route there is, and will be, and lets nobody by who may not come in.

It checks where a request comes from, who asks, and whose session a websocket is for.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from bokeh.server.util import check_allowlist
from bokeh.util.token import check_token_signature, get_token_payload
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import Application, RequestHandler

from .admission import Admission, Refused
from .who import told

READING = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing."""
CHOSEN = ("bokeh-session-id", "bokeh-token")
"""Arguments by which a request could choose its session."""

FOREIGN = Refused(403, "This request comes from another website.")
CHOOSES = Refused(403, "A session cannot be chosen.")
FORGED = Refused(403, "This session is not yours, or its token was not made by this server.")


class Porter(Matcher):
    """Matches requests that are refused; the rest goes on with its `visitor`.

    `page` is the path of the pages, `key` signs the tokens of sessions, `probes` are paths that
    machines ask for without secrets.
    """

    def __init__(
        self,
        admission: Admission,
        origins: Sequence[str],
        page: str,
        key: str,
        probes: Sequence[str],
    ):
        self._admission, self._origins, self._page = admission, list(origins), page
        self._key = key.encode()
        self._open = {*probes, "/favicon.ico", *admission.open_paths}

    def match(self, request: HTTPServerRequest) -> dict | None:
        """Parameters of the refusal, None for what may go on."""
        refused = self._refused(request)
        return {"target_kwargs": {"refused": refused}} if refused else None

    def _refused(self, request: HTTPServerRequest) -> Refused | None:
        if not self._own_origin(request):
            return FOREIGN
        if self._is_open(request):
            return None
        request.visitor = self._admission.visitor(request)
        if request.visitor is None:
            return self._elsewhere(request)
        if "Bokeh-Session-Id" in request.headers or any(n in request.arguments for n in CHOSEN):
            return CHOOSES
        if _is_websocket(request) and not self._own_session(request):
            return FORGED
        return None

    def _is_open(self, request: HTTPServerRequest) -> bool:
        """Whether it is for all: a probe that asks for nothing more has no query."""
        path = request.path
        probing = path in self._open and (path in self._admission.open_paths or not request.query)
        return probing or any(path.startswith(f"{one}/") for one in self._admission.open_paths)

    def _own_origin(self, request: HTTPServerRequest) -> bool:
        """Whether a request that does something comes from a page of this server."""
        origin = request.headers.get("Origin", "")
        if request.method not in READING or _is_websocket(request):
            host = urlsplit(origin).netloc.lower() if origin != "null" else ""
            return bool(host) and _allowed(host, self._origins)
        site, mode = (request.headers.get(f"Sec-Fetch-{name}", "") for name in ("Site", "Mode"))
        return site != "cross-site" or mode == "navigate"

    def _elsewhere(self, request: HTTPServerRequest) -> Refused:
        """Only who asks for a page is sent elsewhere."""
        refused = self._admission.refusal(request)
        page = request.method == "GET" and request.path in (self._page, self._page.rstrip("/"))
        return refused if page else refused._replace(address="")

    def _own_session(self, request: HTTPServerRequest) -> bool:
        """Whether the token that a websocket brings is ours, and of this visitor."""
        token = request.headers.get("Sec-WebSocket-Protocol", "").rpartition(",")[2].strip()
        try:
            if not check_token_signature(token, secret_key=self._key, signed=True):
                return False
            owner = told(get_token_payload(token))
        except Exception:  # whatever was sent in place of one
            return False
        return request.visitor.operator or owner.id == request.visitor.id


class Refusal(RequestHandler):
    """Answers whatever was asked."""

    def initialize(self, refused: Refused) -> None:
        """Called by Tornado for each request."""
        self._told = refused

    def check_xsrf_cookie(self) -> None:
        """It is refused anyway."""

    def prepare(self) -> None:
        """Answer at once."""
        self.set_header("Cache-Control", "no-store")
        if self._told.address:
            return self.redirect(self._told.address)
        self.set_status(self._told.status)
        self.finish(f"<p>{escape(self._told.sentence)}</p>")


def stand(application: Application, porter: Porter) -> None:
    """Have the porter stand before all that the application serves."""
    application.default_router.rules.insert(0, Rule(porter, Refusal))


def _is_websocket(request: HTTPServerRequest) -> bool:
    return "websocket" in request.headers.get("Upgrade", "").lower()


def _allowed(host: str, origins: list[str]) -> bool:
    try:
        return check_allowlist(host, origins)
    except ValueError:  # no port number
        return False
