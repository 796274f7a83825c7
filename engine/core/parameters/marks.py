"""Marks: parameters in running text, so that each reader is told of them in his own words.

A name stands between backticks, alone or with a value: "`lam`", "`x0 = -8`".
"""

import re
from collections.abc import Callable
from itertools import chain, zip_longest

MARK = re.compile(r"`([^`=]+?)(?: = ([^`]*))?`")

Words = Callable[[str, str], str]
"""How a parameter is told, from its name and its value as text; "" is none."""


def plain(name: str, value: str) -> str:
    """As in Python: "x0 = -8"."""
    return f"{name} = {value}" if value else name


def written(text: str, words: Words = plain, rest: Callable[[str], str] = str) -> str:
    """`text` with every mark as `words` has it, and what stands between them as `rest` has it."""
    pieces = MARK.split(text)
    marked = zip(pieces[1::3], pieces[2::3], strict=True)
    told = [words(name, value or "") for name, value in marked]
    return "".join(chain(*zip_longest(map(rest, pieces[::3]), told, fillvalue="")))


def unmarked(text: str) -> str:
    """`text` of others, in which nothing is to be taken for a mark."""
    return text.replace("`", "´")
