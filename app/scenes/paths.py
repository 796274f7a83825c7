"""Paths: where ions have been at which times, and the cells of the crystal they visited."""

from typing import NamedTuple

import numpy as np

from ..figures.style import Look

EDGES = 3000
"""Most edges of cells that are drawn."""


class Path(NamedTuple):
    """Places (Å), shape (point, 3), of an ion at times (ps), shape (point,), and its look."""

    look: Look
    time: np.ndarray
    place: np.ndarray


def columns(paths: list[Path]) -> np.ndarray:
    """x, y, z and t of all points, shape (4, point)."""
    parts = [np.empty((4, 0)), *(np.vstack([p.place.T, p.time]) for p in paths)]
    return np.concatenate(parts, axis=1, dtype=np.float32, casting="same_kind")


def farthest(places: np.ndarray, centre: np.ndarray) -> float:
    """Distance (Å) of the farthest place."""
    away = places - centre
    return float(np.sqrt(np.einsum("ij,ij->i", away, away).max()))


def visited(paths: list[Path], a: float, most: int = EDGES) -> tuple[np.ndarray, int]:
    """Edges of the cells that the paths' points lie in, each once, and cells left out.

    Returns
    -------
    edges : int32 array, shape (edge, 4)
        Lower end (in units of a) and axis along which the edge goes.
    left : int
        Cells, from the oldest, that would have taken more than `most` edges.
    """
    if not paths:
        return np.empty((0, 4), np.int32), 0
    stays = [_stays(p, a) for p in paths]
    newest = np.argsort(-np.concatenate([time for _, time in stays]), kind="stable")
    cells = np.concatenate([places for places, _ in stays])[newest]
    order = cells[_first(cells)]
    every = (np.pad(order, ((0, 0), (0, 1)))[:, None] + _CUBE).reshape(-1, 4)
    at = _first(every)
    whole = len(order)
    if len(at) > most:
        whole = int(at[most] // 12)  # the cell that would be the first to have too many
    return every[at[at < 12 * whole]], len(order) - whole


def _stays(path: Path, a: float) -> tuple[np.ndarray, np.ndarray]:
    """The cells that a path was in one after the other, and when it was last seen there."""
    cells = np.floor(path.place / a).astype(np.int32)
    last = np.append((cells[1:] != cells[:-1]).any(axis=1), True)
    return cells[last], path.time[last]


def _first(rows: np.ndarray) -> np.ndarray:
    """Where each of the different rows of integers comes first, in order."""
    order = np.lexsort(rows.T)  # stable; np.unique takes six times as long for rows
    ranked = rows[order]
    new = np.append(True, (ranked[1:] != ranked[:-1]).any(axis=1))
    return np.sort(order[new])


def _cube() -> np.ndarray:
    """Lower ends and axes of a cube's twelve edges, shape (12, 4)."""
    rows = []
    for axis in range(3):
        for p in range(2):
            for q in range(2):
                corner = [p, q]
                corner.insert(axis, 0)
                rows.append([*corner, axis])
    return np.array(rows, np.int32)


_CUBE = _cube()
