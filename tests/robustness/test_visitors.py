"""Thirty visitors on a server of their own, as `python -m tests.robustness.visitors` has them."""

import asyncio

import pytest

from .serving import served
from .visitors import VISITORS, measured


@pytest.mark.soak
def test_none_of_thirty_fails_and_none_is_left_behind(tmp_path):
    with served(tmp_path) as server:
        found = asyncio.run(measured(server, VISITORS))
    assert not found.failed
    assert min(found.paces) > 0.5 * sum(found.paces) / len(found.paces)
