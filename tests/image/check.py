"""make image-check: the real Dockerfile built, started without a network, driven, and measured.

Ends with 1 if something is broken or misses its goal.
"""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from .box import VOLUME, Box
from .build import Image, build, remove
from .needs import insist

USER = 10001
CACHE = "/opt/ionoscope/kernels"
KERNELS = """
import gc
from ionoscope.engine.numerics import every_kernel
every_kernel.load()
from numba.core.dispatcher import Dispatcher
stats = [d.stats for d in gc.get_objects() if issubclass(type(d), Dispatcher)]
print(sum(len(s.cache_hits) for s in stats), sum(len(s.cache_misses) for s in stats))
"""
"""Counts the kernels that were loaded and those that were compiled."""
MB = 1e6


class Row(NamedTuple):
    """One thing that was looked at; `good` says whether it is as it should be."""

    what: str
    found: str
    goal: str
    good: bool


def below(what: str, value: float, goal: float, unit: str) -> Row:
    """A measured figure and its goal."""
    return Row(what, f"{value:.3g} {unit}", f"≤ {goal:g} {unit}", value <= goal)


def so(what: str, good: bool, found: str = "") -> Row:
    """Something that is so or not."""
    return Row(what, found or ("yes" if good else "no"), "", bool(good))


def visit(box: Box, task: str) -> dict:
    """What a visitor of the box sees; see `page`."""
    words = [*box.network(), sys.executable, "-m", "tests.image.page", task]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"The visitor failed:\n{done.stderr[-3000:]}\n{box.said()[-3000:]}")
    return json.loads(done.stdout)


@contextmanager
def volume() -> Iterator[Path]:
    """A folder for the runs that belongs to the image's user."""
    with tempfile.TemporaryDirectory(prefix="ionoscope-runs-") as folder:
        shutil.chown(folder, USER, USER)
        yield Path(folder)


def on(folder: Path) -> str:
    """The mount command for a volume."""
    return f"mount --bind {folder} {{root}}{VOLUME}"


# what is looked at --------------------------------------------------------------------------


def size(image: Image) -> Iterator[Row]:
    """The image itself."""
    yield Row("build, base at hand", f"{image.seconds:.0f} s", "", True)
    yield below("size, uncompressed", image.size / MB, 900, "MB")


def life(image: Image) -> Iterator[Row]:
    """From the start to the end, and what the next start finds."""
    with volume() as folder:
        with Box(image, on(folder)) as box:
            yield from rest(box)
            yield from visited(box)
            visit(box, "run")
            yield from ending(box)
        yield from kept(folder)
        with Box(image, on(folder)) as box:
            yield below("second start, healthy", box.healthy(), 10, "s")
            yield so("… and it lists the run", "stopped" in str(visit(box, "runs")["rows"]))


def rest(box: Box) -> Iterator[Row]:
    """A server that has just started."""
    yield below("time to healthy", box.healthy(), 10, "s")
    yield so("kernels found compiled", *found(box))
    yield so("no complaint in the log", "not" not in box.said())
    yield below("memory at rest", box.memory() / MB, 600, "MB")
    caps = box.capabilities()
    yield so("no root, no capabilities", set(caps.split()) == {str(USER), "0" * 16, "1"}, caps)
    yield so("root file system read-only", box.inside("touch", "/opt/x").returncode)


def visited(box: Box) -> Iterator[Row]:
    """Its first visitor."""
    seen = visit(box, "first")
    yield below("then to the first plot", seen["first_plot"], 5, "s")
    yield so("outside requests", not seen["refused"], str(seen["refused"] or "none"))
    yield Row("memory after a visit", f"{box.memory() / MB:.0f} MB", "", True)


def found(box: Box) -> tuple[bool, str]:
    """Whether all kernels come from the image."""
    done = box.inside("python", "-c", KERNELS)
    loaded, compiled = map(int, done.stdout.split())
    return loaded and not compiled, f"{loaded}, compiled anew: {compiled}"


