"""Visitors who come together: `python -m tests.robustness.arrival [--guests 30] [--busy 2]`.

A server of its own is visited by so many within a second; when has each the first picture's data?
Ends with 1 if one of them has none.
"""

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.browser.conftest import serving
from tests.robustness.wire import Guest

WITHIN_S = 1.0
STEPS = ("answered", "built", "pulled", "drawn")


async def arrive(server: str, searches: Sequence[str]) -> list[Guest | BaseException]:
    """One visitor for each address, evenly within a second; what kept those away who failed."""

    async def one(place: int, search: str) -> Guest:
        await asyncio.sleep(WITHIN_S * place / len(searches))
        guest = Guest(server, search)
        await (await guest.open()).see()
        return guest

    came = [one(place, search) for place, search in enumerate(searches)]
    found = await asyncio.gather(*came, return_exceptions=True)
    await asyncio.gather(*(g.leave() for g in found if isinstance(g, Guest)))
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of them does not exceed."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


@contextmanager
def busy(number: int) -> Iterator[None]:
    """So many processes that do nothing but hold a core."""
    others = [multiprocessing.Process(target=_spin, daemon=True) for _ in range(number)]
    for other in others:
        other.start()
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.join()


def _spin() -> None:
    while True:
        pass


def main() -> int:
    """Report; 1 if somebody saw no picture."""
    words = argparse.ArgumentParser()
    words.add_argument("--guests", type=int, default=30)
    words.add_argument("--busy", type=int, default=0)
    words.add_argument("--pages", default="gate-map", help="pages in turn, with commas between")
    words.add_argument("--rest", type=float, default=8.0, help="s between start and arrival")
    asked = words.parse_args()
    pages = asked.pages.split(",")
    searches = [f"?page={pages[i % len(pages)]}" for i in range(asked.guests)]
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, busy(asked.busy):
        time.sleep(asked.rest)  # figures are drawn ahead
        found = asyncio.run(arrive(server, searches))
    came = [g for g in found if isinstance(g, Guest)]
    for step in STEPS if came else ():
        times = [g.times[step] for g in came]
        print(
            f"{step:9} p50 {percentile(times, 0.5):6.2f} s   p95 {percentile(times, 0.95):6.2f} s"
        )
    failed = Counter(repr(g)[:120] for g in found if not isinstance(g, Guest))
    print(f"{len(came)} of {asked.guests} have a picture", dict(failed) or "")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
