"""Who a request is of: by cookie, by header, by Panel's cookie of a login."""

from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from tornado.httputil import HTTPHeaders
from tornado.web import create_signed_value

from ionoscope.app.runs.visitor import LAPTOP, SERVER
from ionoscope.app.serve.admission import ByHeader, ByOAuth, Everyone
from ionoscope.app.serve.cookie import Browser, Cookies, cleaned

KEY = "k" * 64


def request(path="/", address="127.0.0.1", cookie="", **headers):
    """What an admission asks of a request."""
    told = HTTPHeaders()
    for name, values in headers.items():
        for value in [values] if isinstance(values, str) else values:
            told.add(name.replace("_", "-"), value)
    cookies = SimpleCookie(cookie)
    return SimpleNamespace(
        path=path, remote_ip=address, cookies=cookies, headers=told, protocol="http", query=""
    )


def test_on_a_laptop_everyone_is_an_operator_and_each_browser_known_again():
    everyone = Everyone(Cookies(KEY, 5006, ""), "/")
    first = request()
    visitor = everyone.visitor(first)
    assert visitor.operator and visitor.house == LAPTOP and len(visitor.id) == 16
    again = request(cookie=first.given.split(";")[0])
    assert everyone.visitor(again) == visitor and not hasattr(again, "given")
    assert not hasattr(other := request("/static/x.js"), "given") and everyone.visitor(other)


def test_a_cookie_of_another_key_server_or_version_is_none():
    cookies, asked = Cookies(KEY, 5006, "/lab"), request()
    cookies.give(asked, Browser("ada", "Ada", "code"), secure=True)
    given = asked.given
    assert "Path=/lab" in given and "Secure" in given and "HttpOnly" in given
    again = request(cookie=given.split(";")[0])
    assert cookies.read(again) == Browser("ada", "Ada", "code")
    assert Cookies("other", 5006, "/lab").read(again) is None
    assert Cookies(KEY, 5007, "/lab").read(again) is None
    for odd in ('{"id": 1}', "1", "[1, 2, 3, 4, 5]", "{"):
        value = create_signed_value(KEY, "ionoscope-5006", odd).decode()
        read = cookies.read(request(cookie=f"ionoscope-5006={value}"))
        assert read is None or read == Browser("id")


@pytest.mark.parametrize(
    ("given", "name"),
    [(" Ada\x00\n ", "Ada"), ("x" * 100, "x" * 40), ("\u202eevil", "evil"), ("Zoë 好", "Zoë 好")],
)
def test_names_are_printable_and_short(given, name):
    assert cleaned(given) == name


PROXIES = ("10.0.0.0/8", "::1")


@pytest.mark.parametrize(
    ("address", "names", "known"),
    [
        ("10.1.2.3", "ada", True),
        ("::1", "ada", True),
        ("::ffff:10.1.2.3", "ada", True),
        ("127.0.0.1", "ada", False),
        ("11.0.0.1", "ada", False),
        ("no address", "ada", False),
        (None, "ada", False),
        ("10.1.2.3", [], False),
        ("10.1.2.3", ["ada", "op"], False),
        ("10.1.2.3", "ada, op", False),
        ("10.1.2.3", "", False),
    ],
)
def test_a_header_counts_once_and_from_a_proxy(address, names, known):
    found = ByHeader("X-User", PROXIES, ["op"]).visitor(request(address=address, X_User=names))
    assert bool(found) == known
    assert not found or (found.name, found.operator, found.house) == ("ada", False, SERVER)


def test_users_have_ids_that_tell_nothing_and_stay():
    by = ByHeader("X-User", PROXIES, ["op@example.org"])
    ada, again, op, zoe = (
        by.visitor(request(address="10.0.0.1", X_User=name))
        for name in ("ada", "ada", "op@example.org", "Zoë".encode().decode("latin-1"))
    )
    assert ada == again and ada.id != op.id and "op" not in op.id
    assert op.operator and not ada.operator and zoe.name == "Zoë"


def test_the_cookie_of_a_login_counts_if_panel_has_signed_it():
    by = ByOAuth(KEY, ["op"], "/lab")
    for name, operator in (("ada", False), ("op", True)):
        value = create_signed_value(KEY, "user", name).decode()
        found = by.visitor(request(cookie=f"user={value}"))
        assert (found.name, found.operator) == (name, operator)
        forged = create_signed_value("another", "user", name).decode()
        assert by.visitor(request(cookie=f"user={forged}")) is None
    assert by.visitor(request(cookie="user=op; is_guest=1")) is None
    assert by.refusal(request()).address == "/lab/login"
