"""Lent: the workforce of a process that computes one run, beside others that want the cores too."""

import threading
from collections import deque
from collections.abc import Callable


class Lent:
    """The thread that asks and `workers` - 1 helpers, of whom as many help as were `lend` last."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._offers: deque[Callable[[], None]] = deque()
        self._lent = self._helping = self._threads = 0
        self._changed = threading.Condition()

    @property
    def idle(self) -> int:
        """As `Workforce.idle`."""
        return self._lent

    def lend(self, helpers: int) -> None:
        """From now on so many may help; more than that finish what they are in."""
        with self._changed:
            self._lent = helpers
            self._changed.notify_all()

    def offer(self, help: Callable[[], None]) -> None:
        """As `Workforce.offer`: it waits until there is somebody."""
        with self._changed:
            self._offers.append(help)
            if self._threads < self.workers - 1:
                self._threads += 1
                name = f"ionoscope-helper-{self._threads}"
                threading.Thread(target=self._work, name=name, daemon=True).start()
            self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._offers and self._helping < self._lent)
                help = self._offers.popleft()
                self._helping += 1
            help()
            with self._changed:
                self._helping -= 1
                self._changed.notify()
