"""Parameters ↔ address: a link carries the page, every parameter and the seed.

/?page=gate-map&v=1&U0=10&lam=2 …      and, for teachers,  &hide=lam,s&lock=1
"""

from collections import Counter
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from ionoscope.engine import EXPERIMENTS

VERSION = "1"
RESERVED = ("page", "v", "hide", "lock", "run", "show")
LONGEST = 8000


class Address(NamedTuple):
    """What a link asks for; `trouble` says what in it could not be used."""

    page: str
    parameters: dict[str, str]
    hide: tuple[str, ...] = ()
    lock: bool = False
    show: dict[str, str] = {}  # noqa: RUF012
    trouble: str = ""


def read(search: str, pages: tuple[str, ...]) -> Address:
    """Read the query part of an address; never raises, whatever it holds."""
    if len(search) > LONGEST:
        return Address("home", {}, trouble=f"The link is longer than {LONGEST} characters.")
    pairs = parse_qsl(search.lstrip("?"), keep_blank_values=True, max_num_fields=None)
    items = dict(pairs)
    page = items.get("page", "home")
    if page not in pages:
        return Address(
            "home", {}, trouble=f"The link names a page that does not exist: {page[:40]!r}."
        )
    if items.get("v", VERSION) != VERSION:
        return Address(
            page, {}, trouble=f"The link was made by another version ({items['v'][:10]!r})."
        )
    declared = EXPERIMENTS[page].declared() if page in EXPERIMENTS else {}
    unknown = [k for k in items if k not in declared and k not in RESERVED]
    trouble = f"Unknown in the link and left out: {', '.join(unknown)[:120]}." if unknown else ""
    if len(pairs) > len(items):
        twice = sorted(k for k, n in Counter(k for k, _ in pairs).items() if n > 1)
        trouble += f" Given more than once, the last counts: {', '.join(twice)[:120]}."
    return Address(
        page,
        {k: v for k, v in items.items() if k in declared},
        tuple(k for k in items.get("hide", "").split(",") if k),
        items.get("lock") == "1",
        dict(parse_qsl(items.get("show", ""))),
        trouble,
    )


def write(
    page: str,
    parameters: dict[str, str],
    show: dict[str, str] | None = None,
    hide: tuple[str, ...] = (),
    lock: bool = False,
) -> str:
    """The query part of the address of a page with these parameters (text)."""
    items = {"page": page, "v": VERSION, **parameters}
    if show:
        items["show"] = urlencode(show)
    if hide:
        items["hide"] = ",".join(hide)
    if lock:
        items["lock"] = "1"
    return "?" + urlencode(items, safe=":,")
