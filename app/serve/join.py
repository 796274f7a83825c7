"""/join: where a class gives the join code; /teach/…: the teacher's own address."""

import hmac
import time
from collections import OrderedDict, deque
from html import escape
from importlib.resources import files
from urllib.parse import quote

from tornado.web import RequestHandler

from .admission import TEACHER, ByCode
from .cookie import Browser, cleaned

WRONG, MINUTE_S = 20, 60.0
"""Wrong codes that one address may give a minute: nobody gets in by trying."""
MOST = 1000
"""Addresses that are remembered for it."""


class Guesses:
    """Counts what was given wrongly, by the address that gave it."""

    def __init__(self):
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def too_many(self, address: str) -> bool:
        """Whether no more are taken from there for the moment."""
        wrong = self._wrong.get(address, deque())
        while wrong and time.monotonic() - wrong[0] > MINUTE_S:
            wrong.popleft()
        return len(wrong) >= WRONG

    def count(self, address: str) -> None:
        """One more."""
        self._wrong.setdefault(address, deque()).append(time.monotonic())
        self._wrong.move_to_end(address)
        while len(self._wrong) > MOST:
            self._wrong.popitem(last=False)


class _Entrance(RequestHandler):
    """What both have."""

    def initialize(self, admission: ByCode, guesses: Guesses, page: str, secret: str) -> None:
        """Called by Tornado for each request; `page` is the path of the pages."""
        self._admission, self._guesses, self._page = admission, guesses, page
        self._secret = secret

    def prepare(self) -> None:
        """Never kept by a browser, and not for those who try too often."""
        self.set_header("Cache-Control", "no-store")
        if self._guesses.too_many(self.request.remote_ip):
            self.set_status(429)
            self.finish("<p>Too many wrong codes came from here. Wait a minute.</p>")

    def _let_in(self, by: str, name: str, query: str) -> None:
        """Give the cookie, and on to the page that was asked for, never elsewhere."""
        known = self._admission.cookies.read(self.request) or Browser.new()
        browser = known._replace(by=by, name=name or known.name)
        secure = self.request.protocol == "https"
        self._admission.cookies.give(self.request, browser, secure)
        after = f"?{quote(query, safe=_QUERY)}" if query else ""
        self.redirect(self._page + after, status=303)


class JoinHandler(_Entrance):
    """Asks for the code, which an address may carry, and for a name, which may be left out."""

    def get(self) -> None:
        """GET /join[?code=…][&next=…]."""
        code = self.get_query_argument("code", "")
        self._ask(code, "" if self._admission.knows(code) or not code else _NO_CODE)

    def post(self) -> None:
        """POST /join with code and name."""
        if not self._admission.knows(self.get_body_argument("code", "")):
            self._guesses.count(self.request.remote_ip)
            self.set_status(403)
            return self._ask("", _NO_CODE)
        name = cleaned(self.get_body_argument("name", ""))
        self._let_in(self._admission.joined, name, self.get_query_argument("next", ""))

    def _ask(self, code: str, said: str) -> None:
        after = self.get_query_argument("next", "")
        page = (files("ionoscope.assets") / "join.html").read_text("utf-8")
        told = {
            "ACTION": f"?next={quote(after, safe='')}" if after else "?",
            "CODE": code if self._admission.knows(code) else "",
            "SAID": said,
        }
        for word, text in told.items():
            page = page.replace(f"${word}", escape(text))
        self.finish(page)


class TeachHandler(_Entrance):
    """Knows the teacher by the secret in the address."""

    def get(self, secret: str) -> None:
        """GET /teach/SECRET."""
        if not hmac.compare_digest(secret.encode(), self._secret.encode()):
            self._guesses.count(self.request.remote_ip)
            self.set_status(403)
            return self.finish(
                "<p>This is not the teacher's address of this server: it stands on the terminal "
                "in which the server was started.</p>"
            )
        self._let_in(TEACHER, "", "page=join")


_QUERY = "%=&:,;+/?@!$'()*~"
"""What stands in the query of an address as it is."""
_NO_CODE = "That is not the code. It is on the board, or in the address that your teacher gave."
