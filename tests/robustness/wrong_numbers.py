"""Numbers are never silently wrong: a run that goes astray stops, says where, why and what to do.

python -m tests.robustness.wrong_numbers [COUNT]: runs whose parameters are drawn from everything
that is allowed, corners first, are computed for a second each. What they give is finite, or the
run has failed with a cause and a remedy and keeps what it had.
"""

import random
import sys
import time
from typing import NamedTuple

import numpy as np

from ionoscope.app.runs.run import Run
from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter

SECONDS = 1.0
"""Of computing for each."""
ABSURD = 1e12
"""Larger than anything in meV, Å and ps that is asked for here, infinity included."""
ENDLESS = ("t_c",)
"""Infinite where the memory has no end."""
CORNER = 0.5
"""How often a number is taken from an end of its range."""


class Report(NamedTuple):
    """What became of them."""

    runs: int
    refused: int
    finite: int
    failed_in_words: int
    silent: list[str]

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        return not self.silent


def measure(runs: int, seed: int = 0, seconds: float = SECONDS) -> Report:
    """Compute so many."""
    rng, kinds = random.Random(seed), list(EXPERIMENTS.values())
    refused = finite = failed = 0
    silent: list[str] = []
    for i in range(runs):
        kind = kinds[i % len(kinds)]
        try:
            experiment = _drawn(kind, rng)
        except InvalidParameter:
            refused += 1
            continue
        run = _computed(experiment, seconds)
        wrong = _wrong(run)
        silent += [f"{kind.key} {_changed(experiment)}: {wrong}"] if wrong else []
        failed += run.status == "failed" and not wrong
        finite += run.status != "failed" and not wrong
    return Report(runs, refused, finite, failed, silent)


def _drawn(kind: type[Experiment], rng: random.Random) -> Experiment:
    """An experiment with some of its numbers anywhere in their ranges, else small."""
    declared = kind.declared()
    numbers = [n for n, p in declared.items() if getattr(p, "bounds", None) and n != "seed"]
    given = {n: _value(declared[n], rng) for n in rng.sample(numbers, min(2, len(numbers)))}
    return kind(**{**kind.small, **given, "seed": rng.randrange(1000)})


def _value(parameter, rng: random.Random) -> object:
    low, high = (b if b is not None else 1e3 for b in parameter.bounds)
    if rng.random() < CORNER:
        value = rng.choice((low, high))
    elif low > 0:
        value = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    else:
        value = rng.uniform(low, high)
    return int(value) if isinstance(parameter.default, int) else value


def _changed(experiment: Experiment) -> dict:
    declared = experiment.declared()
    now = {name: getattr(experiment, name) for name in declared}
    return {n: v for n, v in now.items() if v != declared[n].default and n != "seed"}


def _computed(experiment: Experiment, seconds: float) -> Run:
    """It, computed for so long, then stopped."""
    run, end = Run(experiment), time.monotonic() + seconds
    while not run.over:
        run.advance()
        if time.monotonic() > end:
            run.stop()
    return run


def _wrong(run: Run) -> str:
    """What was not said; "" if all is well."""
    if run.status == "failed":
        text = run.failure
        return "" if len(text.split()) > 6 and "Traceback" not in text else f"says only {text!r}"
    if run.chunk is None:
        return ""
    bad = [
        name for name, value in run.chunk.summary.items() if name not in ENDLESS and _absurd(value)
    ]
    return f"absurd: {bad}" if bad else ""


def _absurd(value: object) -> bool:
    """Whether there is a number in an answer that no experiment can give; NaN is not known."""
    if isinstance(value, dict):
        return any(map(_absurd, value.values()))
    if not isinstance(value, int | float | list | tuple | np.ndarray):
        return False
    numbers = np.ravel(np.array(value, dtype=object))
    return any(isinstance(v, float) and abs(v) > ABSURD for v in numbers)


def main() -> int:
    """Print the report; 1 if the promise was not kept."""
    report = measure(int((sys.argv[1:] or ["200"])[0]))
    print(report._replace(silent=[]), *report.silent, sep="\n")
    return not report.good


if __name__ == "__main__":
    sys.exit(main())
