"""Slides: 16:9, with question, picture, what was entered, answer and source."""

import io
import re

import matplotlib
import numpy as np
import pytest
from matplotlib.image import imread

from ionoscope.app.figures import files
from ionoscope.app.figures.registry import figures_of
from ionoscope.app.figures.slide import slide
from ionoscope.engine import EXPERIMENTS, InvalidParameter


@pytest.fixture(scope="module")
def barrier():
    files.ready()
    return EXPERIMENTS["gate-barrier"](s=2.0).solve()


def test_a_slide_is_wide_and_white_at_its_edge(barrier):
    image = imread(io.BytesIO(slide([barrier], ".png")))
    assert image.shape[:2] == (1080, 1920)
    assert np.all(image[:4] == 1.0) and np.all(image[:, :4] == 1.0) and image.min() < 0.2


def test_it_says_what_was_asked_entered_and_found(barrier):
    with matplotlib.rc_context({"svg.fonttype": "none"}):  # letters as letters
        text = slide([barrier], ".svg").decode()
    assert "How high is the barrier?" in text
    assert "Phys. Rev. Research" in text
    assert re.search(r"6\.065", text)


def shown():
    """In `make test` there is time for those that are runs of one run."""
    return [
        pytest.param(k, marks=pytest.mark.soak if k.startswith("diffusion-") else ())
        for k in EXPERIMENTS
    ]


@pytest.mark.parametrize("key", shown())
def test_every_experiments_main_picture_becomes_a_slide(key):
    files.ready()
    result = EXPERIMENTS[key](**EXPERIMENTS[key].small).solve()
    assert figures_of(key) and slide([result], ".png")[:4] == b"\x89PNG"


def test_another_ending_is_refused(barrier, tmp_path):
    with pytest.raises(InvalidParameter, match=r"\.png, \.svg, \.pdf"):
        files.save_slide([barrier], tmp_path / "slide.html", None)
