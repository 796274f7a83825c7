"""Series: what a figure of curves, points and rules is given, and how it is laid out to draw."""

from typing import NamedTuple

import numpy as np

from ..formatting import number


class Band(NamedTuple):
    """A curve y(x), each array (point,), with its 95 % interval if there is one."""

    key: str
    x: np.ndarray
    y: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None


class Dots(NamedTuple):
    """Points with bars, each array (point,); those not `filled` belong to runs that go on."""

    key: str
    x: np.ndarray
    y: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    filled: np.ndarray | None = None


class Rule(NamedTuple):
    """A thin dashed line, named at its end: a fit in its curve's colour, else grey."""

    key: str | None
    x: np.ndarray
    y: np.ndarray
    label: str = ""


def said(d: Band | Dots) -> list[str]:
    """Each value in words, with its interval."""
    y = np.asarray(d.y, float)
    low, high = (y if e is None else np.asarray(e, float) for e in (d.low, d.high))
    return [
        number(v) + (f"  ({number(a)} … {number(b)})" if b > a else "")
        for v, a, b in zip(y, low, high, strict=True)
    ]


def outlines(x, low, high) -> list[tuple[np.ndarray, np.ndarray]]:
    """Outline of each stretch without gaps in which a band has a width."""
    good = np.isfinite(x) & (high > low)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(int), [0]])))
    return [
        (np.concatenate([x[a:b], x[a:b][::-1]]), np.concatenate([low[a:b], high[a:b][::-1]]))
        for a, b in zip(edges[::2], edges[1::2], strict=True)
    ]


def joined(columns) -> dict[str, np.ndarray]:
    """Columns of several sources one below the other."""
    columns = list(columns)
    names = columns[0] if columns else ()
    return {k: np.concatenate([np.asarray(c[k]) for c in columns]) for k in names}


def flat(*arrays) -> np.ndarray:
    """All finite values."""
    values = np.concatenate([np.asarray(a, float) for a in arrays] or [[]])
    return values[np.isfinite(values)]
