"""Elsewhere: members, or one experiment, computed by a cluster; seen from here they are the same
generators."""

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ..core.experiment import Experiment, RunFailed
from ..core.files import State
from ..core.result import Chunk
from .ledger import Ledger
from .newest import Keep, Newest
from .workforce import Elsewhere, cluster_at_hand

PAUSE_S = 0.2
"""Time between two pictures of what is known; whoever stops is heard as fast."""
STINT_S, SHOWN_S = 1.0, 0.5
"""Time that a stint takes: of a member, and of a run that somebody looks at."""
WHOLE = "chunk"


def elsewhere(
    members: Sequence[Experiment],
    keep: Keep,
    begun: Sequence[Newest],
    force: Elsewhere,
    seconds: float = STINT_S,
) -> Iterator[list[Newest]]:
    """`side_by_side` on a cluster; it goes on also while nobody asks for the next picture.

    `seconds` is how long a stint takes of a member that goes on.
    """
    with Ledger(members, keep, begun, force.cluster, force.tell, seconds) as ledger:
        while not ledger.over(PAUSE_S):
            yield list(ledger.newest)
        yield list(ledger.newest)
        if ledger.trouble:
            raise ledger.trouble


def remote(experiment: Experiment, state: State | None = None) -> Iterator[Chunk | None]:
    """The chunks of one experiment that the cluster at hand computes: its newest, now and then.

    None while there is nothing new. A chunk's state may be older than its data, for large ones
    come rarely.

    Raises
    ------
    RunFailed
        If it fails there. Unreachable if nobody is left to compute it.
    """
    shown = None
    begun = [Newest(state=state)]
    for (now,) in elsewhere([experiment], whole, begun, cluster_at_hand(), SHOWN_S):
        found = now.found.get(WHOLE)
        yield None if found is shown else _chunk(now)
        shown = found
    if now.failure:
        raise RunFailed(now.failure)


def whole(_: Experiment, chunk: Chunk) -> State:
    """All of a chunk but its state, as bytes."""
    return {WHOLE: np.frombuffer(pickle.dumps(replace(chunk, state=None)), np.uint8)}


def _chunk(now: Newest) -> Chunk:
    return replace(pickle.loads(now.found[WHOLE].tobytes()), state=now.state)
