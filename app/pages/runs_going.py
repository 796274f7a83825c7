"""Running now: what any process computes of what will be kept, and what is on no disk yet."""

import time

from ..controls.going import Line
from ..runs.store import RunStore
from ..share.formatting import duration
from . import runs_columns as columns


def lines(store: RunStore, everyones: bool = True) -> list[Line]:
    """A line each, the newest first; of those that may be stopped, or one's own alone."""
    visitor = store.visitor

    def listed(one) -> bool:
        return visitor.owns(one.visitor) and (everyones or one.visitor == visitor.id)

    going = store.catalogue.going() if store.catalogue else []
    going = [one for one in going if listed(one) and not _has_ended(store, one.id)]
    known = {one.id for one in going}
    own = [run for run in store.in_memory() if run.id not in known and listed(run)]
    found = [_of_process(store, one) for one in sorted(going, key=lambda g: -g.began)]
    return [*(_of_memory(run) for run in reversed(own)), *found]


def stop(store: RunStore, id: str) -> None:
    """End a run, whoever computes it; what it has computed stays. ValueError if it is another's."""
    store.stop(id)


def _has_ended(store: RunStore, id: str) -> bool:
    """Whether a run of this process is over, which others hear a moment later."""
    run = store.runs.get(id)
    return bool(run and run.over)


def _of_process(store: RunStore, going) -> Line:
    run = store.runs.get(going.id)
    share = run.share if run else going.share
    where = _where(share, time.time() - going.began)
    where += "" if going.ours else f" · {going.owner}"
    return Line(going.id, columns.title(going.experiment), _about(going), where, share)


def _of_memory(run) -> Line:
    key = run.experiment.key
    about = columns.changed(key, run.experiment.values())
    if run.over:
        return Line(run.id, columns.title(key), about, f"{run.status}, on no disk yet", 1.0, False)
    return Line(run.id, columns.title(key), about, _where(run.share, run.elapsed), run.share)


def _about(going) -> str:
    return columns.changed(going.experiment, going.parameters)


def _where(share: float, spent: float) -> str:
    """How far it is, and the time left at its pace."""
    left = duration(spent * (1 - share) / share) if 0 < share < 1 else ""
    return f"{share:.0%}{', ' + left + ' left' if left else ''}"
