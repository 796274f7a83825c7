"""The ion's pages without a browser: curves, maxima, the map of trust, three equations together."""

import numpy as np
import pytest
from bokeh.events import Tap

from ionoscope.app.figures.marks import Dots, Line
from ionoscope.app.pages.elsewhere import opener
from ionoscope.engine.core.words import number

ANSWERS = ["full", "time-local", "quasistatic", "homogeneous"]


def lines(page, figure):
    """The curves that a page's figure shows, by name."""
    return {m.look.name: m for m in page.figures[figure].sketch.marks if isinstance(m, Line)}


def dots(page, figure):
    return {m.look.name: m for m in page.figures[figure].sketch.marks if isinstance(m, Dots)}


def said(page):
    """The rows of the answer."""
    return dict(page.readout.answer.rows)


@pytest.fixture
def collision(opened):
    """The collision's page with a small box."""
    return opened("ion-collision", {"lam": "0.2", "v0": "10", "cells": "20"})


def mapped(page, wait_until):
    """Wait for the whole map; its cells and the mark of the page's collision."""

    def done():
        page.tick()
        return page.view.survey.runs and not page.view.survey.busy

    wait_until(done, "the map")
    page.tick()
    return page.figures["validity"].sketch.marks


def test_four_curves_with_their_maxima(collision):
    for figure in ("deflection", "force"):
        assert list(lines(collision, figure)) == list(dots(collision, figure)) == ANSWERS
    top = dots(collision, "force")["full"].y[0]
    assert top == pytest.approx(175.3, abs=0.3)  # SEOM Fig. 3; maximum of drawn points


def test_the_two_pictures_share_one_row_of_names(collision):
    for figure in ("deflection", "force"):
        assert collision.figures[figure].fig.select_one({"name": "legend"}) is None
    names, _ = collision.view.picture()
    assert all(f" {name}</span>" in names.object for name in ANSWERS)


def test_the_answer_tells_the_maxima_and_the_errors(collision):
    found, rows = collision.own.summary, said(collision)
    assert rows["largest force, full"] == f"{found['full']['F_max']:.5g} meV/Å"
    assert rows["energy left behind"] == f"{found['energy_lost']:.5g} meV"
    off = 100 * found["error"]["homogeneous"]["r"]
    told = collision.readout.answer.rows
    at = [name for name, _ in told].index("homogeneous: error of largest F")
    assert told[at + 1] == ("   of largest r", f"{number(float(f'{off:.2g}'))} %")
    assert collision.readout.answer.verdict.startswith("The time-local answer underestimates")


def test_the_window_shows_the_collision_and_not_the_way_there(collision):
    x = collision.figures["force"].fig.x_range
    whole = collision.own.data.time.values[-1]
    assert x.end - x.start < 0.85 * whole
    assert x.start < dots(collision, "force")["full"].x[0] < x.end


def test_the_map_fills_and_a_click_opens_that_collision(collision, wait_until, opened):
    cells, _ = mapped(collision, wait_until)
    assert cells.values.shape == (40, 40)
    assert np.isfinite(cells.values).mean() > 0.9
    fig = collision.figures["validity"].fig
    fig._trigger_event(Tap(fig, x=np.log10(5.0), y=np.log10(0.3)))
    opened.settle(collision)
    assert (collision.own.parameters["v0"], collision.own.parameters["lam"]) == (5.0, 0.3)
    _, here = collision.figures["validity"].sketch.marks
    assert (10 ** here.x[0], 10 ** here.y[0]) == pytest.approx((5.0, 0.3))


@pytest.mark.soak
def test_a_click_on_the_map_does_not_ask_for_it_again(collision, wait_until):
    mapped(collision, wait_until)
    [run] = collision.view.survey.runs
    collision.view._picked(5.0, 0.3)
    collision.tick()
    assert collision.view.survey.runs == [run]
    collision.rail.controls["U0"].value = "5000"
    wait_until(lambda: collision.tick() or collision.view.survey.runs != [run])


def test_the_map_over_mass_and_stiffness_opens_a_stiffer_crystal(collision, wait_until, opened):
    collision.view.axes.value = "mass and stiffness"
    wait_until(
        lambda: collision.tick() or ((s := collision.view.mapped) and s.axes != "speed and reach")
    )
    assert collision.figures["validity"].sketch.y.label == "k/k₀"
    collision.view._picked(2.0, 4.0)
    opened.settle(collision)
    e = collision.own.parameters
    assert (e["M"], e["k1"], e["k2"]) == (2.0, 2080.0, 680.0)


@pytest.mark.soak
def test_the_map_shows_each_quantity_and_approximation(collision, wait_until):
    mapped(collision, wait_until)
    seen = set()
    for quantity in collision.view.trust.quantity.options.values():
        collision.view.trust.quantity.value = quantity
        seen.add(np.nan_to_num(collision.figures["validity"].sketch.marks[0].said).tobytes())
    assert len(seen) == 5
    assert "time-local equation of motion" in collision.view.trust.note.object


