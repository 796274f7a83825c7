"""Files: the selected runs as one download, made beside the loop that draws the pages."""

import threading
from collections.abc import Callable, Sequence

from ..runs.entry import Entry
from ..runs.store import RunStore
from ..share import takehome
from ..share.bundle import bundle
from ..share.extxyz import extxyz
from ..share.takehome import File, Taken

MOST_BYTES = 500_000_000
"""Of the runs in one download: it is made in memory."""


def _xyz(taken: Sequence[Taken]) -> File:
    """The ions' paths of one run; of several in a zip, with what explains them."""
    if len(taken) == 1:
        return File(f"{taken[0].name}.xyz", extxyz(taken[0].result).encode())
    return File(f"ionoscope-{len(taken)}-runs.zip", bundle(taken, ["xyz"]))


def _all(taken: Sequence[Taken]) -> File:
    """Everything in one zip, with a README."""
    name = taken[0].name if len(taken) == 1 else f"ionoscope-{len(taken)}-runs"
    return File(f"{name}.zip", bundle(taken))


MAKES = {"all": _all, "nc": takehome.netcdf, "csv": takehome.csv, "xyz": _xyz}
"""By the kind of file that is asked for."""


class Files:
    """Makes one file at a time in a thread; `wake()` is called once `taken()` has something."""

    def __init__(self, store: RunStore, wake: Callable[[], None]):
        self._store, self._wake = store, wake
        self._thread: threading.Thread | None = None
        self._made: File | str | None = None

    @property
    def busy(self) -> bool:
        """Whether one is being made."""
        return self._thread is not None

    def make(self, entries: Sequence[Entry], kind: str) -> None:
        """Begin a file of these runs; ValueError, in a sentence, if they are too much."""
        size = sum(entry.size for entry in entries)
        if size > MOST_BYTES:
            raise ValueError(
                f"These runs hold {size / 1e6:.0f} MB, and {MOST_BYTES / 1e6:.0f} MB at most are "
                "given at a time: select fewer."
            )
        if self.busy:
            raise ValueError("A download is being made: wait until it has come.")
        self._thread = threading.Thread(target=self._make, args=(list(entries), kind), daemon=True)
        self._thread.start()

    def taken(self) -> File | str | None:
        """The file, or why there is none, once; None while there is nothing."""
        made, self._made = self._made, None
        if made is not None:
            self._thread = None
        return made

    def _make(self, entries: list[Entry], kind: str) -> None:
        try:
            taken = [Taken(e.id, self._store.result(e.id)) for e in entries]
            self._made = MAKES[kind](taken)
        except (OSError, ValueError) as error:
            self._made = str(error)
        self._wake()
