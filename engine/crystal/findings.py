"""What is to be known of a crystal before its numbers are believed."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from ..core.finding import Finding, doubt, note
from ..core.words import about, number
from .crystal import Crystal
from .long_waves import at_no_field, sound_speeds, turning
from .phonons import squares
from .polar import without_field
from .stability import told

WAYS = np.array([q for q in product((-1, 0, 1), repeat=3) if any(q)], float)
"""Directions in which speeds of sound are compared, shape (26, 3)."""
SEEN = 1e-4
"""Share of a speed that matters."""
FREQUENCIES = 0.3, 140.0
"""Highest frequencies (THz) of solids: below those of xenon, above hydrogen's at 130."""
ROOMS = 2.0, 120.0
"""Volumes (Å³) of an atom: hydrogen's under pressure has the least, caesium's 115."""
MASSES = 1.0, 300.0
"""Masses (amu) of atoms."""
TURNS = 1e-5
"""q (Å⁻¹) below which it does not matter what waves do."""
TOLD = 1e-6
"""Share of the largest force constant from which on it is told what was mended."""


def of_crystal(crystal: Crystal) -> list[Finding]:
    """What was mended of its force constants, what is left out, and what its response lacks."""
    return [
        *map(note, crystal.remarks),
        *_implausible(crystal),
        *_mended(crystal),
        *_unstable(crystal),
        *_turned(crystal),
        *_polar(crystal),
    ]


def _implausible(crystal: Crystal) -> Iterator[Finding]:
    """Numbers that no solid has: most likely of other units than they are taken for."""
    corners = np.pi * np.array(list(product((0, 1), repeat=3)))
    highest = float(np.sqrt(squares(crystal, corners).max())) / (2 * np.pi)
    room = crystal.volume / crystal.n_atoms
    light, heavy = float(crystal.masses.min()), float(crystal.masses.max())
    for value, (low, high), what, unit in (
        (highest, FREQUENCIES, "Its highest frequency is", "THz"),
        (room, ROOMS, "An atom of it has a volume of", "Å³"),
        (light, MASSES, "Its lightest atom has", "amu"),
        (heavy, MASSES, "Its heaviest atom has", "amu"),
    ):
        if not low <= value <= high:
            yield doubt(
                f"{what} {about(value, 3)} {unit}, where solids have {low:g} to {high:g} {unit}: "
                "lengths, masses or force constants may be in other units than they were taken for."
            )


def _mended(crystal: Crystal) -> Iterator[Finding]:
    found = crystal.corrected
    if max(found.asymmetry, found.drift) > TOLD * found.largest:
        yield note(
            "The force constants were mended: forces and their likes differed by "
            f"{number(found.asymmetry)} meV/Å², and a shift of the whole crystal cost "
            f"{number(found.drift)} meV/Å², where the largest is {number(found.largest)} meV/Å²."
        )


def _unstable(crystal: Crystal) -> Iterator[Finding]:
    if crystal.unstable is not None:
        yield doubt(
            f"This crystal would fall apart: {told(crystal.unstable, -crystal.unstable.Omega2)}. "
            "Such modes are left out, and what is computed is that of the others."
        )


def _turned(crystal: Crystal) -> Iterator[Finding]:
    if (q := turning(crystal)) > TURNS:
        yield doubt(
            "The force constants resist a turn of the whole crystal: waves with q below "
            f"{number(q)} Å⁻¹ are not those of sound, and speeds of sound, elastic constants and "
            "loss hold only above."
        )


def _polar(crystal: Crystal) -> Iterator[Finding]:
    if crystal.born is None or crystal.unstable is not None:
        return
    speeds, plain = (sound_speeds(c, WAYS) for c in (crystal, without_field(crystal)))
    off = np.abs(plain / speeds - 1).max()
    yield note(
        "This crystal is polar: the field of its dipoles is in its dispersion, sound, response, "
        "loss and ellipsoids. Without it speeds of sound would differ by up to "
        f"{about(100 * off)} %."
    )
    at_rest = np.linalg.eigvalsh(at_no_field(crystal, WAYS))
    if (stiffer := float((speeds / np.sqrt(at_rest)).max()) - 1) > SEEN:
        yield doubt(
            "A strain of this crystal makes a field, which stiffens it: sound is faster by up to "
            f"{about(100 * stiffer)} %. Of that field its Born charges give the part that atoms "
            "make by shifting within the cell; what their electrons make in a strained cell is not "
            "known here and may be as large."
        )
