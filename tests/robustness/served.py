"""A server in this process, on the event loop of those who visit it, so that both are seen."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from bokeh.server.server import Server

from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.app.serve import server as serving
from ionoscope.app.serve.settings import Settings


class Served(NamedTuple):
    """A server with its address, and the runs that are started there."""

    server: Server
    address: str
    store: RunStore

    @property
    def sessions(self) -> list:
        """Those that are open."""
        return self.server.get_sessions("/")

    @property
    def inside(self) -> int:
        """Visitors that the door has counted."""
        return self.server._tornado.settings["arrivals"].door.inside


@asynccontextmanager
async def served(folder: Path, visitors: int = 100) -> AsyncIterator[Served]:
    """A server that keeps runs in `folder`, on a free port, while the context lasts."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    settings = Settings(port, "localhost", (), folder, 2, visitors, False)
    store, handler = RunStore(Pool(2), folder), signal.getsignal(signal.SIGINT)
    server = serving._server(settings, store)
    store.pool.behind(server.io_loop.add_callback)
    try:
        here = Served(server, settings.url(), store)
        yield here
        await until(lambda: not here.sessions)  # nobody is written to any more
    finally:
        server.stop()
        store.close()
        signal.signal(signal.SIGINT, handler)


async def until(holds: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait for a condition; TimeoutError if it does not come true."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.02)


def here(work: Callable[[Served], Awaitable], folder: Path, **options):
    """What `work(served)` gives, with a server that lasts as long as it."""

    async def whole():
        async with served(folder, **options) as server:
            return await work(server)

    return asyncio.run(whole())
