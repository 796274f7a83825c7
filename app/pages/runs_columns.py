"""Columns of the list of runs, and what stands in them."""

from collections.abc import Container, Iterator, Mapping, Sequence

from ionoscope.engine import known
from ionoscope.engine.core.parameters import Quantity, as_text
from ionoscope.engine.core.units import TERMS
from ionoscope.engine.core.words import with_interval

from ..controls.table import Column
from ..runs.entry import Entry
from ..share import telling
from ..share.conditions import ANSWER
from ..share.formatting import duration, ended

FIRST = Column("name", "Run", 130, grows=2)
EXPERIMENT = Column("experiment", "Experiment", 118)
USUAL = (Column("created", "Ended", 112), Column("status", "State", 100, "state"))
SAID = Column("said", "Answer", 200, sorts=False, grows=3)
DIFFERS = Column("differs", "Changed from default", 160, sorts=False, grows=2)
WHOSE = Column("visitor", "Visitor", 110, sorts=False)
TAGS = Column("tags", "Tags", 80, sorts=False, grows=1)
ENDS = ("_low", "_high")
"""After the name of a number, of the ends of its interval."""
MOST = 6
"""Parameters that are shown of themselves."""
ANSWERS = 3
"""Numbers of the answer that are shown of themselves."""


def parameters(experiment: str) -> list[str]:
    """The parameters that can be columns."""
    kind = known(experiment)
    return list(kind.declared()) if kind else []


def answers(entries: Sequence[Entry]) -> list[str]:
    """The numbers of the answer that can be columns, with "answer." before their names."""
    found = dict.fromkeys(name for e in entries for name, _ in _numbers(e.summary))
    return [ANSWER + name for name in found if not _is_end(name, found)]


def usual(experiment: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """The columns shown of themselves: what tells these runs apart, and the first answers."""
    differ = [name for name in parameters(experiment) if _kinds(entries, name) > 1]
    return (*differ[:MOST], *answers(entries)[:ANSWERS])


def columns(experiment: str, chosen: Sequence[str], whose: bool = False) -> list[Column]:
    """All columns; `chosen` are parameters and answers of one experiment, `whose` asks for the
    visitor."""
    usual = (WHOSE, *USUAL) if whose else USUAL
    if not experiment:
        return [FIRST, EXPERIMENT, *usual, SAID, DIFFERS, TAGS]
    return [FIRST, *usual, *(_column(experiment, name) for name in chosen), SAID, TAGS]


def row(entry: Entry, names: Sequence[str]) -> dict[str, str]:
    """What stands in the columns of these names, and the run's id."""
    found = {
        "id": entry.id,
        "name": entry.name or entry.id,
        "experiment": title(entry.experiment),
        "created": ended(entry.created),
        "status": entry.status,
        "said": telling.headline(entry.findings),
        "differs": changed(entry.experiment, entry.parameters),
        "tags": ", ".join(entry.tags),
        "visitor": entry.visitor[:6],
    }
    return found | {name: _value(entry, name) for name in names if name not in found}


def label(experiment: str, name: str) -> str:
    """A parameter's symbol or a number's name, with its unit."""
    key = name.removeprefix(ANSWER)
    if name.startswith(ANSWER):
        term = TERMS.get(key)
        symbol, unit = (term.symbol, term.unit) if term else (key.replace(".", " "), "")
    else:
        p = known(experiment).declared()[name]
        symbol, unit = p.symbol, p.unit
    return f"{symbol} ({unit})" if unit else symbol


def title(experiment: str) -> str:
    """What an experiment is called on pages."""
    kind = known(experiment)
    return kind.title if kind else experiment


def changed(experiment: str, parameters: Mapping[str, object]) -> str:
    """Those of these parameters that differ from their defaults."""
    return telling.changes(experiment, parameters) or "nothing"


def took(entry: Entry) -> str:
    """How long it was computed."""
    return duration(entry.elapsed_s) if entry.elapsed_s >= 1 else f"{entry.elapsed_s:.2g} s"


def _column(experiment: str, name: str) -> Column:
    declared = known(experiment).declared()
    words = name in declared and not isinstance(declared[name], Quantity)
    doc = declared[name].called if name in declared else f"Of the answer: {name}"
    text = label(experiment, name)
    return Column(name, text, max(76, 26 + 8 * len(text)), "text" if words else "number", doc=doc)


def _value(entry: Entry, name: str) -> str:
    if not name.startswith(ANSWER):
        value = entry.parameters.get(name, "")
        return f"{value:.6g}" if isinstance(value, float) else _written(entry, name, value)
    numbers, key = dict(_numbers(entry.summary)), name.removeprefix(ANSWER)
    ends = (numbers.get(key + end) for end in ENDS)
    return with_interval(numbers[key], *ends) if key in numbers else ""


def _written(entry: Entry, name: str, value: object) -> str:
    parameter = known(entry.experiment).declared().get(name)
    return parameter.as_written(value) if parameter and value != "" else as_text(value)


def _is_end(name: str, names: Container[str]) -> bool:
    """Whether a number is an end of another one's interval."""
    return any(name.endswith(end) and name.removesuffix(end) in names for end in ENDS)


def _numbers(summary: dict, before: str = "") -> Iterator[tuple[str, float]]:
    """The numbers of a summary, those of its parts with a dot between."""
    for name, value in summary.items():
        if isinstance(value, dict):
            yield from _numbers(value, f"{before}{name}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{before}{name}", value


def _kinds(entries: Sequence[Entry], name: str) -> int:
    return len({as_text(e.parameters[name]) for e in entries if name in e.parameters})
