"""What a notebook shows of a result, and of a run that goes on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

from .app.answers.registry import answer_of
from .app.command.terminal import progress as bar
from .app.figures.symbols import html
from .app.share.formatting import about, duration
from .engine import EXPERIMENTS, Experiment, Result
from .engine.core.parameters import as_text

PATIENCE_S = 1.0
"""A shorter run shows no bar."""
EVERY_S = 0.25
"""Time between two looks at a bar."""


def summary_html(result: Result) -> str:
    """Question, parameters that differ from the defaults, answer, and what to keep in mind."""
    kind = EXPERIMENTS.get(result.experiment)
    question = kind.question if kind else result.experiment
    answer = answer_of([result])
    rows = "".join(
        f"<tr><td style='text-align:left'>{html(name.strip())}</td>"
        f"<td style='text-align:left'><b>{html(value)}</b></td></tr>"
        for name, value in answer.rows
    )
    small = f"<p style='max-width:60em'><small>{html(answer.note)}</small></p>"
    note = small if answer.note else ""
    return (
        f"<div><p><b>{escape(question)}</b> "
        f"<small><code>{escape(result.experiment)}</code>, {escape(result.status)} in "
        f"{duration(result.elapsed_s) or '0 s'}; {_differing(result)}</small></p>"
        f"<p style='font-size:115%'>{html(answer.verdict)}</p><table>{rows}</table>{note}</div>"
    )


def _differing(result: Result) -> str:
    kind = EXPERIMENTS.get(result.experiment)
    declared = kind.declared() if kind else {}
    parts = [
        f"{declared[k].symbol if k in declared else k} = {_short(as_text(value))}"
        f"{' ' + declared[k].unit if k in declared and declared[k].unit else ''}"
        for k, value in result.parameters.items()
        if k not in declared or as_text(value) != as_text(declared[k].default)
    ]
    return html(", ".join(parts)) or "all parameters at their defaults"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


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


def _in_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
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
