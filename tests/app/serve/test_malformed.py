"""What no browser asks for is refused in a sentence; what links may hold is let through."""

import panel_material_ui  # noqa: F401  before any core component, or dark pages lose their text
import pytest
from panel.io.server import ComponentResourceHandler
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import HTTPError

from ionoscope.app.serve import malformed
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


@pytest.mark.parametrize(
    "kind", ["JSComponent", "ReactComponent", "ReactiveESM", "Any", "os", "__"]
)
def test_what_is_no_file_of_a_component_is_not_found(kind):
    """Panel itself stumbles over a component without a bundle, and over what is no component."""
    handler = ComponentResourceHandler.__new__(ComponentResourceHandler)
    for attribute in [*ComponentResourceHandler._resource_attrs, "x"]:
        for rest in ("x", "", "../x", "x/.."):
            with pytest.raises(HTTPError) as refused:
                malformed._resource(handler, f"panel.custom/{kind}/{attribute}/{rest}")
            assert 400 <= refused.value.status_code < 500
