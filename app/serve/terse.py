"""Terse: what a browser sends that nobody can use is told in a line, and not a thousand times.

Bokeh logs a traceback for each message that it cannot read, and for each visitor who left while
something was sent. A traceback that runs through code of ours stays whole.
"""

import asyncio
import logging
import time
import traceback

from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

LOGGERS = (
    *("bokeh.server.protocol_handler", "bokeh.server.views.ws", "panel.io.document"),
    *("ionoscope.app.serve.opening", "tornado.access", "tornado.general"),
)
MOST, WITHIN_S = 5, 60.0
"""So many lines of a logger in so long a time."""


class Terse(logging.Filter):
    """Makes a line of a traceback that is none of ours; drops what comes too often, and counts."""

    def __init__(self):
        super().__init__()
        self._since, self._said, self._dropped = -WITHIN_S, 0, 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log it."""
        if record.exc_info and record.exc_info[0]:
            if _is_ours(record.exc_info[2]):
                return True
            kind, error, _ = record.exc_info
            record.msg = f"A message of a browser was refused: {kind.__name__}: {str(error)[:200]}"
            record.args = record.exc_info = record.exc_text = None
        return self._has_room(record)

    def _has_room(self, record: logging.LogRecord) -> bool:
        if time.monotonic() - self._since > WITHIN_S:
            if self._dropped:
                record.msg = f"{record.getMessage()} (and {self._dropped} more like it before)"
                record.args = None
            self._since, self._said, self._dropped = time.monotonic(), 0, 0
        self._said += 1
        self._dropped += self._said > MOST
        return self._said <= MOST


def _is_ours(trace) -> bool:
    return any("ionoscope" in str(f.f_globals.get("__name__")) for f, _ in traceback.walk_tb(trace))


def be_terse(loop: asyncio.AbstractEventLoop) -> None:
    """Tell in a line what browsers do, and nothing of those that left while something was sent."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(Terse())
    loop.set_exception_handler(_without_the_gone)


def _without_the_gone(loop: asyncio.AbstractEventLoop, context: dict) -> None:
    if not isinstance(context.get("exception"), WebSocketClosedError | StreamClosedError):
        loop.default_exception_handler(context)
