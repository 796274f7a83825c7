"""The pages of diffusion without a browser: several runs on one picture, words that fit them."""

import numpy as np
import pytest

from ionoscope.app.figures.marks import Boxes, Dots, Line, Rule, Steps
from ionoscope.app.figures.names import names
from ionoscope.app.figures.style import KINDS
from ionoscope.app.share.presets import presets
from ionoscope.engine import EXPERIMENTS

SHORT = {"cells": "6", "ions": "4", "duration": "14", "settle": "0", "fit_to": "6"}
LOCAL = {**SHORT, "equation": "time-local"}


def of(kind, live):
    """Marks of a kind on a page's figure."""
    return [m for m in live.sketch.marks if isinstance(m, kind)]


def rows(page):
    """Names of what the readout tells."""
    return [name.strip() for name, _ in page.readout.answer.rows]


@pytest.fixture
def three(opened):
    """Three equations on one bath."""
    page = opened("ion-diffusion", LOCAL)
    page.overlays.set({"equation": ["full", "memory"]})
    page.run()
    opened.settle(page)
    return page


def test_three_equations_on_one_picture(three):
    kinds = ["full", "memory", "time-local"]
    assert [s.experiment.equation for s in three.runs.runs] == kinds
    for name in ("msd", "history", "alpha2"):
        lines = of(Line, three.figures[name])
        assert [line.look.name for line in lines] == kinds
        assert [line.look.color for line in lines] == [KINDS[k].color for k in kinds]
    outlines = [s for s in of(Steps, three.figures["velocities"]) if not s.solid]
    assert [s.look.name for s in outlines] == kinds
    bars = of(Boxes, three.figures["thermometer"])
    found = [s.chunk.summary["kinetic_ratio"] for s in three.runs.runs]
    assert [bar.x1[0] for bar in bars] == found
    assert {"D, full", "D, memory"} <= {*rows(three)}  # time-local is entered
    assert [three.view.words.object.count(f"{kind}: ") for kind in kinds] == [1, 1, 1]


def test_names_on_the_page_are_those_of_the_figures(three):
    results = [s.result() for s in three.runs.runs]
    assert [line.look.name for line in of(Line, three.figures["msd"])] == names(results)
    assert three.readout.answer.verdict.startswith("time-local: ")


def test_the_first_ions_set_out_from_one_place(three):
    cloud, first = three.view.path.cloud.data, three.view.path.runs.data["first"]
    starts = np.array([[cloud[k][i] for k in "xyz"] for i in first])
    assert np.allclose(starts, starts[0], atol=0.05)


def test_more_ions_are_shown_on_demand(three):
    assert len(three.view.path.runs.data["first"]) == 3
    three.view.every.value = True
    assert len(three.view.path.runs.data["first"]) == 12


def test_runs_alike_in_colour_differ_in_marker_and_name(opened):
    page = opened("ion-diffusion", LOCAL)
    page.overlays.keep.value = True
    page.rail.controls["kT"].value = "50"
    page.run()
    opened.settle(page)
    one, two = (dots.look for dots in of(Dots, page.figures["residence"]))
    assert one.color == two.color and one.marker != two.marker
    assert [one.name, two.name] == ["25 meV (290 K)", "50 meV (580 K)"]


def test_a_page_without_a_run_says_so(opened):
    page = opened("ion-diffusion", LOCAL)
    page.overlays.clear.press()
    assert page.readout.answer.verdict == "No result yet."
    assert not any(live.sketch.legend for live in page.figures.values())
    assert len(page.view.path.cloud.data["x"]) == 0


def test_a_stopped_run_goes_on_from_where_it_was(opened, wait_until):
    page = opened("ion-diffusion", LOCAL)
    page.rail.controls["duration"].value = "4000"
    page.run()
    wait_until(lambda: page.runs.runs[0].share > 0, "a first snapshot")
    page.stop()
    opened.settle(page)
    share = page.runs.runs[0].share
    assert page.runs.runs[0].status == "stopped" and page.buttons.go_on.visible
    page.go_on()
    wait_until(lambda: page.runs.runs[-1].share > share, "more than before")
    page.stop()
    opened.settle(page)


