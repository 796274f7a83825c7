"""Follow: an axis range that grows with the data until a person zooms, and never fights them."""

from math import nan

from bokeh.models import Range1d

HELD = nan, nan
"""No range has these ends: it is as if a person had zoomed."""


class Follow:
    """Keeps a range at what is to be seen, as long as nobody else has moved it."""

    def __init__(self, range_: Range1d, log: bool = False):
        self.range, self.log = range_, log
        self.last: tuple[float, float] | None = None

    def show(self, low: float, high: float) -> None:
        """Make [low, high] the whole picture."""
        if self.last is not None and (self.range.start, self.range.end) != self.last:
            return
        if (low, high) != self.last:
            self.range.update(start=low, end=high, reset_start=low, reset_end=high)
        self.last = (low, high)

    def hold(self, low: float, high: float) -> None:
        """Show this whatever there is to be seen."""
        self.range.update(start=low, end=high, reset_start=low, reset_end=high)
        self.last = HELD

    def release(self) -> None:
        """Follow the data again, wherever a person has zoomed."""
        self.last = None
