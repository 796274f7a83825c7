"""Hushed: libraries called without their warnings, one caller at a time."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_ONE = Lock()


@contextmanager
def hushed() -> Iterator[None]:
    """What is called within warns nobody.

    Python keeps the filters of warnings for all threads together: two that change them at the same
    time may leave each other's behind, so that they wait for each other.
    """
    with _ONE, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
