"""The documentation below /docs: its files, or how to build it."""

import asyncio

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from ionoscope.app.serve.manual import routes


async def fetched(folder, paths):
    socket, port = bind_unused_port()
    server, client = HTTPServer(Application(routes(folder))), AsyncHTTPClient()
    server.add_socket(socket)
    found = [
        await client.fetch(f"http://127.0.0.1:{port}{path}", raise_error=False) for path in paths
    ]
    server.stop()
    return [(answer.code, answer.body.decode()) for answer in found]


def asked(folder, *paths):
    """Status and text of the answers to these paths."""
    return asyncio.run(fetched(folder, paths))


def test_pages_are_served_below_docs(tmp_path):
    (tmp_path / "index.html").write_text("first")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.html").write_text("one")
    found = asked(tmp_path, "/docs", "/docs/", "/docs/a/one.html", "/docs/a/two.html")
    assert found[:3] == [(200, "first"), (200, "first"), (200, "one")] and found[3][0] == 404


def test_nothing_outside_is_served(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.html").write_text("first")
    (tmp_path / "secret").write_text("secret")
    for path in ("/docs/../secret", "/docs/%2e%2e/secret", "/docs//etc/passwd"):
        [(code, text)] = asked(tmp_path / "docs", path)
        assert code in (403, 404) and "secret" not in text


def test_where_it_is_not_built_it_is_said_how(tmp_path):
    [(code, text)] = asked(tmp_path / "none", "/docs/")
    assert code == 404 and "make docs" in text and "--docs" in text