def ending(box: Box) -> Iterator[Row]:
    """SIGTERM in the middle of a long run."""
    seconds, code = box.stop()
    yield below("SIGTERM during a run", seconds, 5, "s")
    yield so("it ends in good order", code == 0, f"exit code {code}")


def kept(folder: Path) -> Iterator[Row]:
    """What is on the volume after that."""
    with sqlite3.connect(folder / "runs.sqlite") as table:
        rows = table.execute("SELECT id FROM runs WHERE status = 'stopped'").fetchall()
    files = [folder / f"{id}.nc" for (id,) in rows]
    whole = [f for f in files if f.is_file() and f.stat().st_size]
    yield so("what it computed is kept", whole and len(whole) == len(files), f"{len(whole)} files")


def early(image: Image) -> Iterator[Row]:
    """SIGTERM before anything is ready."""
    with volume() as folder, Box(image, on(folder)) as box:
        box.hears("Preparing the kernels")
        yield below("SIGTERM during the start", box.stop()[0], 5, "s")


def damaged(image: Image) -> Iterator[Row]:
    """Every compiled kernel cut short, on a file system that cannot mend it."""
    with volume() as copy:
        shutil.copytree(image.root / CACHE[1:], copy, dirs_exist_ok=True)
        for file in copy.rglob("*.nb?"):
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        bind = f"mount --bind {copy} {{root}}{CACHE}"
        with Box(image, bind, f"mount -o remount,bind,ro {{root}}{CACHE}") as box:
            yield below("damaged read-only kernels: healthy", box.healthy(), 60, "s")
            lines = [line for line in box.said().splitlines() if CACHE in line]
            yield so("… and it says so", lines, " ".join(lines))


def missing(image: Image) -> Iterator[Row]:
    """No volume at all."""
    with Box(image) as box:
        yield below("no volume: healthy", box.healthy(), 10, "s")
        yield so("… and the log says so", "Runs are not kept" in box.said())
        alerts = visit(box, "runs")["alerts"]
        yield so("… and the page", any("not kept" in a for a in alerts), "; ".join(alerts))


def full(image: Image) -> Iterator[Row]:
    """A volume with room for the catalogue and nothing else; then with room."""
    options = f"size=128k,uid={USER},gid={USER}"
    with Box(image, f"mount -t tmpfs -o {options} tmpfs {{root}}{VOLUME}") as box:
        box.healthy()
        box.inside("sh", "-c", f"head -c 1000000 /dev/zero > {VOLUME}/fill")
        seconds = visit(box, "short")["seconds"]
        yield below("full volume: a word on the page after", seconds, 2, "s")
        yield so("… and in the log", "Runs are not kept" in box.said())
        box.inside("rm", f"{VOLUME}/fill")
        yield Row("… with room again, kept after", f"{box.hears('kept again'):.1f} s", "", True)
        rows = visit(box, "runs")["rows"]
        yield so("… and listed", any("gate-barrier" in r and "now" not in r for r in rows))


def native(image: Image) -> Iterator[Row]:
    """Kernels for the processor at hand, which the image has not."""
    with volume() as folder, Box(image, on(folder), IONOSCOPE_CPU="native") as box:
        yield below("kernels compiled for this processor: healthy", box.healthy(), 60, "s")


PARTS: tuple[Callable[[Image], Iterator[Row]], ...] = (
    size,
    life,
    early,
    damaged,
    missing,
    full,
    native,
)


def table(rows: list[Row]) -> Table:
    """Everything that was found."""
    shown = Table("what", "found", "goal", "")
    for row in rows:
        shown.add_row(row.what, row.found, row.goal, "ok" if row.good else "[red]BROKEN")
    return shown


def main() -> None:
    """Build, look, print, and end with 1 if something is not as it should be."""
    insist()
    console = Console(width=None if sys.stdout.isatty() else 140)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    console.print("Building the image; the first time that takes a few minutes …")
    image = build()
    rows: list[Row] = []
    try:
        for part in PARTS:
            console.print(f"  {part.__doc__}")
            rows += part(image)
    finally:
        remove(image)
        console.print(table(rows))
    sys.exit(not all(row.good for row in rows))


if __name__ == "__main__":
    main()
