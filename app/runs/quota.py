"""Quota: how many runs a visitor may have at a time."""

from collections import Counter
from collections.abc import Collection, Iterable

from .run import Run

TOLD = 3
"""Experiments that are told by name."""


class TooMany(ValueError):
    """More runs than a visitor may have: a sentence."""


class Quota:
    """At most `most` runs of each visitor that go on; those of nobody, "", are not counted."""

    def __init__(self, most: int) -> None:
        self.most = most

    def admit(
        self, runs: Iterable[Run], visitor: str, more: int, but: Collection[str] = ()
    ) -> None:
        """TooMany if `visitor` may not have `more` beside his among `runs`.

        Those that were asked to stop, and those of the ids `but`, are not counted.
        """
        own = [run for run in runs if run.visitor == visitor and not (run.over or run.stopping)]
        going = [run for run in own if run.id not in but]
        if not visitor or len(going) + more <= self.most:
            return
        if more > self.most:
            raise TooMany(
                f"{more} runs would begin at once, and a visitor may have {self.most} at a time "
                "here: start fewer."
            )
        raise TooMany(
            f"A visitor may have {self.most} runs at a time here. Of yours {len(going)} "
            f"{'goes' if len(going) == 1 else 'go'} on ({_told(going)}), and {more} more would "
            "begin. Wait until some have ended, or stop some: the page Runs lists them."
        )


def _told(going: list[Run]) -> str:
    """What goes on: how many of each experiment."""
    counts = Counter(run.experiment.title for run in going).most_common()
    told = [f"{title}: {count}" for title, count in counts[:TOLD]]
    others = sum(count for _, count in counts[TOLD:])
    return ", ".join([*told, *([f"others: {others}"] if others else [])])
