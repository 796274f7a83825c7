"""What is said of an ion that loses its energy by several equations, without a page."""

import pytest

from ionoscope.app.answers.registry import answer_of
from ionoscope.engine import EXPERIMENTS

DISSIPATION = EXPERIMENTS["ion-dissipation"]


@pytest.fixture(scope="module")
def bounces():
    """The same ion by two equations."""
    each = ({"equation": name} for name in ("full", "time-local"))
    return [DISSIPATION(cells=12, duration=0.5, **values).solve() for values in each]


def test_the_equations_are_compared_where_there_are_two(bounces):
    both, alone = answer_of(bounces, 0), answer_of(bounces[:1])
    assert both.note.startswith("The time-local ion strays up to ")
    assert any(name.startswith("largest distance of the time-local") for name, _ in both.rows)
    assert "strays" not in alone.note


def test_the_others_are_told_by_their_names(bounces):
    rows = dict(answer_of(bounces, 0).rows)
    given = bounces[1].summary["energy_lost"]
    assert rows["given to the crystal, time-local"] == f"{given:.5g} meV"
    assert rows["equation of motion"] == "full"
