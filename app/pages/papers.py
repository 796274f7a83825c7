"""Papers: every figure of both papers, what it shows here, and the numbers side by side."""

from collections.abc import Iterator

import panel as pn

from ..controls.theme import stylesheet
from ..figures.symbols import html
from ..reproduction.figures import citations, figures
from ..reproduction.html import VERDICT
from .context import Context
from .paper_section import Section
from .still import Still

INTRO = f"""<h2>What do both papers show, computed anew?</h2>
<p>Each figure below is computed from nothing, by the experiments of the other pages. Numbers stand
beside those of the papers, or beside independent calculations of ours where a paper prints none.
{VERDICT} What is kept of earlier runs is shown; press
<i>Compute</i> for the rest, at the papers' own sizes or in a short form. On a terminal
<code>ionoscope reproduce</code> makes a report of all of it.</p>"""


class PapersPage(Still):
    """A section a figure; text at once, pictures when a section comes into view."""

    key = "papers"

    def __init__(self, context: Context):
        self._latch = context.latch
        self.wake = context.wake(self.tick)
        self.sections = [Section(figure, context, self.wake) for figure in figures().values()]
        head = pn.pane.HTML(
            INTRO + "".join(_cited()),
            stylesheets=[stylesheet("papers")],
            sizing_mode="stretch_width",
            margin=0,
        )
        parts = [head, *(section.main for section in self.sections)]
        grown = {"max-height": "none"}
        main = pn.Column(*parts, sizing_mode="stretch_width", margin=(8, 24), styles=grown)
        super().__init__(main)

    def arrive(self) -> None:
        self.tick()

    def tick(self) -> None:
        """Show what is new (on the session's event loop)."""
        if self.away or not self._latch.is_near:
            return
        with pn.io.hold():
            for section in self.sections:
                section.tick()

    def stop(self) -> None:
        """Stop the runs that were started here."""
        for section in self.sections:
            section.stop()

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        self.wake.close()
        for section in self.sections:
            section.close()


def _cited() -> Iterator[str]:
    """What the papers are called, and what they print."""
    for name, told in citations().items():
        yield f"<p><b>{name}</b>: {html(told['citation'])}. {html(told['sources'])}</p>"
