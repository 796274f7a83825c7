"""Places: what the bar on top leads to: groups of pages, as far as a link shows them."""

from ionoscope.engine import EXPERIMENTS

from .context import Context

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
FOR_OPERATORS = {"join": "How the class joins", "server": "How the server is"}
"""Pages that are not for everybody, and what they tell."""


class Places:
    """Of one session; remembers which page of a group was seen last."""

    def __init__(self, context: Context):
        self._seat, self._last = context.seat, dict(FIRST)
        self._operator = context.visitor.operator
        self._all = NAMES | (_of_operators(context) if self._operator else {})

    def refusal(self, key: str) -> str:
        """Why a page is not for this visitor, in a sentence; "" if it is."""
        if self._operator or key not in FOR_OPERATORS:
            return ""
        return f"{FOR_OPERATORS[key]} is shown to whoever runs this server alone."

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


def _of_operators(context: Context) -> dict[str, str]:
    """What the bar has for operators alone."""
    if context.house is None:
        return {}
    return {**({"join": "Join"} if context.house.joining else {}), "server": "Server"}
