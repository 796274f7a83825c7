"""Springs: straight lines or zigzags between atoms; their ends follow the atoms in the browser.

`springs.js` moves them: `follow(springs, atoms)` the lines, `stretched(ends, pieces)` the zigzags.
"""

import numpy as np

COLUMNS = ("x0", "y0", "x1", "y1", "from", "to")


def tied(x: np.ndarray, y: np.ndarray, first: np.ndarray, last: np.ndarray) -> dict:
    """Columns of springs (spring,) from atoms `first` to `last`, where they stand at x and y."""
    return {
        "x0": x[first],
        "y0": y[first],
        "x1": x[last],
        "y1": y[last],
        "from": first.astype(np.int32),
        "to": last.astype(np.int32),
    }


def zigzag(ends: np.ndarray, turns: int, half: float) -> tuple[np.ndarray, np.ndarray]:
    """Corners along springs between neighbouring `ends` and across them, each (corner,).

    A spring has 2 `turns` + 1 corners, those between its ends `half` its width to either side.
    """
    corners = 2 * turns + 1
    along = np.linspace(ends[:-1], ends[1:], corners, axis=1).reshape(-1)
    across = np.where(np.arange(corners) % 2, half, -half)
    across[[0, -1]] = 0
    return along, np.tile(across, len(ends) - 1)
