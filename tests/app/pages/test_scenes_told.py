"""Moving scenes, clicks and the projector for those who do not see, point, or sit in front."""

import pytest

from ionoscope.app.controls.data import _told
from ionoscope.app.pages.hearing import describe
from ionoscope.app.pages.pick_box import PickBox
from ionoscope.app.pages.projector import Projector


def label(fig) -> str:
    return fig.html_attributes["aria-label"]


def table(fold) -> dict:
    return _told(fold._table())


@pytest.mark.parametrize(
    ("key", "of"), [("gate-launch", "The particle"), ("lattice-barrier", "barrier")]
)
def test_a_moving_scene_says_what_came_of_it(opened, key, of):
    page = opened(key)
    describe(page)
    [scene] = page.view.moving()
    assert label(scene).startswith("Moving picture: ") and of in label(scene)
    assert page.readout.answer.verdict in label(scene)


def test_a_moving_scene_has_its_data_as_a_table(opened):
    page = opened("gate-launch")
    told = table(page.view.data)
    assert len(told["heads"]) == 3 and told["blocks"][0][2] > 100
    page.entry.hidden = ("s",)
    assert "its data are closed" in table(page.view.data)["why"]


def test_the_launch_of_a_point_can_be_typed(opened, wait_until):
    page = opened("gate-map")
    box = page.view.pick_box
    for control, text in zip(box.boxes, ("7", "five"), strict=True):
        control.told(text, True)
    box.press.told(None, True)
    assert "Write a number" in box.trouble.value and not page.view.launch.runs
    box.boxes[1].told("5,0", True)
    box.press.told(None, True)
    wait_until(lambda: page.tick() or page.view.launched.objects, "the launch")
    launched = page.view.launch.runs[0].experiment
    assert (launched.E_particle, launched.E_oscillator) == (7.0, 5.0)


def test_a_map_of_the_gallery_can_be_typed(opened, went):
    page = opened("gate-gallery")
    for control, text in zip(page.view.pick_box.boxes, ("0.5", "1"), strict=True):
        control.told(text, True)
    page.view.pick_box.press.told(None, True)
    (key, texts), _ = went[-1]
    assert key == "gate-map" and (texts["phi"], texts["s"]) == ("0.5", "1")


def test_what_is_no_number_is_not_picked():
    box = PickBox(("x", "y"), "Pick", lambda *_: pytest.fail("picked"))
    box.press.told(None, True)
    assert "Write a number" in box.trouble.value


def test_a_projector_makes_lines_and_markers_bolder_and_puts_them_back(opened):
    page = opened("gate-barrier")
    fig = page.figures["landscape"].fig
    before = [r.glyph.line_width for r in fig.renderers if "line_width" in r.glyph.properties()]
    projector = Projector(page.anatomy.main, [])
    projector.turn(True, 900)
    during = [r.glyph.line_width for r in fig.renderers if "line_width" in r.glyph.properties()]
    assert during != before
    projector.turn(False, 900)
    after = [r.glyph.line_width for r in fig.renderers if "line_width" in r.glyph.properties()]
    assert after == before
