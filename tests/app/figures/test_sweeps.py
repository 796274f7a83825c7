"""Sweeps over the length of the memory and over the crystal's stiffness; all can be drawn."""

from dataclasses import replace

import holoviews as hv
import numpy as np
import pytest

from ionoscope.app.figures import memory, registry, stiffness  # noqa: F401  it knows all figures
from ionoscope.app.figures.figure import FIGURES
from ionoscope.app.figures.marks import Dots, Line, Rule
from ionoscope.app.figures.style import GREY, KINDS
from tests.app.figures.sketched import of


@pytest.mark.parametrize("key", ["ion-diffusion", "diffusion-memory", "diffusion-stiffness"])
def test_several_results_are_drawn_by_both_backends(key, three, memories, factors):
    several = {
        "ion-diffusion": three,
        "diffusion-memory": [memories],
        "diffusion-stiffness": factors,
    }
    main = next(iter(FIGURES[key].values()))
    for backend in ("bokeh", "matplotlib"):
        assert hv.render(main(several[key]), backend=backend) is not None


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ion-diffusion", "msd"),
        ("diffusion-temperature", "arrhenius-D"),
        ("diffusion-memory", "memory"),
        ("diffusion-stiffness", "stiffness"),
    ],
)
def test_the_main_picture_is_the_one_of_the_page(key, name):
    assert next(iter(FIGURES[key])) == name


# memory -------------------------------------------------------------------------------------


def test_finite_memories_lie_between_the_ends(memories):
    sketch, data = memory.diffusion.sketch(memories), memories.data
    (dots,), (without, full) = of(Dots, sketch), of(Line, sketch)
    assert dots.x.tolist() == [0.1, 0.2]
    np.testing.assert_array_equal(dots.low, data.D_low.values[1:-1])
    for line, place, kind in ((without, 0, "time-local"), (full, -1, "full")):
        assert line.look == KINDS[kind]
        assert set(line.y) == {float(data.D[place])} and set(line.high) == {
            float(data.D_high[place])
        }
        np.testing.assert_allclose(line.x, [0.1 / 1.5, 0.2 * 1.5])
    assert sketch.x.log and dots.look.color == KINDS["memory"].color


def test_memories_at_two_temperatures_are_told_apart(memories):
    other = replace(memories, parameters=memories.parameters | {"kT": 50.0})
    sketch = memory.diffusion.sketch([memories, other])
    assert [d.look.name for d in of(Dots, sketch)] == ["25 meV (290 K)", "50 meV (580 K)"]
    assert [d.look.marker for d in of(Dots, sketch)] == ["square", "triangle"]
    assert "full, 50 meV (580 K)" in [line.look.name for line in of(Line, sketch)]


def test_one_crystal_for_all_memories(memories):
    (rule,) = of(Rule, memory.heat.sketch(memories))
    assert rule.label == "crystal" and rule.look[:2] == (GREY, "dotted")
    assert set(rule.y) == {float(memories.data.bath_ratio[0])}
    other = replace(memories, parameters=memories.parameters | {"seed": 1})
    assert len(of(Rule, memory.heat.sketch([memories, other]))) == 1


def test_a_step_costs_what_was_measured(memories):
    sketch = memory.cost.sketch(memories)
    (dots,), (without, full) = of(Dots, sketch), of(Line, sketch)
    cost = [without.y[0], *dots.y, full.y[0]]
    assert cost == memories.summary["microseconds_a_step"] and min(cost) > 0
    assert sketch.y.log and dots.low is None and full.low is None


# stiffness ----------------------------------------------------------------------------------


def test_the_axis_says_what_the_factor_is_on(factors):
    assert stiffness.diffusion.sketch(factors[0]).x.label == "f (× stiffness)"
    assert stiffness.diffusion.sketch(factors).x.label == "f (× stiffness or density)"


def test_a_stiffer_crystal_has_a_higher_barrier_a_heavier_one_the_same(factors):
    stiff, heavy = of(Dots, stiffness.barrier.sketch(factors))
    assert (np.diff(stiff.y) > 0).all() and np.ptp(heavy.y) < 1e-6
    assert stiff.x.tolist() == [0.5, 1, 2]
    assert [stiff.look.name, heavy.look.name] == ["stiffness", "density"]


def test_sweeps_show_the_crystals_own_heat_once(factors):
    (rule,) = of(Rule, stiffness.heat.sketch(factors))
    assert rule.y == pytest.approx([1, 1, 1])  # classical
    assert [d.y.tolist() for d in of(Dots, stiffness.heat.sketch(factors))] == [
        r.data.kinetic_ratio.values.tolist() for r in factors
    ]


def test_hops_have_their_rate(factors):
    for dots, result in zip(of(Dots, stiffness.rate.sketch(factors)), factors, strict=True):
        np.testing.assert_array_equal(dots.y, result.data.hop_rate)
