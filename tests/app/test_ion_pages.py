"""The ion's pages without a browser: curves, maxima, the map of trust, three equations together."""

import numpy as np
import pytest

from ionoscope.app.views.trust import CLASSES, TrustMap
from ionoscope.engine.ion.validity import SIDE


class Tap:
    """A click on a figure."""

    def __init__(self, x, y):
        self.x, self.y = x, y


@pytest.fixture
def collision(opened):
    """The collision's page with a small box."""
    return opened("ion-collision", {"lam": "0.2", "v0": "10", "cells": "20"})


def mapped(page, wait_until):
    """Wait for the whole map."""

    def done():
        page._map_tick()
        return page.survey.run is not None and page.survey.run.over

    wait_until(done, "the map")
    page._map_tick()
    return page.trust.image.data


def test_four_curves_with_their_maxima(collision):
    for view in (collision.deflection, collision.force):
        assert view.data.data["name"] == ["full", "time-local", "quasistatic", "homogeneous"]
        assert len(view.marks.data["x"]) == 4
    tops = dict(
        zip(collision.force.data.data["name"], collision.force.marks.data["y"], strict=True)
    )
    assert tops["full"] == pytest.approx(175.3, abs=0.3)  # SEOM Fig. 3; maximum of drawn points
    assert "error of r / F" in collision.readout.pane.object


def test_the_window_shows_the_collision_and_not_the_way_there(collision):
    x = collision.force.figure.x_range
    whole = collision.shown[1].data.time.values[-1]
    assert x.end - x.start < 0.85 * whole
    assert x.start < collision.force.marks.data["x"][0] < x.end


def test_the_map_fills_and_a_click_opens_that_collision(collision, wait_until, opened):
    image = mapped(collision, wait_until)
    assert np.isfinite(image["image"][0]).mean() > 0.9
    assert image["image"][0].shape == (SIDE, SIDE)
    collision.trust._on_pick(5.0, 0.3)
    opened.settle(collision)
    assert (collision.shown[0].v0, collision.shown[0].lam) == (5.0, 0.3)
    here = collision.trust.here.data
    assert 10 ** here["x"][0] == pytest.approx(5.0)
    assert 10 ** here["y"][0] == pytest.approx(0.3)


def test_a_click_on_the_map_does_not_ask_for_it_again(collision, wait_until):
    mapped(collision, wait_until)
    run = collision.survey.run
    collision._picked(5.0, 0.3)
    collision._map_tick()
    assert collision.survey.run is run
    collision.rail.controls["U0"].text = "5000"
    collision.rail.controls["U0"].commits += 1
    wait_until(lambda: collision._map_tick() or collision.survey.run is not run)


def test_the_map_over_mass_and_stiffness_opens_a_stiffer_crystal(collision, wait_until, opened):
    collision.axes.value = "M and stiffness"
    wait_until(lambda: collision._map_tick() or collision.survey.run.experiment.up.name != "lam")
    collision._picked(2.0, 4.0)
    opened.settle(collision)
    e = collision.shown[0]
    assert (e.M, e.k1, e.k2) == (2.0, 2080.0, 680.0)


def test_the_map_shows_each_quantity_and_approximation(collision, wait_until):
    mapped(collision, wait_until)
    seen = set()
    for quantity in collision.quantity.options.values():
        collision.quantity.value = quantity
        seen.add(np.nan_to_num(collision.trust.image.data["value"][0]).tobytes())
    assert len(seen) == 5
    assert "time-local equation of motion" in collision.map_note.object


def test_errors_fall_into_their_classes():
    import xarray as xr

    trust = TrustMap(300, lambda x, y: None)
    error = xr.DataArray(
        [[0.0005, -0.005], [0.05, np.nan]], dims=("lam", "v0"),
        coords={"lam": ("lam", [0.1, 1.0], {"symbol": "λ"}), "v0": ("v0", [1.0, 10.0],
                {"symbol": "v₀", "units": "Å/ps"})},
    )  # fmt: skip
    trust.update(error, None)
    classes = trust.image.data["image"][0]
    assert classes[0].tolist() == [0, 1]
    assert classes[1, 0] == 2
    assert np.isnan(classes[1, 1])
    assert len(CLASSES) == 4
    assert trust.figure.xaxis.axis_label == "v₀ (Å/ps)"
    assert trust.figure.yaxis.axis_label == "λ"


@pytest.fixture
def dissipation(opened):
    """The dissipation's page, short and small."""
    return opened("ion-dissipation", {"cells": "20", "duration": "3"})


def together(page, wait_until, count):
    """Wait until so many equations are drawn."""

    def drawn():
        page._beside_tick()
        runs = [page.lives[e].run for e in page.chosen_others]
        over = all(r is not None and r.over for r in runs)
        return over and len(page.z.data.data["name"]) == count

    wait_until(drawn, f"{count} equations")


def test_three_equations_are_drawn_together(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    assert dissipation.z.data.data["name"] == ["full", "memory", "time-local"]
    assert dissipation.gap.data.data["name"] == ["memory", "time-local"]
    assert "strays up to" in dissipation.readout.pane.object


def test_one_equation_alone_when_asked(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    dissipation.together.value = False
    together(dissipation, wait_until, 1)
    assert dissipation.z.data.data["name"] == ["full"]
    assert dissipation.gap.data.data["name"] == []


def test_a_memory_that_the_box_cannot_have_is_refused_alone(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    dissipation.rail.controls["t_c"].text = "2.5"  # past the echo of 20 cells
    dissipation.rail.controls["t_c"].commits += 1
    together(dissipation, wait_until, 2)
    assert dissipation.z.data.data["name"] == ["full", "time-local"]
    dissipation.rail.controls["equation"].value = "memory"
    assert "hears its own echo" in dissipation.status.alert.object
    assert "cells" in dissipation.status.offer


def test_energies_of_all_equations_are_drawn(dissipation, wait_until):
    together(dissipation, wait_until, 3)
    ion = dissipation.energy.data.data["ys"][0]
    assert ion[0] - ion[-1] == pytest.approx(dissipation.shown[1].summary["energy_lost"], rel=0.05)
    assert len(dissipation.energy.data.data["ys"]) == 3


def test_the_row_moves_from_its_start(dissipation):
    assert dissipation.row.ion.data["x"] == pytest.approx([10.5])
    assert len(dissipation.row.atoms.data["x"]) == 8
    frames = dissipation.row.path.data
    assert len(frames["z"]) == len(frames["time"]) == dissipation.player.frames


def test_closing_ends_the_runs_beside(dissipation):
    dissipation.close()
    dissipation.close()
    assert dissipation.wakes[0].closed
