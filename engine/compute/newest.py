"""Newest: what is known of a member, and of all of them as one state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..core.experiment import Experiment
from ..core.files import State
from ..core.result import Chunk

Keep = Callable[[Experiment, Chunk], State]
"""What is kept of a member's chunk: arrays by name."""
NEARLY = 0.9999
"""Most share of a member that has not ended."""


@dataclass(frozen=True)
class Newest:
    """What a member has come to.

    Attributes
    ----------
    share : float
        Done, 0 … 1.
    found : dict of arrays
        What was kept of its newest chunk, in the units of its data; empty before there is one.
    state : dict of arrays, optional
        With it the member goes on; None once it is over, or if it cannot.
    failure : str
        Why it failed, in a sentence; "" if it has not.
    """

    share: float = 0.0
    found: State = field(default_factory=dict)
    state: State | None = None
    failure: str = ""

    @property
    def over(self) -> bool:
        """Whether it has ended, by itself or by failing."""
        return bool(self.failure) or self.share == 1


def known(before: Newest, chunk: Chunk | None, keep: Callable[[Chunk], State]) -> Newest:
    """A member that has yielded `chunk`, None at its end: a whole chunk may still be failed."""
    if chunk is None:
        return replace(before, share=1.0, state=None)
    return Newest(min(chunk.share, NEARLY), keep(chunk), chunk.state)


def failed(before: Newest, error: Exception) -> Newest:
    """A member that `error` has ended; what it had come to stays."""
    failure = getattr(error, "marked", str(error)) or type(error).__name__
    return replace(before, state=None, failure=failure)


def packed(newest: Sequence[Newest]) -> State:
    """All members as one state: `found` and `state` of each by names that begin with its place."""
    state: State = {"shares": np.array([member.share for member in newest])}
    for i, member in enumerate(newest):
        state |= {f"{i}.found.{name}": array for name, array in member.found.items()}
        state |= {f"{i}.state.{name}": array for name, array in (member.state or {}).items()}
        if member.failure:
            state[f"{i}.failure."] = np.frombuffer(member.failure.encode(), np.uint8)
    return state


def unpacked(state: State) -> list[Newest]:
    """What `packed` was given; KeyError or ValueError if it is no such state."""
    parts: list[dict[str, State]] = [{} for _ in state["shares"]]
    for key, array in state.items():
        place, _, name = key.partition(".")
        if place.isdecimal():
            part, _, own = name.partition(".")
            parts[int(place)].setdefault(part, {})[own] = array
    return [
        Newest(float(share), own.get("found", {}), own.get("state"), _text(own.get("failure")))
        for share, own in zip(state["shares"], parts, strict=True)
    ]


def _text(failure: State | None) -> str:
    return failure[""].tobytes().decode() if failure else ""
