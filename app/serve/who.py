"""Who: the visitor of the session at hand, as its signed token tells."""

import panel as pn
from bokeh.application.handlers.handler import Handler
from tornado.httputil import HTTPServerRequest

from ..runs.visitor import OPERATOR, Visitor

TOLD = "visitor"
"""In the token of a session."""


class Teller(Handler):
    """Has the token of a session tell of which visitor it is; builds no page itself."""

    def modify_document(self, doc) -> None:
        """Nothing: another handler builds the page."""

    def process_request(self, request: HTTPServerRequest) -> dict:
        """What the token tells beside the rest: the visitor whom the porter let in."""
        found = getattr(request, "visitor", None)
        return {TOLD: list(found)} if found else {}


def visitor() -> Visitor:
    """Of the session at hand; one without rights if its token tells none. Outside of any session,
    as in a notebook, whoever works in the folder."""
    context = pn.state.curdoc.session_context if pn.state.curdoc else None
    if context is None:
        return OPERATOR
    return told(context.token_payload)


def told(payload: dict) -> Visitor:
    """The visitor that the payload of a token tells of."""
    found = payload.get(TOLD)
    return Visitor(*found) if found else Visitor(house="server")


def is_operator() -> bool:
    """Whether whoever looks may do everything: on a laptop everyone, in a class the teacher."""
    return visitor().operator
