"""Together: several results on one picture, each in its own look."""

from collections.abc import Callable, Iterable, Sequence

from ionoscope.engine import Result

from .looks import looks
from .marks import Mark
from .sketch import Axis, Sketch
from .style import Look


def looked(
    results: Sequence[Result], kind: Callable[[Result], str] | None = None
) -> list[tuple[Result, Look]]:
    """Each result with its look; `kind` as in `looks`."""
    return list(zip(results, looks(results, kind), strict=True))


def together(
    results: Sequence[Result], x: Axis, y: Axis, marks: Callable[[Result, Look], Iterable[Mark]]
) -> Sketch:
    """A sketch of the marks of every result."""
    return Sketch(tuple(m for result, look in looked(results) for m in marks(result, look)), x, y)
