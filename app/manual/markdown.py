"""Markdown: tables, and running text in which symbols are set as symbols."""

import re
from collections.abc import Iterable, Sequence

from ..figures.symbols import NAMED, html, symbol_html

MARKUP = re.compile(r"[|*\[\]$]")
"""What would be taken for markup."""
SET = r"<i>\1</i><sub>\2</sub>"


def said(words: str) -> str:
    """Running text: symbols typeset, nothing taken for markup; code stays between its backticks."""
    parts = re.split(r"(`[^`]*`)", words)
    return "".join(p if p.startswith("`") else _escaped(html(p)) for p in parts)


def typeset(markdown: str) -> str:
    """Markdown with the symbols in its text set as such."""
    parts = re.split(r"(`[^`]*`)", markdown)
    return "".join(p if p.startswith("`") else NAMED.sub(SET, p) for p in parts)


def symbol(text: str) -> str:
    """A symbol as HTML inside Markdown."""
    return _escaped(symbol_html(text)) if text else ""


def code(text: str) -> str:
    """Text as it is typed; "" for none."""
    return f"`{text}`".replace("|", r"\|") if text else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; "" without rows."""
    lines = [_line(row) for row in rows]
    return "\n".join([_line(heads), _line(["---"] * len(heads)), *lines]) if lines else ""


def joined(*parts: str) -> str:
    """Parts of a page with an empty line between; those that are empty fall out."""
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def section(title: str, *parts: str, level: int = 2) -> str:
    """A heading and what stands under it; "" if that is nothing."""
    body = joined(*parts).strip()
    return f"{'#' * level} {title}\n\n{body}" if body else ""


def fenced(kind: str, text: str) -> str:
    """A block of code, or a directive."""
    return f"```{kind}\n{text.strip()}\n```"


def contents(*pages: str, **options: str) -> str:
    """The pages below this one, for the navigation."""
    told = "\n".join(f":{name}: {value}".rstrip() for name, value in options.items())
    return fenced("{toctree}", f"{told}\n\n" + "\n".join(pages))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ") for cell in cells) + " |"


def _escaped(text: str) -> str:
    return MARKUP.sub(r"\\\g<0>", text)
