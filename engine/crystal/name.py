"""CrystalName: the kind of parameter that says which crystal."""

from pathlib import Path
from typing import Any

from ..core.library import LIBRARY, PREFIX
from ..core.parameters import InvalidParameter, Kind, same_word
from ..core.parameters.kinds import declared
from .builtin import BUILT_IN
from .crystal import Crystal
from .files import name_of
from .kept import called, keep, short, unknown

SIMPLE_CUBIC = "simple-cubic"
"""The papers' crystal, which has parameters of its own."""


class CrystalName(Kind[str]):
    """A crystal: a name of `BUILT_IN`, or the hash of one that is kept, "sha256:…".

    In Python it may be given as a `Crystal`, which then is kept. What is kept travels with the
    experiment, and lies in its results.
    """

    takes_files = True

    def __init__(self, *, doc: str, **about: Any) -> None:
        super().__init__(SIMPLE_CUBIC, doc=doc, constant=True, metadata=declared(**about))

    def allowed(self) -> str:
        return f"{', '.join(BUILT_IN)}, or {PREFIX}… of a crystal that is kept"

    def checked(self, value: object) -> str:
        if isinstance(value, Crystal):
            return keep(value)
        if isinstance(value, str) and value.lower().startswith(PREFIX):
            return self._kept(value)
        if (word := same_word(value, BUILT_IN)) is None:
            self.refuse(value, "is no crystal that is known here")
        return word

    def _kept(self, value: str) -> str:
        name = LIBRARY.whole(value)
        if not name:
            unknown(value)
        try:
            called(name)
        except InvalidParameter as error:
            self.refuse(value, f"cannot be read: {error}", "Give its file anew.")
        return name

    def names_file(self, value: object) -> bool:
        """Whether a value is the name of a file; a built-in crystal goes before one so called."""
        return same_word(value, BUILT_IN) is None and super().names_file(value)

    def parsed(self, text: str) -> str:
        return text.strip()

    def offered(self) -> dict[str, str]:
        return {f"{name}, {structure.like}": name for name, structure in BUILT_IN.items()}

    def from_file(self, path: Path) -> str:
        return name_of(path)

    def as_written(self, value: str) -> str:
        return short(value)

    def told(self, value: Any) -> str:
        return short(value)

    def enclosed(self, value: str) -> dict[str, bytes]:
        content = LIBRARY.content(value) if value.startswith(PREFIX) else None
        return {} if content is None else {value: content}
