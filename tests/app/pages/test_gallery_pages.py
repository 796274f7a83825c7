"""The sixteen maps and the scan of barriers, below a picture and on pages of their own."""

import numpy as np
import pytest

from ionoscope.app.figures.marks import Boxes
from ionoscope.app.pages.elsewhere import opener


def test_the_sixteen_maps_appear(opened, wait_until):
    page = opened("gate-map")
    wait_until(lambda: not page.view.survey.busy)
    page.tick()
    known = np.isfinite(page.view.gallery.sketch.marks[0].values)
    assert known.sum() == 16 * 60 * 60


def test_a_small_map_is_opened_and_framed(opened, wait_until):
    page = opened("gate-map")
    wait_until(lambda: not page.view.survey.busy)
    page.tick()
    page.view._from_gallery(2.5, 1.5)
    opened.settle(page)
    assert (page.experiment.s, page.experiment.phi) == (0.0, pytest.approx(np.pi / 2))
    [frame] = [m for m in page.view.gallery.sketch.marks if isinstance(m, Boxes)]
    assert frame.x0[0] < 2.5 < frame.x1[0]
    assert frame.y0[0] < 1.5 < frame.y1[0]
    page.view._from_gallery(-1.0, 0.5)
    assert page.experiment.s == 0.0


def test_the_gallery_has_a_page_whose_maps_open(opened, went):
    page = opened("gate-gallery", {"n": "8", "M": "0.5", "phases": "0,1", "offsets": "0,2,3"})
    assert page.view.gallery.sketch.marks[0].values.shape == (3 * 12, 2 * 12)
    assert "of the launches pass" in page.readout.answer.verdict
    page.view._picked(1.5, 0.5)
    ((key, texts), _) = went[-1]
    assert (key, texts["phi"], texts["s"], texts["M"]) == ("gate-map", "1", "3", "0.5")
    assert "n" not in texts, "a map by itself is finer"
    page.view._picked(5.0, 0.5)
    assert len(went) == 1


def test_the_scan_of_barriers_has_a_page(opened):
    page = opened("gate-barriers", {"n": "3"})
    assert [m.look.name for m in page.view.scan.sketch.marks] == [
        "frozen U(s)",
        "dynamic E_min",
        "relaxed E*",
    ]
    assert "half" in page.readout.answer.verdict


@pytest.mark.parametrize(
    ("key", "there"), [("gate-map", "gate-gallery"), ("gate-barrier", "gate-barriers")]
)
def test_what_stands_below_opens_on_its_own_page(opened, wait_until, went, key, there):
    page = opened(key, {"lam": "1.5"})
    wait_until(lambda: not page.view.survey.busy)
    opener(page, page.view.survey)._handle_msg({"key": "0"})
    ((opened_key, texts), _) = went[-1]
    assert (opened_key, texts["lam"]) == (there, "1.5")
