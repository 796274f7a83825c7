"""Hearing: pictures in words, for those who hear a page; what is a mystery stays one there too."""

import panel as pn

from .page import Page
from .still import Still

WITHHELD = "This page hides {}: its data are closed."


def describe(page: Page | Still) -> None:
    """Let every picture of a page say what it shows, and the page's answer."""
    if not page.figures:
        return
    withheld = _withheld(page)
    answer = page.readout.answer
    said = " ".join((answer.verdict, *answer.doubts)) if answer else ""
    with pn.io.hold():
        for live in page.figures.values():
            live.withheld = withheld
            live.describe(said)


def _withheld(page: Page) -> str:
    """Why data are not given away: they would tell what is hidden."""
    symbols = ", ".join(page.kind.declared()[name].symbol for name in page.hidden)
    return WITHHELD.format(symbols) if symbols else ""
