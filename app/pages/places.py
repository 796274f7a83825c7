"""Places: what the bar on top leads to: groups of pages, as far as a link shows them."""

from ionoscope.engine import EXPERIMENTS

from ..teaching.seat import Seat

GROUPS = tuple(dict.fromkeys(kind.group for kind in EXPERIMENTS.values()))
FIRST = {kind.group: key for key, kind in reversed(EXPERIMENTS.items())}
"""The first experiment of each group."""
NAMES = {
    "home": "Home",
    **{group: group for group in GROUPS},
    "lessons": "Lessons",
    "runs": "Runs",
    "papers": "Papers",
}


class Places:
    """Of one session, with `more` places of its own; remembers which page of a group was seen
    last."""

    def __init__(self, seat: Seat, more: dict[str, str] | None = None):
        self._seat, self._last, self._all = seat, dict(FIRST), NAMES | (more or {})

    def names(self) -> dict[str, str]:
        """The places that lead somewhere."""
        return {place: name for place, name in self._all.items() if self._pages(place)}

    def page(self, place: str) -> str:
        """The page of a place: the one that was seen last, if it shows."""
        last, shown = self._last.get(place, place), self._pages(place)
        return last if last in shown or not shown else shown[0]

    def seen(self, key: str) -> str:
        """A page is opened; the place that it is of."""
        group = EXPERIMENTS[key].group if key in EXPERIMENTS else key
        if group in self._last:
            self._last[group] = key
        return group

    def _pages(self, place: str) -> list[str]:
        own = [key for key, kind in EXPERIMENTS.items() if kind.group == place] or [place]
        return [key for key in own if self._seat.shows(key)]
