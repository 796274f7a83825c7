"""A server as it is served, in the loop of a test, and requests to it."""

import asyncio
import json
import re
import signal
import socket
from typing import NamedTuple

import panel as pn
import pytest
from bokeh.util.token import generate_jwt_token, generate_session_id
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.routing import PathMatches
from tornado.web import create_signed_value

from ionoscope.app.runs.visitor import Visitor
from ionoscope.app.serve import secret as names
from ionoscope.app.serve import server
from ionoscope.app.serve.secret import Secret
from ionoscope.app.serve.settings import Settings


class Served(NamedTuple):
    """A server that answers while the loop of the test runs."""

    settings: Settings
    server: object

    @property
    def origin(self) -> str:
        """As its pages write it."""
        return f"http://localhost:{self.settings.port}"

    @property
    def secret(self) -> Secret:
        """What it derives its secrets from."""
        return Secret.of(self.settings.runs)

    def routes(self) -> list[str]:
        """A path for each route that the application has, whoever added it."""
        return [_path(matcher) for matcher in _matchers(self.server._tornado.default_router)]

    async def ask(self, path: str, method: str = "GET", body: str | None = None, **headers):
        """The answer, where a redirect is an answer."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = HTTPRequest(
            f"{self.origin}{path}",
            method,
            headers=headers,
            body=body if body is not None or method not in ("POST", "PUT", "PATCH") else "",
            follow_redirects=False,
            allow_nonstandard_methods=True,
            request_timeout=60,
        )
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    def cookie(self, id: str, name: str = "", by: str = "", key: str = "") -> str:
        """The cookie of a browser that was let in by that; made with `key` if it is forged."""
        called = f"ionoscope-{self.settings.port}"
        key = key or self.secret.derived(names.COOKIES)
        value = create_signed_value(key, called, json.dumps([id, name, by])).decode()
        return f"{called}={value}"

    def token(self, visitor: Visitor | None, key: str = "") -> str:
        """A session's token; made with `key` if it is forged."""
        key = (key or self.secret.derived(names.SESSIONS)).encode()
        told = {"visitor": list(visitor)} if visitor else {}
        payload = {"headers": {}, "cookies": {}, "arguments": {}, **told}
        id = generate_session_id(secret_key=key, signed=True)
        return generate_jwt_token(id, secret_key=key, signed=True, extra_payload=payload)


@pytest.fixture
def served(store, tmp_path, monkeypatch):
    """Call it with a test of a served server, and its settings."""
    monkeypatch.setattr(server, "visit", lambda *_: pytest.fail("a page was built"))
    before = signal.getsignal(signal.SIGINT)  # Panel takes it

    def served(test, **settings):
        async def play():
            with socket.socket() as probe:
                probe.bind(("localhost", 0))
                port = probe.getsockname()[1]
            told = Settings(port, "localhost", (), tmp_path / "runs", 1, 5, False)
            told = told._replace(**settings)
            told.check()
            made = server._server(told, store)
            try:
                return await test(Served(told, made))
            finally:
                made.stop(wait=False)
                await made._http.close_all_connections()

        return asyncio.run(play())

    yield served
    signal.signal(signal.SIGINT, before)
    pn.state._servers.clear()


def _matchers(router):
    for rule in router.rules:
        if isinstance(rule.matcher, PathMatches):
            yield rule.matcher
        elif hasattr(rule.target, "rules"):
            yield from _matchers(rule.target)


def _path(matcher: PathMatches) -> str:
    """A path that the matcher takes."""
    text = matcher.regex.pattern.strip("^$").replace("(?!extensions/)", "")
    text = re.sub(r"\((?:[^()\\]|\\.)*\)", "0", text).replace("/?", "/").replace("\\", "")
    assert matcher.regex.fullmatch(text), f"{text} is no path of {matcher.regex.pattern}"
    return text
