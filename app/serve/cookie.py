"""Cookie: signed, it tells one browser from all others, also after a reload and a restart."""

import json
import secrets
from http.cookies import Morsel, SimpleCookie
from typing import NamedTuple

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform, create_signed_value, decode_signed_value

DAYS = 400
"""As long as browsers keep one."""
LONGEST_NAME = 40


class Browser(NamedTuple):
    """What the cookie of a browser says: its id, the visitor's name if one was given, and what let
    it in, "" for nothing."""

    id: str
    name: str = ""
    by: str = ""

    @classmethod
    def new(cls) -> "Browser":
        """One that was not here before."""
        return cls(secrets.token_hex(8))


class Cookies:
    """Reads and writes the cookie of this server, which another one on this machine leaves alone.

    It is sent to `path` and what is below, over TLS only if it was set over TLS.
    """

    def __init__(self, key: str, port: int, path: str):
        self._key, self._name, self._path = key, f"ionoscope-{port}", path or "/"

    def read(self, request: HTTPServerRequest) -> Browser | None:
        """The browser that asks; None for one without a cookie of ours."""
        found = request.cookies.get(self._name)
        value = found and decode_signed_value(self._key, self._name, found.value, DAYS)
        try:
            return Browser(*json.loads(value)) if value else None
        except (TypeError, ValueError):  # of another version
            return None

    def give(self, request: HTTPServerRequest, browser: Browser, secure: bool) -> None:
        """Have the answer to `request` set the cookie."""
        value = create_signed_value(self._key, self._name, json.dumps(list(browser))).decode()
        request.given = self._morsel(value, secure).OutputString()

    def _morsel(self, value: str, secure: bool) -> Morsel:
        made = SimpleCookie({self._name: value})[self._name]
        made.update({"path": self._path, "max-age": DAYS * 86400, "httponly": True})
        made.update({"samesite": "Lax", "secure": secure})
        return made


class Giving(OutputTransform):
    """Adds to every answer the cookie that its request was given, and what browsers should know."""

    def __init__(self, request: HTTPServerRequest):
        self._request = request

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Called by Tornado for each answer."""
        if given := getattr(self._request, "given", ""):
            headers.add("Set-Cookie", given)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"  # an address may carry a code
        return status_code, headers, chunk


def cleaned(name: str) -> str:
    """A name as a person may give it: printable, without blanks around it, not too long."""
    return "".join(letter for letter in name if letter.isprintable()).strip()[:LONGEST_NAME]
