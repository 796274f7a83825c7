"""Beside: the parameters of several runs in a table, side by side, with a mark at what differs."""

from collections.abc import Sequence
from html import escape

from ionoscope.engine import known
from ionoscope.engine.core.parameters import as_text

from ..answers.difference import Compared
from ..figures.symbols import html, symbol_html
from ..runs.entry import Entry
from . import runs_columns as columns

MARK = "≠"
NOT_THERE = "—"
_HEAD = '<th scope="col">{}</th>'
_UNLIKE = f'<span class="mark" role="img" aria-label="differs">{MARK}</span>'


def beside(entries: Sequence[Entry]) -> str:
    """A table as HTML: a row a parameter, those that differ first, a column a run."""
    names = dict.fromkeys(name for entry in entries for name in entry.parameters)
    rows = [(_called(entries, name), [_text(e, name) for e in entries]) for name in names]
    rows = [*_about(entries), *sorted(rows, key=lambda row: len(set(row[1])) == 1)]
    many = sum(len(set(values)) > 1 for _, values in rows[2:])
    told = f"{many} of {len(names)} parameters differ, marked {MARK}."
    return f"<p>{told}</p>{_table(['', 'Parameter', *map(_name, entries)], rows)}"


def less(first: Entry, second: Entry, rows: Sequence[Compared]) -> str:
    """A table as HTML of the numbers of two answers, and the first less the second."""
    head = "".join(map(_HEAD.format, ("", _name(first), _name(second), "Difference")))
    body = "".join(
        f'<tr><th scope="row">{html(row.name)}</th>'
        + "".join(f"<td>{html(text)}</td>" for text in row[1:])
        + "</tr>"
        for row in rows
    )
    return f'<table class="beside less"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _about(entries: Sequence[Entry]) -> list[tuple[str, list[str]]]:
    """What is not a parameter: experiment, and the version that computed it."""
    return [
        ("Experiment", [columns.title(e.experiment) for e in entries]),
        ("Version", [str(e.versions.get("ionoscope", NOT_THERE)) for e in entries]),
    ]


def _called(entries: Sequence[Entry], name: str) -> str:
    for entry in entries:
        kind = known(entry.experiment)
        if kind and name in kind.declared():
            p = kind.declared()[name]
            unit = f" <small>({html(p.unit)})</small>" if p.unit else ""
            return f"{symbol_html(p.symbol)} {html(p.called)}{unit}"
    return escape(name)


def _text(entry: Entry, name: str) -> str:
    return as_text(entry.parameters[name]) if name in entry.parameters else NOT_THERE


def _name(entry: Entry) -> str:
    return escape(entry.name or entry.id)


def _table(head: Sequence[str], rows: Sequence[tuple[str, list[str]]]) -> str:
    lines = "".join(_row(called, values) for called, values in rows)
    top = "".join(map(_HEAD.format, head))
    return f'<table class="beside"><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>'


def _row(called: str, values: list[str]) -> str:
    """Values are escaped here; what differs from the first run's is bold besides."""
    unlike = len(set(values)) > 1
    cells = "".join(
        f"<td>{f'<b>{escape(v)}</b>' if v != values[0] else escape(v)}</td>" for v in values
    )
    return f'<tr><td>{_UNLIKE if unlike else ""}</td><th scope="row">{called}</th>{cells}</tr>'
