"""What is to be known of a crystal before its numbers are believed."""

from collections.abc import Iterator

from ..core.finding import Finding, doubt, note
from ..core.words import number
from .crystal import Crystal
from .stability import told

TOLD = 1e-6
"""Share of the largest force constant from which on it is told what was mended."""


def of_crystal(crystal: Crystal) -> list[Finding]:
    """What was mended of its force constants, what is left out, and what its response lacks."""
    return [*_mended(crystal), *_unstable(crystal), *_polar(crystal)]


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


def _polar(crystal: Crystal) -> Iterator[Finding]:
    if crystal.born is not None:
        yield note(
            "This crystal is polar. Its dispersion has the long-ranged forces between dipoles; its "
            "response, its sound and its loss follow from the short-ranged forces alone."
        )
