"""Guests: visitors who speak a server's protocol without a browser.

What a browser says is said here too: a page is fetched, its websocket opened, the document pulled,
and "document_ready" told; then controls are moved and buttons pressed, and what comes back is read.
"""

import asyncio
import itertools
import json
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from http.cookies import SimpleCookie
from typing import Any, NamedTuple

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE_S = 120.0
"""Time for anything to come about."""
TOKEN = re.compile(r'"token":\s*"([^"]+)"')


class Away(Exception):
    """The server has hung up on a guest, or has not let him in: a sentence."""


class Knob(NamedTuple):
    """A control of a page: the model that it stands on, its key there, and what is told of it."""

    model: str
    board: str
    key: str
    told: dict


class Guest:
    """One visitor of one page; `Guest.comes` opens it."""

    def __init__(self, line: WebSocketClientConnection):
        self._line = line
        self._numbers = itertools.count(1)
        self._replies: dict[str, asyncio.Future] = {}
        self._heard = asyncio.Event()
        self._states: dict[str, dict] = {}
        self.knobs: list[Knob] = []
        self.answered: dict[str, int] = {}
        self.pictures = 0
        """Messages with new data for a picture, so far."""
        self.gone, self._admitted = "", False
        self._reading: asyncio.Task | None = None

    @classmethod
    @asynccontextmanager
    async def comes(
        cls, address: str, search: str = "", cookies: str = ""
    ) -> AsyncIterator["Guest"]:
        """Open a page and see it whole; Away if it cannot be. He leaves with the context."""
        client = AsyncHTTPClient()
        asked = HTTPRequest(
            f"{address}/{search}", headers={"Cookie": cookies}, request_timeout=PATIENCE_S
        )
        page = await client.fetch(asked)
        token = TOKEN.search(page.body.decode())
        if token is None:
            raise Away("The page has no session.")
        given = _cookies(cookies, page.headers.get_list("Set-Cookie"))
        line = await websocket_connect(
            HTTPRequest(
                f"{address.replace('http', 'ws', 1)}/ws",
                headers={"Origin": address, "Cookie": given},
                connect_timeout=PATIENCE_S,
            ),
            subprotocols=["bokeh", token[1]],
            max_message_size=200 * 2**20,
        )
        guest = cls(line)
        guest._reading = asyncio.create_task(guest._read())
        try:
            await guest._arrive()
            yield guest
        finally:
            guest._reading.cancel()
            line.close()

    def knob(self, wanted: Callable[[dict], bool]) -> Knob:
        """The first control of which `wanted(told)` holds."""
        for knob in self.knobs:
            if wanted(knob.told):
                return knob
        raise Away(f"The page lacks a control; it has {[k.told.get('label') for k in self.knobs]}.")

    def button(self, label: str) -> Knob:
        """The button of that name."""
        return self.knob(lambda told: told["kind"] == "button" and told.get("label") == label)

    def state(self, knob: Knob) -> dict:
        """What a control shows now."""
        return self._states.get(knob.board, {}).get(knob.key, {})

    def say(self, knob: Knob, value: Any, done: bool = True) -> int:
        """Do something to a control; the number of the message, which is answered in time."""
        number = next(self._numbers)
        data = {"key": knob.key, "value": value, "done": done, "number": number}
        self._event("data_event", {"model": {"id": knob.model}, "data": data})
        return number

    async def answer(self, knob: Knob, number: int) -> None:
        """Wait until the server has dealt with a message."""
        await self.until(lambda: self.answered.get(knob.board, 0) >= number)

    async def until(self, what: Callable[[], object], seconds: float = PATIENCE_S) -> None:
        """Wait until `what()` holds, which is asked whenever something was heard."""
        end = time.monotonic() + seconds
        while not what():
            if self.gone:
                raise Away(self.gone)
            self._heard.clear()
            try:
                await asyncio.wait_for(self._heard.wait(), end - time.monotonic())
            except TimeoutError:
                raise Away(f"Waited in vain for {seconds:g} s.") from None

    # inner workings -------------------------------------------------------------------------

    async def _arrive(self) -> None:
        await self.until(lambda: self._admitted)  # the page is built when its turn has come
        reply = await self._ask("PULL-DOC-REQ")
        self._look(reply["doc"])
        self._event("document_ready", {})

    async def _ask(self, kind: str) -> dict:
        id = self._send(kind, {})
        self._replies[id] = asyncio.get_running_loop().create_future()
        return await asyncio.wait_for(self._replies[id], PATIENCE_S)

    def _event(self, name: str, values: dict) -> None:
        told = {"type": "map", "entries": [[key, value] for key, value in values.items()]}
        data = {"type": "event", "name": name, "values": told}
        event = {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": data}
        self._send("PATCH-DOC", {"events": [event]})

    def _send(self, kind: str, content: dict) -> str:
        id = f"{next(self._numbers)}-{os.urandom(4).hex()}"
        for part in ({"msgid": id, "msgtype": kind}, {}, content):
            self._line.write_message(json.dumps(part))
        return id

    async def _read(self) -> None:
        try:
            while True:
                header = json.loads(await self._part())
                await self._part()
                content = json.loads(await self._part())
                for _ in range(2 * header.get("num_buffers", 0)):
                    await self._part()
                self._take(header, content)
                self._heard.set()
        except Exception as error:
            self.gone = f"The line was cut: {error or type(error).__name__}."
            self._heard.set()

    async def _part(self) -> str | bytes:
        part = await self._line.read_message()
        if part is None:
            raise ConnectionError(f"closed with {self._line.close_code}")
        return part

    def _take(self, header: dict, content: dict) -> None:
        self._admitted |= header["msgtype"] == "ACK"
        reply = self._replies.pop(header.get("reqid", ""), None)
        if reply and not reply.done():
            reply.set_result(content)
        for event in content.get("events", []) if header["msgtype"] == "PATCH-DOC" else []:
            self._changed(event)

    def _changed(self, event: dict) -> None:
        kind, attr = event.get("kind"), event.get("attr")
        if kind in ("ColumnDataChanged", "ColumnsPatched", "ColumnsStreamed"):
            self.pictures += 1
        elif kind == "ModelChanged":
            own = event["model"]["id"]
            if attr == "state":
                self._states.setdefault(own, {}).update(json.loads(event["new"]))
            elif attr == "answered":
                self.answered[own] = event["new"]
            elif attr == "data" and event["new"].get("type") == "map":
                self.pictures += 1
        self._look(event.get("new"))

    def _look(self, told: Any) -> None:
        """Find the controls in what is told of models."""
        for one in _objects(told):
            data = one.get("attributes", {}).get("data")
            own = data.get("attributes", {}) if isinstance(data, dict) else {}
            if "spec" in own and "id" in one:
                state = own.get("state", "{}")
                self._states.setdefault(data["id"], {}).update(json.loads(state))
                for group in json.loads(own["spec"]):
                    here = one["id"], data["id"]
                    self.knobs += [Knob(*here, c["key"], c) for c in group["controls"]]


def _objects(told: Any) -> Iterator[dict]:
    """All objects within what was told, whole or in parts."""
    todo = [told]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            if one.get("type") == "object":
                yield one
            todo += one.values()
        elif isinstance(one, list):
            todo += one


def _cookies(before: str, given: list[str]) -> str:
    """What a browser sends after it was given cookies."""
    jar = SimpleCookie(before)
    for one in given:
        jar.load(one)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
