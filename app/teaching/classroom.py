"""Classroom: what all visitors of a server have predicted, for as long as the class lasts.

Nobody is named. It is held in memory alone, and forgotten with the next class.
"""

from collections.abc import Callable

MOST = 500
"""Most people in a class, and most riddles that it may see revealed."""


class Classroom:
    """Predictions by lesson and step, one a visitor, and the riddles that have been revealed.

    Used from the server's event loop; who `watch`es is called after every change.
    """

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], dict[str, str]] = {}
        self._revealed: dict[str, None] = {}
        self._watchers: list[Callable[[], None]] = []

    def tell(self, lesson: str, step: str, who: str, prediction: str) -> None:
        """Somebody commits to a prediction; the first one counts."""
        said = self._said.setdefault((lesson, step), {})
        if len(said) < MOST and who not in said:
            said[who] = prediction
            self._changed()

    def said(self, lesson: str, step: str) -> list[str]:
        """What the class has predicted, in the order in which it came."""
        return list(self._said.get((lesson, step), {}).values())

    def reveal(self, riddle: str) -> None:
        """Show everybody what a link hides."""
        self._revealed[riddle] = None
        while len(self._revealed) > MOST:
            del self._revealed[next(iter(self._revealed))]
        self._changed()

    def is_revealed(self, riddle: str) -> bool:
        """Whether everybody may see what a link hides."""
        return riddle in self._revealed

    def new_class(self) -> None:
        """Forget everything."""
        self._said.clear()
        self._revealed.clear()
        self._changed()

    def watch(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` after every change, until what this gives is called."""
        self._watchers.append(wake)

        def leave() -> None:
            if wake in self._watchers:
                self._watchers.remove(wake)

        return leave

    def _changed(self) -> None:
        for wake in list(self._watchers):
            wake()
