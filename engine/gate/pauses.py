"""Generators that pause by yielding and return a value: their value, and their pauses renamed."""

from collections.abc import Generator, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
Pausing = Generator[None, None, T]
"""Yields None now and then, so that a run can be stopped and cores shared; returns a T."""


class Returned(Generic[T]):
    """Iterate over a generator's pauses; `value` is what it returned at its end."""

    value: T

    def __init__(self, generator: Generator[object, None, T]):
        self._generator = generator

    def __iter__(self) -> Iterator:
        self.value = yield from self._generator


def finish(generator: Generator[object, None, T]) -> T:
    """Exhaust a generator and return what it returns."""
    for _ in (whole := Returned(generator)):
        pass
    return whole.value
