"""The face: pictures of results in a notebook and in files."""

import holoviews as hv
import pytest

import ionoscope as iono


@pytest.fixture(scope="module")
def barriers():
    """Two barriers."""
    return [iono.run("gate-barrier", s=s) for s in (1.0, 2.0)]


def test_a_result_is_plotted_by_its_main_figure(barriers):
    drawn = iono.plot(barriers[0])
    assert isinstance(drawn, hv.Overlay)
    curve = drawn.get(("Curve", "I")) or next(e for e in drawn if isinstance(e, hv.Curve))
    assert curve.kdims[0].name == "y"


def test_figures_are_listed_with_what_they_show():
    listed = iono.figures("ion-diffusion")
    assert next(iter(listed)) == "msd"
    assert all(title and "**" not in title for title in listed.values())


def test_a_picture_is_an_object_like_any_other(barriers):
    drawn = iono.plot(barriers)
    wide = drawn.opts(width=900) * hv.HLine(1.0) + drawn
    assert isinstance(wide, hv.Layout)
    assert isinstance(hv.render(drawn, backend="matplotlib"), object)


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "html"])
def test_a_picture_is_saved(barriers, tmp_path, ending):
    file = iono.save(iono.plot(barriers[0]), tmp_path / f"barrier.{ending}")
    assert file.stat().st_size > 4000
