"""Figure: a picture of one or several results, registered by experiment and name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ionoscope.engine import Result

from .sketch import Axis, Sketch
from .together import together

if TYPE_CHECKING:
    import holoviews as hv

FIGURES: dict[str, dict[str, Figure]] = {}
"""The figures of each experiment by name, the main one first."""


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture: call it with results for a HoloViews object.

    Attributes
    ----------
    experiment, name, title : str
        Whose it is, what it is called on the command line, and what it shows in a few words.
    draws : callable
        From a list of results (and options) to a Sketch.
    x, y : Axis
        The axes as long as there is nothing to show.
    layers : tuple of str
        Kinds of marks it may have, see `layers.LAYERS`.
    height : int
        Pixels on a page.
    options : dict
        What its drawing needs beyond that, see `dress`.
    """

    experiment: str
    name: str
    title: str
    draws: Callable[..., Sketch]
    x: Axis
    y: Axis
    layers: tuple[str, ...]
    height: int = 300
    options: dict = field(default_factory=dict)

    def sketch(self, results: Result | Sequence[Result], **options) -> Sketch:
        """The marks and axes of these results."""
        results = [results] if isinstance(results, Result) else list(results)
        needed = self.options.get("needs")
        return self.draws([r for r in results if not needed or needed in r.data], **options)

    def __call__(self, results: Result | Sequence[Result], **options) -> hv.Overlay:
        """A HoloViews object: an element for every curve, named by what tells the runs apart."""
        from .elements import overlay

        return overlay(self.sketch(results, **options), self)


def figure(
    experiment: str,
    title: str,
    x: Axis,
    y: Axis,
    layers: str,
    *,
    name: str = "",
    height: int = 300,
    each: bool = False,
    **options,
) -> Callable[[Callable], Figure]:
    """Register the function below as a figure; `layers` are names with spaces between.

    It draws a list of results, or, if `each`, gives the marks of one result in its look.
    """

    def registered(own_draws: Callable) -> Figure:
        def drawn_each(results: Sequence[Result]) -> Sketch:
            return together(results, x, y, own_draws)

        own = Figure(
            experiment,
            name or own_draws.__name__,
            title,
            drawn_each if each else own_draws,
            x,
            y,
            tuple(layers.split()),
            height,
            options,
        )
        object.__setattr__(own, "__doc__", own_draws.__doc__)
        FIGURES.setdefault(experiment, {})[own.name] = own
        return own

    return registered
