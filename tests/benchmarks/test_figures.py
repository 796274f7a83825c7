"""The figures' benchmark measures what it says: three ways to the same picture."""

import io

import pytest
from rich.console import Console

from ionoscope.app.figures.registry import figure_of
from tests.benchmarks import figures


@pytest.fixture(scope="module")
def barriers():
    """Two states of the domain map."""
    return figures.snapshots("gate-map", 1)


def test_the_states_differ(barriers):
    first, second = (state[0].data.transmitted.values for state in barriers)
    assert (first != second).any()


@pytest.mark.parametrize("way", [figures.ours, figures.plain, figures.dynamic])
def test_every_way_sends_the_map(barriers, way, monkeypatch):
    monkeypatch.setattr(figures, "ROUNDS", 3)
    figures.files.ready()
    price = way("gate-map", figure_of("gate-map", "domain-map"), barriers)
    assert price.sent >= 200 * 200  # a byte a cell
    assert price.seconds > 0


def test_the_table_holds_every_row(monkeypatch):
    row = ("a figure", *(figures.Price(1e-3 * n, 1000 * n) for n in (1, 2, 30)))
    monkeypatch.setattr(figures, "rows", lambda: iter([row]))
    out = io.StringIO()
    figures.main(Console(file=out, width=160))
    assert all(part in out.getvalue() for part in ("a figure", "30"))
