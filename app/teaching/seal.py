"""Seal: values that a link carries and nobody can read or change without the server's key.

The standard library has no cipher, so this is one made of its keyed hash: a keystream by counter,
and a tag over what it hides (encrypt, then authenticate), each with a key of its own.
"""

import base64
import hashlib
import hmac
import json
import secrets
import zlib

NONCE, TAG = 10, 12
"""Bytes; a chance of 2⁻⁹⁶ to forge a tag is enough for a riddle."""
LONGEST = 2000
"""Most letters of a sealed text."""


class Seal:
    """Closes and opens by a secret of the server's.

    What it does not protect: the length of what is hidden tells a little of it, and whoever can
    run experiments can find a value out from what they show, as they are meant to.
    """

    def __init__(self, secret: bytes):
        self._cipher, self._check = (
            hashlib.blake2b(secret, person=what, digest_size=32).digest()
            for what in (b"riddle cipher", b"riddle check")
        )

    def close(self, page: str, values: dict[str, str]) -> str:
        """A page's values as letters and digits, other ones each time."""
        plain = zlib.compress(json.dumps([page, values], separators=(",", ":")).encode(), 9)
        nonce = secrets.token_bytes(NONCE)
        body = nonce + self._mixed(plain, nonce)
        return base64.b32encode(body + self._tag(body)).decode().rstrip("=").lower()

    def open(self, text: str, page: str) -> dict[str, str]:
        """The values of a sealed text for this page; ValueError if it is none of ours."""
        try:
            whole = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
        except ValueError as error:
            raise ValueError(FOREIGN) from error
        body, tag = whole[:-TAG], whole[-TAG:]
        if len(text) > LONGEST or not hmac.compare_digest(tag, self._tag(body)):
            raise ValueError(FOREIGN)
        of, values = json.loads(zlib.decompress(self._mixed(body[NONCE:], body[:NONCE])))
        if of != page:
            raise ValueError(FOREIGN)
        return values

    def _tag(self, body: bytes) -> bytes:
        return hmac.digest(self._check, body, "sha256")[:TAG]

    def _mixed(self, text: bytes, nonce: bytes) -> bytes:
        """Text and keystream, one over the other; done twice it is the text again."""
        blocks = range(-(-len(text) // 32))
        stream = b"".join(
            hmac.digest(self._cipher, nonce + n.to_bytes(4, "big"), "sha256") for n in blocks
        )
        return bytes(a ^ b for a, b in zip(text, stream, strict=False))


FOREIGN = (
    "What this link hides can be opened by the server alone that made it, and only as it was made."
)
