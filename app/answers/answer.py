"""Answer: a verdict in a sentence, rows of names and numbers, a note; registered by experiment."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Answer(NamedTuple):
    """`verdict` and `note` are sentences, `rows` pairs of name and formatted number."""

    verdict: str
    rows: Sequence[tuple[str, str]] = ()
    note: str = ""


ANSWERS: dict[str, Callable[..., Answer]] = {}
"""By experiment: from a list of results and the place of the one that is spoken of."""


def answers(key: str) -> Callable:
    """Register the function below as the answer of an experiment."""

    def registered(says: Callable[..., Answer]) -> Callable[..., Answer]:
        ANSWERS[key] = says
        return says

    return registered
