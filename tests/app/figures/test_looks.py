"""Looks: equations have colours, results that share one have dashes and markers of their own."""

import pytest

from ionoscope.app.figures.looks import looks
from ionoscope.app.figures.style import DASHES, KINDS, MARKERS
from ionoscope.engine import EXPERIMENTS, Chunk

EQUATIONS = ("full", "memory", "time-local")


def result(key="ion-dissipation", **values):
    """A result without data."""
    return EXPERIMENTS[key](**values).result(Chunk(1.0, "done", None), "finished", 0.0)


def test_each_equation_has_its_look_of_every_page():
    assert looks([result(equation=e) for e in EQUATIONS]) == [KINDS[e] for e in EQUATIONS]


@pytest.mark.parametrize("equation", EQUATIONS)
def test_results_of_one_equation_share_its_colour_and_nothing_else(equation):
    found = looks([result(equation=equation, v0=v0) for v0 in (3, 4, 5, 6)])
    assert {look.color for look in found} == {KINDS[equation].color}
    for told in ("dash", "marker", "name"):
        assert len({getattr(look, told) for look in found}) == 4


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_of_a_kind_looks_as_the_kind_does(kind):
    first, second = looks([result(v0=v0) for v0 in (3, 4)], lambda _: kind)
    assert first == KINDS[kind]._replace(name="v₀=3")
    assert second.dash != first.dash and second.marker != first.marker


def test_twenty_of_one_kind_differ_in_dash_or_marker():
    found = looks([result(v0=float(v0)) for v0 in range(1, 21)])
    assert len({(look.dash, look.marker) for look in found}) == len(DASHES) * len(MARKERS) == 20


def test_equations_are_counted_apart():
    each = [result(equation=e, v0=v0) for v0 in (3, 4) for e in ("full", "time-local")]
    full, local, full_too, local_too = looks(each)
    assert (full.color, local.color) == (full_too.color, local_too.color)
    assert full.dash != full_too.dash and local.dash != local_too.dash


def test_what_has_no_equation_looks_like_full():
    assert looks([result("gate-barrier")])[0].color == KINDS["full"].color


def test_kinds_do_not_look_alike():
    for told in ("color", "marker", "name"):
        assert len({getattr(look, told) for look in KINDS.values()}) == len(KINDS)
    assert {look.dash for look in KINDS.values()} <= set(DASHES)


def test_no_results_have_no_looks():
    assert looks([]) == []
