"""Every experiment has figures, and every preset's result is a picture in both backends."""

import re

import holoviews as hv
import numpy as np
import pytest

from ionoscope.app.answers.registry import answer_of
from ionoscope.app.figures import files
from ionoscope.app.figures.layers import LAYERS
from ionoscope.app.figures.marks import Dots
from ionoscope.app.figures.registry import figure_of, figures_of, picture
from ionoscope.app.share.presets import everything, presets
from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter, Result

KEYS = list(EXPERIMENTS)
ALL = [(key, name) for key in KEYS for name in figures_of(key)]
ENOUGH = {"ion-dissipation": {"cells": 12}}
"""What a preset's memory needs beyond the smallest run."""


def shortened(preset) -> Result:
    """A preset's experiment at the size of a moment."""
    kind = EXPERIMENTS[preset.experiment]
    small = kind.small | ENOUGH.get(kind.key, {})
    return kind(**kind.from_text(preset.parameters).values() | small).solve()


@pytest.fixture(scope="module")
def first():
    """The first preset of each experiment, shortened, computed once."""
    known: dict[str, Result] = {}

    def result(key: str) -> Result:
        if key not in known:
            known[key] = shortened(next(iter(presets(key).values())))
        return known[key]

    return result


def test_every_experiment_has_a_figure_with_a_title_and_a_docstring():
    for key in KEYS:
        for figure in figures_of(key).values():
            assert figure.experiment == key
            assert figure.title
            assert figure.__doc__
            assert set(figure.layers) <= set(LAYERS)
            assert list(figure.layers) == sorted(figure.layers, key=list(LAYERS).index)


@pytest.mark.parametrize(("key", "name"), [(k, n) for k, n in ALL if figure_of(k, n).y.log])
def test_nothing_with_an_interval_vanishes_from_a_log_axis(first, key, name):
    """A page has a layer for the limits of what may be zero."""
    own = figure_of(key, name)
    barred = [m for m in own.sketch(first(key)).marks if isinstance(m, Dots) and m.high is not None]
    assert "limits" in own.layers or not barred


@pytest.mark.parametrize("key", KEYS)
def test_pictures_and_answers_compute_nothing(first, key, monkeypatch):
    """The thread that draws serves all pages: what is to be computed belongs in the run."""
    result = first(key)

    def refuse(*_):
        raise AssertionError("an experiment is run while its result is drawn")

    monkeypatch.setattr(Experiment, "solve", refuse)
    for kind in EXPERIMENTS.values():
        monkeypatch.setattr(kind, "run", refuse)
    for figure in figures_of(key).values():
        assert figure.sketch([result]).ranges()
    assert answer_of([result]).verdict


def shown():
    """Every preset as a case; in `make test` there is time for every fourth."""
    return [
        pytest.param(
            preset,
            id=f"{preset.experiment}:{preset.name}",
            marks=() if i % 4 == 0 and not _many(preset) else pytest.mark.soak,
        )
        for i, preset in enumerate(everything())
    ]


def _many(preset) -> bool:
    """Whether it is a run of many runs."""
    return preset.experiment.startswith("diffusion-")


@pytest.mark.parametrize("preset", shown())
def test_the_main_figure_of_every_preset_is_a_holoviews_object(preset):
    drawn = picture(shortened(preset))
    assert isinstance(drawn, hv.Overlay)
    assert len(drawn) > 0


@pytest.mark.parametrize(("key", "name"), ALL)
def test_every_figure_is_drawn_by_both_backends(first, tmp_path, key, name):
    drawn = picture(first(key), name)
    assert isinstance(drawn, hv.Overlay)
    fig = hv.render(drawn, backend="bokeh")
    axes = figure_of(key, name)
    assert fig.renderers
    assert fig.xaxis[0].axis_label and (fig.yaxis[0].axis_label or not axes.y.label)
    file = files.save(drawn, tmp_path / "picture.svg")
    assert file.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(("key", "name"), ALL)
def test_several_results_are_named_on_one_picture(first, key, name):
    one = first(key)
    figure = figure_of(key, name)
    both = figure.sketch([one, one])
    alone = figure.sketch([one])
    assert len(both.marks) >= len(alone.marks)
    assert np.isfinite(both.ranges()).all()


@pytest.mark.parametrize(("key", "name"), ALL)
def test_no_result_is_an_empty_picture(key, name):
    assert np.isfinite(figure_of(key, name).sketch([]).ranges()).all()


def test_an_unknown_figure_is_refused_with_the_names_there_are(first):
    with pytest.raises(InvalidParameter, match=r"nothing' is no figure of gate-map.*domain-map"):
        picture(first("gate-map"), "nothing")


def test_results_of_two_experiments_are_refused(first):
    with pytest.raises(InvalidParameter, match="of gate-map and gate-barrier"):
        picture([first("gate-map"), first("gate-barrier")])
    with pytest.raises(InvalidParameter, match="are none"):
        picture([])


def test_an_unknown_option_is_refused(first):
    with pytest.raises(InvalidParameter, match="'wrong' do not fit the figure domain-map"):
        picture(first("gate-map"), wrong=1)


def test_a_file_of_an_unknown_kind_or_place_is_refused(first, tmp_path):
    drawn = picture(first("gate-barrier"))
    with pytest.raises(InvalidParameter, match=r"no picture has.*\.png, \.svg, \.pdf, \.html"):
        files.save(drawn, tmp_path / "picture.bmp")
    with pytest.raises(InvalidParameter, match="does not exist"):
        files.save(drawn, tmp_path / "no" / "picture.png")


def test_files_stand_alone(first, tmp_path):
    drawn = picture(first("gate-barrier"))
    page = files.save(drawn, tmp_path / "picture.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|link)[^>]+(src|href)=.http", page)
    assert "MathJax" in page
    assert files.save(drawn, tmp_path / "picture.png").read_bytes()[1:4] == b"PNG"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["picture.html", "picture.png"]


def test_maps_are_of_one_result_and_scans_of_several(first):
    for key, name in (("gate-map", "domain-map"), ("gate-gallery", "gallery")):
        one = first(key)
        with pytest.raises(InvalidParameter, match=f"too many for the figure {name}"):
            picture([one, one], name)
    near, far = (EXPERIMENTS["gate-barriers"](n=3, lam=lam).solve() for lam in (1, 2))
    drawn = picture([near, far], "scan")
    assert sum(isinstance(e, hv.Curve) for e in drawn) == 6


@pytest.mark.parametrize("what", ["x", None, [1], 3])
def test_what_is_no_result_is_refused_in_a_sentence(what):
    with pytest.raises(InvalidParameter, match=r"are no results\. Give what run or open gave"):
        picture(what)


def test_a_run_that_only_settles_is_an_empty_picture_and_says_so():
    kind = EXPERIMENTS["ion-diffusion"]
    own = kind(cells=6, ions=2, duration=30.0, settle=10.0, fit_to=6.0, equation="time-local")
    early = own.result(next(iter(own.run())), "stopped", 0.1)
    assert "msd" not in early.data
    for name in figures_of("ion-diffusion"):
        assert isinstance(picture(early, name), hv.Overlay)
    assert answer_of([early]).verdict == "Not yet."
