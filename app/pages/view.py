"""View: what makes the page of one experiment its own: its figures, scenes and controls."""

from collections.abc import Iterator
from typing import ClassVar

from ionoscope.engine import Chunk, Experiment, Result

from ..controls.board import Group
from ..controls.kinds import Control
from .host import Host
from .overlays import Overlay


class View:
    """Pictures of an experiment's results; the page around it does all that pages share."""

    key: ClassVar[str]
    """The experiment."""
    saved: ClassVar[str]
    """Name of the figure that PNG and SVG save."""
    follows: ClassVar[bool] = True
    """Whether the picture follows every change; else it waits for Run."""
    run_label: ClassVar[str] = "Run and keep"
    overlays: ClassVar[tuple[Overlay, ...]] = ()
    most: ClassVar[int] = 1
    """Most runs on the picture."""
    widths: ClassVar[tuple[str, str]] = ("1 1 460px", "0 1 330px")
    """How picture and readout share the width, as CSS flex; where it is too little they wrap."""
    broad: ClassVar[bool] = False
    """Whether the readout has room for several columns."""

    def __init__(self, page: Host):
        self.page = page
        self.alone = False
        """Whether one figure is shown alone, without the view's own controls."""

    def picture(self):
        """The layout of the main picture."""
        raise NotImplementedError

    def aside(self) -> list:
        """What stands beside the picture, under the readout."""
        return []

    def below(self) -> Iterator:
        """What stands under the picture, row by row; a row is made when it comes into view."""
        yield from ()

    def moving(self) -> list:
        """The figures of its moving scenes, as far as they are there."""
        return []

    def groups(self) -> list[Group]:
        """Cards of controls after the parameters."""
        return []

    def with_overlays(self) -> list[Control]:
        """Controls that stand with the overlays."""
        return []

    def has_data(self, chunk: Chunk) -> bool:
        """Whether there is something of this chunk to draw."""
        return bool(chunk.data)

    def spoken(self, results: list[Result]) -> int:
        """Place of the result that is spoken of."""
        return len(results) - 1

    def draw(self, results: list[Result], own: int) -> None:
        """Draw the results, and say the answer in the words of the one at place `own`."""
        for live in self.page.figures.values():
            live.show(results)
        if results:
            self.page.say(results, own)

    def changed(self, experiment: Experiment, dragging: bool) -> None:
        """What is entered has changed to this."""

    def started(self, base: Experiment) -> None:
        """Runs around `base` have been started."""

    def state(self) -> dict[str, str]:
        """What a link carries beyond the parameters."""
        return {}

    def set_state(self, state: dict[str, str]) -> None:
        """Set up what `state` gave."""

    def overlay(self, values: dict[str, list[str]]) -> None:
        """Show several values together, as a preset asks."""
