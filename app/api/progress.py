"""What is seen of a run while it goes on: a bar in a notebook or on a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

from .app.command.terminal import progress as bar
from .app.command.terminal import say
from .app.share.formatting import about
from .engine import Experiment

PATIENCE_S = 1.0
"""A shorter run shows no bar."""
EVERY_S = 0.25
"""Time between two looks at a bar."""


@contextmanager
def watched(experiment: Experiment, wanted: bool) -> Iterator[Callable[[float], None]]:
    """Gives a call that takes the share done: a bar in a notebook or on a terminal."""
    if not wanted:
        yield lambda share: None
    elif _in_notebook():
        yield from _notebook_bar(experiment)
    else:
        with bar(experiment.key) as tell:
            yield tell


def said(text: str) -> None:
    """A line where the bar would be."""
    if not _in_notebook():
        return say(text)
    from IPython.display import HTML, display

    display(HTML(f"<small>{escape(text)}</small>"))


def _in_notebook() -> bool:
    if "IPython" not in sys.modules:  # a notebook has it
        return False
    shell = sys.modules["IPython"].get_ipython()
    return shell is not None and hasattr(shell, "kernel")


def _notebook_bar(experiment: Experiment) -> Iterator[Callable[[float], None]]:
    from IPython.display import HTML, display

    began, shown, handle = time.monotonic(), 0.0, None

    def tell(share: float) -> None:
        nonlocal shown, handle
        now = time.monotonic()
        if now - began < PATIENCE_S or now - shown < EVERY_S:
            return
        shown = now
        left = about((now - began) * (1 - share) / share) if 0 < share < 1 else ""
        text = f"{escape(experiment.key)} <progress value='{share:.3f}' max='1'></progress> "
        content = HTML(f"{text}{share:.0%}{f', {left} left' if left else ''}")
        if handle is None:
            handle = display(content, display_id=True)
        else:
            handle.update(content)

    try:
        yield tell
    finally:
        if handle is not None:
            handle.update(HTML(""))
