"""The pages of diffusion without a browser: several runs on one picture, words that fit them."""

import numpy as np
import pytest

from ionoscope.app.paper import paper
from ionoscope.app.presets import presets
from ionoscope.engine import EXPERIMENTS

SHORT = {"cells": "6", "ions": "4", "duration": "14", "settle": "0", "fit_to": "6"}
LOCAL = {**SHORT, "equation": "time-local"}


@pytest.fixture
def three(opened):
    """Three equations on one bath."""
    page = opened("ion-diffusion", LOCAL)
    page.overlay({"equation": ["full", "memory"]})
    page.run()
    opened.settle(page)
    return page


def test_three_equations_on_one_picture(three):
    runs = [s.run.id for s in three.shown_runs]
    assert [s.experiment.equation for s in three.shown_runs] == ["full", "memory", "time-local"]
    assert [look[2] for look in three.styles.values()] == ["full", "memory", "time-local"]
    assert len({look[0] for look in three.styles.values()}) == 3
    assert list(three.styles) == runs
    for sources in (three.msd.curves, three.history.curves, three.velocities.outlines):
        assert len(sources.data["xs"]) == 3
    assert len(three.thermometer.bars.data["x"]) == 3
    assert "D, full" in three.readout.pane.object and "D, memory" in three.readout.pane.object


def test_the_first_ions_set_out_from_one_place(three):
    cloud, first = three.path.cloud.data, three.path.runs.data["first"]
    starts = np.array([[cloud[k][i] for k in "xyz"] for i in first])
    assert np.allclose(starts, starts[0], atol=0.05)


def test_more_ions_are_shown_on_demand(three):
    assert len(three.path.runs.data["first"]) == 3
    three.every.value = True
    assert len(three.path.runs.data["first"]) == 12


def test_runs_alike_in_colour_differ_in_marker_and_name(opened):
    page = opened("ion-diffusion", LOCAL)
    page.keep.value = True
    page.rail.controls["kT"].text = "50"
    page.run()
    opened.settle(page)
    (color, *_, one), (other, *_, two) = page.styles.values()
    assert color == other and one != two
    assert [look[2] for look in page.styles.values()] == ["kT=25 meV", "kT=50 meV"]


def test_a_stopped_run_goes_on_from_where_it_was(opened, wait_until):
    page = opened("ion-diffusion", LOCAL)
    page.rail.controls["duration"].text = "4000"
    page.run()
    wait_until(lambda: page.runs[0].share > 0, "a first snapshot")
    page.stop()
    opened.settle(page)
    share = page.runs[0].share
    assert page.runs[0].status == "stopped" and page.go_on_button.visible
    page.go_on()
    wait_until(lambda: page.runs[-1].share > share, "more than before")
    page.stop()
    opened.settle(page)


def test_a_weak_force_has_a_mobility_to_compare_with(opened):
    page = opened("ion-diffusion", {**LOCAL, "force": "2", "ions": "16"})  # F·a = 6 of 25 meV
    words = page.readout.pane.object
    assert "mobility μ" in words and "<td>D/kT" in words and "as in the paper" not in words
    page.rail.controls["force"].text = "4"
    page.run()
    opened.settle(page)
    words = page.readout.pane.object
    assert "mobility μ" in words and "<td>D/kT" not in words and "no longer weak" in words


def test_sweeps_show_the_crystals_own_heat(opened):
    page = opened("diffusion-stiffness", {**LOCAL, "factors": "0.5,2", "statistics": "classical"})
    assert page.heat.rules.data["dash"] == ["dotted"]
    assert page.heat.ends.data["text"] == ["its crystal"]
    assert page.heat.rules.data["ys"][0] == pytest.approx([1, 1])
    assert "zero-point" not in page.readout.pane.object


def test_the_papers_line_is_drawn_for_the_papers_ion_only(opened):
    page = opened("diffusion-temperature", {**LOCAL, "temperatures": "15,25,40,50"})
    assert page.top.ends.data["text"] == ["paper, time-local"]
    D0, E_a = (paper("diffusion")["time-local"][k][0] for k in ("D0", "E_a"))
    x, y = page.top.rules.data["xs"][0], page.top.rules.data["ys"][0]
    assert y == pytest.approx(D0 * np.exp(-E_a * x / 1000))
    assert "E_a, paper" in page.readout.pane.object
    page.rail.controls["U0"].text = "6000"
    page.run()
    opened.settle(page)
    assert page.top.ends.data["text"] == [] and "paper" not in page.readout.pane.object


def test_points_of_a_sweep_are_filled_when_their_runs_have_ended(opened):
    page = opened("diffusion-temperature", {**LOCAL, "temperatures": "15,25,40,50", "ions": "32"})
    assert list(page.top.dots.data["fill"]) == [1.0] * 4
    assert len(page.residuals.dots.data["x"]) == 4 and len(page.local.dots.data["x"]) == 3


def test_finite_memories_lie_between_the_ends(opened):
    page = opened("diffusion-memory", {**SHORT, "memories": "0.1,0.2"})
    assert list(page.top.dots.data["x"]) == [0.1, 0.2] and len(page.top.curves.data["xs"]) == 2
    assert "D, time-local" in page.readout.pane.object and "D, full" in page.readout.pane.object
    assert np.isfinite(page.cost.dots.data["y"]).all()


def test_stiffness_and_density_side_by_side(opened):
    page = opened("diffusion-stiffness", {**LOCAL, "factors": "0.5,1,2"})
    page.overlay({"vary": ["density"]})
    page.run()
    opened.settle(page)
    assert [s.experiment.vary for s in page.shown_runs] == ["stiffness", "density"]
    stiff, heavy = (s.run.chunk.data.E_barrier.values for s in page.shown_runs)
    assert stiff[0] < stiff[1] < stiff[2] and np.ptp(heavy) < 1e-6  # mass has no part at rest
    assert "D at 0.5 × stiffness" in page.readout.pane.object  # of the values entered


@pytest.mark.parametrize(
    "key", ["diffusion-temperature", "diffusion-memory", "diffusion-stiffness"]
)
def test_the_first_preset_of_a_sweep_has_a_point_at_every_place(key):
    kind, first = EXPERIMENTS[key], next(iter(presets(key).values()))
    data = kind.from_text(first.parameters).solve().data
    assert np.isfinite(data.D).all() and np.isfinite(data.D_low).all()


def test_a_refusal_names_the_knob_as_the_page_does(opened):
    page = opened("ion-diffusion", LOCAL)
    page.rail.controls["lam"].text = "1"
    page.run()
    said = page.status.alert.object
    assert "<b>Not run: λ reach</b>" in said and "lam = 1" in said
