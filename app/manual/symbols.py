"""Symbols, names and units of all variables."""

from ionoscope.engine.core.units import TERMS

from .markdown import code, joined, said, symbol, table

HEAD = """\
# Symbols and units

How variables of the data are written, called and measured; the same on axes, in tables and in
files. Parameters have theirs on the pages of the [experiments](experiments/index.md)."""


def page() -> str:
    """The table by which everything is labelled."""
    rows = [(symbol(t.symbol), code(name), said(t.name), said(t.unit)) for name, t in TERMS.items()]
    return joined(HEAD, table(("symbol", "variable", "meaning", "unit"), rows))
