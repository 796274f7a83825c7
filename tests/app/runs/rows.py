"""Kept runs by the thousand: rows with answers like those of real runs, without their files."""

from functools import cache

import numpy as np

from ionoscope.app.runs.entry import Entry
from ionoscope.app.runs.schema import put
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.finding import Value, answer, note
from ionoscope.engine.core.result import plain


@cache
def _usual() -> dict:
    return plain(EXPERIMENTS["ion-diffusion"]().values())


def diffusion(i: int) -> Entry:
    """A run of ion-diffusion with a number; every seventh has no D."""
    rng = np.random.default_rng(i)
    parameters = {**_usual(), "kT": float(rng.uniform(20, 60)), "seed": i}
    D = None if i % 7 == 0 else float(rng.lognormal())
    names = ("E_a", "rate", "kinetic", "hops", "length", "drift", "fit_from", "fit_to", "error")
    summary = {"D": D, "D_low": D, "D_high": D, **{name: float(rng.normal()) for name in names}}
    values = [Value(name, summary[name], "Å²/ps") for name in names]
    findings = (answer(f"D = {D} Å²/ps, with an interval of 95 %.", *values), note("Grey: a note."))
    return Entry(
        f"run{i:05}",
        "ion-diffusion",
        1.7e9 + i,
        ("finished", "stopped", "interrupted")[i % 3],
        float(rng.uniform(1, 1000)),
        parameters,
        summary,
        findings,
        name=f"walk {i}",
        tags=("paper",) if i % 10 == 0 else (),
        size=100_000 + i,
        identity=f"{i:064}",
        versions={"ionoscope": "0.1.0", "numpy": "2.4.6"},
        sha256=f"{i:064x}",
    )


def fill(catalogue, count: int) -> None:
    """Give it so many rows."""

    def write(connection):
        for i in range(count):
            put(connection, diffusion(i))

    catalogue._table.write(write)