def test_the_map_says_how_many_collisions_it_holds(collision, wait_until):
    cells, _ = mapped(collision, wait_until)
    known = np.isfinite(cells.said).sum()
    assert collision.view.trust.note.object.startswith(f"{known} collisions. Left out:")


def test_a_collision_that_fails_says_so_beside_its_curves(opened):
    page = opened("ion-collision", {"v0": "1000", "U0": "1", "cells": "8"})
    assert page.own.status == "failed"
    assert "too fast" in page.readout.answer.note
    assert list(lines(page, "force")) == ANSWERS


@pytest.fixture
def dissipation(opened):
    """The dissipation's page, short and small."""
    return opened("ion-dissipation", {"cells": "20", "duration": "3"})


def together(page, wait_until, count):
    """Wait until so many equations are drawn."""

    def drawn():
        page.tick()
        over = not page.runs.busy and not page.view.others.busy
        return over and len(lines(page, "path")) == count

    wait_until(drawn, f"{count} equations")


def test_three_equations_are_drawn_together(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    for figure in ("path", "velocity", "energy"):
        assert list(lines(dissipation, figure)) == ["full", "memory", "time-local"]
    assert list(lines(dissipation, "difference")) == ["memory", "time-local"]
    assert list(lines(dissipation, "drag")) == ["time-local"]


def test_the_answer_compares_the_equations(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    answer, found = dissipation.readout.answer, dissipation.own.summary
    assert f"has given {found['energy_lost']:.5g} meV to the crystal" in answer.verdict
    assert said(dissipation)["equation of motion"] == "full"
    gap = np.abs(lines(dissipation, "difference")["time-local"].y).max()
    assert answer.note.startswith(f"The time-local ion strays up to {gap:.2g} Å")
    for name in ("memory", "time-local"):
        energy = lines(dissipation, "energy")[name].y
        given = f"{energy[0] - energy[-1]:.5g} meV"
        assert said(dissipation)[f"given to the crystal, {name}"] == given


def test_one_equation_alone_when_asked(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    dissipation.view.together.value = False
    together(dissipation, wait_until, 1)
    assert list(lines(dissipation, "path")) == ["full"]
    assert not lines(dissipation, "difference")


def test_a_memory_that_the_box_cannot_have_is_refused_alone(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    dissipation.rail.controls["t_c"].value = "2.5"  # past the echo of 20 cells
    together(dissipation, wait_until, 2)
    assert list(lines(dissipation, "path")) == ["full", "time-local"]
    dissipation.rail.controls["equation"].value = "memory"
    assert "hears its own echo" in dissipation.status.trouble
    assert "cells" in dissipation.status.offer


def test_energies_of_all_equations_are_drawn(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    found = lines(dissipation, "energy")
    lost = found["full"].y[0] - found["full"].y[-1]
    assert lost == pytest.approx(dissipation.own.summary["energy_lost"], rel=0.05)
    assert len(found) == 3


def test_the_row_moves_from_its_start(dissipation):
    assert dissipation.view.row.ion.data["x"] == pytest.approx([10.5])
    assert len(dissipation.view.row.atoms.data["x"]) == 8
    frames = dissipation.view.row.path.data
    assert len(frames["z"]) == len(frames["time"]) == dissipation.view.player.frames


def test_the_player_s_time_stands_in_every_picture_of_time(dissipation):
    for name in ("path", "velocity", "energy", "difference"):
        shared = [r.data_source for r in dissipation.figures[name].fig.renderers]
        assert dissipation.view.row.now in shared
    assert list(dissipation.view.row.now.data) == ["x"]


def test_a_notebook_gets_what_the_page_shows(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    picture = dissipation.figures["path"].picture()
    shown = lines(dissipation, "path")
    assert [e.label for e in picture] == list(shown)
    for element in picture:
        np.testing.assert_array_equal(element.dimension_values("z"), shown[element.label].y)


def test_closing_ends_the_runs_beside(dissipation):
    dissipation.close()
    dissipation.close()
    assert dissipation.wake.closed
    assert all(run.over or run._stop.is_set() for run in dissipation.view.others.runs)


@pytest.mark.soak
def test_the_map_opens_on_its_own_page_as_it_is(collision, wait_until, went):
    mapped(collision, wait_until)
    opener(collision, collision.view.survey)._handle_msg({"key": "0"})
    ((key, texts), _) = went[-1]
    assert (key, texts["axes"], texts["cells"]) == ("ion-validity", "speed and reach", "20")


def test_a_point_of_the_map_s_page_opens_its_collision(opened, went):
    page = opened("ion-validity", {"n": "3", "cells": "12", "axes": "mass and stiffness"})
    assert "within 10\u00a0%" in page.readout.answer.verdict
    page.view._picked(2.0, 4.0)
    ((key, texts), _) = went[-1]
    assert key == "ion-collision" and "n" not in texts
    assert (texts["M"], texts["k1"], texts["k2"]) == ("2", "2080", "680")
    assert page.view.trust.note.object.startswith("9 collisions. Left out:")
