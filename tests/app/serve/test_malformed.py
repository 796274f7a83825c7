"""What no browser asks for is refused in a sentence; what links may hold is let through."""

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from ionoscope.app.serve.malformed import LONGEST, trouble


class Line:
    """Stands for a connection."""

    context = None

    def set_close_callback(self, _): ...


def asked(uri: str, **headers: str) -> str:
    line = RequestStartLine("GET", uri, "HTTP/1.1")
    headers = {"Host": "here"} | {n.replace("_", "-"): value for n, value in headers.items()}
    return trouble(
        HTTPServerRequest(connection=Line(), start_line=line, headers=HTTPHeaders(headers))
    )


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("/?a?b", "%3F"),
        ("/??", "%3F"),
        ("/?page=gate-map#x", "%23"),
        ("/static/%00", "control characters"),
        ("/%0a", "control characters"),
        ("/%ff", "UTF-8"),
        ("/?page=%ff", "UTF-8"),
        ("/?x=" + "9" * LONGEST, f"{LONGEST + 4} letters"),
        ("/components/antigravity/a/_css/b", "no such component"),
        ("/lab/components/.x/a/_css/b", "no such component"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(uri, words):
    assert words in asked(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "/",
        "/?page=gate-map&U0=10&path=%CE%93;X;M&hide=lam,s",
        "/?page=no-such-page&U0=" + "9" * 5000,
        "/?&&=&x",
        "/?q=a%3Fb%23c%26d",
        "/health",
        "/static/js/bokeh.min.js?v=abc",
        "/components/panel.custom/JSComponent/_bundle_path/x.js",
    ],
)
def test_what_a_link_may_hold_is_let_through(uri):
    assert asked(uri) == ""
