"""Dispersion: frequencies along a path through the zone."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .crystal import Crystal
from .paths import Corner, Path, standard_path
from .phonons import frequencies


class Dispersion(NamedTuple):
    """Frequencies along a path of p points.

    Attributes
    ----------
    q : wave vectors in units of the reciprocal vectors, shape (p, 3)
    distance : way along the path (Å⁻¹), shape (p,); it stands still where the path jumps
    corners : where letters belong: index of a point, letter
    Omega : angular frequencies (rad/ps), shape (p, 3A), rising, imaginary ones negative
    """

    q: np.ndarray
    distance: np.ndarray
    corners: tuple[tuple[int, str], ...]
    Omega: np.ndarray


class Way(NamedTuple):
    """A path as p points: `q`, `distance` and `corners` as `Dispersion` has them.

    `direction`, (p, 3), is where each point is come to from, in units of the reciprocal vectors;
    `part`, (p,), numbers the straight parts, and `stretch`, (p,), the pieces between jumps.
    """

    q: np.ndarray
    distance: np.ndarray
    corners: tuple[tuple[int, str], ...]
    direction: np.ndarray
    part: np.ndarray
    stretch: np.ndarray


def dispersion(crystal: Crystal, points: int = 200, path: Path | None = None) -> Dispersion:
    """Frequencies (rad/ps) at about so many `points`, evenly along a `path`, or the standard one.

    Each straight part has both of its ends, so that a corner comes twice: a polar crystal has at Γ
    the frequencies of the direction from which one comes.
    """
    way = along(crystal, points, path)
    Omega = frequencies(crystal, 2 * np.pi * way.q, way.direction)
    return Dispersion(way.q, way.distance, way.corners, Omega)


def along(crystal: Crystal, points: int = 200, path: Path | None = None) -> Way:
    """About so many `points` evenly along a `path`, or the standard one, as `dispersion` says."""
    whole = path or standard_path(crystal)
    parts = [pair for stretch in whole for pair in pairwise(stretch)]
    lengths = [_length(crystal, *part) for part in parts]
    counts = [max(2, round(points * length / sum(lengths))) for length in lengths]
    q = np.concatenate([_between(*p, n) for p, n in zip(parts, counts, strict=True)])
    ways = np.repeat([np.subtract(b.q, a.q) for a, b in parts], counts, axis=0)
    starts = np.cumsum([0, *lengths[:-1]])
    steps = [s + np.linspace(0, x, n) for s, x, n in zip(starts, lengths, counts, strict=True)]
    stretch = np.repeat(np.arange(len(whole)), [len(one) - 1 for one in whole])
    return Way(
        q,
        np.concatenate(steps),
        _corners(parts, counts),
        ways,
        np.repeat(np.arange(len(parts)), counts),
        np.repeat(stretch, counts),
    )


def _length(crystal: Crystal, first: Corner, last: Corner) -> float:
    return float(np.linalg.norm(np.subtract(last.q, first.q) @ crystal.reciprocal))


def _between(first: Corner, last: Corner, count: int) -> np.ndarray:
    return np.linspace(first.q, last.q, count)


def _corners(parts: list[tuple[Corner, Corner]], counts: list[int]) -> tuple[tuple[int, str], ...]:
    """The letters at both ends of every part, each at its own point."""
    ends = np.cumsum(counts)
    both = [
        [(int(end - n), a.letter), (int(end - 1), b.letter)]
        for (a, b), n, end in zip(parts, counts, ends, strict=True)
    ]
    return tuple(corner for pair in both for corner in pair)
