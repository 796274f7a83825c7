"""Springs: straight lines between atoms, whose ends follow them in the browser."""

from pathlib import Path

import numpy as np

FOLLOW = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
"""JavaScript: `follow(springs, atoms)` moves the ends of all springs."""
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
