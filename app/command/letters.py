"""Letters on any terminal: what its encoding lacks is written in ASCII, λ as lambda, Å² as A^2."""

import codecs
import io
import sys
import unicodedata
from encodings import ascii as plain
from typing import TextIO

ERRORS = "ionoscope"
"""Name of the way in which letters are replaced, for whatever encodes text."""
ASCII = "ionoscope-ascii"
"""ASCII by a name of its own: click takes a stream of the plain name for a mistake, and writes
UTF-8 to it."""

# fmt: off
SIGNS = {
    "⟨": "<", "⟩": ">", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "⁄": "/",
    "·": "*", "⋅": "*", "∙": "*", "×": "x", "⊗": "x", "±": "+-", "≈": "~", "∝": "~", "≤": "<=",
    "≥": ">=", "≠": "!=", "≪": "<<", "≫": ">>", "→": "->", "←": "<-", "↔": "<->", "↗": "->",
    "√": "sqrt ", "∫": "int ", "∞": "inf", "∂": "d", "∇": "grad ", "ħ": "hbar ", "µ": "u",
    "°": " deg", "‰": " permille", "⁺": "^+", "⁻": "^-", "‘": "'", "’": "'", "“": '"', "”": '"',
    "„": '"', "●": "*", "■": "*", "▲": "^", "▼": "v", "◆": "*", "▶": ">", "▷": ">", "ß": "ss",
}
# fmt: on
GREEK = {"LAMDA": "lambda", "FINAL SIGMA": "sigma"}
"""What Unicode spells in a way of its own."""


def in_ascii(letter: str, before: str = "") -> str:
    """A letter in ASCII, escaped if it has no likeness; after a raised one another needs no ^."""
    if _raised(letter):
        sign = SIGNS.get(letter) or f"^{_without_marks(letter)}"
        return sign[1:] if before and _raised(before) else sign
    if letter in SIGNS:
        return SIGNS[letter]
    kind, _, name = unicodedata.name(letter, "").partition(" LETTER ")
    if kind in ("GREEK SMALL", "GREEK CAPITAL"):
        name = GREEK.get(name, name.partition(" WITH ")[0].lower())
        return name if kind == "GREEK SMALL" else name.capitalize()
    if unicodedata.combining(letter):
        return ""
    return _without_marks(letter) or letter.encode("ascii", "backslashreplace").decode()


def _raised(letter: str) -> bool:
    return unicodedata.decomposition(letter).startswith("<super>")


def _without_marks(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()


def _replaced(error: UnicodeError) -> tuple[str | bytes, int]:
    """What stands for the first letter that cannot be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    at, letter = error.start, error.object[error.start]
    if "\udc80" <= letter <= "\udcff":  # a byte of a file's name that was no text: as it came
        return bytes([ord(letter) - 0xDC00]), at + 1
    return in_ascii(letter, error.object[at - 1 : at]), at + 1


def _ascii(name: str) -> codecs.CodecInfo | None:
    if name != ASCII.replace("-", "_"):
        return None
    found = plain.getregentry()
    found.name = ASCII
    return found


codecs.register_error(ERRORS, _replaced)
codecs.register(_ascii)


def readable(*streams: TextIO | None) -> None:
    """Let streams write every letter, whatever their encoding has."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            narrow = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=ASCII if narrow else None, errors=ERRORS)


def fitted(text: str) -> str:
    """`text` as standard output will show it, for whatever counts its letters."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, ERRORS).decode(encoding, "replace")
