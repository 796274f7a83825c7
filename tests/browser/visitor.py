"""Visitor: what a person can do on the dashboard and see there; Heard: what the page said."""

import re
import zlib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import numpy as np
from playwright.sync_api import Page

from ionoscope.app.share.presets import presets
from ionoscope.engine import EXPERIMENTS

PEEK = Path(__file__).with_name("peek.js")
PATIENCE = 60.0
"""Seconds that anything may take: machines that test are small and busy."""
HEADINGS = {
    "Home": "Watch an ion find its way",
    "Runs": "What has been",
    "Papers": "What do both papers show",
}
"""Of pages without an experiment."""


class Heard(NamedTuple):
    """What a page said and asked for."""

    complaints: list[str]
    requests: list[str]
    sent: list[str | bytes]

    @classmethod
    def by(cls, page: Page) -> "Heard":
        """Listen to a page from its beginning."""
        heard = cls([], [], [])
        page.on("console", lambda m: m.type in ("warning", "error") and heard._complain(m.text))
        page.on("pageerror", lambda error: heard._complain(f"uncaught: {error}"))
        page.on("request", lambda request: heard.requests.append(request.url))
        page.on("websocket", lambda socket: heard._listen(socket))
        return heard

    def _complain(self, text: str) -> None:
        self.complaints.append(text)

    def _listen(self, socket) -> None:
        self.requests.append(socket.url)
        socket.on("framesent", lambda frame: self.sent.append(frame))

    def check(self) -> None:
        """No complaint, and nothing asked of anyone but this machine."""
        outside = [u for u in self.requests if urlsplit(u).scheme not in ("data", "blob")]
        outside = [u for u in outside if urlsplit(u).hostname != "localhost"]
        assert not self.complaints, f"the browser complained: {self.complaints}"
        assert not outside, f"the page asked others: {outside}"


