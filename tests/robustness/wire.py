"""The wire: a browser's side of Bokeh's protocol, without a browser: it reads, and draws nothing.

So thirty of them cost less than the server that they visit.
"""

import asyncio
import json
import re
import time
import uuid
from collections.abc import Iterator

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

TOKEN = re.compile(r'"token":"([^"]+)"')
READY = {"type": "event", "name": "document_ready", "values": {"type": "map"}}
PATIENCE_S = 240.0


class Guest:
    """One visitor; `times` says when what came, in seconds since the address was entered."""

    def __init__(self, server: str, search: str = ""):
        self.server, self.search = server, search
        self.times: dict[str, float] = {}
        self.models: dict[str, dict] = {}
        self._began = time.monotonic()
        self._seen = asyncio.Event()
        self._socket = self._reading = None

    async def open(self) -> "Guest":
        """Enter the address, and be there as a browser is that has drawn the page."""
        await self.enter()
        await self._heard("ACK")
        self._note("built")
        await self.send("PULL-DOC-REQ", {})
        self._take(await self._heard("PULL-DOC-REPLY"))
        self._note("pulled")
        self._reading = asyncio.ensure_future(self._read())
        await self.send("PATCH-DOC", {"events": [_message(READY)]})
        return self

    async def enter(self) -> None:
        """Enter the address, and have a socket: the page may not be built yet."""
        self._began = time.monotonic()
        request = HTTPRequest(
            f"{self.server}/{self.search}", connect_timeout=PATIENCE_S, request_timeout=PATIENCE_S
        )
        answer = await AsyncHTTPClient(max_clients=1000).fetch(request)
        self._note("answered")
        token = TOKEN.search(answer.body.decode())[1]
        url = f"{self.server.replace('http', 'ws', 1)}/ws{self.search}"
        self._socket = await websocket_connect(
            HTTPRequest(
                url,
                headers={"Origin": self.server},
                connect_timeout=PATIENCE_S,
                request_timeout=PATIENCE_S,
            ),
            subprotocols=["bokeh", token],
            max_message_size=2**27,
        )

    async def see(self, seconds: float = PATIENCE_S) -> "Guest":
        """Wait until a figure has data."""
        await asyncio.wait_for(self._seen.wait(), seconds)
        return self

    async def send(self, kind: str, content: dict) -> None:
        """Send a message."""
        header = {"msgid": uuid.uuid4().hex, "msgtype": kind}
        for part in (header, {}, content):
            await self._socket.write_message(json.dumps(part))

    async def tell(self, model: str, data: object) -> None:
        """What a component of a page says to the server, e.g. what a control was set to."""
        values = {"model": {"id": model}, "data": _encoded(data)}
        event = {"type": "event", "name": "esm_event", "values": _encoded(values)}
        await self.send("PATCH-DOC", {"events": [_message(event)]})

    async def leave(self) -> None:
        """Close the tab."""
        if self._reading:
            self._reading.cancel()
        if self._socket:
            self._socket.close()

    # what comes -----------------------------------------------------------------------------

    async def _read(self) -> None:
        while (message := await self._message()) is not None:
            self._take(message)

    async def _heard(self, kind: str) -> dict:
        while (message := await self._message()) is not None:
            if message[0]["msgtype"] == kind:
                return message
        raise ConnectionError(f"{self._socket.close_code}: {self._socket.close_reason}")

    async def _message(self) -> tuple[dict, dict] | None:
        """Header and content of the next message; None at the end."""
        parts = [await self._socket.read_message() for _ in range(3)]
        if None in parts:
            return None
        header, _, content = map(json.loads, parts)
        for _ in range(2 * header.get("num_buffers", 0)):
            await self._socket.read_message()
        return header, content

    def _take(self, message: tuple[dict, dict]) -> None:
        """Note which models there are, and whether a figure has something to draw."""
        if self._seen.is_set():
            return
        for node in _objects(message[1]):
            if node.get("type") == "object":
                self.models[node["id"]] = node
            if _brings_data(node):
                self._note("drawn")
                self._seen.set()

    def _note(self, what: str) -> None:
        self.times.setdefault(what, time.monotonic() - self._began)


def _message(event: dict) -> dict:
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}


def _encoded(value: object) -> object:
    """As Bokeh writes it: a dictionary is a map of entries."""
    if isinstance(value, dict) and "id" not in value:
        return {"type": "map", "entries": [[k, _encoded(v)] for k, v in value.items()]}
    return [_encoded(v) for v in value] if isinstance(value, list) else value


def _objects(value: object) -> Iterator[dict]:
    """All dictionaries in a message."""
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            yield value
            stack.extend(value.values())
        elif isinstance(value, list) and value and isinstance(value[0], dict | list):
            stack.extend(value)


def _brings_data(node: dict) -> bool:
    """Whether it is a source's data, and there is something of it."""
    if node.get("type") == "object" and node.get("name") == "ColumnDataSource":
        return _filled(node.get("attributes", {}).get("data"))
    if node.get("kind") in ("ColumnDataChanged", "ModelChanged") and node.get("attr") == "data":
        return _filled(node.get("data", node.get("new")))
    return False


def _filled(data: object) -> bool:
    entries = data.get("entries", []) if isinstance(data, dict) else []
    return any(_long(column) for _, column in entries)


def _long(column: object) -> bool:
    if isinstance(column, dict):
        return column.get("type") in ("ndarray", "typed_array") and column.get("shape") != [0]
    return isinstance(column, list) and len(column) > 0
