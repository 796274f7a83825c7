"""Costs: what wanderers take in time and bytes, known before anything is made; all measured."""

from ..lattice.crystal import CubicLattice
from ..lattice.zone import nodes, sorted_triples, zone_bytes
from .frames import Setting

FAR = 4
"""Cells between two corners beyond which a push is not remembered."""
TABLE_STEP = 1.3e5
"""Bytes of a step of the memory's tables while they are made, measured at 200 and 400 steps."""
POINT, POINT_STEP = 1.3e-5, 1.2e-7
"""Time (s) to make the tables for each point of the zone, and for each in each step, measured."""


def bytes_needed(equation: str, setting: Setting) -> float:
    """Bytes of baths or crystals, and of the drawing of one; the ions' own are few.

    By the full equation the crystals count three times, for snapshots.
    """
    if equation == "full":
        crystals = 3 * 48.0 * setting.ions * setting.baths * (setting.N + 2) ** 3
        return crystals + 200.0 * setting.N**3
    return (255.0 * setting.baths + 280.0) * setting.N**3


def frame_time(equation: str, setting: Setting) -> float:
    """Seconds that a FRAME of all ions takes on one core, about."""
    ions, steps = setting.ions * setting.baths, setting.steps
    if equation == "full":
        return ions * (steps + 1) * (3e-6 + 3.2e-9 * (setting.N + 2) ** 3)
    bath = setting.baths * setting.parts * (1e-4 + 9e-8 * setting.N**3)
    if equation == "time-local":
        return bath + 1.5e-6 * steps * ions
    return bath + (0.9e-6 + 0.1e-6 * setting.t_c / setting.step) * steps * ions


def preparation(equation: str, setting: Setting) -> float:
    """Seconds before the first step on one core, about: of a memory beyond a few ps, hours."""
    if equation != "memory":
        return 0.0
    return building_time(setting.crystal, setting.step, setting.reach)


def building_bytes(crystal: CubicLattice, step: float, steps: int) -> float:
    """Bytes of a memory's tables of `steps` times, `step` ps apart, while they are made, about.

    From 20 ps on the zone's points prevail.
    """
    return zone_bytes(side(crystal, step * steps)) + TABLE_STEP * steps


def building_time(crystal: CubicLattice, step: float, steps: int) -> float:
    """Seconds that the tables of `building_bytes` take on one core, about."""
    n = side(crystal, step * steps)
    return n * n * (n + 1) / 2 * (POINT + POINT_STEP * steps)


def side(crystal: CubicLattice, t: float) -> int:
    """Points a side of the zone that a memory of t ps asks for."""
    return nodes(crystal, sorted_triples(FAR + 1), t)
