"""Component: a control of one model, whose messages are answered in one go."""

from collections.abc import Callable
from functools import partial

import panel as pn
from panel.custom import JSComponent


class Component(JSComponent):
    """A component with JavaScript of its own.

    What a message from the browser changes is collected and goes back together. Panel sends what
    it has changed itself, Bokeh what was changed in its models; where the line is busy Panel's
    waits and Bokeh's overtakes it, and the browser hears of models that it does not know yet.
    Under a hold there is one way for all.

    What is sent before the page is whole waits for it: Panel drops what would change meanwhile.
    """

    def _process_event(self, event) -> None:
        once_whole(partial(self._answer_event, event))

    def _answer_event(self, event) -> None:
        with pn.io.hold():
            super()._process_event(event)


def once_whole(work: Callable[[], None]) -> None:
    """Call `work()` now if the browser has the whole page, else as soon as it has."""
    if pn.state.loaded:
        work()
    else:
        pn.state.onload(work)
