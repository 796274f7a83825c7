"""Entrance: all that decides who comes in, put together as the settings say."""

from typing import Any

from bokeh.server.server import Server

from ..runs.visitor import CLASS, LAPTOP
from . import secret as names
from .admission import Admission, ByCode, ByHeader, ByOAuth, Everyone
from .cookie import Cookies, Giving
from .hosts import PROBES, guard
from .house import Joining
from .join import Guesses, JoinHandler, TeachHandler
from .porter import Porter, stand
from .secret import Secret
from .settings import Settings
from .who import Teller


class Entrance:
    """Who comes in, by the `settings`, and what is secret, by `secret`."""

    def __init__(self, settings: Settings, secret: Secret):
        self._settings, self._secret = settings, secret
        self._page = f"{settings.prefix}/"
        self._code = settings.join_code or secret.code()
        cookies = Cookies(secret.derived(names.COOKIES), settings.port, settings.prefix)
        self.admission = self._admission(cookies)

    @property
    def joining(self) -> Joining | None:
        """What a class has to know, None for others."""
        if self._settings.house != CLASS:
            return None
        address = self._settings.shown_url()
        return Joining(address, self._code, f"{address}/join?code={self._code}")

    def teacher_url(self, base: str) -> str:
        """The teacher's own address, at a server that is found at `base`."""
        return f"{base}/teach/{self._secret.derived(names.TEACHER)[:32]}"

    def patterns(self) -> list[tuple[str, type, dict]]:
        """The routes that it needs."""
        if not isinstance(self.admission, ByCode):
            return []
        own = {
            "admission": self.admission,
            "guesses": Guesses(),
            "page": self._page,
            "secret": self._secret.derived(names.TEACHER)[:32],
        }
        return [("/join", JoinHandler, own), ("/teach/([0-9a-f]+)", TeachHandler, own)]

    def options(self) -> dict[str, Any]:
        """What Panel is told: sessions are always signed."""
        key = self._secret.derived(names.SESSIONS).encode()
        found: dict[str, Any] = {"sign_sessions": True, "secret_key": key}
        found["prefix"] = self._settings.prefix
        # an address that a request names itself would count as the proxy's
        found["http_server_kwargs"] = {"xheaders": False}
        if self._settings.tls_cert:
            found["ssl_certfile"] = str(self._settings.tls_cert)
            found["ssl_keyfile"] = str(self._settings.tls_key)
        if self._settings.oauth:
            found["oauth_provider"] = self._settings.oauth
            found["cookie_secret"] = self._secret.derived(names.COOKIES)
            found["cookie_path"] = self._settings.prefix or "/"
        return found

    def stand_before(self, server: Server) -> None:
        """Let nobody by who may not come in, whatever the server serves."""
        application, settings = server._tornado, self._settings
        for context in application.applications.values():
            context.application.add(Teller())
        application.add_transform(Giving)
        probes = [f"{settings.prefix}{path}" for path in (*PROBES, "/status")]
        key = self._secret.derived(names.SESSIONS)
        porter = Porter(self.admission, settings.origins(), self._page, key, probes)
        stand(application, porter)
        guard(application, settings.origins(), settings.prefix)

    def _admission(self, cookies: Cookies) -> Admission:
        settings = self._settings
        if settings.house == LAPTOP:
            return Everyone(cookies, self._page)
        if settings.house == CLASS:
            return ByCode(cookies, self._code, settings.prefix)
        if settings.oauth:
            key = self._secret.derived(names.COOKIES)
            return ByOAuth(key, settings.operators, settings.prefix)
        return ByHeader(settings.user_header, settings.proxy, settings.operators)
