"""The reference numbers of tests/reference as the tests take them."""

import json
from functools import cache
from pathlib import Path

MODEL = ("U0", "lam", "s", "M")
LAUNCH = (*MODEL, "E_particle", "E_oscillator", "phi")


@cache
def cases(name: str) -> tuple[dict, ...]:
    """The cases of tests/reference/`name`.json."""
    path = Path(__file__).parents[1] / "reference" / f"{name}.json"
    return tuple(json.loads(path.read_text())["cases"])


def curve(s: float, M: float) -> list[dict]:
    """The transmission cases of one of the papers' six systems, by temperature."""
    return [c for c in cases("gate_transmission") if (c["s"], c["M"]) == (s, M)]


SYSTEMS = tuple((s, M) for s in (0.0, 2.0) for M in (0.2, 1.0, 5.0))
"""(s, M) of the papers' Figs. 4 and 5; U0 = 10, lam = 2."""