class Visitor:
    """What a person can do on the dashboard and see there."""

    def __init__(self, page: Page, server: str, heard: Heard):
        self.page, self.server, self.heard = page, server, heard

    # coming and going

    @classmethod
    def comes(cls, browser, server: str, width: int, height: int) -> "Visitor":
        """A browser session of its own, with a window of this size."""
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(1000 * PATIENCE)
        context.add_init_script(path=PEEK)
        page = context.new_page()
        return cls(page, server, Heard.by(page))

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, and wait until the page has taken it."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.wait("width => window.innerWidth === width", width)
        self.page.evaluate("() => new Promise((go) => setTimeout(go, 100))")

    def open(self, search: str = "") -> None:
        """Open an address and wait until the page has what its picture needs."""
        self.page.goto(f"{self.server}/{search}")
        self.wait("() => peek.elements('nav, header').length > 0")
        self.page.get_by_role("button", name="Runs", exact=True).wait_for()

    def open_map(self, search: str = "") -> None:
        """Open the domain map and wait until the map of the entered parameters is there."""
        self.open(f"?page=gate-map{search}")
        self.see_map()

    def address(self) -> dict[str, str]:
        """The address bar's parameters."""
        return dict(parse_qsl(urlsplit(self.page.url).query, keep_blank_values=True))

    def address_has(self, **values: str) -> None:
        """Wait until the address bar carries these."""
        self.wait(
            "wanted => { const now = new URLSearchParams(location.search);"
            " return Object.entries(wanted).every(([k, v]) => now.get(k) === v); }",
            values,
        )

    def turn_to(self, title: str) -> None:
        """Choose a page, by its group's tabs or the bar on top, and wait until it has come."""
        kind = next((e for e in EXPERIMENTS.values() if e.title == title), None)
        places = self.page.get_by_role("navigation")
        own = places.get_by_role("button", name=title, exact=True).first
        if kind and not own.is_visible():
            places.get_by_role("button", name=kind.group, exact=True).first.click()
        own.click()
        heading = kind.question if kind else HEADINGS[title]
        self.page.get_by_role("heading", name=heading).wait_for()

    # seeing

    def wait(self, condition: str, argument=None, seconds: float = PATIENCE):
        """Wait until a JavaScript condition holds; what it gave."""
        return self.page.wait_for_function(
            condition, arg=argument, timeout=1000 * seconds, polling=50
        ).json_value()

    def image(self, figure: str = "domain-map") -> int:
        """Checksum of a figure's image; 0 while there is none."""
        return self.page.evaluate("name => peek.image(name)", figure)

    def columns(self, figure: str, glyph: str, nth: int = 0) -> dict[str, list]:
        """The data a figure's glyph is drawn from."""
        plain = (
            "d => d && Object.fromEntries(Object.entries(d).map(([k, v]) =>"
            " [k, [...v].map((e) => ArrayBuffer.isView(e) ? [...e] : e)]))"
        )
        return self.page.evaluate(
            f"([f, g, n]) => ({plain})(peek.columns(f, g, n))", [figure, glyph, nth]
        )

    def see_data(self, figure: str, glyph: str, column: str, least: int = 1) -> None:
        """Wait until a glyph has at least so many points."""
        self.wait(
            "([f, g, c, n]) => peek.columns(f, g)?.[c]?.length >= n", [figure, glyph, column, least]
        )

    def see_values(self, figure: str, glyph: str, nth: int = 0, **wanted: list) -> None:
        """Wait until a glyph's columns begin with these values, numbers to a millionth: words on
        the page may come before the picture does."""
        close = "(is, want) => typeof want !== 'number' ? String(is).trim() === want"
        close += " : Math.abs(is - want) <= 1e-6 * Math.abs(want)"
        self.wait(
            f"([f, g, n, wanted]) => {{ const now = peek.columns(f, g, n), close = {close};"
            " return now && Object.entries(wanted).every(([k, values]) =>"
            " values.every((value, i) => close(now[k]?.[i], value))); }",
            [figure, glyph, nth, wanted],
        )

    def see_map(self, **parameters: str) -> None:
        """Wait until the map is what the engine computes for the address and `parameters`."""
        self.wait("sum => peek.image('domain-map') === sum", _checksum(self.address(), parameters))

    def see_gallery(self) -> None:
        """Wait until all sixteen small maps are there."""
        self.bring("gallery")
        self.wait(
            "n => [...peek.columns('gallery', 'Image')?.image?.[0] ?? []]"
            ".filter(Number.isFinite).length === n",
            16 * 60 * 60,
        )

    def see_status(self, word: str) -> None:
        """Wait until the run is described with this word."""
        self.page.get_by_role("status").filter(has_text=word).first.wait_for()

    def status(self) -> str:
        """The word that describes the run."""
        return self.page.locator(".chip").inner_text()

    def see_verdict(self, text: str) -> None:
        """Wait until this is the answer."""
        spaced = re.compile(text.replace(" ", r"\s"))  # a unit stays with its number
        self.page.locator(".verdict").filter(has_text=spaced).wait_for()

    def verdict(self) -> str:
        """The answer in words."""
        return self.page.locator(".verdict").inner_text()

    def bring(self, figure: str) -> None:
        """Scroll on until a figure is on the page and in view."""
        self.wait(
            "name => { const view = peek.view(peek.figure(name));"
            " (view?.el ?? peek.elements('.later').at(-1))?.scrollIntoView();"
            " return Boolean(view?.frame?.bbox?.width); }",
            figure,
        )

    def see_whole(self) -> None:
        """Scroll on until all of the page has been built."""
        self.wait(
            "() => { peek.elements('.later').at(-1)?.scrollIntoView();"
            " return peek.elements('.whole').length > 0; }"
        )

    def unfold(self, title: str) -> None:
        """Open a fold."""
        self.page.locator("summary", has_text=title).click()

    def pixel(self, figure: str, x: float, y: float) -> tuple[float, float]:
        """Where a point of a figure stands in the window."""
        return tuple(self.wait("([f, x, y]) => peek.pixel(f, x, y)", [figure, x, y]))

    # doing

    def slider(self, name: str):
        """A knob's slider, by symbol and name, e.g. "λ width"."""
        return self.page.get_by_role("slider", name=name)

    def box(self, name: str):
        """A knob's number box, by symbol and name."""
        return self.page.get_by_role("textbox", name=name)

    def enter(self, name: str, text: str) -> None:
        """Type a value into a knob's box."""
        self.box(name).fill(text)
        self.box(name).press("Enter")

    def press(self, name: str) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name, exact=True).click()


def _checksum(address: dict[str, str], parameters: dict[str, str]) -> int:
    """Of the map that the engine computes for an address, or for the first preset without one."""
    declared = EXPERIMENTS["gate-map"].declared()
    first = next(iter(presets("gate-map").values())).parameters
    texts = {k: v for k, v in address.items() if k in declared} or first
    result = EXPERIMENTS["gate-map"].from_text({**texts, **parameters}).solve()
    return zlib.adler32(np.ascontiguousarray(result.data.transmitted.values.T, np.uint8).tobytes())
