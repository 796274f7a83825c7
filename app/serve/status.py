"""/status: what operators see, for whoever can read the key in the folder of runs."""

import hmac
import json

from tornado.web import RequestHandler

from .house import House


class StatusHandler(RequestHandler):
    """Answers with the report as JSON: 403 without the token."""

    def initialize(self, house: House, token: str) -> None:
        """Called by Tornado for each request."""
        self._house, self._token = house, token

    def get(self) -> None:
        """GET /status with the header `Authorization: Bearer TOKEN`."""
        given = self.request.headers.get("Authorization", "")
        self.set_header("Cache-Control", "no-store")
        if not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            self.set_status(403)
            return self.finish("Whoever can read the folder of runs asks by: ionoscope status")
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(self._house.report()))
