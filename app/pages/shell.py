"""The page shell: one endpoint; pages are built when first opened and stay for the session."""

from collections.abc import Callable, Sequence
from functools import partial

import panel as pn  # isort: skip

from ionoscope.engine import known
from ionoscope.engine.core.parameters import as_text

from ..controls.top import Top
from ..live.kept import Shown, find
from ..live.wake import Latch
from ..runs.store import RunStore
from ..runs.visiting import VisitingStore
from ..share import link
from ..share.repeat import OVER
from ..teaching.riddles import opened
from ..teaching.seat import Seat
from .barrier import BarrierView
from .barriers import BarriersView
from .collision import CollisionView
from .context import Context, House
from .diffusion import DiffusionView
from .dissipation import DissipationView
from .domain_map import DomainMapView
from .entry import texts_of
from .frame import framed
from .gallery import GalleryView
from .hearing import describe
from .home import Home
from .joining import JoinPage
from .landscape import LandscapeView
from .lattice_barrier import LatticeBarrierView
from .launch import LaunchView
from .lessons import LessonsPage
from .page import Page
from .papers import PapersPage
from .parts import GROWING
from .phonons import PhononsView
from .places import Places
from .response import ResponseView
from .runs import RunsPage
from .server import ServerPage
from .still import Still
from .sweeps import MemoryView, StiffnessView, TemperatureView
from .thermal import ThermalView
from .transmission import TransmissionView
from .validity import ValidityView
from .warning import warn

VIEWS = [
    LaunchView,
    DomainMapView,
    GalleryView,
    TransmissionView,
    BarrierView,
    BarriersView,
    PhononsView,
    ResponseView,
    ThermalView,
    LatticeBarrierView,
    LandscapeView,
    CollisionView,
    ValidityView,
    DissipationView,
    DiffusionView,
    TemperatureView,
    MemoryView,
    StiffnessView,
]
PAGES: dict[str, Callable[[Context], Page | Still]] = {
    "home": Home,
    **{view.key: partial(Page, view=view) for view in VIEWS},
    "lessons": partial(LessonsPage, views={view.key: view for view in VIEWS}),
    "runs": RunsPage,
    "papers": PapersPage,
    "join": JoinPage,
    "server": ServerPage,
}
"""By key, what makes a page."""
MISSING = "There is no run {}: it has been deleted, or it is kept on another computer."
NOT_SHOWN = "A few pages are shown only, and that one is not among them."
CLOCK_MS = 1000
"""The slow clock that catches a lost wake-up."""


