"""Many visitors at once: `python -m tests.robustness.visitors [VISITORS] [serve's flags …]`.

Each opens the domain map and moves a slider now and then, as people do who look at what they see;
then each begins a diffusion run. Printed are the promises, the figures asked and those reached. Who
visits has no browser, and shares the machine with the server.
"""

import asyncio
import multiprocessing
import random
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rich.console import Console
from rich.table import Table

from .guests import Away, Guest
from .serving import Server, served

VISITORS = 30
ARRIVING = 3
"""How many open their page at the same time: arriving all at once is another matter."""
LOOKS_S = (2.0, 5.0)
"""How long a visitor looks at a picture before the slider is moved again."""
MOVING_S, RUNNING_S, LEAVES_S = 60.0, 45.0, 75.0
BEGIN_S = 300.0
"""Time for all runs to begin: each draws the heat of its crystals first, some seconds of a core."""
MAP = "?page=gate-map"
WALK = "?page=ion-diffusion&duration=2000&seed={}"
SYMBOL = "φ"
PROBE_S = 0.02


class Report(NamedTuple):
    """What came of it: visits that failed, and why; pictures (s after the slider); the longest
    time that the server gave no sign (s) while sliders moved and while all computed; each run's
    share done in a second; MB at rest, with all there, and after they have left."""

    failed: list[str]
    pictures: list[float]
    blocked: tuple[float, float]
    paces: list[float]
    memory: tuple[float, float, float, float]


async def measured(server: Server, visitors: int) -> Report:
    """All visitors on one server."""
    rng = random.Random(0)
    failed: list[str] = []
    pictures: list[float] = []
    rest = server.memory()
    async with AsyncExitStack() as doors:
        guests = await _all_open(doors, server, [MAP] * visitors, failed)
        with probed(server.address) as moving:
            each = [_moves(g, random.Random(rng.random()), pictures, failed) for g in guests]
            await asyncio.gather(*each)
        there = server.memory()
    async with AsyncExitStack() as doors:
        searches = [WALK.format(seed) for seed in range(1, visitors + 1)]
        guests = await _all_open(doors, server, searches, failed)
        for guest in guests:
            guest.say(guest.button("Run"), None)
        with probed(server.address) as running:
            paces = await _paces(server, len(guests))
        computing = server.memory()
        for guest in guests:
            guest.say(guest.button("Stop"), None)
        await asyncio.sleep(2.0)
    await asyncio.sleep(LEAVES_S)
    blocked = max(moving, default=0.0), max(running, default=0.0)
    failed += [f"{len(paces)} of {visitors} runs go on"] if len(paces) < visitors else []
    return Report(failed, pictures, blocked, paces, (rest, there, computing, server.memory()))


async def _all_open(
    doors: AsyncExitStack, server: Server, searches: list[str], failed: list[str]
) -> list[Guest]:
    room = asyncio.Semaphore(ARRIVING)

    async def one(search: str) -> Guest | None:
        async with room:
            try:
                guest = await doors.enter_async_context(Guest.comes(server.address, search))
                await guest.until(lambda: any(k.told.get("label") == "Stop" for k in guest.knobs))
                return guest
            except Exception as error:
                failed.append(f"{search}: {error or type(error).__name__}")
                return None

    return [guest for guest in await asyncio.gather(*map(one, searches)) if guest]


async def _moves(
    guest: Guest, rng: random.Random, pictures: list[float], failed: list[str]
) -> None:
    """Move the slider, look, move it again."""
    end = time.monotonic() + MOVING_S
    try:
        knob = guest.knob(lambda told: told.get("symbol") == SYMBOL)
        await asyncio.sleep(rng.uniform(0.0, LOOKS_S[1]))
        while time.monotonic() < end:
            began = time.monotonic()
            value = rng.uniform(knob.told["low"], knob.told["high"])
            number = guest.say(knob, f"{value:.6g}")
            await guest.answer(knob, number)
            before = guest.pictures
            await guest.until(lambda before=before: guest.pictures > before)
            pictures.append(time.monotonic() - began)
            await asyncio.sleep(rng.uniform(*LOOKS_S))
    except Away as error:
        failed.append(str(error))


async def _paces(server: Server, runs: int) -> list[float]:
    """Share done in a second by each run, once all have begun."""
    end = time.monotonic() + BEGIN_S
    while sum(share > 0 for share in server.shares().values()) < runs and time.monotonic() < end:
        await asyncio.sleep(1.0)
    before, began = server.shares(), time.monotonic()
    await asyncio.sleep(RUNNING_S)
    after, seconds = server.shares(), time.monotonic() - began
    return [(share - before.get(id, 0.0)) / seconds for id, share in after.items()]


@contextmanager
def probed(address: str) -> Iterator[list[float]]:
    """The times (s) that the server's event loop needs for a sign, once the context is over."""
    found: list[float] = []
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    prober = context.Process(target=_probe, args=(address, theirs), daemon=True)
    prober.start()
    yield found
    ours.send(None)
    found += ours.recv()
    prober.join()


def _probe(address: str, line) -> None:
    found = []
    while not line.poll(PROBE_S):
        began = time.monotonic()
        with urllib.request.urlopen(f"{address}/liveness", timeout=60):
            found.append(time.monotonic() - began)
    line.send(found)


def shown(report: Report, visitors: int) -> Table:
    """Promises, figures asked and figures reached."""
    rest, there, computing, left = report.memory
    paces = np.array(report.paces or [np.nan])
    quantiles = np.quantile(report.pictures or [np.nan], [0.5, 0.95, 1.0])
    table = Table(f"{visitors} visitors", "asked", "reached")
    table.add_row(
        "failed", "0", f"{len(report.failed)} {'; '.join(sorted(set(report.failed)))[:200]}"
    )
    found = "median {:.2f}, p95 {:.2f}, longest {:.2f} s".format(*quantiles)
    table.add_row("slider to picture", "p95 ≤ 1 s", f"{found}, of {len(report.pictures)}")
    blocked = "{:.0f} ms moving, {:.0f} ms computing".format(*(1e3 * b for b in report.blocked))
    table.add_row("no sign of the loop for", "≤ 100 ms", blocked)
    fair = f"{paces.min() / paces.mean():.2f}, of {len(report.paces)} runs"
    table.add_row("slowest to mean throughput", "≥ 0.5", fair)
    table.add_row("memory at rest", "≤ 600 MB", f"{rest:.0f} MB")
    table.add_row("memory a visitor", "≤ 15 MB", f"{(there - rest) / visitors:.1f} MB")
    table.add_row("more with a run each", "", f"{(computing - rest) / visitors:.1f} MB")
    table.add_row("after they left", "none kept", f"{left - rest:+.0f} MB")
    return table


def main() -> int:
    """Measure and print; 1 if a visit failed."""
    visitors = int((sys.argv[1:] or [VISITORS])[0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with served(path, *sys.argv[2:]) as server:
            while "All figures are drawn" not in (path / "log").read_text():
                time.sleep(0.5)  # a busy machine takes minutes for that
            report = asyncio.run(measured(server, visitors))
        Console().print(shown(report, visitors))
        print((path / "log").read_text()[-2000:])
    return bool(report.failed)


if __name__ == "__main__":
    sys.exit(main())
