"""The page shell: one endpoint; pages are built when first opened and stay for the session."""

import logging

import panel_material_ui as pmui  # before any core component, or dark pages lose their text

import panel as pn  # isort: skip

from ionoscope.engine import EXPERIMENTS

from ..controls.keys import Keys
from ..controls.painting import Painting
from ..controls.theme import THEME, stylesheet
from ..live.wake import Latch
from ..runs.store import RunStore
from ..share import link
from .barrier import BarrierPage
from .collision import CollisionPage
from .context import Context
from .diffusion import DiffusionPage
from .dissipation import DissipationPage
from .domain_map import DomainMapPage
from .home import HomePage
from .lattice_barrier import LatticeBarrierPage
from .launch import LaunchPage
from .memory import MemoryPage
from .phonons import PhononsPage
from .response import ResponsePage
from .runs import RunsPage
from .stiffness import StiffnessPage
from .temperature import TemperaturePage
from .thermal import ThermalPage
from .transmission import TransmissionPage

log = logging.getLogger(__name__)

PAGES = {
    p.key: p
    for p in (
        HomePage,
        LaunchPage,
        DomainMapPage,
        TransmissionPage,
        BarrierPage,
        PhononsPage,
        ResponsePage,
        ThermalPage,
        LatticeBarrierPage,
        CollisionPage,
        DissipationPage,
        DiffusionPage,
        TemperaturePage,
        MemoryPage,
        StiffnessPage,
        RunsPage,
    )
}
GROUPS = {
    k.group: [e.key for e in EXPERIMENTS.values() if e.group == k.group]
    for k in EXPERIMENTS.values()
}
"""The experiments of each group, which share a row of tabs."""
CLOCK_MS = 1000
"""The slow clock that catches a lost wake-up."""

CSS = stylesheet("pages")


def extension() -> None:
    """Load what the pages need, once a session."""
    pn.extension("mathjax", notifications=True, reconnect=True)
    pn.config.raw_css = [CSS]


class Shell:
    """One browser session."""

    def __init__(self, store: RunStore):
        self.document, self.latch = pn.state.curdoc, Latch()
        self.context = Context(self.document, self.latch, store, self.go, self._moved)
        self.pages: dict[str, HomePage] = {}
        self.page: HomePage | None = None
        self._address = self._trouble = ""
        self.nav = {
            "home": self._nav_button("home", "Home"),
            **{g: self._nav_button(g, g, lambda g=g: self._open_group(g)) for g in GROUPS},
            "runs": self._nav_button("runs", "Runs"),
        }
        self.bar = pn.Row(margin=(4, 20, 0, 20))
        self.tabs = {key: self._tab(key) for key in EXPERIMENTS}
        self._last = {group: keys[0] for group, keys in GROUPS.items()}
        self.main = pn.Column(sizing_mode="stretch_width")
        self.sidebar = pn.Column(sizing_mode="stretch_width", margin=(8, 12))
        self.copy = self._copy_button()
        self.keys = Keys(width=0, height=0, margin=0)
        self.keys.param.watch(lambda _: self.page.stop(), "stops")
        self.keys.param.watch(lambda _: self._show_rail(), "narrow")
        self.layout = pmui.Page(
            title="ionoscope",
            header=[
                pn.Row(*self.nav.values(), margin=(0, 0, 0, 16)),
                pn.HSpacer(),
                self.keys,
                Painting(width=0, height=0, margin=0),
                self.copy,
            ],
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
        for other in self.pages.values():
            other.away = other is not page
        group = self._mark(key)
        if fresh or texts:
            if address:
                page.set_show_state(address.show)
            page.open(texts or {}, *((address.hide, address.lock) if address else ()))
        if preset:
            page.choose(preset)
        tabs = [self.tabs[k] for k in GROUPS.get(group, ())]
        if list(self.bar) != tabs:  # else the button just pressed would be taken away
            self.bar[:] = tabs
        self.main[:] = [self.bar, page.main]
        self.sidebar[:] = page.sidebar
        self._show_rail()
        page.tick()
        self._moved()

    def start(self) -> None:
        """The browser has connected: what waited for it may go."""
        self.latch.open()
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
        narrow = self.keys.narrow and self.latch.is_open
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

    def _open_group(self, group: str) -> None:
        """Open the page of a group that was open last."""
        self.go(self._last[group])

    def _mark(self, key: str) -> str:
        """Show in the header and the tabs which page is open; its group, or its own key."""
        group = EXPERIMENTS[key].group if key in EXPERIMENTS else key
        if group in self._last:
            self._last[group] = key
        for name, button in self.nav.items():
            button.variant = "outlined" if name == group else "text"
        for name, button in self.tabs.items():
            button.variant = "contained" if name == key else "text"
        return group

    def _nav_button(self, key: str, label: str, action=None) -> pmui.Button:
        button = pmui.Button(
            label=label,
            color="light",
            variant="text",
            size="small",
            margin=(4, 0),
            sx={"px": 1, "minWidth": 0},
            css_classes=[f"nav-{key.lower()}"],
        )
        button.on_click(lambda _: action() if action else self.go(key))
        return button

    def _tab(self, key: str) -> pmui.Button:
        button = pmui.Button(
            label=EXPERIMENTS[key].title,
            size="small",
            variant="text",
            margin=(0, 4, 0, 0),
            disable_elevation=True,
            css_classes=[f"nav-{key}"],
        )
        button.on_click(lambda _: self.go(key))
        return button

    def _copy_button(self) -> pmui.Button:
        button = pmui.Button(
            label="Copy link",
            icon="link",
            size="small",
            variant="text",
            color="light",
            description="Copies the address: it carries all parameters and the seed",
        )
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
