"""serve: the dashboard on a port, kernels compiled first, runs ended cleanly at the end."""

import logging
import signal
import sys
import threading
import time

from . import main  # panel_material_ui must come before panel

import panel as pn  # isort: skip

from engine import EXPERIMENTS

from .store import shared_store

log = logging.getLogger(__name__)


def warm_up() -> float:
    """Run each experiment once, small, so that no visitor waits for a compiler; seconds taken."""
    started = time.perf_counter()
    for kind in EXPERIMENTS.values():
        kind(**kind.small).solve()
    return time.perf_counter() - started


def serve(port: int, address: str, origins: list[str], browser: bool) -> None:
    """Serve until interrupted; OSError if the port cannot be opened."""
    # Panel turns digits in an address into integers; thousands of them are no reason to fail
    sys.set_int_max_str_digits(100_000)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for chatty in ("bokeh", "tornado.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    log.info("Preparing the kernels (the first start compiles them, up to a minute) …")
    log.info("Ready after %.1f s.", warm_up())
    server = pn.serve(
        {"/": main.app},
        port=port,
        address=address,
        websocket_origin=_origins(port, address, origins),
        show=browser,
        start=False,
        threaded=False,
        title="ionoscope",
        verbose=False,
        liveness=True,
        unused_session_lifetime_milliseconds=30_000,
        check_unused_sessions_milliseconds=5_000,
    )
    log.info("ionoscope is at http://%s:%d", "localhost" if address == "0.0.0.0" else address, port)
    _stop_on_signal(server)
    try:
        server.io_loop.start()
    except KeyboardInterrupt:
        pass
    finally:
        shared_store().close()
        log.info("Stopped; what was computed is kept.")


def _origins(port: int, address: str, origins: list[str]) -> list[str]:
    own = {"localhost", "127.0.0.1", address} - {"0.0.0.0", "::"}
    return sorted({f"{host}:{port}" for host in own} | set(origins))


def _stop_on_signal(server) -> None:
    if threading.current_thread() is not threading.main_thread():
        return

    def stop(*_):
        server.io_loop.add_callback_from_signal(server.io_loop.stop)

    signal.signal(signal.SIGTERM, stop)
