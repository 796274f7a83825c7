"""Pages built and driven without a browser: every experiment has one, and it draws its runs."""

import numpy as np
import pytest

from ionoscope.app.figures.marks import Cursor, Dots, Level, Line, Veil
from ionoscope.app.pages.shell import PAGES
from ionoscope.app.share.lessons import lesson
from ionoscope.app.share.presets import everything, presets
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.core.words import percent
from ionoscope.engine.gate.domain_map import weighted_share


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
    """The smallest run; the browser's tour opens every page with its first preset."""
    page = opened(key, {k: as_text(v) for k, v in EXPERIMENTS[key].small.items()})
    assert page.runs.runs[-1].share == 1.0
    assert page.readout.answer.rows


@pytest.mark.parametrize("key", ["gate-map", "lattice-barrier", "diffusion-stiffness"])
def test_a_preset_is_named_until_its_values_are_changed(context, key):
    page = PAGES[key](context)
    for name in presets(key):
        page.choose(name)
        assert page.preset.value == name
    page.rail.controls["lam"].value = "0.6"
    assert page.preset.value not in presets(key)
    page.choose(name)
    assert page.rail.texts()["lam"] == presets(key)[name].parameters.get("lam", "0.5")
    page.close()


def outcomes(page) -> np.ndarray:
    """What the map shows."""
    return page.view.map.sketch.marks[0].values


def curves(page) -> list[Line]:
    """The exact curves of the Arrhenius plot."""
    return [m for m in page.view.arrhenius.sketch.marks if isinstance(m, Line)]


def counted(page) -> int:
    """Counted points on the Arrhenius plot."""
    return sum(len(m.x) for m in page.view.arrhenius.sketch.marks if isinstance(m, Dots))


def test_the_map_follows_a_knob(opened):
    page = opened("gate-map")
    before = outcomes(page)
    page.rail.controls["lam"].value = "1.5"
    opened.settle(page)
    assert page.own.parameters["lam"] == 1.5
    assert np.any(before != outcomes(page))
    assert page.rail.controls["lam"].changed


def test_a_refused_value_is_named_and_the_picture_stays(opened):
    page = opened("gate-map")
    before = page.view.map.sketch
    page.rail.controls["lam"].value = "5"
    assert page.status.trouble.startswith("λ width = 5 makes the gaussian potential reach past")
    assert page.status.accept.state["label"] == "Set x₀ = -31"
    assert page.status.word == "refused"
    assert page.rail.controls["lam"].refused
    assert page.view.map.sketch is before
    page.rail.set(page.status.offer)
    opened.settle(page)
    assert page.own.parameters["x0"] == -31.0


def test_the_end_of_a_run_is_seen_whose_last_chunk_was_drawn_before(opened):
    """A worker gives the last chunk, and says a moment later that this was the end."""
    page = opened("gate-barrier")
    run = page.runs.runs[-1]
    run.status = "running"
    page._show()
    assert page.own.status == "running"
    run.status = "finished"
    page._show()
    assert page.own.status == "finished"


@pytest.mark.parametrize("text", ["abc", "nan", "inf", "0", "-1", "1e999", ""])
def test_no_text_in_a_knob_breaks_the_page(opened, text):
    page = opened("gate-map")
    page.rail.controls["lam"].value = text
    assert page.status.trouble.startswith("λ width = ")
    page.rail.controls["lam"].value = "2"
    opened.settle(page)
    assert not page.status.trouble


def test_zoom_recomputes_the_window_and_back_returns(opened):
    page = opened("gate-map")
    page.view.map.fig.x_range.update(start=6.0, end=10.0)  # a person's box
    page.view._zoomed(6.0, 10.0, 1.0, 11.0)
    opened.settle(page)
    assert float(page.own.data.E_particle[0]) == 6.0
    assert window(page) == pytest.approx(page.view.map.sketch.ranges())
    page.view._go_back()
    opened.settle(page)
    assert float(page.own.data.E_particle[0]) == 0.1
    assert window(page) == pytest.approx(page.view.map.sketch.ranges())


def window(page) -> tuple[float, ...]:
    """What is to be seen of the map."""
    return tuple(
        end
        for r in (page.view.map.fig.x_range, page.view.map.fig.y_range)
        for end in (r.start, r.end)
    )


def test_a_locked_map_goes_back_to_its_window(context, opened):
    page = PAGES["gate-map"](context)
    page.open({"n": "20"}, lock=True)
    opened.settle(page)
    whole = window(page)
    page.view.map.fig.x_range.update(start=6.0, end=10.0)
    page.view._zoomed(6.0, 10.0, *whole[2:])
    assert window(page) == whole


def test_the_weight_by_temperature_is_told_and_veils_the_map(opened):
    page = opened("gate-map")
    page.view.weight_on.value = True
    page.view.omega_T.value = 1.0
    told = dict(page.readout.answer.rows)
    assert told["transmitted, weighted at ω_T = 1"] == percent(weighted_share(page.own.data, 1.0))
    assert any(isinstance(m, Veil) for m in page.view.map.sketch.marks)
    page.view.lines_on.value = page.view.weight_on.value = False
    assert len(page.view.map.sketch.marks) == 1


def test_a_click_launches_beside_the_map(opened, wait_until):
    page = opened("gate-map")
    page.view._picked(7.0, 5.0)
    wait_until(lambda: not page.view.launch.busy)
    page.tick()
    assert "reflected" in page.view.launch_note.value
    assert len(page.view.positions.sketch.marks[0].x) > 10
    [picked] = [m for m in page.view.map.sketch.marks if isinstance(m, Dots)]
    assert (picked.x[0], picked.y[0]) == (7.0, 5.0)


