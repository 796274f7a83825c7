"""DaskCluster: the workers of a dask scheduler (package distributed)."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from typing import Any

from .cluster import Away, Cluster, Sight

PACKAGE = "ionoscope"
REACH_S, ANSWER_S = 8.0, 12.0
"""Time that the scheduler has to answer, and then all its workers together."""
LOOK_S = 1.0
"""Least time between two questions to the scheduler."""
LEAVE_S = 2.0
"""Time to say good-bye."""


class Unable(Exception):
    """A cluster that cannot do what is asked: a sentence."""


class DaskCluster(Cluster):
    """The dask cluster whose scheduler is at `address`; `open` or `look` connects.

    ImportError without the package distributed.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client

        super().__init__(address)
        self._connected = partial(Client, address, timeout=f"{REACH_S:g}s", set_as_default=False)
        self._client: Any = None
        self._sight = Sight(trouble=f"No scheduler answers at {address}")
        self._asked, self._asking = 0.0, threading.Lock()
        self._checked = ""
        self._closed = False

    def open(self) -> None:
        """Connect, and see whether it can compute.

        Unable, within half a minute, if there is no scheduler, if it has no workers, or if one of
        them (or the scheduler, which reads all that is sent) has no ionoscope or another version.
        """
        try:
            self._connect()
        except OSError as error:
            raise Unable(f"there is no scheduler at {self.address} ({error}).") from error
        self._ask()
        if not self._sight.threads:
            raise Unable(
                f"the scheduler at {self.address} has no workers: start some, then try again."
            )

    def look(self) -> Sight:
        """As `Cluster.look`: the question is put by a thread of its own, which may hang."""
        due = time.monotonic() - self._asked > LOOK_S
        if due and not self._closed and self._asking.acquire(blocking=False):
            self._asked = time.monotonic()
            threading.Thread(target=self._look, name="ionoscope-look", daemon=True).start()
        return self._sight

    def send(self, worker: str, work: Callable, *args: object) -> Future:
        """As `Cluster.send`."""
        if self._client is None or self._client.status != "running":
            raise Away
        return self._client.get_executor(pure=False, workers=[worker]).submit(work, *args)

    def close(self) -> None:
        """Leave it."""
        self._closed = True
        if self._client is not None:
            self._client.close(LEAVE_S)

    def _look(self) -> None:
        try:
            self._connect()
            self._ask()
        except Unable as error:
            self._sight = self._sight._replace(threads={}, trouble=str(error).rstrip("."))
        except Exception as error:  # whatever it is that answers there, or does not
            trouble = f"No scheduler answers at {self.address} ({error or type(error).__name__})"
            self._sight = self._sight._replace(trouble=trouble)
        finally:
            self._asking.release()

    def _connect(self) -> None:
        """Connect, if there is no connection and none is being mended."""
        for own in ("distributed", "distributed.client"):  # `look` tells what matters
            logging.getLogger(own).setLevel(logging.CRITICAL)
        if self._client is None or self._client.status == "closed":
            self._client = self._connected()

    def _ask(self) -> None:
        if self._client.status != "running":
            raise ConnectionError("the connection was lost")
        life = self._client.scheduler_info(n_workers=0)["id"]
        threads = self._client.nthreads()
        if threads and life != self._checked:
            check(versions(self._client, self.address))
            self._checked = life
        seen = time.monotonic() if threads else self._sight.seen
        trouble = "" if threads else f"The scheduler at {self.address} has no workers"
        self._sight = Sight(threads, life, seen, trouble)


def versions(client: Any, address: str) -> dict[str, Any]:
    """What each of them has installed, or the exception that asking for it was."""
    found: dict[str, Any] = {}

    def ask() -> None:
        with suppress(Exception):  # who cannot be asked has not answered
            # a function that needs no ionoscope: whoever has none can say so
            found.update(client.run(version, PACKAGE, on_error="return"))
            try:
                found["the scheduler"] = client.run_on_scheduler(version, PACKAGE)
            except Exception as error:
                found["the scheduler"] = error

    asking = threading.Thread(
        target=ask, name="ionoscope-versions", daemon=True
    )  # one that hangs keeps nobody
    asking.start()
    asking.join(ANSWER_S)
    if "the scheduler" not in found:
        raise Unable(
            f"the workers of {address} have not answered within {ANSWER_S:g} s: see whether they "
            "hang, then try again."
        )
    return found


def check(found: dict[str, Any]) -> None:
    """Unable if one of them has not the version that runs here."""
    own = version(PACKAGE)
    other = {who: what for who, what in found.items() if what != own}
    if not other:
        return
    (who, what), *others = other.items()
    lacking = f"has {PACKAGE} {what}" if isinstance(what, str) else f"has no {PACKAGE}"
    more = f" (and so have {len(others)} more)" if others else ""
    raise Unable(
        f"{who} {lacking}{more}, what runs here is {own}: install it there and start them anew."
    )
