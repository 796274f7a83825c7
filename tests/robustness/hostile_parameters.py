"""Parameter sets that nobody sensible enters: each is accepted as it is meant, or refused in words.

python -m tests.robustness.hostile_parameters [COUNT]: for every experiment in turn some of its
parameters are given hostile texts, as an address or a preset could hold them.
"""

import random
import sys
import time
from collections import Counter
from typing import NamedTuple

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter

TEXTS = [
    *("", " ", "nan", "inf", "-inf", "1e9", "-1e9", "1e999", "1e-320", "0", "-0", "0x10", "1_000"),
    *("9" * 5000, "1,2", "1;2", "1:2:3", "0:1:1000000000", ",,", ";;", "Γ", "Γ;X", "0,0,0"),
    *("true", "None", "[]", "{}", "()", "'", '"', "<b>x</b>", "{{7*7}}", "${x}", "%s", "\x00"),
    *("ﷺ" * 50, "\ud7ff", "１０", "10 E_osc", "1/0", "__import__('os')", "../../etc/passwd"),
    *("1e5,1e5,1e5", "1," * 3000, "full", "exact", "screened_coulomb", "0.1,0.2", "5", "2.5"),
    *("\r\n", "1e300", "-1", "0.5"),
]
QUICK_S = 0.25
"""99 of 100 answers have to come in this time."""
LONGEST = 700
"""Of a sentence that is read."""


class Report(NamedTuple):
    """How many were accepted and refused; what else was raised, and refusals that help nobody."""

    sets: int
    accepted: int
    refused: int
    raised: dict[str, int]
    poor: list[str]
    p99_s: float

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        return not self.raised and not self.poor and self.p99_s < QUICK_S


def measure(sets: int, seed: int = 0) -> Report:
    """Try so many sets."""
    rng, kinds = random.Random(seed), list(EXPERIMENTS.values())
    raised: Counter[str] = Counter()
    accepted, poor, took = 0, [], []
    for i in range(sets):
        kind = kinds[i % len(kinds)]
        names = rng.sample(sorted(kind.declared()), rng.randint(1, 3))
        texts = {name: rng.choice(TEXTS) for name in names}
        since = time.perf_counter()
        try:
            kind.from_text(texts)
            accepted += 1
        except InvalidParameter as error:
            poor += _poor(kind, error)
        except Exception as error:
            raised[f"{kind.key} {type(error).__name__}: {error} {texts}"[:200]] += 1
        took.append(time.perf_counter() - since)
    p99 = sorted(took)[int(0.99 * (len(took) - 1))]
    return Report(sets, accepted, sets - accepted - raised.total(), dict(raised), poor, p99)


def _poor(kind: type[Experiment], error: InvalidParameter) -> list[str]:
    """What a refusal lacks: the parameter, the value, what to do, or an end."""
    text = str(error)
    bare = error.name.split(",")[0].strip("`").split()[0]
    names = any(name in text for name in (bare, *kind.declared()) if name)
    complete = bool(error.problem and error.remedy and error.subject)
    return [] if names and complete and len(text) < LONGEST else [f"{kind.key}: {text[:300]}"]


def main() -> int:
    """Print the report; 1 if the promise was not kept."""
    report = measure(int((sys.argv[1:] or ["10000"])[0]))
    print(report._replace(poor=report.poor[:10]))
    return not report.good


if __name__ == "__main__":
    sys.exit(main())
