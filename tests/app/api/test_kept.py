"""Kept runs in a notebook: given again, listed, read, compared."""

import warnings
from contextlib import closing

import pytest

import ionoscope as iono
from ionoscope.app.runs import recording
from ionoscope.app.runs.catalogue import Catalogue
from tests.app.toys import ToyWalk

WALK = {"equation": "time-local", "cells": 6, "ions": 2, "settle": 0.0, "fit_to": 6.0}


@pytest.fixture(scope="module")
def computed():
    """Two walks at two temperatures."""
    return [iono.IonDiffusion(**WALK, duration=12.0, kT=kT).solve() for kT in (25.0, 40.0)]


@pytest.fixture
def kept(computed, runs_folder):
    """They are kept."""
    with closing(Catalogue(runs_folder)) as catalogue:
        for id, result in zip(("aa11", "aa22"), computed, strict=True):
            catalogue.add(id, result)
        catalogue.describe("aa22", name="warm", tags=["fig3"])
        yield catalogue


@pytest.mark.usefixtures("toy_walk")
def test_the_same_run_is_given_at_once_and_says_so(monkeypatch, capsys):
    first = iono.run("toy-walk", n=4, seed=2, keep=True)
    with monkeypatch.context() as patch:
        patch.setattr(ToyWalk, "run", lambda self: pytest.fail("it was computed"))
        again = iono.run("toy-walk", n=4, seed=2)
        quiet = iono.run("toy-walk", n=4, seed=2, progress=False)
    assert again.data.identical(first.data) and again.summary == first.summary == quiet.summary
    assert again.about["kept"] == first.about["kept"]
    said = capsys.readouterr().err
    assert said.count(f"kept run {again.about['kept']}") == 1 and "fresh=True" in said
    assert "kept" not in iono.run("toy-walk", n=4, seed=2, fresh=True, keep=False).about


@pytest.mark.usefixtures("toy_walk")
def test_what_is_kept_is_what_took_long_or_is_asked_for(monkeypatch, runs_folder):
    monkeypatch.setattr(recording, "KEPT_AFTER_S", 1e6)
    iono.run("toy-walk", n=2)
    assert not runs_folder.exists()
    monkeypatch.setattr(recording, "KEPT_AFTER_S", -1.0)
    iono.run("toy-walk", n=3, keep=False)
    assert not runs_folder.exists()
    iono.run("toy-walk", n=4)
    assert [run.parameters["n"] for run in iono.runs()] == [4]


@pytest.mark.usefixtures("toy_walk")
def test_an_interrupted_run_is_kept_and_resumed_from_there(monkeypatch):
    def interrupted(self, number):
        if number == 4:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ToyWalk, "_wait", interrupted)
        cut = iono.run("toy-walk", n=6, seed=2, keep=True)
    assert cut.status == "stopped"
    whole = iono.resume(iono.open(cut.about["kept"]), keep=True)
    assert whole.data.identical(ToyWalk(n=6, seed=2).solve().data)
    newest, before = iono.runs()
    assert newest.made_from == before.id == cut.about["kept"]
    assert iono.run("toy-walk", n=6, seed=2).about["kept"] == newest.id  # it is the whole run


@pytest.mark.usefixtures("toy_walk")
def test_a_folder_that_takes_nothing_costs_a_warning(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("IONOSCOPE_RUNS", str(tmp_path / "file"))
    with pytest.warns(UserWarning, match="is not kept in") as said:
        assert iono.run("toy-walk", n=4, keep=True).status == "finished"
    assert len(said) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        iono.run("toy-walk", n=4, keep=False)


@pytest.mark.usefixtures("kept")
def test_runs_are_a_list_that_shows_itself_as_a_table():
    found = iono.runs("ion-diffusion", where="kT >= 20", sort="kT", descending=False)
    assert [run.id for run in found] == ["aa11", "aa22"]
    html = found._repr_html_()
    assert all(word in html for word in ("<table>", "kT (meV)", "aa22", "warm", "D = "))
    assert "cells = 6" in html.partition("<table>")[0]
    assert repr(found).splitlines()[1].startswith("id")
    assert [r.id for r in iono.runs(tags=["fig3"])] == ["aa22"]
    assert [r.id for r in iono.runs(where=["kT < 30", "cells = 6"])] == ["aa11"]
    assert repr(iono.runs("gate-map")) == "no runs"
    with pytest.raises(ValueError, match="no condition"):
        iono.runs(where="kT")


@pytest.mark.usefixtures("kept")
def test_pandas_has_parameters_and_answers(computed):
    frame = iono.runs("ion-diffusion").to_pandas()
    assert [*frame.loc[["aa11", "aa22"], "kT"]] == [25.0, 40.0]
    assert frame["answer.D"]["aa22"] == computed[1].summary["D"]
    assert frame["created"].dt.year.min() >= 2020 and frame.tags["aa22"] == "fig3"


@pytest.mark.usefixtures("kept")
def test_a_run_is_opened_by_id_name_entry_and_file(computed, tmp_path):
    for what in ("aa2", "warm", iono.runs(tags=["fig3"])[0]):
        assert iono.open(what).data.identical(computed[1].data)
    computed[0].to_netcdf(tmp_path / "walk.nc")
    for path in (tmp_path / "walk.nc", str(tmp_path / "walk.nc")):
        assert iono.open(path).data.identical(computed[0].data)
    with pytest.raises(ValueError, match="no kept run 'zz'"):
        iono.open("zz")
    with pytest.raises(ValueError, match="not a readable"):
        iono.open("none.nc")


@pytest.mark.usefixtures("kept")
def test_two_are_compared_with_the_interval_of_their_difference(computed):
    compared = iono.compare("aa11", "warm")
    html = compared._repr_html_()
    assert "1 differ, marked ≠" in html and "kT (meV)" in html and "difference" in html
    cold, warm = (next(v for v in r.findings[0].values if v.name == "D") for r in computed)
    row = next(r for r in compared.comparison.found if r.name == "D")
    below = ((cold.value - cold.low) ** 2 + (warm.high - warm.value) ** 2) ** 0.5
    assert row.less.value == pytest.approx(cold.value - warm.value)
    assert row.less.low == pytest.approx(cold.value - warm.value - below)
    assert row.texts == (cold.text, warm.text)
    assert repr(iono.compare(*computed)).count("run 1") == 2
    assert "difference" not in repr(iono.compare(*computed, computed[0]))
    with pytest.raises(ValueError, match="nothing to compare"):
        iono.compare("aa11")


def test_a_result_says_that_it_is_kept(computed):
    html = iono.run("ion-diffusion", **WALK, duration=12.0, keep=True)._repr_html_()
    assert "kept as <code>" in html and "kept as" not in computed[0]._repr_html_()