def test_a_weak_force_has_a_mobility_to_compare_with(opened):
    page = opened("ion-diffusion", {**LOCAL, "force": "2", "ions": "16"})  # F·a = 6 of 25 meV
    assert {"mobility μ", "D/kT"} <= {*rows(page)} and "D as in the paper" not in rows(page)
    page.rail.controls["force"].value = "4"
    page.run()
    opened.settle(page)
    assert "mobility μ" in rows(page) and "D/kT" not in rows(page)
    assert any("no longer weak" in doubt for doubt in page.readout.answer.doubts)


def test_classical_crystals_have_no_zero_point_motion_to_tell(opened):
    page = opened("diffusion-stiffness", {**LOCAL, "factors": "0.5,2", "statistics": "classical"})
    (rule,) = of(Rule, page.figures["heat"])
    assert rule.label == "crystal" and rule.y == pytest.approx([1, 1])
    assert "zero-point" not in page.readout.answer.note


def test_the_papers_numbers_are_told_for_the_papers_ion_only(opened):
    page = opened("diffusion-temperature", {**LOCAL, "temperatures": "15,25,40,50"})
    assert [r.label for r in of(Rule, page.figures["arrhenius-D"])] == ["paper, time-local"]
    assert "E_a, paper" in rows(page)
    page.rail.controls["U0"].value = "6000"
    page.run()
    opened.settle(page)
    assert not of(Rule, page.figures["arrhenius-D"]) and "E_a, paper" not in rows(page)


def test_points_of_a_sweep_are_filled_when_their_runs_have_ended(opened):
    page = opened("diffusion-temperature", {**LOCAL, "temperatures": "15,25,40,50", "ions": "32"})
    dots = {name: of(Dots, live)[0] for name, live in page.figures.items()}
    assert dots["arrhenius-D"].filled.tolist() == [True] * 4
    assert len(dots["residuals"].x) == 4 and len(dots["local"].x) == 3
    assert rows(page)[:2] == ["E_a", "D₀"]
    assert ("temperatures", "all 4 points") in page.readout.answer.rows


def test_finite_memories_lie_between_the_ends(opened):
    page = opened("diffusion-memory", {**SHORT, "memories": "0.1,0.2"})
    assert [d.x.tolist() for d in of(Dots, page.figures["memory"])] == [[0.1, 0.2]]
    assert [line.look.name for line in of(Line, page.figures["memory"])] == ["time-local", "full"]
    places = ("time-local", "t_c = 0.1 ps", "t_c = 0.2 ps", "full")
    assert {f"D, {place}" for place in places} <= {*rows(page)}
    assert np.isfinite(of(Dots, page.figures["cost"])[0].y).all()


@pytest.mark.soak
def test_stiffness_and_density_side_by_side(opened):
    page = opened("diffusion-stiffness", {**LOCAL, "factors": "0.5,1,2"})
    page.overlays.set({"vary": ["density"]})
    page.run()
    opened.settle(page)
    assert [s.experiment.vary for s in page.runs.runs] == ["stiffness", "density"]
    stiff, heavy = (s.chunk.data.E_barrier.values for s in page.runs.runs)
    assert stiff[0] < stiff[1] < stiff[2] and np.ptp(heavy) < 1e-6  # mass has no part at rest
    assert [d.look.name for d in of(Dots, page.figures["stiffness"])] == ["stiffness", "density"]
    assert "D at 0.5 × stiffness" in rows(page)  # of the values entered


@pytest.mark.soak
@pytest.mark.parametrize(
    "key", ["diffusion-temperature", "diffusion-memory", "diffusion-stiffness"]
)
def test_the_first_preset_of_a_sweep_has_a_point_at_every_place(key):
    kind, first = EXPERIMENTS[key], next(iter(presets(key).values()))
    data = kind.from_text(first.parameters).solve().data
    assert np.isfinite(data.D).all() and np.isfinite(data.D_low).all()


def test_a_refusal_names_the_knob_as_the_page_does(opened):
    page = opened("ion-diffusion", LOCAL)
    page.rail.controls["lam"].value = "1"
    page.run()
    said = page.status.trouble
    assert said.startswith("λ reach = 1 makes the ion feel more") and not page.status.state["title"]


def test_a_sweep_with_a_point_that_failed_is_exported_as_failed(opened):
    hot = {"temperatures": "10,250", "dt": "0.02", "ions": "32"}  # too fast for the step
    page = opened("diffusion-temperature", {**LOCAL, **hot})
    (own,) = page.taken()
    assert own.result.status == "failed" and own.name.endswith("-failed")
    assert own.result.data.share.values[0] == 1
