"""Pick box: what a click on a map does, for those who type: two values and a button."""

from collections.abc import Callable

from ionoscope.engine.core.parameters import Unread, number

from ..controls.board import Group
from ..controls.kinds import Button, Control, Text, Words


class PickBox:
    """Two boxes called `names`, and a button `label` that calls `pick(across, up)` with what they
    hold."""

    def __init__(self, names: tuple[str, str], label: str, pick: Callable[[float, float], None]):
        self.boxes = [Text(name, "") for name in names]
        self.press, self._pick = Button(label, self._pressed), pick
        self.trouble = Words(value="", live=True)
        self.trouble.update(visible=False)

    @property
    def controls(self) -> list[Control]:
        """What stands on a board."""
        return [*self.boxes, self.press, self.trouble]

    def group(self) -> Group:
        """All of it in a row."""
        return Group("", self.controls, row=True)

    def _pressed(self) -> None:
        try:
            across, up = (number(box.value) for box in self.boxes)
        except Unread:
            self.trouble.update(
                value='<p role="alert">Write a number into each box.</p>', visible=True
            )
            return
        self.trouble.update(visible=False)
        self._pick(across, up)
