"""Flights: does an ion still fly within the fit window, or has it forgotten where it was going?

Nothing of crystal or potential is asked here: only how ions moved.
"""

from typing import NamedTuple

import numpy as np

from ..statistics.diffusion_fit import Diffusion

SUPERDIFFUSIVE = 4 / 3
"""Exponent above which ⟨|ΔR|²⟩ is not taken for a line through a cage's rattling or short flights:
1.03 to 1.27 were seen in the paper's crystal at 10 to 100 meV, fitted from 2 to 12 ps."""
STEEPENING = 0.4
"""Bend of the line, as a share of what free flight would bend it by, above which flights are not
short against the window. At U0 = 200, 400 and 800 meV Å, 40 meV, time-local, it is 0.54, 0.35 and
0.17, and the slope of that window is short of the true 6D by 37, 28 and 14 %."""
SURELY, LIKELY = 3.0, 2.0
"""Standard errors beyond which a line is not bent by chance, and, for that error is an upper bound,
an exponent not above 1."""
KEPT = 0.5
"""Mean of the velocity's autocorrelation over the window, above which an ion flies through it."""


class Flight(NamedTuple):
    """What the mean square displacement within the fit window says of flights."""

    exponent: float
    """d ln⟨|ΔR|²⟩ / d ln t from the first to the last lag: 1 diffusion, 2 free flight."""
    exponent_error: float
    """Its standard error at most: what both ends have in common is not taken off."""
    kept: float
    """⟨|ΔR|²⟩/⟨v²⟩t² at the last lag t: the mean ∫ 2 (t − s) Z(s) ds / t² Z(0) of the velocity's
    autocorrelation Z. A free ion keeps 1, even if it is alone; a diffusing one 6D/⟨v²⟩t."""
    steepening: float
    """Bend of the line over that of free flight: 0 diffusion, 1 free flight (about)."""
    steepening_error: float
    """Its standard error, NaN if unknown."""

    @property
    def is_ballistic(self) -> bool:
        """Whether the ion flies through the window, or so far that its slope is no 6D."""
        grows = self.exponent > SUPERDIFFUSIVE and self.steepening > STEEPENING
        # neither, where the error is unknown
        by_chance = not (
            self.exponent > 1 + LIKELY * self.exponent_error
            and self.steepening > SURELY * self.steepening_error
        )
        return self.kept > KEPT or (grows and not by_chance)


def flight(found: Diffusion, error: np.ndarray, square_speed: float) -> Flight | None:
    """The flight in a mean square displacement, None where it does not grow from above zero.

    Parameters
    ----------
    found : Diffusion
        The line, with its lags and the mean square displacement there.
    error : ndarray, shape (lag,)
        Standard errors of the mean square displacement at these lags (Å²).
    square_speed : float
        ⟨v²⟩ of the same ions (Å²/ps²).
    """
    t, msd = found.t, found.msd
    if not (msd[0] > 0 and msd[-1] > 0 and square_speed > 0):
        return None
    span, free = np.log(t[-1] / t[0]), _free_bend(t)
    return Flight(
        float(np.log(msd[-1] / msd[0]) / span),
        float(np.hypot(error[0] / msd[0], error[-1] / msd[-1]) / span),
        float(msd[-1] / (square_speed * t[-1] ** 2)),
        found.bend / free,
        found.bend_error / free,
    )


def _free_bend(t: np.ndarray) -> float:
    """Later over earlier slope − 1 of t², in halves like those of the fit."""
    half = len(t) // 2 + 1
    early, late = (np.polyfit(part, part**2, 1)[0] for part in (t[:half], t[-half:]))
    return float(late / early - 1)
