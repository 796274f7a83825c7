"""A bundle: runs of several experiments in one file that explains itself."""

import io
import shlex
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ionoscope.app.share.bundle import bundle
from ionoscope.app.share.extxyz import extxyz
from ionoscope.app.share.takehome import Taken
from ionoscope.engine import EXPERIMENTS, Result


@pytest.fixture(scope="module")
def taken():
    kind = EXPERIMENTS["ion-diffusion"]
    walk = kind(**kind.small).solve()
    barrier = replace(EXPERIMENTS["gate-barrier"](s=0.5).solve(), status="stopped")
    return [Taken("a1", walk, "warm", "for the talk", ("paper", "fig3")), Taken("b2", barrier)]


@pytest.fixture(scope="module")
def archive(taken):
    return zipfile.ZipFile(io.BytesIO(bundle(taken)))


def test_each_run_is_there_in_every_format_that_can_hold_it(archive, taken, tmp_path):
    names = set(archive.namelist())
    assert {"ion-diffusion-a1.nc", "ion-diffusion-a1.xyz", "ion-diffusion-a1/lag.csv"} <= names
    assert {"gate-barrier-b2-stopped.nc", "gate-barrier-b2-stopped/parameters.csv"} <= names
    assert "gate-barrier-b2-stopped.xyz" not in names
    archive.extract("ion-diffusion-a1.nc", tmp_path)
    again = Result.from_netcdf(tmp_path / "ion-diffusion-a1.nc")
    assert again.data.identical(taken[0].result.data)
    assert archive.read("ion-diffusion-a1.xyz").decode() == extxyz(taken[0].result)


def test_tables_of_all_runs_tell_what_they_were_asked_and_found(archive, taken):
    runs = pd.read_csv(archive.open("runs.csv")).set_index("run")
    assert runs["s (l_osc)"]["gate-barrier-b2-stopped"] == 0.5
    answers = pd.read_csv(archive.open("answers.csv"))
    (found,) = [v for f in taken[0].result.findings for v in f.values if v.name == "D"]
    row = answers.query("run == 'ion-diffusion-a1' and name == 'D'").iloc[0]
    assert np.allclose([*map(float, row[["value", "low", "high"]])], found[1:2] + found[3:5])
    assert row.unit == "angstrom^2/ps"


def test_the_readme_names_files_units_versions_and_the_way_back(archive, taken):
    readme = archive.read("README.txt").decode("utf-8-sig")
    assert all(word in readme for word in ("NAME.nc", "NAME/*.csv", "NAME.xyz", "angstrom", "meV"))
    assert all(word in readme for word in ("warm", "for the talk", "#paper", "#fig3", "stopped"))
    for one in taken:
        assert one.name in readme and one.result.versions["numpy"] in readme
        assert all(str(finding) in readme for finding in one.result.findings)
    (line,) = [x for x in readme.splitlines() if x.strip().startswith("ionoscope run gate-b")]
    assert shlex.split(line) == ["ionoscope", "run", "gate-barrier", "--s", "0.5"]


def test_only_what_is_asked_for_is_packed_and_told(taken):
    archive = zipfile.ZipFile(io.BytesIO(bundle(taken, ["nc"])))
    assert {name.rpartition(".")[2] for name in archive.namelist()} == {"txt", "csv", "nc"}
    assert not [name for name in archive.namelist() if "/" in name]
    assert "NAME.xyz" not in archive.read("README.txt").decode("utf-8-sig")


def test_a_run_that_this_version_knows_no_more_is_repeated_by_all_its_parameters(taken):
    own = {"s": 1.0, "who": "a b", "seed": 3}
    old = replace(taken[1].result, experiment="gate-old", parameters=own)
    archive = zipfile.ZipFile(io.BytesIO(bundle([Taken("c3", old)], ["nc"])))
    readme = archive.read("README.txt").decode("utf-8-sig")
    assert "ionoscope run gate-old --s 1 --who 'a b' --seed 3\n" in readme


def test_no_run_is_no_bundle():
    with pytest.raises(ValueError, match="no run"):
        bundle([])
