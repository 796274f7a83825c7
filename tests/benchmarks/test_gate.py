"""The benchmarks measure what they say: everyone compared gives the same outcomes."""

import io

import numpy as np
import pytest
from rich.console import Console

from ionoscope.engine.gate.edge import edge_of
from ionoscope.engine.gate.kernels.values import system
from tests.benchmarks import gate
from tests.benchmarks.paper_rk5 import START, paper_rk5
from tests.benchmarks.peers import available
from tests.engine.gate.outcomes import classify

COUNT = 60


def ours(x):
    return classify(system("gaussian", *gate.MODEL, 2.0, 1.0), *gate.plane(COUNT, x), x_from=x)


def test_launches_are_the_same_seen_from_the_edge():
    np.testing.assert_array_equal(ours(START), ours(edge_of("gaussian", 2.0)))


def test_the_papers_algorithm_classifies_alike():
    launches = gate.plane(COUNT)
    np.testing.assert_array_equal(paper_rk5(*gate.MODEL, 2.0, 1.0, *launches), ours(START))


def test_every_peer_that_is_installed_classifies_alike():
    x = edge_of("gaussian", 2.0)
    E, y, w = gate.plane(COUNT, x)
    states = np.column_stack([np.full(COUNT, x), y, np.sqrt(2 * E), w])
    peers, missing = available(*gate.MODEL, 2.0, 1.0)
    assert "SciPy DOP853" in peers and (missing or len(peers) == 4)
    for name, decide in peers.items():
        np.testing.assert_array_equal(decide(states), ours(x), err_msg=name)


@pytest.mark.parametrize(
    "seconds, text", [(3.3e-7, "0.33 µs"), (1.57e-4, "157 µs"), (0.15, "150 ms"), (9000, "2.5 h")]
)
def test_times_are_shown_in_fitting_units(seconds, text):
    assert gate.shown(seconds) == text


def test_the_table_holds_every_row(monkeypatch):
    row = gate.Row("one launch", 1e-6, "1.0 µs", 4e-4, peers={"a peer": 1e-5}, note="a note")
    monkeypatch.setattr(gate, "rows", lambda: iter([row]))
    out = io.StringIO()
    gate.main(Console(file=out, width=140))
    text = out.getvalue()
    assert all(part in text for part in ("one launch", "400", "a peer: 10 µs", "a note."))
