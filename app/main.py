"""The page shell: one endpoint; pages are built when first opened and stay for the session."""

import logging
from pathlib import Path

import panel_material_ui as pmui  # before any core component, or dark pages lose their text

import panel as pn  # isort: skip

from . import link
from .controls.keys import Keys
from .pages.barrier import BarrierPage
from .pages.context import Context
from .pages.domain_map import DomainMapPage
from .pages.home import HomePage
from .pages.launch import LaunchPage
from .pages.runs import RunsPage
from .pages.transmission import TransmissionPage
from .session import Door, Gate
from .store import RunStore
from .theme import THEME

log = logging.getLogger(__name__)

PAGES = {
    p.key: p for p in (HomePage, LaunchPage, DomainMapPage, TransmissionPage, BarrierPage, RunsPage)
}
TITLES = {
    "home": "Home",
    "gate-launch": "Launch",
    "gate-map": "Domain map",
    "gate-transmission": "Transmission",
    "gate-barrier": "Barrier",
    "runs": "Runs",
}
CLOCK_MS = 1000
"""The slow clock that catches a lost wake-up."""

CSS = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def extension() -> None:
    """Load what the pages need, once a session."""
    pn.extension("mathjax", notifications=True, reconnect=True)
    pn.config.raw_css = [CSS]


class Shell:
    """One browser session."""

    def __init__(self, store: RunStore):
        self.document, self.gate = pn.state.curdoc, Gate()
        self.context = Context(self.document, self.gate, store, self.go, self._moved)
        self.pages: dict[str, HomePage] = {}
        self.page: HomePage | None = None
        self._address = self._trouble = ""
        self.nav = {key: self._nav_button(key) for key in PAGES}
        self.main = pn.Column(sizing_mode="stretch_width")
        self.sidebar = pn.Column(sizing_mode="stretch_width", margin=(8, 12))
        self.copy = self._copy_button()
        self.keys = Keys(width=0, height=0, margin=0)
        self.keys.param.watch(lambda _: self.page.stop(), "stops")
        self.keys.param.watch(lambda _: self._show_rail(), "narrow")
        self.layout = pmui.Page(
            title="ionoscope",
            header=[pn.Row(*self.nav.values()), pn.HSpacer(), self.keys, self.copy],
            sidebar=[self.sidebar],
            main=[self.main],
            sidebar_width=330,
            sidebar_resizable=False,
            busy_indicator=None,
            theme_config=THEME,
            meta_description="Watch an ion find its way through a solid.",
        )
        release(self.layout)

    def open(self, search: str) -> None:
        """Open the page an address asks for."""
        address = link.read(search, tuple(PAGES))
        self.go(address.page, address.parameters, address=address)
        if address.trouble and pn.state.notifications:
            pn.state.notifications.warning(address.trouble, duration=10_000)

    def go(self, key: str, texts: dict | None = None, preset: str = "", address=None) -> None:
        """Show a page; with `texts` or `preset` set it up anew."""
        fresh = key not in self.pages
        if fresh:
            self.pages[key] = PAGES[key](self.context)
        page = self.page = self.pages[key]
        for name, button in self.nav.items():
            button.variant = "outlined" if name == key else "text"
        if fresh or texts:
            if address:
                page.set_show_state(address.show)
            page.open(texts or {}, *((address.hide, address.lock) if address else ()))
        if preset:
            page.choose(preset)
        self.main[:] = [page.main]
        self.sidebar[:] = page.sidebar
        self._show_rail()
        page.tick()
        self._moved()

    def start(self) -> None:
        """The browser has connected: what waited for it may go."""
        self.gate.open()
        self._show_rail()
        self.tick()

    def tick(self) -> None:
        """The slow clock: look whether a wake-up was lost, and whether something is wrong."""
        if self.page:
            self.page.tick()
        before, self._trouble = self._trouble, self.context.store.trouble
        if self._trouble not in ("", before) and pn.state.notifications:
            pn.state.notifications.warning(self._trouble, duration=10_000)

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        for page in self.pages.values():
            page.close()

    def _show_rail(self) -> None:
        """The rail stands open where there is room; on a narrow window it is a drawer."""
        narrow = self.keys.narrow and self.gate.is_open
        self.layout.sidebar_open = bool(self.page.sidebar) and not narrow

    def _moved(self) -> None:
        """Let the address follow the parameters."""
        if self.page is None or pn.state.location is None:
            return
        search = link.write(
            self.page.key,
            self.page.texts(),
            self.page.show_state(),
            self.page.hidden,
            self.page.locked,
        )
        if search != self._address:
            self._address = search
            pn.state.location.search = search

    def _nav_button(self, key: str) -> pmui.Button:
        button = pmui.Button(
            label=TITLES[key], color="light", variant="text", size="small", margin=(4, 0),
            sx={"px": 1, "minWidth": 0}, css_classes=[f"nav-{key}"],
        )  # fmt: skip
        button.on_click(lambda _: self.go(key))
        return button

    def _copy_button(self) -> pmui.Button:
        button = pmui.Button(
            label="Copy link", icon="link", size="small", variant="text", color="light",
            description="Copies the address: it carries all parameters and the seed",
        )  # fmt: skip
        button.jscallback(clicks="navigator.clipboard?.writeText(window.location.href)")
        button.on_click(
            lambda _: pn.state.notifications and pn.state.notifications.success("Link copied.")
        )
        return button


def release(page: pmui.Page) -> None:
    """Unbind a Page from the process-wide busy state, which would keep it after its session."""
    watchers = pn.state.param.watchers.get("busy", {}).get("value", [])
    for watcher in list(watchers):
        owner = getattr(getattr(watcher.fn, "__self__", None), "self", None)
        if owner is page:
            pn.state.param.unwatch(watcher)


def app(store: RunStore, door: Door) -> pmui.Page:
    """Build a session's page (the only servable)."""
    extension()
    if not door.enter():
        return full_house()
    pn.state.on_session_destroyed(lambda _: door.leave())
    shell = Shell(store)
    search = pn.state.location.search if pn.state.location else ""
    shell.open(search)

    def start() -> None:
        shell.start()
        pn.state.add_periodic_callback(shell.tick, period=CLOCK_MS)

    pn.state.onload(start)
    pn.state.on_session_destroyed(lambda _: shell.close())
    return shell.layout


def full_house() -> pmui.Page:
    """What a visitor sees for whom there is no room."""
    text = "All places are taken. Come back in a minute, or ask for more room (IONOSCOPE_VISITORS)."
    page = pmui.Page(title="ionoscope", main=[pmui.Typography(text)], theme_config=THEME)
    release(page)
    return page
