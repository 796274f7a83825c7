"""What a kept file says of itself, read without its data."""

import hashlib
import json
from pathlib import Path

from ionoscope.engine.core.conventions import ABOUT

from .entry import Entry


def checksum(path: Path) -> str:
    """SHA-256 of a file (hex)."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def entry(path: Path, id: str) -> Entry:
    """The row of a file that has lost its own; ValueError if it is no ionoscope result."""
    import h5py

    try:
        with h5py.File(path, "r") as file:
            told = json.loads(file.attrs[ABOUT])
        about = path.stat()
        return Entry.told(id, told, checksum(path), about.st_size, about.st_mtime)
    except (AttributeError, KeyError, OSError, RuntimeError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not a readable ionoscope result ({error}).") from error
