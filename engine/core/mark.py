"""Mark: what tells the state of one run from that of another with other parameters."""

import json
from collections.abc import Mapping

import numpy as np

from .files import State
from .parameters import as_text

OF = "of"
"""Its name in a state."""


def marked(state: State, values: Mapping[str, object]) -> State:
    """`state` with the mark of a run with these parameters, as bytes."""
    return {OF: _mark(values), **state}


def check_mark(state: State, values: Mapping[str, object]) -> None:
    """ValueError if `state` is not marked as that of a run with these parameters."""
    if not np.array_equal(state.get(OF, ()), _mark(values)):
        raise ValueError("This state is of a run with other parameters: go on from it with those.")


def _mark(values: Mapping[str, object]) -> np.ndarray:
    texts = {name: as_text(value) for name, value in values.items()}
    return np.frombuffer(json.dumps(texts).encode(), np.uint8)
