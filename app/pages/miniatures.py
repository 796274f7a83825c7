"""Miniatures: a small picture of every experiment, computed once a process, when asked for."""

import json
import logging
import threading
from collections.abc import Callable
from weakref import WeakKeyDictionary

from ionoscope.engine import EXPERIMENTS, Experiment

from ..figures.miniature import miniature
from ..runs.run import Run
from ..runs.store import RunStore
from ..share.presets import presets

log = logging.getLogger(__name__)

_WANDER = {"cells": "6", "ions": "4", "baths": "2", "settle": "0", "fit_to": "6"}
SMALLER = {
    "gate-map": {"n": "100"},
    "gate-gallery": {"n": "24"},
    "lattice-thermal": {"cells": "16"},
    "ion-validity": {"n": "16", "cells": "30"},
    "ion-dissipation": {"duration": "6", "cells": "40"},
    "ion-diffusion": {**_WANDER, "ions": "2", "duration": "12"},
    "diffusion-temperature": {**_WANDER, "duration": "14", "temperatures": "15,20,30,50"},
    "diffusion-memory": {**_WANDER, "duration": "14", "memories": "0.1,0.2,0.3"},
    "diffusion-stiffness": {**_WANDER, "duration": "14", "factors": "0.25,1,4"},
}
"""By experiment, in what its miniature is a shorter or coarser run than its first preset."""
PRESETS = {"gate-launch": "island", "ion-collision": "fig3-narrow-fast"}
"""By experiment, another preset than its first."""


class Miniatures:
    """Pictures by experiment, as JSON; one is computed at a time, so that visitors have the rest.

    One that cannot be computed is an empty picture.
    """

    def __init__(self, store: RunStore):
        self._pool = store.pool
        self._made: dict[str, str] = {}
        self._asked: dict[str, list[Callable[[], None]]] = {}
        self._computing = ""
        self._lock = threading.RLock()

    def made(self, key: str) -> str | None:
        """The picture; None if it is not there yet."""
        return self._made.get(key)

    def ask(self, key: str, wake: Callable[[], None]) -> None:
        """Call `wake()`, from any thread, when a picture that is not there yet is."""
        with self._lock:
            if key not in self._made:
                self._asked.setdefault(key, []).append(wake)
                self._next()

    def _next(self) -> None:
        """Begin to compute what was asked for first."""
        if self._computing or not self._asked:
            return
        self._computing = key = next(iter(self._asked))
        run = Run(experiment_of(key), live=True)
        run.watch(lambda: run.over and self._ended(key, run))
        try:
            self._pool.submit(run)
        except RuntimeError:  # the server is shutting down
            self._give(key, "{}")

    def _ended(self, key: str, run: Run) -> None:
        """Draw it, in the worker's thread."""
        try:
            told = json.dumps(miniature(run.result()), separators=(",", ":"))
        except Exception:  # a card without a picture is still a card
            log.exception("The miniature of %s cannot be drawn.", key)
            told = "{}"
        self._give(key, told)

    def _give(self, key: str, told: str) -> None:
        with self._lock:
            if self._computing != key:  # told of its end twice
                return
            self._made[key], self._computing = told, ""
            waiting = self._asked.pop(key, [])
            self._next()
        for wake in waiting:
            wake()


def experiment_of(key: str) -> Experiment:
    """What the miniature of an experiment is computed from."""
    found = presets(key)
    first = found[PRESETS.get(key, next(iter(found)))]
    return EXPERIMENTS[key].from_text(first.parameters | SMALLER.get(key, {}))


_OF: WeakKeyDictionary[RunStore, Miniatures] = WeakKeyDictionary()


def miniatures(store: RunStore) -> Miniatures:
    """Those of the process."""
    return _OF.setdefault(store, Miniatures(store))
