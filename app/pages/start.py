"""Start: what Run begins: what is entered with all that is ticked besides, unless it is kept."""

from ionoscope.engine import Experiment, InvalidParameter

from ..live.run_set import already
from .patience import Patience

OPENS_S = 10.0
"""A page whose picture waits for Run opens with a run if it takes no longer."""


class Start:
    """Begins the runs of a page; `made_from` is the id of the run whose parameters were entered."""

    def __init__(self, page):
        self._page, self._patience = page, Patience()
        self.made_from = ""

    def run(self) -> None:
        """Start what is entered, as runs that are kept; what has been kept before is shown."""
        experiment = self._page.entry.build()
        if experiment is not None and (self._has(experiment) or self._agrees(experiment)):
            self._begin(experiment, keep=True)

    def anew(self) -> None:
        """Compute what is entered, though it has been before."""
        experiment = self._page.entry.build()
        if experiment is not None and self._agrees(experiment):
            self._begin(experiment, keep=True, anew=True)

    def short(self) -> None:
        """Show what is entered, if that is a matter of seconds; it is not kept."""
        base = self._page.entry.build()
        if base is not None and (self.seconds(base) or 0.0) <= OPENS_S:
            self._begin(base, keep=False)

    def seconds(self, experiment: Experiment) -> float | None:
        """About how long Run will take, as many side by side as there are workers."""
        workers = self._page.context.store.pool.workers
        return self._page.overlays.seconds(experiment, self._room, workers)

    @property
    def _room(self) -> int:
        """How many more runs the picture holds."""
        page = self._page
        there = len(page.runs.runs) if page.overlays.keep.value else 0
        return max(page.view.most - there, 0)

    def _has(self, base: Experiment) -> bool:
        """Whether all that Run would compute is kept already."""
        if self._page.hidden:
            return False
        try:
            wanted = self._page.overlays.within(base, self._room)
        except ValueError:  # Run will say so
            return False
        return all(already(self._page.context.store, one) for one in wanted)

    def _begin(self, base: Experiment, keep: bool, anew: bool = False) -> None:
        page = self._page
        keep = keep and not page.hidden  # what is kept tells all its values
        added, made_from = page.overlays.keep.value, self.made_from if keep else ""
        try:
            wanted = page.overlays.within(base, self._room)
            page.runs.start(wanted, keep, added, anew, made_from)
        except InvalidParameter as error:
            page.status.refused(error, page.kind, page.hidden)
        except (OSError, ValueError) as error:
            page.status.warn("Not run", str(error))
        else:
            page.began(base)

    def _agrees(self, experiment: Experiment) -> bool:
        """Whether to start at once: a run of hours is announced by the first press of Run."""
        announced = self._patience.announced(experiment, self.seconds(experiment))
        if announced:
            self._page.status.warn("A long run", announced)
        return not announced
