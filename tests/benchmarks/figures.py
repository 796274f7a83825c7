"""Price of a live figure's update: ours, plain sources, and HoloViews' own way, in one run.

An update is all that the event loop does for it: the picture's numbers out of the results, the
columns of its glyphs, and the message for the browser. *Plain* puts columns that are ready into
the sources of the same figure, so it is what a message alone costs; *DynamicMap* is the same
figure function behind a Pipe. All three stand in a document with as many models as a page.
"""

import gc
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import holoviews as hv
from bokeh.document import Document
from bokeh.document.events import DocumentPatchedEvent
from bokeh.protocol import Protocol
from rich.console import Console

from ionoscope.app.figures import files
from ionoscope.app.figures.figure import Figure
from ionoscope.app.figures.registry import figures_of
from ionoscope.app.live.live import Live
from ionoscope.engine import EXPERIMENTS, Result
from tests.benchmarks.timing import table

ROUNDS = 15
BESIDE = ("gate-map", "gate-transmission", "ion-diffusion")
"""The pages whose figures are measured."""
SHORT = {"cells": 8, "ions": 16, "baths": 1, "duration": 40.0, "settle": 0.0}


class Price(NamedTuple):
    """Processor time of an update (s), and bytes of its message."""

    seconds: float
    sent: int


class Listener:
    """A document that turns what changes into messages, as a server does."""

    def __init__(self, *roots):
        self.document, self._events = Document(), []
        for root in roots:
            self.document.add_root(root)
        self.document.on_change(self._events.append)

    def price(self, update: Callable[[], None]) -> Price:
        """What an update costs, its message included."""
        self._events.clear()
        began = time.process_time()
        update()
        events = [e for e in self._events if isinstance(e, DocumentPatchedEvent)]
        message = Protocol().create("PATCH-DOC", events) if events else None
        seconds = time.process_time() - began
        if message is None:
            return Price(seconds, 0)
        arrays = sum(memoryview(b.data).nbytes for b in message.buffers)
        return Price(seconds, len(message.content_json) + arrays)


def median(prices: list[Price]) -> Price:
    return Price(*(sorted(p[i] for p in prices)[len(prices) // 2] for i in (0, 1)))


# what is shown ------------------------------------------------------------------------------


def snapshots(key: str, count: int) -> list[list[Result]]:
    """Two states of `count` runs of an experiment, as a page would see them one after the other."""
    runs = [_states(kind) for kind in _several(key, count)]
    return [[states[i] for states in runs] for i in (0, 1)]


def _several(key: str, count: int):
    kind = EXPERIMENTS[key]
    if key == "ion-diffusion":
        pairs = [(e, kT) for kT in (25.0, 50.0) for e in ("full", "time-local")]
        return [kind(**SHORT, equation=e, kT=kT) for e, kT in pairs[:count]]
    if key == "gate-transmission":
        return [kind(M=M, s=s) for s in (2.0, 0.0) for M in (0.2, 1.0, 5.0)][:count]
    return [kind()]


def _states(experiment) -> list[Result]:
    """An early and a late snapshot of a run; of a short one, two values of λ."""
    if experiment.estimate() is None:
        runs = (experiment, experiment.changed(lam=1.1 * experiment.lam))
        good = [list(run.run())[-1] for run in runs]
    else:
        chunks = [c for c in experiment.run() if "msd" in c.data]
        good = [chunks[len(chunks) * 2 // 3], chunks[-1]]
    return [experiment.result(chunk, "running", 0.0) for chunk in good]


# the three ways -----------------------------------------------------------------------------


def page_beside(key: str, chosen: Figure) -> list:
    """The page's other figures, so that the document has as many models."""
    return [Live(f).fig for f in figures_of(key).values() if f is not chosen]


def ours(key: str, chosen: Figure, states: list[list[Result]]) -> Price:
    live = Live(chosen)
    listener = Listener(live.fig, *page_beside(key, chosen))
    for state in states:
        live.show(state)
    return median([listener.price(lambda s=states[i % 2]: live.show(s)) for i in range(ROUNDS)])


def plain(key: str, chosen: Figure, states: list[list[Result]]) -> Price:
    live = Live(chosen)
    listener = Listener(live.fig, *page_beside(key, chosen))
    ready = []
    for state in states:
        live.show(state)
        ready.append([(r.data_source, r.data_source.data) for r in live.fig.renderers])

    def update(columns) -> None:
        for source, data in columns:
            source.data = dict(data)

    return median([listener.price(lambda c=ready[i % 2]: update(c)) for i in range(ROUNDS)])


def dynamic(key: str, chosen: Figure, states: list[list[Result]]) -> Price:
    pipe = hv.streams.Pipe(data=states[0])
    renderer = hv.renderer("bokeh").instance(theme=None, webgl=False)
    document = Document()
    plot = renderer.get_plot(hv.DynamicMap(lambda data: chosen(data), streams=[pipe]), doc=document)
    listener = Listener(plot.state, *page_beside(key, chosen))
    plot.document = listener.document

    def update(state) -> None:
        with listener.document.models.freeze():
            pipe.event(data=state)
            plot.update(())

    return median([listener.price(lambda s=states[i % 2]: update(s)) for i in range(5)])


def rows() -> Iterator[tuple[str, Price, Price, Price]]:
    """Figure, and its price in each of the three ways."""
    files.ready()
    gc.disable()  # what others have left behind is not this update's
    for key in BESIDE:
        states = snapshots(key, 4)
        for chosen in figures_of(key).values():
            ways = (ours, plain, dynamic)
            yield f"{key} {chosen.name}", *(way(key, chosen, states) for way in ways)


def main(console: Console) -> None:
    """Print the table."""
    made = table(
        "A live figure's update (processor time of the event loop)",
        "figure",
        "ours, ms",
        "plain sources, ms",
        "DynamicMap, ms",
        "DynamicMap / ours",
        "sent, kB",
        "sent by DynamicMap, kB",
    )
    for name, own, bare, theirs in rows():
        made.add_row(
            name,
            *(f"{1e3 * p.seconds:.3g}" for p in (own, bare, theirs)),
            f"{theirs.seconds / own.seconds:.2g}",
            *(f"{p.sent / 1e3:.3g}" for p in (own, theirs)),
        )
    console.print(made)
