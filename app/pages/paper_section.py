"""Section: one figure of a paper on the page of papers: its pictures, numbers and runs."""

from collections.abc import Callable
from html import escape

import panel as pn

from ionoscope.engine import EXPERIMENTS, Result

from ..controls.board import Board, Group
from ..controls.kinds import Button
from ..controls.later import Later
from ..controls.theme import stylesheet
from ..figures.registry import figure_of
from ..figures.symbols import html
from ..live.live import Live
from ..reproduction.figures import Panel, PaperFigure, Spec
from ..reproduction.html import counts_text, departures, table
from ..reproduction.report import counted, numbers
from ..reproduction.report import departures as of_figure
from ..share import link
from ..share.presets import preset
from .context import Context
from .paper_runs import PaperRuns
from .parts import GROWING, classes, row_of, titled
from .status import Status

INDEPENDENT = "independent calculation"
SHORT = "<p>In the short form, coarser than the paper: what is sampled is shown, not judged.</p>"
FOLD = 6
"""Most independent calculations that stand unfolded."""
HEIGHT, WIDTH = 320, 420
"""Most pixels of a picture's height, and the least of its width."""


class Section:
    """A figure's title, pictures, numbers and buttons.

    Nothing is looked up or drawn before it comes into view.
    """

    def __init__(self, figure: PaperFigure, context: Context, wake: Callable[[], None]):
        self.figure = figure
        self.runs = PaperRuns(figure, context, wake)
        self._looked = False
        self.lives: dict[str, Live] = {}
        """The pictures that are there, by the titles of their panels."""
        self.status = Status(lambda _: None)
        self.compute = Button("Compute", lambda: self.start(False), icon="▶", strong=True)
        self.short = Button("Short form", lambda: self.start(True), icon="▷")
        self.halt = Button("Stop", self.stop, icon="■")
        self.halt.update(disabled=True)
        buttons = Group("", [self.compute, self.short, self.halt], row=True)
        self.board = Board([buttons, Group("", [self.status])], margin=(4, 0), max_width=420)
        looks = {"sizing_mode": "stretch_width", "styles": GROWING}
        css = {"stylesheets": [stylesheet("details"), stylesheet("papers")], **looks}
        self.pictures = row_of()
        self.text = pn.pane.HTML(self._told({}), margin=0, **css)
        self._later = Later(self.look)
        title = pn.pane.HTML(_title(figure), margin=(16, 0, 0, 0), **css)
        self.main = pn.Column(
            title, self.board, self._later, self.pictures, self.text, margin=0, **looks
        )

    def look(self) -> None:
        """Come into view: look for runs of this figure, kept or going on."""
        if not self._looked:
            self._looked = self._later.whole = True
            self.runs.look()
            self._offer()

    def start(self, quick: bool) -> None:
        """Compute this form."""
        self.look()
        try:
            self.runs.start(quick)
        except ValueError as error:
            self.status.warn("Not run", str(error))

    def stop(self) -> None:
        """Stop what goes on; runs of others go on, and that is said."""
        self.status.not_done("Not stopped", self.runs.set.stop())

    def tick(self) -> None:
        """Show what is new."""
        if self.runs.news():
            with self.board.together():
                self._draw()
        self.runs.set.poke()

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        self.runs.set.close()

    # showing --------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._offer()
        so_far = self.runs.results(whole=False)
        for panel in self.figure.panels:
            if own := [r for run in panel.runs for r in so_far[run]]:
                live = self._live(panel)
                live.show(own)
                live.describe()
        told = self._told(self.runs.results(whole=True))
        if told != self.text.object:
            self.text.object = told

    def _live(self, panel: Panel) -> Live:
        """The picture of a panel, put in its place when it is first needed."""
        if panel.title not in self.lives:
            live = Live(figure_of(self.figure.runs[panel.runs[0]].experiment, panel.figure))
            live.set_height(min(live.figure.height, HEIGHT))
            titles = [p.title for p in self.figure.panels]
            before = titles[: titles.index(panel.title)]
            at = sum(title in self.lives for title in before)
            self.lives[panel.title] = live
            self.pictures.insert(at, _pictured(live, panel.title))
        return self.lives[panel.title]

    def _offer(self) -> None:
        """What the buttons say, and how far runs are."""
        busy = self.runs.set.busy
        self.halt.update(disabled=not busy)
        self.compute.update(disabled=busy)
        self.short.update(disabled=busy)
        if self.runs.set.started:
            self.status.follow(self.runs.set.started)
        else:
            self.status.ready(self.runs.seconds)

    def _told(self, results: dict[str, list[Result]]) -> str:
        """Numbers, departures and links as HTML."""
        own = numbers(self.figure, results)
        first = [n for n in own if n["origin"] != INDEPENDENT]
        rest = [n for n in own if n["origin"] == INDEPENDENT]
        return (
            f"{SHORT if self.runs.quick else ''}{table(first) if first else ''}{_folded(rest)}"
            f"{departures(of_figure(self.figure, results))}{_links(self.figure)}"
        )


def _pictured(live: Live, title: str) -> pn.Column:
    """A picture under its title, with what its colours mean."""
    column, options = titled(live, title, WIDTH), live.figure.options
    if "classes" in options:
        column.append(classes(options["palette"], options["classes"]))
    return column


def _title(figure: PaperFigure) -> str:
    return f"<h2>{figure.paper} {escape(figure.label)}: {html(figure.title)}</h2>"


def _folded(own: list[dict]) -> str:
    """Numbers that no paper prints; many of them are folded."""
    if not own:
        return ""
    title = f"{len(own)} independent calculations beside ours: {counts_text(counted(own))}"
    opened = " open" if len(own) <= FOLD else ""
    return f"<details{opened}><summary>{title}</summary>{table(own)}</details>"


def _links(figure: PaperFigure) -> str:
    """Where each run can be looked at by itself."""
    each = " · ".join(_link(spec) for spec in figure.runs.values())
    return f"<p>Open on its page: {each}</p>"


def _link(spec: Spec) -> str:
    base, kind = preset(spec.experiment, spec.preset), EXPERIMENTS[spec.experiment]
    changed = ", ".join(f"{k} = {v}" for k, v in spec.parameters.items())
    title = f"{kind.title}, {base.title}{f' ({changed})' if changed else ''}"
    over = {k: ",".join(v) for k, v in base.overlay.items()} if spec.overlay else {}
    address = link.write(spec.experiment, {**base.parameters, **spec.parameters}, over)
    return f'<a href="{escape(address)}">{html(title)}</a>'
