"""Pace: what sessions have to do, one thing a round of the event loop.

Thirty sessions that have something to draw, or thirty that press Run, would else be served within
one round, in which the loop hears nobody. So each waits for its turn, and between two turns the
loop looks at what has come in.
"""

import asyncio
from collections import deque
from weakref import WeakKeyDictionary


class Pace:
    """The turns of one event loop, first come, first served."""

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self._later = loop.call_soon
        self._waiting: deque[asyncio.Future] = deque()
        self._new = loop.create_future

    async def turn(self) -> None:
        """Wait for a round in which nobody else has one."""
        mine = self._new()
        self._waiting.append(mine)
        if len(self._waiting) == 1:
            self._later(self._next)
        await mine

    def _next(self) -> None:
        """Let one go; the next one a round later. Who no longer waits is passed over."""
        if not self._waiting[0].done():
            self._waiting[0].set_result(None)
        self._later(self._passed)

    def _passed(self) -> None:
        self._waiting.popleft()
        if self._waiting:
            self._next()


_paces: WeakKeyDictionary[asyncio.AbstractEventLoop, Pace] = WeakKeyDictionary()


async def turn() -> None:
    """Wait for a turn on the loop that runs this."""
    loop = asyncio.get_running_loop()
    if loop not in _paces:
        _paces[loop] = Pace(loop)
    await _paces[loop].turn()
