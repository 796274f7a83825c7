"""Results to be kept, each of which can be told from all others, whole or in part."""

import numpy as np
import xarray as xr

from ionoscope.engine import Result

SIZE = 20_000


def sample(i: int) -> Result:
    """The result with a number: every value of it follows from that number."""
    numbers = np.random.default_rng(i).normal(size=SIZE)
    data = xr.Dataset({"x": ("i", numbers), "number": ("i", np.full(SIZE, i))})
    summary = {"number": i, "mean": float(numbers.mean())}
    return Result("gate-barrier", {"seed": i}, data, summary, "finished", 0.1, {"python": "3"})


def number_of(result: Result) -> int:
    """The number of a sample; ValueError if it is not, in every value, that one."""
    i = result.seed
    wanted = sample(i)
    if not result.data.equals(wanted.data) or result.summary != wanted.summary:
        raise ValueError(f"The sample {i} is mixed with another or torn.")
    return i
