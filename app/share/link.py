"""Parameters ↔ address: a link carries the page, every parameter and the seed.

/?page=gate-map&v=1&U0=10&lam=2 …      and, for teachers,  &hide=lam,s&lock=1

What is hidden stands in `mystery`, sealed by the server, and `pages` names the only pages that
show. A guided lesson has words of its own: lesson, step, predicted. What a page shows besides
stands as show.NAME, kept runs as run=ID,ID…; a link of nothing but a run opens it, /?run=ID.
Nothing in it needs to be escaped.
"""

from collections import Counter
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from ionoscope.engine import EXPERIMENTS, InvalidParameter
from ionoscope.engine.core.parameters import Kind, same_word

from .mending import is_added, meant, mended

VERSION = "1"
RESERVED = ("page", "v", "hide", "lock", "run", "show", "mystery", "pages", "projector")
OWN = {"lessons": ("lesson", "step", "predicted", "sheet")}
"""What pages without an experiment have in place of parameters."""
SHOW = "show."
LONGEST = 8000
MOST_RUNS, LONGEST_ID = 24, 40
"""Runs that a link may name, and letters of a name."""


class Address(NamedTuple):
    """What a link asks for; `trouble` says what in it could not be used.

    `mystery` are sealed values, `only` the pages that show, `large` projector mode.
    """

    page: str
    parameters: dict[str, str]
    hide: tuple[str, ...] = ()
    lock: bool = False
    show: dict[str, str] = {}  # noqa: RUF012
    trouble: str = ""
    run: tuple[str, ...] = ()
    mystery: str = ""
    only: tuple[str, ...] = ()
    large: bool = False


def read(search: str, pages: tuple[str, ...]) -> Address:
    """Read the query part of an address; never raises, whatever it holds."""
    if len(search) > LONGEST:
        return Address("home", {}, trouble=f"The link is longer than {LONGEST} characters.")
    pairs = mended(search)
    general = {meant(name, list(RESERVED)): value for name, value in pairs}
    asked = general.get("page", "home")
    page = same_word(asked, pages)
    if page is None:
        return Address(
            "home", {}, trouble=f"The link names a page that does not exist: {asked[:40]!r}."
        )
    if general.get("v", VERSION) != VERSION:
        return Address(
            page,
            {},
            trouble=f"The link was made by another version ({general['v'][:10]!r}): its values are "
            "left out.",
        )
    declared = list(EXPERIMENTS[page].declared() if page in EXPERIMENTS else OWN.get(page, ()))
    items, trouble = _named(pairs, [*declared, *RESERVED])
    return Address(
        page,
        {k: v for k, v in items.items() if k in declared},
        tuple(meant(k, declared) or k for k in items.get("hide", "").split(",") if k),
        items.get("lock") == "1",
        _shown(items),
        trouble,
        _runs(items.get("run", "")),
        items.get("mystery", ""),
        _pages(items.get("pages", ""), pages),
        items.get("projector") == "1",
    )


def _named(pairs: list[tuple[str, str]], names: list[str]) -> tuple[dict[str, str], str]:
    """What was given by the names that are known, and what is wrong with the rest."""
    known = [(_shown_name(name) or meant(name, names), name, value) for name, value in pairs]
    unknown = [name for key, name, _ in known if key is None and not is_added(name)]
    trouble = f"Unknown in the link and left out: {', '.join(unknown)[:120]}." if unknown else ""
    many = Counter(key for key, *_ in known if key is not None)
    twice = sorted(key for key, count in many.items() if count > 1)
    if twice:
        trouble += f" Given more than once, the last counts: {', '.join(twice)[:120]}."
    return {key: value for key, _, value in known if key is not None}, trouble


def _runs(text: str) -> tuple[str, ...]:
    """Names of runs, each once; what cannot be one is left for a page to say."""
    ids = (id.strip().lower()[:LONGEST_ID] for id in text.split(","))
    return tuple(dict.fromkeys(id for id in ids if id))[:MOST_RUNS]


def _pages(text: str, pages: tuple[str, ...]) -> tuple[str, ...]:
    """The pages that are named, each once, as far as there are such."""
    named = (same_word(name, pages) for name in text.split(",") if name)
    return tuple(dict.fromkeys(name for name in named if name))


def _shown_name(name: str) -> str:
    """The name of what the page shows besides; "" if it is something else."""
    return SHOW + name[len(SHOW) :] if name.lower().startswith(SHOW) else ""


def _shown(items: dict[str, str]) -> dict[str, str]:
    """What the page shows besides; links used to carry it in one value."""
    own = {k.removeprefix(SHOW): v for k, v in items.items() if k.startswith(SHOW)}
    return {**dict(parse_qsl(items.get("show", ""))), **own}


def write(
    page: str,
    parameters: dict[str, str],
    show: dict[str, str] | None = None,
    hide: tuple[str, ...] = (),
    lock: bool = False,
    run: tuple[str, ...] = (),
    mystery: str = "",
    only: tuple[str, ...] = (),
    large: bool = False,
) -> str:
    """The query part of the address of a page with these parameters (text), showing kept runs."""
    declared = EXPERIMENTS[page].declared() if page in EXPERIMENTS else {}
    carried = {k: _carried(declared.get(k), text) for k, text in parameters.items()}
    items = {"page": page, "v": VERSION, **carried}
    items |= {SHOW + name: text for name, text in (show or {}).items()}
    if hide:
        items["hide"] = ",".join(hide)
    if lock:
        items["lock"] = "1"
    if run:
        items["run"] = ",".join(run)
    if mystery:
        items["mystery"] = mystery
    if only:
        items["pages"] = ",".join(only)
    if large:
        items["projector"] = "1"
    return "?" + urlencode(items, safe=":,;", quote_via=quote)


def _carried(parameter: Kind | None, text: str) -> str:
    """A parameter's text as it needs no escaping; as it is if it cannot be read."""
    try:
        return parameter.to_text(parameter.from_text(text)) if parameter else text
    except InvalidParameter:
        return text
