"""A real disk that is full, then read-only: said within 2 s, runs go on, all is written afterwards.

python -m tests.robustness.full_disk: in a small file system of its own, which needs Linux and the
right to make one (unshare of util-linux); 3 where there is none.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ionoscope.app.runs import keeper
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS

INSIDE = "inside"
SIZE = "4m"
NONE, LATE = 3, 4
"""Exit codes where no file system can be made, and where all is kept but was said late."""
MOST_S = 2.0
"""Longest time until it is said, on a machine that has nothing else to do."""


def possible() -> bool:
    """Whether this machine lets us make a file system."""
    if not shutil.which("unshare"):
        return False
    probe = [*_apart(), "sh", "-c", f"mount -t tmpfs none {tempfile.gettempdir()}"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _apart() -> list[str]:
    return ["unshare", "--mount", "--map-root-user"]


def _until(holds: Callable[[], object], most: float = 30.0) -> float:
    """Wait until something holds; how long that took (s). TimeoutError if it never does."""
    since = time.monotonic()
    while not holds():
        if time.monotonic() - since > most:
            raise TimeoutError("waited in vain")
        time.sleep(0.01)
    return time.monotonic() - since


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def _kept_later(store: RunStore, what: str, end: Callable[[], object]) -> float:
    """A run ends while the disk refuses to be written; `end()` ends that. When it was said (s)."""
    run = store.start(EXPERIMENTS["gate-barrier"](s=1.0))
    _until(lambda: run.over)
    told = _until(lambda: store.trouble)
    print(f"{what}: told after {told:.2f} s: {store.trouble}")
    listed = len(store.catalogue.entries())
    assert run.status == "finished" and store.result(run.id).summary == run.chunk.summary
    end()
    written = _until(lambda: not store.trouble)
    assert store.catalogue.load(run.id).summary == run.chunk.summary
    assert len(store.catalogue.entries()) == listed + 1
    print(f"{what}: written {written:.2f} s after that was over")
    return told


def inside() -> int:
    """What is promised, on a disk that is full for a while, then read-only; the exit code."""
    keeper.RETRY_S = 0.1
    folder = tempfile.mkdtemp()
    _mount("-t", "tmpfs", "-o", f"size={SIZE}", "none", folder)
    with closing(RunStore(Pool(1), Path(folder))) as store:
        fill = Path(folder) / "filling"
        _fill(fill)
        full = _kept_later(store, "full", fill.unlink)
    _mount("-o", "remount,ro", folder)
    with closing(RunStore(Pool(1), Path(folder))) as store:
        locked = _kept_later(store, "read-only", lambda: _mount("-o", "remount,rw", folder))
    return LATE if max(full, locked) > MOST_S else 0


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def main() -> int:
    """Print what happened; 1 if the promise was not kept."""
    if sys.argv[1:] == [INSIDE]:
        return inside()
    if not possible():
        print("This machine lets nobody make a file system.")
        return NONE
    again = [*_apart(), sys.executable, "-m", "tests.robustness.full_disk", INSIDE]
    return subprocess.run(again, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
