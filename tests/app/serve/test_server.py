"""The server's end: whatever signal asks for it, what was computed is kept."""

import os
import signal
from pathlib import Path

import pytest
from tornado.ioloop import IOLoop

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.serve import server
from ionoscope.app.serve.settings import Settings
from tests.app.toys import ToyWalk

ROOT = Path(__file__).parents[3]
ASKING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture
def handlers():
    """None is ignored, as under nohup it would be; afterwards they are what they were."""
    numbers = (*ASKING, signal.SIGXCPU)
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


class Listening:
    """A server without a port, on which a run is started and a signal comes."""

    def __init__(self, store, number):
        self.io_loop = IOLoop(make_current=False)
        self.run, self._number = store.start(ToyWalk(n=10**6, pause=0.001)), number
        self.io_loop.add_callback(self._look)
        self.io_loop.call_later(30, self.io_loop.stop)

    def _look(self):
        if self.run.chunk is None:
            self.io_loop.call_later(0.005, self._look)
        else:
            os.kill(os.getpid(), self._number)


@pytest.mark.usefixtures("handlers", "toy_walk")
@pytest.mark.parametrize("number", ASKING, ids=lambda number: number.name)
def test_a_signal_ends_the_server_and_keeps_its_runs(tmp_path, monkeypatch, number):
    made = []
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # the toy is a test's own, its process a clean one
    monkeypatch.setattr(server, "warm_up", lambda: 0.0)
    monkeypatch.setattr(server, "draw_ahead", lambda *_: None)
    monkeypatch.setattr(
        server, "_server", lambda _, store: made.append(Listening(store, number)) or made[0]
    )
    server.serve(Settings(0, "localhost", (), tmp_path, 1, 1, False))
    made[0].io_loop.close()
    again = Catalogue(tmp_path)
    assert [(e.id, e.status) for e in again.entries()] == [(made[0].run.id, "stopped")]
    again.close()