def test_a_launch_is_shown_in_space_in_time_and_as_numbers(opened):
    page = opened("gate-launch")
    assert page.readout.answer.verdict == "The particle passes."
    told = dict(page.readout.answer.rows)
    assert told["decided at τ"].endswith("periods")
    tau = page.own.data.tau.values
    for live in (page.view.positions, page.view.energies):
        assert live.sketch.marks[0].x[-1] == tau[-1]
    path = page.view.scene.path.data
    assert np.interp(tau, path["tau"], path["y"]) == pytest.approx(page.own.data.y, abs=0.02)
    still = path["tau"][page.view.player.still]
    assert still == pytest.approx(page.own.summary["tau"], abs=tau[-1] / len(path["tau"]))


def test_the_scene_moves_what_time_plots_and_phase_plane_show(opened):
    page = opened("gate-launch")
    for live in (page.view.positions, page.view.energies):
        assert page.view.scene.now in [r.data_source for r in live.fig.renderers]
    [point] = [r for r in page.view.phase.fig.renderers if r.data_source is page.view.scene.state]
    wanted = {
        value.field
        for value in point.glyph.properties_with_values().values()
        if getattr(value, "field", None)
    }
    assert {"x", "y"} <= wanted <= set(page.view.scene.state.data)


def test_the_scan_of_barriers_marks_where_one_is(opened, wait_until):
    page = opened("gate-barrier", {"s": "-1.5"})
    wait_until(lambda: not page.view.survey.busy)
    page.tick()
    marks = page.view.scan.sketch.marks
    assert [m.x for m in marks if isinstance(m, Cursor)] == [1.5]
    frozen = next(m for m in marks if isinstance(m, Line) and m.look.name == "frozen U(s)")
    assert np.interp(1.5, frozen.x, frozen.y) == pytest.approx(page.own.summary["frozen"], rel=1e-3)


def test_a_preset_overlays_masses_and_offsets(opened):
    page = opened("gate-transmission")
    page.choose("fig4a")
    opened.settle(page)
    assert len(page.runs.runs) == 6
    assert len(curves(page)) == 6
    assert {m.look.name for m in curves(page)} == {
        f"s={s} M={M}" for s in (0, 2) for M in ("0.2", "1", "5")
    }


def test_the_temperature_slider_reads_the_curve_without_a_run(opened):
    page = opened("gate-transmission", {"ensemble": "frozen", "omega_T": "1,2,4"})
    runs = len(page.runs.runs)
    page.view.temperature.value = 3.0
    # frozen: P = exp(−U(s)/ω_T) with U(2) = 10 exp(−1/2)
    share = 100 * np.exp(-10 * np.exp(-0.5) / 3.0)
    assert f"{share:.5g} %" in page.view.table.object
    assert (page.view.omega_T.data["x"], page.view.beta.data["x"]) == ([3.0], [1 / 3.0])
    assert len(page.runs.runs) == runs


def test_every_curve_is_exported_with_its_own_parameters(opened):
    page = opened("gate-transmission", {"ensemble": "frozen", "omega_T": "1,2,4", "s": "1"})
    page.overlays.set({"s": ["0", "2"]})
    page.run()
    opened.settle(page)
    taken = page.taken()
    assert [one.result.parameters["s"] for one in taken] == [0.0, 1.0, 2.0]
    assert len({one.name for one in taken}) == 3
    for one in taken:  # frozen: P = exp(−U(s)/ω_T) with λ = 2
        barrier = 10 * np.exp(-(one.result.parameters["s"] ** 2) / 8)
        assert one.result.data.P.values == pytest.approx(np.exp(-barrier / np.array([1, 2, 4])))


def test_a_sampled_run_streams_and_stops(context, wait_until):
    page = PAGES["gate-transmission"](context)
    page.open({"method": "sampled", "n_launches": "10000000", "omega_T": "1,2"})

    def arrived():
        page.tick()
        return counted(page) == 2

    wait_until(arrived, "the first points")
    assert not page.runs.runs[0].over
    assert page.taken()[0].result.status == "stopped"
    page.stop()
    wait_until(lambda: page.runs.runs[0].over)
    page.tick()
    assert page.status.word == "stopped"
    assert counted(page) == 2


def test_closing_a_page_twice_ends_its_runs(opened, wait_until):
    page = opened("gate-transmission", {"ensemble": "frozen", "omega_T": "1,2"})
    page.close()
    page.close()
    assert all(run.over for run in page.runs.runs)


def test_a_hidden_parameter_stays_hidden_and_a_locked_page_locked(context):
    page = PAGES["gate-map"](context)
    page.open({"lam": "1.3"}, hide=("lam",), lock=True)
    assert page.rail.controls["lam"].mystery
    assert page.rail.controls["s"].disabled
    page.close()


def test_a_refused_mystery_stays_one(context):
    page = PAGES["gate-map"](context)
    page.open({"lam": "5"}, hide=("lam",))
    assert "the hidden λ" in page.status.trouble and "-31" not in page.status.trouble
    page.close()


def test_a_barrier_that_stays_undecided_is_said_and_not_drawn(opened, monkeypatch):
    monkeypatch.setattr(
        "ionoscope.engine.gate.outcomes.STEPS_MAX", 20
    )  # nothing is followed to its end
    page = opened("gate-barrier")
    assert page.own.summary["E_min"] is None
    assert "is not known" in page.readout.answer.verdict
    named = [m.label for m in page.view.landscape.sketch.marks if isinstance(m, Level)]
    assert len(named) == 2
    assert not any("E_min" in label for label in named)
