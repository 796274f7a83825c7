"""Secret: by which a server knows again what it has given out, kept beside its runs."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

NAME = "secret"
BYTES = 32


def secret(folder: Path) -> bytes:
    """The folder's secret, made at the first start and read by its owner alone.

    Where it cannot be kept it lasts as long as the server.
    """
    path = folder / NAME
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _write(path)
        if len(found := path.read_bytes()) == BYTES:
            return found
    return secrets.token_bytes(BYTES)


def _write(path: Path) -> None:
    """Whole or not at all: of two servers that begin together one makes it."""
    aside = path.with_name(f"{NAME}-{os.getpid()}")
    with open(os.open(aside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_bytes(BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    finally:
        aside.unlink()
