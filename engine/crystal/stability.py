"""Stability: what is refused of a crystal that would fall apart, and how it is told."""

from typing import NoReturn

import numpy as np

from ..core.parameters import InvalidParameter
from .crystal import Crystal, Mode

SOFT = 1e-9
"""Share of the largest Ω² below which a mode counts as having no restoring force."""


def refuse_unbound(crystal: Crystal) -> None:
    """Raise InvalidParameter for what asks for all modes, of a crystal without some of them."""
    if crystal.unstable is not None:
        raise InvalidParameter(
            "crystal",
            ", ".join(crystal.names),
            "is not stable: where its frequencies pass zero the response has no bound, nor has "
            "sound a speed that its atoms would bear",
            "Average over a finite box of cells, in which no wave is just there.",
        )


def refuse_negative(crystal: Crystal, theta: np.ndarray, Omega2: np.ndarray, least: float) -> None:
    """Raise InvalidParameter if a mode that was thought stable has an Ω² below −`least` (ps⁻²).

    `theta` (rad), (p, 3), and `Omega2` (ps⁻²), (p, 3A), are what was found between the points at
    which the crystal was looked at before.
    """
    if not crystal.leaves_out and Omega2.min(initial=0.0) < -least:
        at, branch = np.unravel_index(int(np.argmin(Omega2)), Omega2.shape)
        mode = Mode(theta[at] / (2 * np.pi), int(branch), float(Omega2[at, branch]))
        refuse_mode(crystal, mode, float(Omega2.max()))


def refuse_mode(crystal: Crystal, mode: Mode, highest: float) -> NoReturn:
    """Raise InvalidParameter for a crystal with such a mode; `highest` is its largest Ω² (ps⁻²)."""
    raise InvalidParameter(
        "force_constants",
        ", ".join(crystal.names),
        f"would let the crystal fall apart: {told(mode, highest)}",
        "Choose a structure at rest in its own minimum and stiffer or more springs; or ask for "
        '`unstable = "leave out"` to average over a finite box without such modes.',
    )


def told(mode: Mode, highest: float) -> str:
    """The mode in words: q, branch, and frequency (THz), none where |Ω²| is nothing of `highest`.

    `highest` is the largest Ω² (ps⁻²).
    """
    q = "(" + ", ".join(f"{x + 0:.4g}" for x in mode.q) + ")"
    nu = np.sqrt(abs(mode.Omega2)) / (2 * np.pi)
    if mode.Omega2 > -SOFT * highest:
        return f"at q = {q} branch {mode.branch + 1} has no restoring force"
    return f"at q = {q} branch {mode.branch + 1} has the imaginary frequency {nu:.4g}i THz"