class Shell:
    """One browser session."""

    def __init__(
        self,
        store: VisitingStore | RunStore,
        seat: Seat | None = None,
        house: House | None = None,
        narrow: bool = False,
    ):
        self.document, self.latch = pn.state.curdoc, Latch()
        own = self.go, self._moved, seat or Seat(), house
        self.context = Context(self.document, self.latch, store, *own)
        self.pages: dict[str, Page | Still] = {}
        self.page: Page | Still | None = None
        self._address = self._trouble = ""
        self.places = Places(self.context)
        self.top = Top(
            self.places.names(), lambda place: self.go(self.places.page(place)), narrow=narrow
        )
        self.top.param.watch(lambda _: self.page.stop(), "stops")
        self.top.param.watch(lambda _: self._show_rail(), "narrow")
        self.top.param.watch(lambda _: self._project(), ["large", "tall"])
        self.main = pn.Column(sizing_mode="stretch_width", styles=GROWING)
        self.sidebar = pn.Column(sizing_mode="stretch_width", margin=(8, 12))
        self.layout = framed([self.top], [self.sidebar], [self.main])

    def open(self, search: str) -> None:
        """Open the page an address asks for."""
        address, by_teacher = self._opened(link.read(search, tuple(PAGES)))
        self._narrow(address)
        self.top.large = address.large
        found, trouble = self._found(address.run)
        trouble = self.places.refusal(address.page) or trouble
        if found:
            self.go(found[0].experiment.key, address=address, runs=found)
        elif address.run and address.page == "home":
            self.go("runs")
        else:
            self.go(address.page, address.parameters, address=address)
        if self.page.hidden:
            self.page.riddle.open(address.mystery, by_teacher)
            self._moved()
        for text in filter(None, (address.trouble, trouble)):
            warn(text)

    def _opened(self, address: link.Address) -> tuple[link.Address, bool]:
        """The address with what it hides, and whether the teacher alone reveals that."""
        if not address.mystery:
            return address, False
        try:
            return opened(self.context.seat.seal, address)
        except ValueError as error:
            trouble = f"{address.trouble} {error}".strip()
            return address._replace(mystery="", trouble=trouble), False

    def _narrow(self, address: link.Address) -> None:
        """Show only the pages that a link names, and the one that it opens."""
        if address.only and self.context.seat.shows(address.page):
            self.context.seat.only = tuple(dict.fromkeys([address.page, *address.only]))
            self.top.show(self.places.names())

    def _found(self, ids: Sequence[str]) -> tuple[list[Shown], str]:
        """The runs of these ids, as far as they are of one experiment, and what is missing."""
        found, trouble = [], ""
        for id in ids:
            try:
                run = find(self.context.store, id)
            except (OSError, ValueError) as error:
                run, trouble = None, str(error)
            else:
                trouble = trouble if run else MISSING.format(id)
            found += [run] if run else []
        return [r for r in found if r.experiment.key == found[0].experiment.key], trouble

    def go(
        self,
        key: str,
        texts: dict | None = None,
        preset: str = "",
        address=None,
        runs: Sequence[Shown] = (),
        made_from: str = "",
    ) -> None:
        """Show a page; with `texts`, `preset` or `runs` to be shown set it up anew.

        `made_from` is the id of the run whose parameters `texts` are.
        """
        key = "home" if self.places.refusal(key) else key
        if key not in PAGES:
            return self._go_to_sweep(key, texts or {}, preset, address, runs, made_from)
        if not self.context.seat.shows(key):
            return self._not_shown(key)
        fresh = key not in self.pages
        if fresh:
            self.pages[key] = PAGES[key](self.context)
        page = self.page = self.pages[key]
        for other in self.pages.values():
            other.away = other is not page
        self.top.here = self.places.seen(key)
        given = (address.hide, address.lock) if address else ()
        if address and (fresh or texts or runs):
            page.set_state(address.show)
        if runs:
            page.show(runs, *given)
        elif fresh or texts:
            page.open(texts or {}, *given, **({"made_from": made_from} if made_from else {}))
        if preset:
            page.choose(preset)
        self.main[:] = [page.main]
        self.sidebar[:] = page.sidebar
        self._show_rail()
        page.arrive()  # also if the browser came while another page was open
        page.project(self.top.large, self.top.tall)
        page.tick()
        describe(page)
        self._moved()

    def _not_shown(self, key: str) -> None:
        """Say so of a page that was asked for; who is nowhere yet begins with what there is."""
        if self.page or key != "home":
            warn(NOT_SHOWN)
        if self.page is None:
            self.go(self.context.seat.first)

    def _go_to_sweep(self, key: str, texts, preset: str, address, runs, made_from: str) -> None:
        """Show a sweep, whose `texts` say what it goes over, in the fold of its experiment's
        page."""
        texts = texts_of(runs[0].experiment) if runs else texts
        kind = known(key)
        over = kind.declared()[OVER].from_text(texts.get(OVER, ""))
        own = {k: v for k, v in texts.items() if k != OVER}
        entered = address.parameters if address else {}
        own |= {name: entered.get(name, as_text(values[0])) for name, values in over}
        self.go(kind.of.key, own, preset, address)
        self.page.anatomy.sweep.show(over, runs, made_from)

    @property
    def key(self) -> str:
        """Of the page that is shown."""
        return next((key for key, known in self.pages.items() if known is self.page), "home")

    def approach(self) -> None:
        """The browser has come for the page: build and begin to compute what it sees first."""
        self.latch.is_near = True
        self.page.arrive()
        self.page.tick()

    def look(self) -> None:
        """The page is about to go to the browser: draw what has been computed for it until now."""
        if not self.latch.is_open:
            self.page.tick()

    def start(self) -> None:
        """The browser has the page: what waited for it may go."""
        self.latch.open()
        self._show_rail()
        with pn.io.hold():
            self.page.arrive()
            self.page.project(self.top.large, self.top.tall)
        self.tick()

    def tick(self) -> None:
        """The slow clock: look whether a wake-up was lost, and whether something is wrong."""
        if self.page:
            self.page.tick()
            describe(self.page)
        before, self._trouble = self._trouble, self.context.store.trouble
        if self._trouble not in ("", before):
            warn(self._trouble)

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        for page in self.pages.values():
            page.close()

    def _show_rail(self) -> None:
        """The rail stands open where there is room; on a narrow window it is a drawer."""
        wanted = bool(self.page.sidebar) and not self.top.large
        self.layout.sidebar_open = wanted and not self.top.narrow

    def _project(self) -> None:
        """Show one large picture, or the whole page again."""
        if self.page:
            self.page.project(self.top.large, self.top.tall)
            self._show_rail()
            self._moved()

    def address(self) -> str:
        """The query part of the address of what is seen."""
        page = self.page
        mystery = page.riddle.closed() if page.hidden else ""
        only, large = self.context.seat.only, self.top.large
        shown, state = page.shown(), page.state()
        return link.write(
            self.key, page.texts(), state, (), page.locked, shown, mystery, only, large
        )

    def _moved(self) -> None:
        """Let the address follow the parameters."""
        if self.page is None or pn.state.location is None:
            return
        search = self.address()
        self.top.run = ",".join(self.page.shown())
        if search != self._address:
            self._address = search
            pn.state.location.search = search
