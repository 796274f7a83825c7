"""Speeds: what sound comes to in numbers: along a few directions, elastic constants, Debye's."""

from math import pi
from typing import Any

import numpy as np

from ..core.parameters import InvalidParameter
from ..core.units import HBAR, K_B
from .crystal import Crystal
from .long_waves import elastic_constants, sounds
from .loss import loss

DIRECTIONS = {"[100]": (1, 0, 0), "[110]": (1, 1, 0), "[111]": (1, 1, 1), "[001]": (0, 0, 1)}
"""Cartesian directions whose sound is told."""
NOTHING = 1e-6
"""Share of the largest elastic constant below which another is none."""
LIKE = (
    ((0, 0), (1, 1), (2, 2)),
    ((0, 1), (0, 2), (1, 2)),
    ((3, 3), (4, 4), (5, 5)),
    tuple((i, j) for i in range(5) for j in range(max(i + 1, 3), 6)),
)
"""Elastic constants that are alike, by their places from 0 in Voigt's order."""
ROUND = 24
"""Directions in each angle among which the fastest sound is looked for."""


def summary_of_sound(crystal: Crystal) -> dict[str, Any]:
    """Speeds of sound (Å/ps), elastic constants (GPa) and Debye's temperature (K), by name.

    Empty for a crystal that has no sound, in which a strain meets no resistance.
    """
    try:
        named = {name: _along(crystal, way) for name, way in DIRECTIONS.items()}
        return {
            "sound_100": named["[100]"],
            "sound": named,
            "fastest": fastest_sound(crystal),
            "elastic_GPa": elastic(crystal),
            "Debye_temperature": debye_temperature(crystal),
        }
    except InvalidParameter:
        return {}


def _along(crystal: Crystal, direction: tuple[int, int, int]) -> dict[str, float]:
    """The sound that moves atoms most along its way, and the slower and faster of the others."""
    squares, psi = sounds(crystal, direction)
    n = np.array(direction) / np.linalg.norm(direction)
    main = int(np.argmax(np.abs(n @ psi)))
    slow, fast = np.sqrt(np.delete(squares, main))
    return {
        "longitudinal": float(np.sqrt(squares[main])),
        "transverse": float(slow),
        "transverse_fast": float(fast),
    }


def fastest_sound(crystal: Crystal) -> float:
    """The fastest sound (Å/ps) of many directions."""
    z, phi = np.meshgrid(np.linspace(0, 1, ROUND), np.linspace(0, 2 * pi, 2 * ROUND))
    ring = np.sqrt(1 - z**2)
    ways = np.stack([ring * np.cos(phi), ring * np.sin(phi), z], axis=-1)
    return float(np.sqrt(sounds(crystal, ways)[0].max()))


def elastic(crystal: Crystal) -> dict[str, float]:
    """The elastic constants (GPa) that are not zero, c11 … c66; of equal ones the first.

    Equal ones are left out only among their like: c11 … c33, c12 … c23, c44 … c66, and the rest.
    """
    stiffness = elastic_constants(crystal).stiffness
    least = NOTHING * np.abs(stiffness).max()
    found: dict[str, float] = {}
    for like in LIKE:
        seen: list[float] = []
        for i, j in like:
            c = float(stiffness[i, j])
            if all(abs(abs(c) - abs(other)) > least for other in (0.0, *seen)):
                found[f"c{i + 1}{j + 1}"] = c
                seen.append(c)
    return found


def debye_temperature(crystal: Crystal) -> float:
    """Debye's temperature (K) by the speeds of sound of all directions.

    θ = (ħ/k_B)(6π²A/V)^(1/3) v_m with 1/v_m³ the mean of 1/v³ over directions and the three sounds
    [Kittel, Introduction to Solid State Physics, Ch. 5], which the trace of 𝓛 holds: 4πρ tr𝓛/3.
    """
    mean = 4 * pi * crystal.density * np.trace(loss(crystal).matrix) / 3
    cut = (6 * pi**2 * crystal.n_atoms / crystal.volume) ** (1 / 3)
    return float(HBAR / K_B * cut * mean ** (-1 / 3))
