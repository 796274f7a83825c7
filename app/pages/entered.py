"""Entered: what the page computes, in symbols: where no rail is seen, on paper and on a screen for
a whole room."""

import panel as pn

from ionoscope.engine import Experiment
from ionoscope.engine.core.parameters import Choice, Count, Kind, Quantity

from ..controls.theme import stylesheet
from ..figures.symbols import html, symbol_html

ASIDE = ("Accuracy", "Run", "Window")
"""Groups of parameters that are not physics."""


class Entered:
    """A pane that is seen in print and in projector mode alone."""

    def __init__(self, page):
        self._page = page
        self.pane = pn.pane.HTML(
            "",
            sizing_mode="stretch_width",
            stylesheets=[stylesheet("parts")],
            css_classes=["entered"],
            margin=(0, 6),
        )

    def show(self) -> None:
        """Say what is entered."""
        page = self._page
        if page.experiment:
            self.pane.object = f"<p>{told(page.experiment, page.hidden)}</p>"


def told(experiment: Experiment, hidden: tuple[str, ...] = ()) -> str:
    """The parameters with their values and units, those of physics; hidden ones as ?."""
    each = [
        _told(p, "?" if name in hidden else _written(p, getattr(experiment, name)))
        for name, p in experiment.declared().items()
        if p.group not in ASIDE and p.applies(experiment.values())
    ]
    return ", ".join(each)


def _written(parameter: Kind, value) -> str:
    """A value as the rail shows it."""
    spoken = isinstance(parameter, Choice) or parameter.takes_files
    return parameter.as_written(value) if spoken else parameter.to_text(value)


def _told(parameter: Kind, text: str) -> str:
    text = text if len(text) < 24 else f"{text[:22]}…"
    value = f"{html(text)} {html(parameter.unit)}".rstrip()
    if parameter.symbol == parameter.name and not isinstance(parameter, Quantity | Count):
        return f"{html(parameter.called or parameter.name)} {value}"
    return f"{symbol_html(parameter.symbol)} = {value}"
