"""Pace: what sessions have to do, one thing a round of the event loop.

Thirty sessions that have something to draw, or thirty that press Run, would else be served within
one round, in which the loop hears nobody. So each waits for its turn, and between two turns the
loop looks at what has come in.
"""

import asyncio
from collections import deque
from weakref import WeakKeyDictionary

_waiting: WeakKeyDictionary[asyncio.AbstractEventLoop, deque[asyncio.Future]] = WeakKeyDictionary()
"""Those who wait, by the loop that they wait for; the first has its turn."""


async def turn() -> None:
    """Wait for a round of the running loop in which nobody else has one; first come, first
    served."""
    loop = asyncio.get_running_loop()
    mine, queue = loop.create_future(), _waiting.setdefault(loop, deque())
    queue.append(mine)
    if len(queue) == 1:
        loop.call_soon(_let, loop)
    await mine


def _let(loop: asyncio.AbstractEventLoop) -> None:
    """Let the first go; the next one a round later. Who no longer waits is passed over."""
    if not _waiting[loop][0].done():
        _waiting[loop][0].set_result(None)
    loop.call_soon(_passed, loop)


def _passed(loop: asyncio.AbstractEventLoop) -> None:
    queue = _waiting[loop]
    queue.popleft()
    if queue:
        _let(loop)
