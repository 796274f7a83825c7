"""Host: what a view may ask of the page around it."""

from collections.abc import Callable
from typing import Protocol

from ionoscope.engine import Experiment, Result

from ..controls.rail import Rail
from ..figures.figure import Figure
from ..live.live import Live
from ..live.run_set import RunSet
from .context import Context
from .readout import Readout
from .riddle import Riddle


class Host(Protocol):
    """The page: what is entered, what runs, what of it is drawn, and where to say what it means."""

    context: Context
    kind: type[Experiment]
    rail: Rail
    readout: Readout
    riddle: Riddle
    """What the page hides, and keeps out of texts."""
    figures: dict[str, Live]
    runs: RunSet
    """The runs that the picture shows."""
    results: list[Result]
    """What of them is drawn."""
    own: Result | None
    """The one that is spoken of."""

    @property
    def experiment(self) -> Experiment | None:
        """What is entered, None while it is refused."""

    @property
    def locked(self) -> bool:
        """Whether nothing can be changed."""

    def figure(self, figure: Figure, height: int | None = None) -> Live:
        """This session's copy of a figure, known to the page by its name."""

    def beside(self, draw: Callable[[], None]) -> RunSet:
        """Runs beside the picture's own; `draw` is called when they have come to something."""

    def say(self, results: list[Result], of: int = -1) -> None:
        """Show the answer of these results, in the words of the one at place `of`."""

    def draw(self) -> None:
        """Draw what there is anew, for something beside it has changed."""
