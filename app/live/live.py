"""Live: a figure on a page. What changes between two looks at a run is data, and only data goes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import panel as pn
from bokeh.core.property.descriptors import UnsetValueError
from bokeh.events import RangesUpdate, Tap
from bokeh.models import ColumnDataSource

from ionoscope.engine import Result

from ..figures import blank, hooks
from ..figures.columns import Columns
from ..figures.described import described
from ..figures.figure import Figure
from ..figures.layers import LAYERS
from ..figures.sketch import SIZE, Axis, Sketch
from .drawing import drawing
from .follow import Follow
from .legend import Legend
from .masking import same, told

FAR = 1e6
"""No axis reaches as far."""


class Live:
    """A session's own copy of a figure; `show(results)` brings it up to date.

    The copy is made when its `pane` or `fig` is first asked for: until a figure is on the page,
    what it shows is only remembered. `masks()` gives what takes out of its texts what must not
    be told, None if all may be.
    """

    def __init__(
        self,
        figure: Figure,
        height: int | None = None,
        masks: Callable[[], Callable[[str], str] | None] = lambda: None,
    ):
        self.figure, self._height, self._masks = figure, height, masks
        self.shown: tuple[list[Result], dict] = ([], {})
        self.columns: dict[str, Columns] = {}
        self.withheld = ""
        """Why its data are not given away; "" if they are."""
        self._later: list[Callable[[], None]] = []
        self._made, self._blank, self._held = False, True, False
        self._named = figure.options.get("legend", True)
        self._sketch: Sketch | None = None
        self._new, self._answer = False, ""
        self._listeners: list[Callable[[], None]] = []

    @property
    def fig(self):
        """The Bokeh figure."""
        if not self._made:
            self._make()
        return self._fig

    @property
    def pane(self) -> pn.pane.Bokeh:
        """What goes on the page."""
        if not self._made:
            self._make()
        return self._pane

    def _make(self) -> None:
        self._drawing = drawing(self.figure)
        self._fig, self._renderers, names = self._drawing.copy()
        has_names = names is not None and self.figure.options.get("legend", True)
        self._legend = Legend(names, self._renderers) if has_names else None
        if self._legend and not self._named:
            self._fig.above.remove(self._legend.model)
            self._legend = None
        self._made = True
        if self._height:
            self._fig.height = self._height
        self._tell(described(Sketch((), self.figure.x, self.figure.y), self.figure))
        self._pane = pn.pane.Bokeh(self._fig, sizing_mode="stretch_width")
        self._axes = self.figure.x, self.figure.y
        ranges = zip((self._fig.x_range, self._fig.y_range), self._axes, strict=True)
        self._follows = [Follow(range_, axis.log) for range_, axis in ranges]
        self._fig.on_change("inner_width", self._resized)
        for change in self._later:
            change()
        results, options = self.shown
        if results or options:
            self.put(self.figure.sketch(results, **options))

    def _once_made(self, change: Callable[[], None]) -> None:
        if self._made:
            change()
        else:
            self._later.append(change)

    def show(self, results: Result | Sequence[Result], **options) -> None:
        """Show these results; columns that are as they were are not sent."""
        results = [results] if isinstance(results, Result) else list(results)
        self.shown = results, options
        if self._made:
            self.put(self.figure.sketch(results, **options))

    def put(self, sketch: Sketch) -> None:
        """Show a sketch."""
        self._sketch = sketch = replace(sketch, size=self.size)
        self._new = True
        self._relabel(sketch.x, sketch.y)
        self._show_blank(sketch.blank)
        ends = sketch.ranges()
        for follow, low, high in zip(self._follows, ends[::2], ends[1::2], strict=True):
            follow.show(low, high)
        masked, looks = self._masks(), sketch.legend
        for name in self._renderers:
            columns = LAYERS[name].columns(sketch)
            self._send(name, told(columns, masked) if masked else columns)
        if self._legend:
            if masked:
                looks = [look._replace(name=masked(look.name)) for look in looks]
            self._legend.show(looks, self.columns, self.size[0])

    @property
    def sketch(self) -> Sketch:
        """The marks that are shown, or will be once the figure is on the page."""
        if self._sketch is not None:
            return self._sketch
        results, options = self.shown
        return self.figure.sketch(results, **options)

    def describe(self, answer: str = "") -> None:
        """Tell those who hear the page what is shown, and the `answer` that it gives.

        Called now and then, not with every change: nobody listens so fast.
        """
        if self._sketch is not None and (self._new or answer != self._answer):
            self._new, self._answer = False, answer
            self._tell(f"{described(self._sketch, self.figure)} {answer}".strip())
            for told in self._listeners:
                told()

    def on_describe(self, told: Callable[[], None]) -> None:
        """Call `told()` when other data have been described."""
        self._listeners.append(told)

    def _tell(self, text: str) -> None:
        self._fig.html_attributes = {"role": "figure", "aria-label": text}

    def picture(self):
        """What is shown, as the HoloViews object that a notebook gets."""
        results, options = self.shown
        return self.figure(results, **options)

    @property
    def size(self) -> tuple[int, int]:
        """Pixels inside the axes, once a browser has told them."""
        width, height = (_told(self.fig, side) for side in ("inner_width", "inner_height"))
        return width or SIZE[0], height or max(self.fig.height - 90, 60)

    # what a page may add --------------------------------------------------------------------

    def share(self, layer: str, source: ColumnDataSource) -> None:
        """Draw a layer from a source that others change, e.g. the player's time."""

        def share() -> None:
            self._renderers.pop(layer).data_source = source

        self._once_made(share)

    def named(self, named: bool) -> "Live":
        """Name the curves, or leave that to the page, e.g. where two figures share their names;
        to be said before the figure is on the page."""
        self._named = named
        return self

    def share_y(self, other: "Live") -> None:
        """Take the other figure's vertical range."""

        def share() -> None:
            self._fig.y_range = other.fig.y_range
            self._follows[1] = other._follows[1]

        self._once_made(share)

    def set_height(self, height: int) -> None:
        """Make the figure so many pixels high."""
        self._height = height
        if self._made:
            self._fig.height = height

    def on_pick(self, pick: Callable[[float, float], None]) -> None:
        """Follow a click with its place, if it is one: a browser can send anything."""

        def tapped(event: Tap) -> None:
            if all(isinstance(v, int | float) and abs(v) < FAR for v in (event.x, event.y)):
                with pn.io.hold():  # all on one way, see `controls/component.py`
                    pick(float(event.x), float(event.y))

        self._once_made(lambda: self._fig.on_event(Tap, tapped))

    def on_window(self, zoomed: Callable[..., None]) -> None:
        """Follow a zoom or a pan of a person with the new window x0, x1, y0, y1."""

        def update(event: RangesUpdate) -> None:
            window = (event.x0, event.x1, event.y0, event.y1)
            if None not in window and not self._is_ours(window):
                with pn.io.hold():
                    zoomed(*window)

        self._once_made(lambda: self._fig.on_event(RangesUpdate, update))

    def hold(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Stay at this window, whatever is drawn: its axes are true before there is a result."""

        def hold() -> None:
            self._held = True
            self._show_blank(False)
            for follow, ends in zip(self._follows, (x, y), strict=True):
                follow.hold(*ends)

        self._once_made(hold)

    def home(self) -> None:
        """Show all that there is again."""
        if not self._made:
            return
        self._held = False
        for follow in self._follows:
            follow.release()
        if self.columns:
            self.put(self.sketch)

    def _is_ours(self, window: tuple[float, ...]) -> bool:
        ours = [end for f in self._follows for end in f.last or (np.nan, np.nan)]
        return np.allclose(window, ours, rtol=0, atol=1e-6 * max(map(abs, ours)))

    # inner workings -------------------------------------------------------------------------

    def _resized(self, attr: str, old: int, new: int) -> None:
        """Names need another share of a picture of another width, once the page is whole."""
        if pn.state.loaded:
            self._refit()
        else:
            pn.state.onload(self._refit)

    def _show_blank(self, is_blank: bool) -> None:
        is_blank = is_blank and not self._held
        if is_blank != self._blank:
            self._blank = is_blank
            blank.show(self._fig, is_blank)

    def _refit(self) -> None:
        if self.columns and (self._legend or len(self.columns.get("words", {}).get("x", ()))):
            with pn.io.hold():
                self.put(self.sketch)

    def _send(self, name: str, columns: Columns) -> None:
        if name in self.columns and same(columns, self.columns[name]):
            return
        self.columns[name] = columns
        self._renderers[name].data_source.data = self._drawing.parts[name].data(columns)

    def _relabel(self, *axes: Axis) -> None:
        """Labels and ticks that differ from those drawn."""
        for models, new, old in zip(
            (self.fig.xaxis, self.fig.yaxis), axes, self._axes, strict=True
        ):
            if (new.label, new.ticks) != (old.label, old.ticks):
                hooks.label_axis(models[0], new)
        self._axes = axes


def _told(fig, side: str) -> int:
    try:
        return getattr(fig, side)
    except UnsetValueError:  # no browser has told it yet
        return 0
