"""Addresses as they arrive: what mail, chat and QR codes do to them is undone before they are read.

No value of a link needs a blank, a percent sign, or a stop at its end, so all of these can go.
"""

import html
import re
from functools import cache
from urllib.parse import parse_qsl, quote, unquote

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.parameters import folded

ROUNDS = 3
"""How often an address may have been percent-encoded over again."""
AFTER = ".,;:!?)>]}<\"'»”’…*_`|\\"
"""What stands behind an address in a sentence, and is taken for a part of it."""
BLANKS = re.compile(r"\s*[\r\n]+[\s>|]*|[\s\u200b-\u200d\u2060\ufeff\u00ad]+")
"""Line breaks, with what mail puts before a line that it quotes, and blanks, seen or not."""
ADDED = re.compile(
    r"_|(utm|mtm|pk|piwik|matomo|mc|hsa|fb|hc|gad|oly|vero|wt|at|ref)_|"
    r"(.*clid|[gw]braid|igshid?|mkt_tok|s_kwcid|srsltid|trk|ref|si|spm|cmpid)$",
    re.IGNORECASE,
)
"""Names of parameters with which others follow who comes from where."""


def mended(search: str) -> list[tuple[str, str]]:
    """Names and values of an address's query, as they were before they were sent."""
    text = search.lstrip("?")
    for _ in range(ROUNDS):
        if "=" not in text:
            text = unquote(text).lstrip("?")
    text = re.sub(r"&(?:amp;|#0*38;|#x0*26;)+", "&", text, flags=re.IGNORECASE)
    if "page=3D" in text:  # a mail's own way to write =, and to break lines
        text = re.sub(r"=(?:(?:%0D)?%0A|\r?\n)", "", text).replace("=3D", "=")
    for sign, name in _taken_for_signs().items():
        text = text.replace(f"{sign}=", f"&{name}=").replace(f"{quote(sign)}=", f"&{name}=")
    pairs = parse_qsl(text, keep_blank_values=True)
    return [(_plain(name), _plain(value).rstrip(AFTER)) for name, value in pairs]


def meant(name: str, names: list[str]) -> str | None:
    """The one of `names` that a link's `name` means, in capitals or not; None if that is open."""
    alike = [each for each in names if folded(each) == folded(name)]
    return name if name in names else alike[0] if len(alike) == 1 else None


def is_added(name: str) -> bool:
    """Whether others add this to the addresses that they pass on."""
    return not name or bool(ADDED.match(name))


@cache
def _taken_for_signs() -> dict[str, str]:
    """Parameters whose name behind & means a sign in HTML, by that sign: &times is ×."""
    names = {name for kind in EXPERIMENTS.values() for name in kind.declared()}
    signs = {html.unescape(f"&{name}="): name for name in names}
    return {sign[:-1]: name for sign, name in signs.items() if sign != f"&{name}="}


def _plain(text: str) -> str:
    for _ in range(ROUNDS):
        text = unquote(text)
    return BLANKS.sub("", text)
