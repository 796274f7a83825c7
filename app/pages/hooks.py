"""What a page of an experiment fills in."""

from typing import ClassVar

from ionoscope.engine import Result


class Hooks:
    """The methods that make one experiment's page differ from another's."""

    widths: ClassVar[tuple[str, str]] = ("1 1 460px", "0 0 330px")
    """How picture and readout share the width, as CSS flex; where it is too little they wrap."""

    def build(self) -> None:
        """Make the views."""
        raise NotImplementedError

    def picture(self):
        """The layout of the main picture."""
        raise NotImplementedError

    def export_figure(self):
        """The figure that PNG and SVG save."""
        raise NotImplementedError

    def draw(self, result: Result) -> None:
        """Show what a run has come to so far."""
        raise NotImplementedError

    def more(self) -> list:
        """What stands under the picture."""
        return []

    def beside(self) -> list:
        """What stands beside the picture, under the readout."""
        return []

    def extra_controls(self) -> list:
        """Cards between the parameters and Run."""
        return []

    def show_state(self) -> dict[str, str]:
        """What a link carries beyond the parameters."""
        return {}

    def set_show_state(self, state: dict[str, str]) -> None:
        """Set up what `show_state` gave."""

    def overlay(self, values: dict[str, list[str]]) -> None:
        """Show several values together, as a preset asks; pages without overlays ignore it."""
