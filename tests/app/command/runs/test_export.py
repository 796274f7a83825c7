"""`ionoscope runs export`: the ending says what it is."""

import io
import zipfile

import pandas as pd
import pytest

from ionoscope.app.share.extxyz import extxyz
from ionoscope.engine import Result


@pytest.fixture
def export(call, tmp_path, kept):
    """Export these ids to a file of that name: what the command said, and the file."""

    def exported(ids, name, *words):
        path = tmp_path / name
        return call("runs", "export", *ids, "--out", path, *words), path

    return exported


def test_one_run_as_netcdf_csv_and_extended_xyz(export, kept):
    said, path = export(["aa11"], "walk.nc")
    assert said.stdout.strip() == str(path)
    assert Result.from_netcdf(path).data.identical(kept["aa11"].data)
    for name in ("walk.xyz", "walk.extxyz"):
        _, path = export(["aa11"], name)
        assert path.read_text() == extxyz(kept["aa11"])


def test_several_are_a_zip_that_tells_names_and_notes(export, call):
    call("runs", "note", "aa11", "--name", "warm", "--note", "of Tuesday")
    _, path = export(["warm", "bb33", "aa11"], "both.zip")
    archive = zipfile.ZipFile(path)
    names = set(archive.namelist())
    assert {"ion-diffusion-aa11.nc", "ion-diffusion-aa11.xyz", "gate-barrier-bb33.nc"} <= names
    readme = archive.read("README.txt").decode("utf-8-sig")
    assert "of Tuesday" in readme and readme.startswith("Runs of ionoscope: 2,")
    runs = pd.read_csv(io.BytesIO(archive.read("runs.csv")))
    assert [*runs.experiment] == ["ion-diffusion", "gate-barrier"]


def test_a_zip_holds_the_formats_that_are_asked_for(export):
    _, path = export(["aa11"], "walk.zip", "--format", "xyz")
    ends = {name.rpartition(".")[2] for name in zipfile.ZipFile(path).namelist()}
    assert ends == {"txt", "csv", "xyz"}


@pytest.mark.parametrize(
    ("ids", "name", "words", "named"),
    [
        (["aa11", "bb33"], "x.nc", (), "x.zip"),
        (["aa11"], "x.csv", (), "several tables"),
        (["bb33"], "x.xyz", (), "no positions"),
        (["aa11"], "x.png", (), ".extxyz or .zip"),
        (["aa11"], "x.nc", ("--format", "nc"), "--format is for a zip"),
        (["aa11"], "none/x.nc", (), "does not exist"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(export, ids, name, words, named):
    said, path = export(ids, name, *words)
    assert said.exit_code == 2 and named in said.stderr
    assert not path.exists()
