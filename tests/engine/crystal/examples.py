"""phonopy's examples, read once a process."""

from functools import cache
from pathlib import Path

from ionoscope.engine.crystal.phonopy_files import read_phonopy

FILES = Path(__file__).parent / "files"


@cache
def example(name):
    """The crystal of "Al" or "NaCl"."""
    return read_phonopy(FILES / name / "phonopy_disp.yaml")
