"""Sweep point: one point of a sweep in words, and the button that opens it on the page above."""

from collections.abc import Callable

from ionoscope.engine import Experiment, Result
from ionoscope.engine.core.parameters import as_text

from ..controls.board import Board, Group
from ..controls.kinds import Button, Words
from ..figures.swept import swept
from ..figures.symbols import html

INVITE = "Click a point to read it here and to use its values above."


class SweepPoint:
    """What is known of the point that was clicked; `use(texts)` is called to enter it."""

    def __init__(self, kind: type[Experiment], use: Callable[[dict[str, str]], None]):
        self._kind, self._use = kind, use
        self.texts: dict[str, str] = {}
        self.words = Words(value=INVITE)
        self.button = Button("Use these values", lambda: use(self.texts))
        self.board = Board([Group("", [self.words, self.button], row=True)])
        self.clear()

    def clear(self) -> None:
        """No point is chosen."""
        self.texts = {}
        self.words.update(value=INVITE)
        self.button.update(visible=False)

    def show(self, result: Result, point: int, answer: str) -> None:
        """Tell of a point of a result."""
        first, *rest = swept(result, answer).said[point].split("\n")
        self.texts = parameters_of(result, point, self._kind)
        with self.board.together():
            self.words.update(value=f"<b>{html(first)}</b><br>{html('; '.join(rest))}")
            self.button.update(visible=True)


def parameters_of(result: Result, point: int, kind: type[Experiment]) -> dict[str, str]:
    """All parameters of a point as text, its seed too where that matters."""
    told = result.summary["points"][point]
    own = {k: v for k, v in result.parameters.items() if k in kind.declared()}
    own |= told["values"] | ({"seed": told["seed"]} if kind.random else {})
    return {name: as_text(value) for name, value in own.items()}
