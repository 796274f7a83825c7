"""What a visitor is given: a session's shell, or word that the house is full."""

import panel_material_ui as pmui  # before any core component, or dark pages lose their text

import panel as pn  # isort: skip

from ..controls.theme import THEME
from ..pages.shell import CLOCK_MS, Shell, extension, release
from ..runs.store import RunStore
from ..runs.visiting import VisitingStore
from ..teaching.classroom import Classroom
from ..teaching.seal import Seal
from ..teaching.seat import Seat
from .door import Door
from .house import House
from .who import visitor


def visit(
    store: RunStore, door: Door, room: Classroom, seal: Seal, house: House | None = None
) -> pmui.Page:
    """Build a session's page (the only servable)."""
    extension()
    if not door.enter():
        return full_house()
    pn.state.on_session_destroyed(lambda _: door.leave())
    who = visitor()
    seat = Seat(room, seal, lambda: who.operator, **({"me": who.id} if who.id else {}))
    shell = Shell(VisitingStore(store, who), seat, house)
    if house:
        house.enter(shell, who, lambda: shell.key)
        pn.state.on_session_destroyed(lambda _: house.leave(shell))
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
    text = "The server is full. Try again in a minute, or ask for more room (IONOSCOPE_VISITORS)."
    page = pmui.Page(title="ionoscope", main=[pmui.Typography(text)], theme_config=THEME)
    release(page)
    return page
