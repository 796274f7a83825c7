"""What a visitor is given whose browser is there: a session's shell."""

import panel_material_ui  # noqa: F401  before any core component, or dark pages lose their text

import panel as pn  # isort: skip
from bokeh.application.application import SessionContext
from bokeh.document import Document
from panel.io.location import Location
from panel.io.resources import LOCAL_DIST, patch_model_css

from ..live.pace import turn
from ..pages.frame import extension
from ..pages.places import FOR_OPERATORS
from ..pages.shell import CLOCK_MS, Shell
from ..runs.store import RunStore
from ..runs.visiting import VisitingStore
from ..teaching.classroom import Classroom
from ..teaching.seal import Seal
from ..teaching.seat import Seat
from .door import Door
from .house import House
from .lean import make_lean
from .opening import ASKED, NARROW
from .who import visitor


def visit(
    store: RunStore,
    door: Door,
    room: Classroom,
    seal: Seal,
    house: House | None = None,
    pages: tuple[str, ...] = (),
) -> None:
    """Build a session's page in its document (the only servable); `pages` are all that show, if
    any are given."""
    document = pn.state.curdoc
    extension()
    door.enter()
    pn.state.on_session_destroyed(lambda _: door.leave())
    who = visitor()
    me = {"me": who.id} if who.id else {}
    seat = Seat(room, seal, lambda: who.operator, **me, offered=_offered(pages, who.operator))
    shell = Shell(VisitingStore(store, who), seat, house, narrow=NARROW.get())
    if house:
        house.enter(shell, who, lambda: shell.key)
        pn.state.on_session_destroyed(lambda _: house.leave(shell))
    shell.open(_asked(document))
    shell.approach()

    async def tick() -> None:
        await turn()
        shell.tick()

    def start() -> None:
        shell.start()
        document.add_periodic_callback(tick, CLOCK_MS)  # Panel's would look who is busy, each time

    pn.state.onload(start)
    pn.state.on_session_destroyed(lambda context: _forget(shell, context))
    with document.models.freeze():
        shell.layout.server_doc(document)
        shell.look()  # the last moment: what changes from here on would not reach the browser
        for root in document.roots:
            patch_model_css(root, LOCAL_DIST)
    make_lean(document)


def _offered(pages: tuple[str, ...], operator: bool) -> tuple[str, ...]:
    """The pages that show; how the server is and how a class joins, operators see all the same."""
    return (*pages, *FOR_OPERATORS) if pages and operator else pages


def _forget(shell: Shell, context: SessionContext) -> None:
    """End what a session wanted; and of its views, for Panel keeps those of notifications, and all
    that hangs on them, for ever."""
    shell.close()
    document = context._document
    for root, (*_, own, _) in list(pn.state._views.items()):
        if own is document:
            del pn.state._views[root]


def _asked(document: Document) -> str:
    """The query of the address that was entered.

    Panel would read it, and the page's own path, from the address of the socket.
    """
    context = document.session_context
    query = context.token_payload.get(ASKED, "")
    search = f"?{query}" if query else ""
    path = context.request.path.removesuffix("ws")
    pn.state._locations[document] = Location(pathname=path, search=search)
    document.template_variables["dist_url"] = LOCAL_DIST  # where style sheets are found
    return search
