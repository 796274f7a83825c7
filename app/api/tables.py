"""Tables of words: as lines for a terminal, as HTML for a notebook."""

from collections.abc import Sequence
from html import escape


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table as lines."""
    wide = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()
        for row in (heads, *rows)
    ]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as HTML."""
    left = "style='text-align:left'"
    head = "".join(f"<th {left}>{escape(cell)}</th>" for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td {left}>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
