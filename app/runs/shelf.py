"""Shelf: the folder beside kept runs in which lies what their parameters call by hash."""

from pathlib import Path

from ionoscope.engine.core.library import LIBRARY

SHELF = "crystals"
"""Its name below the folder of the runs."""


def shelve(runs: Path) -> None:
    """From now on look there, and keep there."""
    LIBRARY.shelf = Path(runs) / SHELF
