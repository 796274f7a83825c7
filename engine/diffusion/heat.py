"""Heat: is a wandering ion as hot as its crystal?"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ..core.finding import Finding, doubt, note
from ..core.words import number

BLURRED = 0.1
"""Half the interval above which an ion that may be as hot as its crystal is not said to be."""
HEATED = 1.5
"""An ion so many times as hot as its crystal was heated by an error."""
NOTABLE = 1.02
"""Heat of the crystal's atoms, over kT, from which zero-point motion is worth a word."""
OFF = 0.05
"""Share of its crystal's heat by which an ion may be off without a doubt."""
DRAG = "the time-local drag takes out more heat than the noise puts in"
UNKNOWN = "Too few ions or too short a time to say how hot the ion is."
COLD = f"{UNKNOWN} With the time-local equation expect it colder than its crystal: {DRAG}."


class Reading(NamedTuple):
    """⟨MṘ²⟩/3kT with the ends of its 95 % interval, nan if unknown.

    `bath` is m⟨ṙ²⟩/3kT of the crystal's atoms: what an ion in equilibrium comes to.
    """

    value: float
    low: float
    high: float
    bath: float = 1.0
    settled: bool = True

    @property
    def half(self) -> float:
        """Half the interval, dimensionless."""
        return (self.high - self.low) / 2

    @property
    def off(self) -> float:
        """Share of its crystal's heat by which the ion is hotter, below 0 colder; dimensionless."""
        return self.value / self.bath - 1

    @property
    def may_agree(self) -> bool:
        """Whether the ion may be as hot as its crystal."""
        return self.low <= self.bath <= self.high

    @property
    def is_known(self) -> bool:
        """Whether anything can be said."""
        sharp = self.half <= BLURRED or not self.may_agree
        return self.settled and bool(np.isfinite(self.half)) and sharp

    @property
    def is_heated(self) -> bool:
        """Whether the ion is hotter than any crystal could make it."""
        return self.value > HEATED * self.bath and self.low > self.bath


def reading(found: Mapping) -> Reading:
    """How hot the ion of a run is, and its crystal, by the run's summary."""
    keys = ("kinetic_ratio", "kinetic_ratio_low", "kinetic_ratio_high")
    value, low, high = (np.nan if found.get(k) is None else found[k] for k in keys)
    settled = found.get("kinetic_ratio_settled", True)
    return Reading(value, low, high, found.get("bath_ratio") or 1.0, settled)


def of_heat(own: Mapping, r: Reading) -> Finding:
    """What a reading says of a run with parameters `own`."""
    local, seen = own["equation"] == "time-local", f"⟨MṘ²⟩/3kT = {number(r.value, r.half)}"
    if own.get("force") and r.is_known and r.low > r.bath:
        return note(f"The force drives the ion: {seen}, its drift included, above its crystal's.")
    if r.is_heated:
        return doubt(f"Do not trust this run: something heats the ion, {seen}.")
    if not r.is_known:
        return doubt(COLD) if local else note(UNKNOWN)
    if r.may_agree:
        within = f"within ±{100 * r.half / r.bath:.2g} %"
        return note(f"The ion is as hot as its crystal, {within}: {seen}.")
    said = f"The ion is {colder_or_hotter(r.off)} than its crystal, {seen}"
    level = doubt if abs(r.off) > OFF else note
    return level(f"{said}{_why(own, r)}.")


def colder_or_hotter(off: float) -> str:
    """By how much an ion is off its crystal's heat, `off` a share of it, e.g. "35 % colder"."""
    return f"{100 * abs(off):.2g} % {'hotter' if off > 0 else 'colder'}"


def _why(own: Mapping, r: Reading) -> str:
    if own["equation"] == "time-local" and r.off < 0:
        return f": {DRAG}, and D is that of a colder ion"
    if own["equation"] == "full" and abs(r.off) > OFF and not own.get("force"):
        return ": let it equilibrate longer"
    return ""


def zero_point(own: Mapping, r: Reading) -> list[Finding]:
    """Why the crystal is hotter than kT, where it matters."""
    if own["statistics"] != "quantum" or r.bath <= NOTABLE:
        return []
    more = f"{100 * (r.bath - 1):.2g} %"
    return [note(f"The crystal's atoms move {more} more than kT says: zero-point motion.")]
