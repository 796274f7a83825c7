"""Admission: who a request is of, for each way of serving; what those are told who may not come.

An admission has `visitor(request)`, None for one who may not come in, and `refusal(request)` for
those. What is open to all stands in `open_paths`.
"""

import hashlib
import ipaddress
from collections.abc import Sequence
from typing import NamedTuple, Protocol
from urllib.parse import quote

from tornado.httputil import HTTPServerRequest
from tornado.web import decode_signed_value

from ..runs.visitor import CLASS, LAPTOP, SERVER, Visitor
from .cookie import Browser, Cookies

TEACHER = "teacher"
LONGEST_USER = 200


class Refused(NamedTuple):
    """How a request is refused: a status with a sentence, or the address to ask for instead."""

    status: int
    sentence: str
    address: str = ""


class Admission(Protocol):
    """One way of letting people in."""

    open_paths: tuple[str, ...]

    def visitor(self, request: HTTPServerRequest) -> Visitor | None:
        """Who asks, None for one who may not come in."""

    def refusal(self, request: HTTPServerRequest) -> Refused:
        """What they are told."""


class Everyone:
    """A laptop: whoever reaches it may do everything; browsers are told apart all the same."""

    open_paths = ()

    def __init__(self, cookies: Cookies, page: str):
        self._cookies, self._page = cookies, page

    def visitor(self, request: HTTPServerRequest) -> Visitor:
        """Each browser by its cookie, which it is given with its first page."""
        found = self._cookies.read(request)
        if found is None and request.path == self._page:
            found = Browser.new()
            self._cookies.give(request, found, secure=request.protocol == "https")
        return Visitor(found.id if found else "", operator=True, house=LAPTOP)

    def refusal(self, request: HTTPServerRequest) -> Refused:
        """Never asked for."""
        return Refused(403, "Nobody is let in.")


class ByCode:
    """A class: whoever has given the join code; the teacher is who had the teacher's address."""

    def __init__(self, cookies: Cookies, code: str, prefix: str):
        self.cookies, self._code, self._prefix = cookies, same_code(code), prefix
        self.open_paths = (f"{prefix}/join", f"{prefix}/teach")

    def knows(self, code: str) -> bool:
        """Whether that is the join code, however it is typed."""
        return same_code(code) == self._code

    @property
    def joined(self) -> str:
        """What a cookie says that was given for the code; another code, another word."""
        return hashlib.sha256(self._code.encode()).hexdigest()[:16]

    def visitor(self, request: HTTPServerRequest) -> Visitor | None:
        """Whom the cookie tells of, if it was given for the present code."""
        found = self.cookies.read(request)
        if found is None or found.by not in (TEACHER, self.joined):
            return None
        return Visitor(found.id, found.name, found.by == TEACHER, CLASS)

    def refusal(self, request: HTTPServerRequest) -> Refused:
        """To the page that asks for the code, and from there to what was asked for."""
        asked = f"?next={quote(request.query, safe='')}" if request.query else ""
        sentence = "Give the join code first: your teacher shows it."
        return Refused(401, sentence, f"{self._prefix}/join{asked}")


class ByHeader:
    """A server behind a proxy that says in a header who has logged in; from others than the proxies
    that header counts for nothing."""

    open_paths = ()

    def __init__(self, header: str, proxies: Sequence[str], operators: Sequence[str]):
        self._header, self._operators = header, frozenset(operators)
        self._proxies = [ipaddress.ip_network(one, strict=False) for one in proxies]

    def visitor(self, request: HTTPServerRequest) -> Visitor | None:
        """The user whom a trusted proxy names, by exactly one header."""
        given = request.headers.get_list(self._header)
        if len(given) != 1 or not self._trusts(request.remote_ip):
            return None
        return _user(_unicode(given[0]), self._operators)

    def refusal(self, request: HTTPServerRequest) -> Refused:
        """There is nothing that a person can do here."""
        return Refused(401, "Nobody has logged in: open this server through its proxy.")

    def _trusts(self, address: str | None) -> bool:
        try:
            peer = ipaddress.ip_address(address or "")
        except ValueError:
            return False
        peer = getattr(peer, "ipv4_mapped", None) or peer
        return any(peer in network for network in self._proxies)


class ByOAuth:
    """A server with Panel's OAuth, whose signed cookie says who has logged in."""

    def __init__(self, key: str, operators: Sequence[str], prefix: str):
        self._key, self._operators, self._prefix = key, frozenset(operators), prefix
        self.open_paths = (f"{prefix}/login", f"{prefix}/logout")

    def visitor(self, request: HTTPServerRequest) -> Visitor | None:
        """The user of the cookie that Panel gave at the login."""
        found = request.cookies.get("user")
        name = found and decode_signed_value(self._key, "user", found.value, max_age_days=1)
        return _user(name.decode(errors="replace"), self._operators) if name else None

    def refusal(self, request: HTTPServerRequest) -> Refused:
        """To the login."""
        return Refused(401, "Log in first.", f"{self._prefix}/login")


def same_code(typed: str) -> str:
    """A join code however it is typed."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _user(name: str, operators: frozenset[str]) -> Visitor | None:
    name = name.strip()
    if not name or len(name) > LONGEST_USER or "," in name or not name.isprintable():
        return None
    id = "u" + hashlib.sha256(name.encode()).hexdigest()[:15]
    return Visitor(id, name, name in operators, SERVER)


def _unicode(header: str) -> str:
    """A header, which Tornado reads as Latin-1, as most proxies mean it."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header
