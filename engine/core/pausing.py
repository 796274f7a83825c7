"""Pausing: steps of a run that come to something between looks at whoever waits."""

from collections.abc import Generator, Iterator
from typing import TypeVar

from .result import Chunk

T = TypeVar("T")


def last_of(parts: Iterator[T], chunk: Chunk) -> Generator[Chunk, None, T]:
    """Yield `chunk` between the parts; return the last one. ValueError if there is none."""
    found: list[T] = []
    for part in parts:
        found = [part]
        yield chunk
    if not found:
        raise ValueError("There is nothing to compute.")
    return found[0]
