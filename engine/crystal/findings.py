"""What is to be known of a crystal before its numbers are believed."""

from collections.abc import Iterator

from ..core.finding import Finding, doubt, note
from ..core.words import number
from .crystal import Crystal
from .long_waves import turning
from .stability import told

TURNS = 1e-5
"""q (Å⁻¹) below which it does not matter what waves do."""
TOLD = 1e-6
"""Share of the largest force constant from which on it is told what was mended."""


def of_crystal(crystal: Crystal) -> list[Finding]:
    """What was mended of its force constants, what is left out, and what its response lacks."""
    return [*_mended(crystal), *_unstable(crystal), *_turned(crystal), *_polar(crystal)]


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
    if crystal.born is not None:
        yield note(
            "This crystal is polar. Its dispersion has the field of its dipoles at long waves, the "
            "non-analytic term; its response, sound, loss and ellipsoids are without that field."
        )
