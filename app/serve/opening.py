"""Opening: an address is answered at once; its page is built when the browser's socket is there.

Whoever only asks costs next to nothing, and those who come together have their pages built in the
order in which they came, each waiting before the skeleton of the page asked for. A page whose
session has ended is turned away, where Bokeh would make a new one from the address that was entered
first; it loads itself anew from the address it has come to (controls/connection.js).
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable
from contextvars import ContextVar

from bokeh.protocol.exceptions import ProtocolError
from bokeh.server.contexts import ApplicationContext
from bokeh.server.session import ServerSession
from bokeh.server.urls import per_app_patterns
from bokeh.util.token import generate_jwt_token, generate_session_id, get_session_id
from panel.io.server import DocHandler, WSHandler, _set_request_route_context
from tornado.web import authenticated

from ..controls.theme import COOKIE
from ..live.pace import turn
from .door import Door
from .front import Front, full_house

log = logging.getLogger(__name__)

FULL, ENDED, INVALID = 4503, 4404, 4400
"""Codes with which a socket is closed; front.js has the words for them."""
TOKEN_S = 7 * 86_400
"""How long a page may come back (s): as long as its session lasts, which is all that counts."""
ASKED = "asked"
"""By which name a token tells the query of the address that was entered."""
BREATH_S = 0.01
"""Time between two pages for the browsers of those that are there to fetch them."""
FOR_EVER_MS = 10**9
NARROW: ContextVar[bool] = ContextVar("NARROW", default=False)
"""Whether the window is narrow for which a page is being built, as its front has said."""
NARROW_COOKIE = "ionoscope-narrow"
MOST_AWAITED = 10_000
"""Addresses answered whose pages may still be asked for; the oldest are forgotten."""


class Arrivals:
    """What all share who come: the front, the door, who is awaited, and whose turn it is."""

    front: Front

    def __init__(self, door: Door):
        self.door = door
        self.turn = asyncio.Lock()  # first come, first served
        self._awaited: OrderedDict[str, None] = OrderedDict()

    def expect(self, session: str) -> None:
        """An address was answered: a socket may come for its page, once."""
        self._awaited[session] = None
        if len(self._awaited) > MOST_AWAITED:
            self._awaited.popitem(last=False)

    def refuses(self, session: str) -> tuple[int, str] | None:
        """Code and reason if no page is to be built for this session; None if it comes in."""
        if session not in self._awaited:
            return ENDED, "This session has ended."
        if self.door.full:
            return FULL, "The server is full."
        del self._awaited[session]
        return None

    def has_room(self, sessions: Iterable[ServerSession]) -> bool:
        """Whether somebody may come in: a page without a browser gives way."""
        return not self.door.full or bool(_left(sessions))

    async def make_room(self, context: ApplicationContext) -> None:
        """If there is none, let the page go whose browser has been away for longest."""
        if self.door.full and (left := _left(context.sessions)):
            left[0].request_expiration()
            await context._cleanup_sessions(FOR_EVER_MS)


def _left(sessions: Iterable[ServerSession]) -> list[ServerSession]:
    """Those whose browsers are not there, the longest away first."""
    left = [session for session in sessions if not session.connection_count]
    return sorted(left, key=lambda s: -s.milliseconds_since_last_unsubscribe)


class Opening(DocHandler):
    """Answers with the front of a page, and builds nothing."""

    @authenticated
    async def get(self, *args, **kwargs) -> None:
        """GET /, or the prefix under which ionoscope is served."""
        app, arrivals = self.application, self.settings["arrivals"]
        self.set_header("Cache-Control", "no-store")  # it holds a token
        if app.prefix and self.request.path == app.prefix:
            return self.redirect(f"{app.prefix}/?{self.request.query}".rstrip("?"))
        if not arrivals.has_room(self.application_context.sessions):
            self.set_status(503)
            self.set_header("Retry-After", "60")
            return self.finish(full_house())
        self.finish(arrivals.front.page(self.request.query, self._token(), self._dark()))

    def _token(self) -> str:
        """What the browser shows for its socket; it carries what is known of the request."""
        app = self.application
        _set_request_route_context(self)
        signing = {"secret_key": app.secret_key, "signed": app.sign_sessions}
        session = generate_session_id(**signing)
        self.settings["arrivals"].expect(session)
        return generate_jwt_token(
            session,
            extra_payload=self._generate_token_payload() | {ASKED: self.request.query},
            expiration=app.session_token_expiration,
            **signing,
        )

    def _dark(self) -> bool:
        return self.get_cookie(COOKIE) == "dark"


class Socket(WSHandler):
    """A browser's socket: its page is built when its turn has come."""

    def open(self, *args, **kwargs):
        """Turn away at once who shows no token of ours."""
        try:
            get_session_id(self._token or "")
            return super().open(*args, **kwargs)
        except (ProtocolError, ValueError, LookupError, TypeError) as error:
            log.warning("A socket without a valid token was refused: %.200s", error)
            self.close(INVALID, "The token is not valid.")

    async def on_message(self, fragment: str | bytes) -> None:
        """Hang up on who speaks before the page is there, which no browser does."""
        if self.receiver is None:
            log.warning("A socket spoke before it was let in, and was closed.")
            return self.close(INVALID, "Wait for the server's first message.")
        await turn()
        return await super().on_message(fragment)

    async def _async_open(self, token: str) -> None:
        session, arrivals = get_session_id(token), self.settings["arrivals"]
        if session in self.application_context._sessions:  # it comes back
            return await super()._async_open(token)
        async with arrivals.turn:
            if self.ws_connection is None or self.ws_connection.is_closing():
                return None  # who was tired of waiting would leave a page that nobody closes
            await arrivals.make_room(self.application_context)
            if refusal := arrivals.refuses(session):
                return self.close(*refusal)
            NARROW.set(self.get_cookie(NARROW_COOKIE) == "1")
            await super()._async_open(token)
            await asyncio.sleep(BREATH_S)
        return None


def patterns() -> None:
    """Let servers made from now on have these, and none of the other ways to a page: those build
    it for whoever asks."""
    per_app_patterns[:] = [("/ws", Socket), ("/?", Opening)]
