"""What every statistic that grows with a run has in common: blocks in, plain arrays out."""

import numpy as np
from numpy.typing import ArrayLike


class Accumulator:
    """Base of the accumulators: `state` is all that is needed to go on bit for bit.

    A subclass names in STATE its attributes that change; each is an ndarray of fixed shape, so
    that memory does not grow with the run and a state can be written anywhere, or another
    accumulator, whose arrays are then listed as "name.its_name".
    """

    STATE: tuple[str, ...] = ()

    def _arrays(self) -> dict[str, np.ndarray]:
        """The arrays themselves, by name."""
        found: dict[str, np.ndarray] = {}
        for name in self.STATE:
            part = getattr(self, name)
            if isinstance(part, Accumulator):
                found |= {f"{name}.{inner}": array for inner, array in part._arrays().items()}
            else:
                found[name] = part
        return found

    def state(self) -> dict[str, np.ndarray]:
        """Copies of the arrays that change, by name."""
        return {name: array.copy() for name, array in self._arrays().items()}

    def restore(self, state: dict[str, np.ndarray]) -> None:
        """Go on from the `state`, arrays by name, of an accumulator with the same arguments.

        Raises
        ------
        ValueError
            When the state does not fit; the accumulator is then as it was.
        """
        mine = self._arrays()
        for name, array in mine.items():
            other = np.asarray(state.get(name))
            if array.shape != other.shape or array.dtype != other.dtype:
                raise ValueError(
                    f"the saved {name} is {other.dtype}{other.shape} and this statistic keeps "
                    f"{array.dtype}{array.shape}: build it with the arguments it was saved with"
                )
        for name, array in mine.items():
            array[...] = state[name]


def as_block(block: ArrayLike, ions: int, what: str) -> np.ndarray:
    """The block (ions, step, 3) as contiguous floats, in its own unit.

    Raises
    ------
    ValueError
        When `what` it holds is of another shape, or not finite.
    """
    block = np.ascontiguousarray(block, float)
    if block.ndim != 3 or block.shape[0] != ions or block.shape[2] != 3:
        raise ValueError(
            f"{what} come in blocks of shape ({ions}, step, 3), this one has {block.shape}"
        )
    if not np.isfinite(block).all():
        raise ValueError(f"{what} hold a value that is not finite: end the run before that step")
    return block


def positive(value: float, what: str) -> float:
    """The value, in its own unit, if finite and above zero; else a ValueError about `what`."""
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{what} is {value}: it must be a number above zero")
    return float(value)
