"""Secret: one key, made at the first start and kept for the owner of the folder alone.

All that has to be secret is derived from it: whoever deletes the file has everybody come in anew.
"""

import hashlib
import hmac
import logging
import os
import secrets
from pathlib import Path

log = logging.getLogger(__name__)

PLACE = "serve"
"""The folder, below that of the runs, of what a server keeps for itself."""
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody mistakes for each other."""
CODE_LENGTH = 6
STATUS, SESSIONS, COOKIES, TEACHER, SEAL = "status", "sessions", "cookies", "teacher", "seal"
"""Names of what is derived."""
_BYTES = 32


class Secret:
    """What is derived from `key`, each by a name of its own."""

    def __init__(self, key: bytes):
        self._key = key

    @classmethod
    def read(cls, folder: Path) -> "Secret":
        """That of a folder of runs; OSError if there is none that can be read."""
        return cls(_read(folder / PLACE / "key"))

    @classmethod
    def kept(cls, folder: Path) -> "Secret":
        """The same, made if there is none."""
        try:
            return cls.read(folder)
        except FileNotFoundError:
            _make(folder / PLACE / "key")
            return cls.read(folder)

    @classmethod
    def passing(cls) -> "Secret":
        """One that goes with the process."""
        return cls(secrets.token_bytes(_BYTES))

    @classmethod
    def of(cls, folder: Path) -> "Secret":
        """The kept one, or one that goes with the process where the folder takes none."""
        try:
            return cls.kept(folder)
        except OSError as error:
            why = error.strerror or error
            log.warning("%s keeps no key (%s): after a restart all come in anew.", folder, why)
            return cls.passing()

    def derived(self, name: str) -> str:
        """A secret of 64 hexadecimal digits."""
        return hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()

    def code(self) -> str:
        """A join code that people can type."""
        number = int(self.derived("join code"), 16)
        letters = []
        for _ in range(CODE_LENGTH):
            number, place = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[place])
        return "".join(letters)


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        log.warning("%s could be read by others; that is mended.", path)
        path.chmod(0o600)
    try:
        key = bytes.fromhex(path.read_text())
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise OSError(f"{path} is damaged: delete it, and a new one is made")
    return key


def _make(path: Path) -> None:
    """A new key, whole or not at all; one that somebody else has made meanwhile stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".key.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
