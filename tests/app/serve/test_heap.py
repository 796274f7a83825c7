"""What was freed goes back to the system, again and again, and nowhere is that a condition."""

import numpy as np
import pytest

from ionoscope.app.serve import heap
from ionoscope.app.serve.heap import Heap
from ionoscope.app.serve.pulse import resident_mb


def test_what_was_freed_goes_back(wait_until):
    if heap.glibc() is None:
        pytest.skip("another library hands out memory here")
    calls = []
    own = Heap(lambda _, call: calls.append(call))
    own.begin()
    before = resident_mb()
    held = [np.ones(8_000) for _ in range(8_000)]  # 512 MB in pieces that come from the heap
    last = held[-1]  # at its end, so that nothing before it would go back
    full = resident_mb()
    del held
    calls.pop()()
    wait_until(lambda: resident_mb() < before + 0.2 * (full - before), "what was freed")
    assert last[0] == 1.0 and len(calls) == 1, "it looks again later"


def test_elsewhere_nothing_happens(monkeypatch):
    monkeypatch.setattr(heap, "glibc", lambda: None)
    calls = []
    Heap(lambda *call: calls.append(call)).begin()
    assert not calls
