"""Hearing: pictures in words, for those who hear a page; what is a mystery stays one there too."""

import panel as pn

from ..scenes.stage import tell
from .page import Page
from .parts import why_withheld
from .still import Still


def describe(page: Page | Still) -> None:
    """Let every picture of a page say what it shows, and the page's answer."""
    if not page.figures:
        return
    withheld = why_withheld(page)
    answer = page.readout.answer
    said = " ".join((answer.verdict, *answer.doubts)) if answer else ""
    with pn.io.hold():
        for live in page.figures.values():
            live.withheld = withheld
            live.describe(said)
        for moving in page.view.moving():
            tell(moving, said)
