"""What an experiment says when it refuses values."""

import pytest

from ionoscope.engine.core.parameters import InvalidParameter


def refusal(kind, **values):
    """The sentence with which these values are refused."""
    with pytest.raises(InvalidParameter) as caught:
        kind(**values)
    return str(caught.value)
