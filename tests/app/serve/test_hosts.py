"""Hosts: a server answers under its own names only, and its probes under any."""

import asyncio

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler

from ionoscope.app.serve.hosts import guard


class Page(RequestHandler):
    """Stands for any page."""

    def get(self):
        self.finish("page")


@pytest.fixture
def ask():
    """Ask for a path under a host name; status and text."""

    def ask(host: str, path: str = "/", origins=("localhost:5006", "lab.example.org")):
        async def fetch():
            application = Application([(r"/.*", Page)])
            guard(application, list(origins))
            socket, port = bind_unused_port()
            server = HTTPServer(application)
            server.add_socket(socket)
            url = f"http://127.0.0.1:{port}{path}"
            got = await AsyncHTTPClient().fetch(url, headers={"Host": host}, raise_error=False)
            server.stop()
            return got.code, got.body.decode()

        return asyncio.run(fetch())

    return ask


@pytest.mark.parametrize("host", ["localhost:5006", "lab.example.org", "lab.example.org:80"])
def test_its_own_names_are_served(ask, host):
    assert ask(host) == (200, "page")


@pytest.mark.parametrize("host", ["localhost:8080", "evil.example", "[::1]:5006", "a:b"])
def test_a_foreign_name_is_refused_with_what_to_set(ask, host):
    status, text = ask(host)
    assert status == 421 and f"IONOSCOPE_ORIGIN={host}" in text


def test_a_hostile_name_stays_text(ask):
    status, text = ask("<script>alert(1)</script>")
    assert status in (400, 421) and "<script>" not in text


@pytest.mark.parametrize("path", ["/health", "/liveness"])
def test_probes_are_answered_under_any_name(ask, path):
    assert ask("10.1.2.3:5006", path)[0] == 200


def test_a_star_allows_everything(ask):
    assert ask("anything:1", origins=["*"])[0] == 200
