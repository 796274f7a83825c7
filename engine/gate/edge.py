"""Where the interaction of particle and oscillator begins."""

from ..numerics.potentials import POTENTIALS

EDGE = 1e-8
"""Share of U0 at which the interaction is taken to begin."""


def edge_of(potential: str, lam: float) -> float:
    """x < 0 (l_osc) at which the interaction of a `potential` of width `lam` (l_osc) begins.

    `potential` is a name in POTENTIALS (KeyError if not).
    """
    return -POTENTIALS[potential].reach(lam, EDGE)
