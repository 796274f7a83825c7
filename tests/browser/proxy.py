"""Proxy: stands before a server as nginx would, and says in a header who has logged in.

It passes on what comes, path and websockets too, byte by byte; only the head of a request is read.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HEADER = "X-Forwarded-User"
END = b"\r\n\r\n"


@contextmanager
def standing_before(port: int, listen: int, log_in: str = "as") -> Iterator[None]:
    """While it lasts, `listen` leads to `port`. The cookie `log_in` of a browser is its user's
    name."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def serve():
        return await asyncio.start_server(
            lambda reader, writer: _between(reader, writer, port, log_in), "localhost", listen
        )

    async def end(server):
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(serve(), loop).result()
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(end(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _between(reader, writer, port: int, log_in: str) -> None:
    """One connection, of one request: the answer's end closes it."""
    with suppress(OSError, asyncio.IncompleteReadError):
        head = await reader.readuntil(END)
        back, forth = await asyncio.open_connection("127.0.0.1", port)
        forth.write(_told(head, log_in))
        try:
            await asyncio.gather(_pass(reader, forth), _pass(back, writer))
        finally:
            forth.close()
    writer.close()


async def _pass(reader, writer) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()


def _told(head: bytes, log_in: str) -> bytes:
    """The head with the user's name in place of what the browser said it was."""
    first, *lines = head.removesuffix(END).split(b"\r\n")
    named = {line.partition(b":")[0].strip().lower(): line for line in lines}
    kept = [line for name, line in named.items() if name != HEADER.lower().encode()]
    if b"upgrade" not in named:
        kept = [line for line in kept if not line.lower().startswith(b"connection:")]
        kept.append(b"Connection: close")
    cookies = named.get(b"cookie", b"").partition(b":")[2].decode().split(";")
    user = dict(c.strip().split("=", 1) for c in cookies if "=" in c).get(log_in)
    if user:
        kept.append(f"{HEADER}: {user}".encode())
    return b"\r\n".join([first, *kept]) + END
