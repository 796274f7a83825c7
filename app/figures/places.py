"""Places: which part of the plane a mark fills."""

import numpy as np

from . import marks


def places(mark: marks.Mark, way: int) -> list:
    """Arrays of the places that a mark fills along x (0) or y (1); TypeError for what is none."""
    match mark:
        case marks.Line() | marks.Dots():
            ends = [mark.y, *(e for e in (mark.low, mark.high) if e is not None)]
            return ends if way else [mark.x]
        case marks.Limits():
            return [mark.y, [mark.foot]] if way else [mark.x]
        case marks.Rule() | marks.Area() | marks.Words():
            return [mark.y if way else mark.x]
        case marks.Steps():
            return [mark.heights, [0.0]] if way else [mark.edges]
        case marks.Strokes() | marks.Boxes() | marks.Tiles():
            return [mark.y0, mark.y1] if way else [mark.x0, mark.x1]
        case marks.Cells():
            return [edges(mark.y if way else mark.x)]
        case marks.Level():
            return [[mark.y]] if way else []
        case marks.Cursor() | marks.Veil():
            return []
    raise TypeError(f"{mark!r} is no mark")


def edges(axis: np.ndarray) -> tuple[float, float]:
    """Outer edges of cells that are centred on an even axis, array (cell,)."""
    half = (axis[-1] - axis[0]) / (len(axis) - 1) / 2
    return float(axis[0] - half), float(axis[-1] + half)
