"""What is promised under load, faults and bad input: what was asked for, and what was reached.

python -m tests.robustness.promises [WORD …]: all of them at full size, or those whose name has one
of these words; prints a table, and ends with 1 if a promise was not kept. `make soak` does it.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]


class Promise(NamedTuple):
    """One, with what shows it: a script beside this one, and its size."""

    name: str
    asked: str
    script: str
    size: tuple[str, ...] = ()


class Reached(NamedTuple):
    """What a promise came to."""

    promise: Promise
    kept: bool
    said: str
    took_s: float


PROMISES = (
    Promise(
        "bad parameters get a clear refusal",
        "10,000 sets: nothing raised but refusals, each in a sentence; p99 < 250 ms",
        "hostile_parameters",
        ("10000",),
    ),
    Promise(
        "no address is answered with an error of ours",
        "10,000 hostile ones: none with 500, none without an answer; p99 < 250 ms",
        "hostile_addresses",
    ),
    Promise(
        "it stays responsive under load",
        "30 visitors, each with a map and a diffusion run: 0 failed, slider p95 ≤ 1 s",
        "visitors",
        ("30",),
    ),
    Promise("who comes together is served", "30 in a second: all have a picture", "arrival"),
    Promise("a page is there at once", "every page's first picture within 3 s", "first_picture"),
    Promise(
        "nothing leaks",
        "1,000 visits: memory grows < 5 %, no descriptor, thread, file or page is left",
        "visits",
        ("1000",),
    ),
    Promise(
        "numbers are never silently wrong",
        "every run gives finite numbers, or says why it failed",
        "wrong_numbers",
        ("200",),
    ),
    Promise(
        "Stop frees the cores", "200 random Stops: p99 < 0.5 s, nothing goes on", "stops", ("200",)
    ),
    Promise(
        "a run resumes bit for bit",
        "kill -9 during 200 diffusion runs: each equal by SHA-256",
        "killed_diffusion",
        ("200",),
    ),
    Promise(
        "nothing stored is lost or torn",
        "kill -9 during 200 writes: every acknowledged result readable, none mixed",
        "killed_writes",
        ("200",),
    ),
    Promise("two may write at once", "two writers and a reader: all whole", "two_writers"),
    Promise(
        "a full or read-only disk is told",
        "told within 2 s, the run goes on, written once it can be",
        "full_disk",
    ),
    Promise(
        "damage is noticed",
        "300 files flipped, cut or deleted: all named, the rest served",
        "damaged_files",
        ("300",),
    ),
    Promise(
        "many runs are listed at once",
        "10,000 kept runs: list, filter and open ≤ 200 ms",
        "many_runs",
    ),
    Promise(
        "a cluster that loses workers",
        "a worker killed every 4 s for 2 min, and the scheduler once: every point right, once",
        "cluster",
    ),
)


def reach(promise: Promise, run: Callable = subprocess.run) -> Reached:
    """Carry one out, in a process of its own."""
    since = time.monotonic()
    command = [sys.executable, "-m", f"tests.robustness.{promise.script}", *promise.size]
    done = run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = (done.stdout.strip() or done.stderr.strip())[-1500:]
    return Reached(promise, done.returncode == 0, said, time.monotonic() - since)


def table(reached: list[Reached]) -> Table:
    """Promise, figure asked, figure reached."""
    found = Table("promise", "asked", "reached", "kept", "s", show_lines=True)
    for one in reached:
        kept = "yes" if one.kept else "NO"
        found.add_row(one.promise.name, one.promise.asked, one.said, kept, f"{one.took_s:.0f}")
    return found


def chosen(words: list[str]) -> list[Promise]:
    """Those that a word of these is in the name or the script of; all without words."""
    return [p for p in PROMISES if not words or any(w in f"{p.name} {p.script}" for w in words)]


def main() -> int:
    """Carry them out, and print the table; 1 if one was not kept."""
    reached = []
    for promise in chosen(sys.argv[1:]):
        print(f"{promise.name} …", file=sys.stderr, flush=True)
        reached.append(reach(promise))
    Console(width=160).print(table(reached))
    return not all(one.kept for one in reached)


if __name__ == "__main__":
    sys.exit(main())
