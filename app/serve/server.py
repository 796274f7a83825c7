"""serve: the dashboard on a port, kernels compiled first, runs ended cleanly at the end."""

import gc
import logging
import os
import sys
import time
from contextlib import suppress

from .visit import visit  # panel_material_ui must come before panel

import panel as pn  # isort: skip

from bokeh.server.server import Server

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.processes import Processes

from ..figures.figure import FIGURES, Figure
from ..live.drawing import drawing
from ..runs.endings import hear
from ..runs.outside import Outside
from ..runs.pool import Pool
from ..runs.store import RunStore
from ..teaching.classroom import Classroom
from ..teaching.seal import Seal
from . import secret as secrets
from .ask import announce, renounce
from .door import Door
from .entrance import Entrance
from .front import Front
from .health import Health, HealthHandler
from .heap import Heap
from .house import House
from .malformed import refuse_malformed
from .manual import routes
from .names import Names
from .opening import TOKEN_S, Arrivals, patterns
from .pulse import Pulse
from .quick import be_quick
from .secret import Secret
from .settings import Settings
from .status import StatusHandler
from .terse import be_terse
from .welcome import welcome

log = logging.getLogger(__name__)

PING_S = 30.0
"""Time between two signs of life on a socket, which proxies would close; without one it is lost."""
GRACE_MS, LOOK_MS = 30_000, 5_000
"""How long a page whose browser is gone is kept, and how often it is looked for."""
PAUSE_S = 0.05
"""Time for visitors between two figures that are drawn ahead."""


def warm_up() -> float:
    """Run each experiment once, small, so that no visitor waits for a compiler; seconds taken."""
    started = time.perf_counter()
    for kind in EXPERIMENTS.values():
        kind(**kind.small).solve()
    return time.perf_counter() - started


RARELY = (50_000, 10, 20)
"""When the collector looks for what nobody holds: a page is 200,000 objects, all of them wanted."""


def draw_ahead(loop, figures: list[Figure]) -> None:
    """Draw the figures of all pages one after the other while nobody waits for one; then take
    what is there out of the collector's sight, which would hold up the pages to look at it."""
    if figures:
        drawing(figures[0])
        loop.call_later(PAUSE_S, draw_ahead, loop, figures[1:])
    else:
        gc.collect()
        gc.freeze()
        gc.set_threshold(*RARELY)
        log.info("All figures are drawn.")


def serve(settings: Settings) -> None:
    """Serve until a signal asks to end; OSError if the port cannot be opened, ImportError if there
    is to be a cluster and the package for it is missing."""
    # Panel turns digits in an address into integers; thousands of them are no reason to fail
    sys.set_int_max_str_digits(100_000)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for chatty in ("bokeh", "tornado.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    store, outside = None, _outside(settings.scheduler)
    try:
        hear(_interrupt)
        log.info("Preparing the kernels (the first start compiles them, up to a minute) …")
        log.info("Ready after %.1f s.", warm_up())
        processes = Processes(settings.bytes_a_run())
        pool = Pool(settings.workers)
        store = RunStore(pool, settings.runs, outside, processes, settings.runs_each)
        server = _server(settings, store)
        store.pool.behind(server.io_loop.add_callback)
        # from here on to the end: a second one does not disturb closing
        hear(lambda *_: server.io_loop.add_callback(server.io_loop.stop))
        announce(settings.runs, settings.url())
        every = [f for own in FIGURES.values() for f in own.values()]
        server.io_loop.call_later(PAUSE_S, draw_ahead, server.io_loop, every)
        server.io_loop.start()
    except KeyboardInterrupt:
        pass
    finally:
        renounce(settings.runs, settings.url())
        if store:
            store.close()
        log.info("Stopped%s.", "; what was computed is kept" if store else "")


def _outside(scheduler: str | None) -> Outside | None:
    """The cluster that started runs go to; it need not be there yet."""
    if not scheduler:
        return None
    from ionoscope.engine.compute.dask_cluster import DaskCluster

    log.info("Runs that are started go to the cluster at %s.", scheduler)
    return Outside(DaskCluster(scheduler))


def leave() -> None:
    """End the process at once: all is kept, and to take a visited server's memory apart, model by
    model as the interpreter does, would take seconds."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # its terminal may be closed
            stream.flush()
    os._exit(0)


def _server(settings: Settings, store: RunStore) -> Server:
    """A server that listens, and answers once its loop runs."""
    secret, door = Secret.of(settings.runs), Door(settings.visitors)
    entrance, names = Entrance(settings, secret), Names(settings.runs)
    pulse = Pulse(lambda seconds, call: server.io_loop.call_later(seconds, call))
    house = House(store, names, pulse, settings.url(), entrance.joining)
    token = secret.derived(secrets.STATUS)
    room, seal = Classroom(), Seal(secret.derived(secrets.SEAL).encode())
    arrivals = Arrivals(door)
    patterns()
    be_quick()
    server = pn.serve(
        {"/": lambda: visit(store, door, room, seal, house, settings.pages)},
        port=settings.port,
        address=settings.address,
        websocket_origin=settings.origins(),
        show=False,
        start=False,
        threaded=False,
        title="ionoscope",
        verbose=False,
        liveness=True,
        extra_patterns=[
            ("/health", HealthHandler, {"health": Health(store)}),
            *routes(settings.docs),
            ("/status", StatusHandler, {"house": house, "token": token}),
            *entrance.patterns(),
        ],
        unused_session_lifetime_milliseconds=GRACE_MS,
        check_unused_sessions_milliseconds=LOOK_MS,
        # Bokeh's own pings stumble over sockets that are just closing; Tornado's end lost ones too
        keep_alive_milliseconds=0,
        websocket_ping_interval=PING_S,
        arrivals=arrivals,
        **entrance.options(),
        session_token_expiration=TOKEN_S,
    )
    entrance.stand_before(server)
    refuse_malformed(server._tornado)
    arrivals.front = Front(server._tornado.resources())
    arrivals.front.prepare()
    be_terse(server.io_loop.asyncio_loop)
    server.start()  # else nobody's page would ever end, and no socket be kept awake
    server.io_loop.add_callback(pulse.begin)
    Heap(server.io_loop.call_later).begin()
    welcome(settings, entrance, server)
    return server


def _interrupt(*_) -> None:
    """Before the loop runs there is nothing to keep; a process without a handler that is the
    first of a container would not even hear the signal."""
    raise KeyboardInterrupt
