"""Cluster: the workers of a dask scheduler, asked beforehand whether they can do it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from ionoscope.engine.compute.workforce import Elsewhere

from .terminal import ENDINGS, Sentence

PACKAGE = "ionoscope"
REACH_S, ANSWER_S = 8.0, 12.0
"""Time that the scheduler has to answer, and then all its workers together."""


class Unable(Sentence):
    """A cluster that cannot do what is asked: one sentence on stderr, exit code 1."""

    exit_code = ENDINGS["failed"]


@contextmanager
def cluster(address: str) -> Iterator[Elsewhere]:
    """The workers of the dask scheduler at `address`.

    Unable, within half a minute, if there is none, if it has no workers, or if one of them (or the
    scheduler, which reads all that is sent) has no ionoscope or another version of it.
    """
    try:
        from dask.distributed import Client
    except ImportError as error:
        install = "install it with: pip install distributed"
        raise Sentence(f"--scheduler needs the package distributed; {install}.") from error
    try:
        client = Client(address, timeout=f"{REACH_S:g}s")
    except Exception as error:  # whatever it is that answers there, or does not
        raise Unable(f"there is no scheduler at {address} ({error}).") from error
    with client:
        threads = client.nthreads()
        if not threads:
            raise Unable(f"the scheduler at {address} has no workers: start some, then try again.")
        _check(_versions(client, address))
        yield Elsewhere(sum(threads.values()), client.get_executor(pure=False))


def _versions(client: Any, address: str) -> dict[str, Any]:
    """What each of them has installed, or the exception that asking for it was."""
    found: dict[str, Any] = {}

    def ask() -> None:
        # a function that needs no ionoscope: whoever has none can say so
        found.update(client.run(version, PACKAGE, on_error="return"))
        try:
            found["the scheduler"] = client.run_on_scheduler(version, PACKAGE)
        except Exception as error:
            found["the scheduler"] = error

    asking = threading.Thread(target=ask, daemon=True)  # one that hangs keeps nobody
    asking.start()
    asking.join(ANSWER_S)
    if "the scheduler" not in found:
        raise Unable(
            f"the workers of {address} have not answered within {ANSWER_S:g} s: see whether they "
            "hang, then try again."
        )
    return found


def _check(found: dict[str, Any]) -> None:
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
