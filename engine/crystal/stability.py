"""Stability: the mode of a crystal with the least restoring force, and what a bad one is told."""

from itertools import product
from typing import NoReturn

import numpy as np

from ..core.parameters import InvalidParameter
from .crystal import Crystal, Mode

SOFT = 1e-9
"""Share of the largest Ω² below which a mode counts as having no restoring force."""
WORK = 3e6
"""About how large 27·A³·points may be, for the time that it takes."""


def checked_phases(n_atoms: int) -> np.ndarray:
    """Phases (rad) of half a zone, Γ left out, shape (p, 3): the fewer the larger n_atoms, a count.

    On a grid that has the points of high symmetry: 12, 6, 4 or 2 steps across.
    """
    steps = next((n for n in (12, 6, 4) if 27 * n_atoms**3 * n**3 / 2 < WORK), 2)
    grid = np.array(list(product(range(-steps // 2 + 1, steps // 2 + 1), repeat=3)))
    first = np.where(grid[:, 0] != 0, grid[:, 0], np.where(grid[:, 1] != 0, *grid[:, 1:].T))
    return 2 * np.pi * grid[(first > 0)] / steps


def worst_mode(crystal: Crystal) -> tuple[Mode, float]:
    """The mode of lowest Ω² (ps⁻²), without the three of the crystal's own shift, and the highest.

    Looked for on a grid and among the optical modes at Γ.
    """
    theta = np.concatenate([np.zeros((1, 3)), checked_phases(crystal.n_atoms)])
    Omega2 = np.linalg.eigvalsh(crystal.dynamical_matrix(theta))
    lowest = Omega2[:, 0].copy()
    branch = np.zeros(len(theta), int)
    branch[0], lowest[0] = _at_gamma(Omega2[0])
    at = int(np.argmin(lowest))
    return Mode(theta[at] / (2 * np.pi), int(branch[at]), float(lowest[at])), float(Omega2.max())


def _at_gamma(Omega2: np.ndarray) -> tuple[int, float]:
    """Branch and Ω² of the lowest mode at Γ but for the three nearest to zero; ∞ without one."""
    order = np.sort(np.argsort(np.abs(Omega2), kind="stable")[3:])
    return (int(order[0]), float(Omega2[order[0]])) if len(order) else (0, np.inf)


def refuse_unstable(crystal: Crystal) -> None:
    """Raise InvalidParameter for a crystal of which a mode has no restoring force."""
    mode, highest = worst_mode(crystal)
    if mode.Omega2 <= SOFT * highest:
        _refuse(crystal, mode, highest)


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
        _refuse(crystal, mode, float(Omega2.max()))


def _refuse(crystal: Crystal, mode: Mode, highest: float) -> NoReturn:
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
