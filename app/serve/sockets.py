"""Sockets: a page finds its session again, or learns that it has ended.

Bokeh makes a new session for a page whose own has ended: from the address that was entered first,
and under an id that the browser chose. Here such a page is turned away, and loads itself anew from
the address it has come to (controls/connection.js).
"""

from bokeh.server.urls import per_app_patterns
from bokeh.server.views.ws import WSHandler
from bokeh.util.token import get_session_id

TOKEN_S = 7 * 86_400
"""How long a page may come back (s): as long as its session lasts, which is all that counts."""
ENDED = 4404
"""The code of a socket that is closed because its session has ended."""


class Socket(WSHandler):
    """Opens sessions that are there, and no others."""

    async def _async_open(self, token: str) -> None:
        if get_session_id(token) in {s.id for s in self.application_context.sessions}:
            await super()._async_open(token)
        else:
            self.close(ENDED, "This session has ended.")


def patterns() -> None:
    """Let servers made from now on have this one in place of Bokeh's."""
    per_app_patterns[:] = [
        (path, Socket if handler is WSHandler else handler) for path, handler in per_app_patterns
    ]
