"""Pages built and driven without a browser: every experiment has one, and it draws its runs."""

import numpy as np
import pytest

from ionoscope.app.lessons import lesson
from ionoscope.app.main import PAGES
from ionoscope.app.presets import everything, presets
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.parameters import as_text


def test_every_experiment_has_a_page_presets_and_a_lesson():
    for key in EXPERIMENTS:
        assert key in PAGES
        assert presets(key)
        assert lesson(key).look_for
        assert len(lesson(key).tasks) >= 2
        assert all(t.question and t.answer for t in lesson(key).tasks)


@pytest.mark.parametrize("chosen", everything(), ids=lambda p: f"{p.experiment}:{p.name}")
def test_every_preset_can_be_run(chosen):
    experiment = EXPERIMENTS[chosen.experiment].from_text(chosen.parameters)
    assert {k: as_text(experiment.values()[k]) for k in chosen.parameters} == chosen.parameters


def test_every_panel_of_the_papers_has_a_preset():
    sources = {p.source for p in everything()}
    panels = {f"GATE Fig. 3({c})" for c in "abcdefghijklmnop"}
    panels |= {f"GATE Fig. {n}({c})" for n in (4, 5) for c in "ab"}
    panels |= {f"SEOM Fig. 1({c})" for c in "bcde"}
    panels |= {f"SEOM Fig. 3 (column {n})" for n in range(1, 5)} | {"SEOM Fig. 4"}
    panels |= {f"SEOM Fig. {n}" for n in (5, 6, 7)}
    assert panels <= sources


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_a_page_opens_with_a_picture_and_numbers(opened, key):
    page = opened(key)
    assert page.shown[1].share == 1.0
    assert "<td>" in page.readout.pane.object


@pytest.mark.parametrize("key", ["gate-map", "lattice-barrier", "diffusion-stiffness"])
def test_a_preset_is_named_until_its_values_are_changed(context, key):
    page = PAGES[key](context)
    for name in presets(key):
        page.choose(name)
        assert page.preset.value == name
    page.rail.controls["lam"].text = "0.6"
    page.rail.controls["lam"].commits += 1
    assert page.preset.value not in presets(key)
    page.choose(name)
    assert page.rail.texts()["lam"] == presets(key)[name].parameters.get("lam", "0.5")
    page.close()


def test_the_map_follows_a_knob(opened):
    page = opened("gate-map")
    before = np.array(page.map.image.data["image"][0])
    page.rail.controls["lam"].text = "1.5"
    opened.settle(page)
    assert page.shown[0].lam == 1.5
    assert np.any(before != page.map.image.data["image"][0])
    assert page.rail.controls["lam"].changed


def test_a_refused_value_is_named_and_the_picture_stays(opened):
    page = opened("gate-map")
    before = page.map.image.data
    page.rail.controls["lam"].text = "5"
    assert "lam = 5" in page.status.alert.object
    assert "refused" in page.status.chip.object
    assert page.rail.controls["lam"].refused
    assert page.map.image.data is before
    page.rail.set(page.status.offer)
    opened.settle(page)
    assert page.shown[0].x0 == -31.0


@pytest.mark.parametrize("text", ["abc", "nan", "inf", "0", "-1", "1e999", ""])
def test_no_text_in_a_knob_breaks_the_page(opened, text):
    page = opened("gate-map")
    page.rail.controls["lam"].text = text
    assert "lam = " in page.status.alert.object
    page.rail.controls["lam"].text = "2"
    opened.settle(page)
    assert not page.status.alert.visible


def test_zoom_recomputes_the_window_and_back_returns(opened):
    page = opened("gate-map")
    page._zoomed(6.0, 10.0, 1.0, 11.0)
    opened.settle(page)
    assert float(page.shown[1].data.E_particle[0]) == 6.0
    page._go_back()
    opened.settle(page)
    assert float(page.shown[1].data.E_particle[0]) == 0.1


def test_a_click_launches_beside_the_map(opened, wait_until):
    page = opened("gate-map")
    page._picked(7.0, 5.0)
    wait_until(lambda: page.launch.run.over)
    page._launch_tick()
    assert "reflected" in page.launch_note.object
    assert len(page.positions.data.data["tau"]) > 10


def test_the_sixteen_maps_appear(opened, wait_until):
    page = opened("gate-map")
    wait_until(lambda: page.survey.run.over)
    page._survey_tick()
    assert len(page.gallery.image.data["image"]) == 16


def test_a_preset_overlays_masses_and_offsets(opened):
    page = opened("gate-transmission")
    page.choose("fig4a")
    opened.settle(page)
    assert len(page.shown_runs) == 6
    assert len(page.arrhenius.lines.data["xs"]) == 6


def test_the_temperature_slider_reads_the_curve_without_a_run(opened):
    page = opened("gate-transmission", {"ensemble": "frozen", "omega_T": "1,2,4"})
    runs = len(page.shown_runs)
    page.temperature.value = 3.0
    # frozen: P = exp(−U(s)/ω_T) with U(2) = 10 exp(−1/2)
    share = 100 * np.exp(-10 * np.exp(-0.5) / 3.0)
    assert f"{share:.5g} %" in page.table.object
    assert len(page.shown_runs) == runs


def test_a_sampled_run_streams_and_stops(context, wait_until):
    page = PAGES["gate-transmission"](context)
    page.open({"method": "sampled", "n_launches": "10000000", "omega_T": "1,2"})

    def arrived():
        page.tick()
        return len(page.arrhenius.points.data["x"]) == 2

    wait_until(arrived, "the first points")
    assert not page.runs[0].over
    page.stop()
    wait_until(lambda: page.runs[0].over)
    page.tick()
    assert "stopped" in page.status.chip.object
    assert len(page.arrhenius.points.data["x"]) == 2


def test_closing_a_page_twice_ends_its_runs(opened, wait_until):
    page = opened("gate-transmission", {"ensemble": "frozen", "omega_T": "1,2"})
    page.close()
    page.close()
    assert all(run.over for run in page.runs)


def test_a_hidden_parameter_stays_hidden_and_a_locked_page_locked(context):
    page = PAGES["gate-map"](context)
    page.open({"lam": "1.3"}, hide=("lam",), lock=True)
    assert page.rail.controls["lam"].mystery
    assert page.rail.controls["s"].locked
    page.close()


def test_a_barrier_that_stays_undecided_is_said_and_not_drawn(opened, monkeypatch):
    monkeypatch.setattr(
        "ionoscope.engine.gate.classify.STEPS_MAX", 20
    )  # nothing is followed to its end
    page = opened("gate-barrier")
    assert page.shown[1].summary["E_min"] is None
    assert "stays open" in page.readout.pane.object
    span, _ = page.landscape.levels["E_min"]
    assert not span.visible
