"""Query: which kept runs are asked for, in which order; SQLite answers it."""

import re
from typing import Any, NamedTuple

from .entry import JSON, Entry

OPERATORS = {"=": "=", "==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

_ANSWER = "answer."
_PLAIN = tuple(name for name in Entry._fields if name not in JSON)
_NAME = re.compile(r"\w+(\.\w+)*")


class Query(NamedTuple):
    """What is asked for; ValueError, in a sentence, when it is put and means nothing.

    A *key* is a column of the table (`created`, `elapsed_s`, `name` …), a parameter (`lam`), or a
    number of the answer with "answer." before it (`answer.D`, `answer.barrier.relaxed`).
    """

    experiment: str = ""
    status: str = ""
    text: str = ""
    """Words, each of which stands in the id, name, note, tags, parameters or the answer's words."""
    where: tuple[tuple[str, str, float | str], ...] = ()
    """Conditions (key, one of OPERATORS, value), all of which hold. Of a list, as of the
    temperatures of a sweep, one that holds is enough."""
    tags: tuple[str, ...] = ()
    """Tags, all of which it has."""
    sort: str = "created"
    """A key; runs without it come last."""
    descending: bool = True
    most: int = 200
    skip: int = 0
    visitor: str = ""
    """Whose they are, "" for anybody's."""
    removed: bool = False
    """Whether those in the trash are asked for, and no others."""


class Clause(NamedTuple):
    """A piece of SQL and the values of its question marks."""

    sql: str
    values: tuple[Any, ...] = ()


class _Key(NamedTuple):
    """Where a value stands: a column, and of one that holds JSON the path in it."""

    column: str
    path: str = ""

    @property
    def value(self) -> Clause:
        """The value; the path is a value too, so that no name becomes SQL."""
        if not self.path:
            return Clause(self.column)
        return Clause(f"json_extract({self.column}, ?)", (self.path,))


def condition(query: Query) -> Clause:
    """What stands after WHERE."""
    parts = [Clause(f"removed IS {'NOT ' if query.removed else ''}NULL")]
    for name in ("experiment", "status", "visitor"):
        if wanted := getattr(query, name):
            parts.append(Clause(f"{name} = ?", (wanted,)))
    parts += [Clause("instr(words, ?) > 0", (word,)) for word in query.text.casefold().split()]
    parts += [Clause("? IN (SELECT value FROM json_each(tags))", (tag,)) for tag in query.tags]
    parts += [_compared(*one) for one in query.where]
    return Clause(" AND ".join(p.sql for p in parts), sum((p.values for p in parts), ()))


def order(query: Query) -> Clause:
    """What stands after ORDER BY; of equals the one kept last counts as the newest."""
    key, way = _key(query.sort).value, "DESC" if query.descending else "ASC"
    if key.sql == "created":
        return Clause(f"created {way}, rowid {way}")
    return Clause(f"{key.sql} {way} NULLS LAST, rowid DESC", key.values)


def _compared(name: str, operator: str, value: float | str) -> Clause:
    if operator not in OPERATORS:
        known = ", ".join(OPERATORS)
        raise ValueError(f"Runs cannot be compared by {operator!r}; it may be one of {known}.")
    key = _key(name)
    kinds = "'text'" if isinstance(value, str) else "'integer', 'real'"
    found = "atom" if key.path else key.column
    holds = f"typeof({found}) IN ({kinds}) AND {found} {OPERATORS[operator]} ?"
    if not key.path:
        return Clause(f"({holds})", (value,))
    each = f"SELECT 1 FROM json_each({key.column}, ?) WHERE {holds}"
    return Clause(f"EXISTS ({each})", (key.path, value))


def _key(name: str) -> _Key:
    if name in _PLAIN:
        return _Key(name)
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} is no column, parameter or number of an answer; write for instance "
            "created, lam or answer.D."
        )
    column = "summary" if name.startswith(_ANSWER) else "parameters"
    names = name.removeprefix(_ANSWER).split(".")
    return _Key(column, "$." + ".".join(f'"{part}"' for part in names))
