"""What is taken home: files that others read, named after their runs, each with its parameters."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ionoscope.app.share import tables
from ionoscope.app.share.takehome import Taken, csv, netcdf
from ionoscope.engine import EXPERIMENTS, Result


@pytest.fixture(scope="module")
def walk():
    return EXPERIMENTS["ion-diffusion"](
        equation="time-local", cells=4, ions=3, duration=12.0, settle=0.0, fit_to=6.0, kT=40.0
    ).solve()


@pytest.fixture(scope="module")
def barriers():
    return [EXPERIMENTS["gate-barrier"](s=s).solve() for s in (0.5, 1.0)]


def opened(content):
    return zipfile.ZipFile(io.BytesIO(content))


def read(archive, name):
    return pd.read_csv(archive.open(name))


def test_one_table_is_one_file_with_units_in_its_head():
    result = EXPERIMENTS["gate-map"](n=10).solve()
    name, content = csv([Taken("abc", result)])
    assert name == "gate-map-abc.csv"
    table = pd.read_csv(io.BytesIO(content))
    assert [*table] == ["E_particle (E_osc)", "E_oscillator (E_osc)", "transmitted"]
    values = table["transmitted"].values.reshape(10, 10)
    assert np.array_equal(values, result.data.transmitted.values)


def test_several_tables_are_a_zip_that_holds_all_of_the_data(walk):
    name, content = csv([Taken("abc", walk)])
    archive = opened(content)
    assert name == "ion-diffusion-abc.zip"
    lag = read(archive, "lag.csv")
    assert {"lag (ps)", "msd (angstrom^2)", "alpha2"} <= {*lag}
    assert np.array_equal(lag["msd (angstrom^2)"], walk.data.msd.values)  # to the last digit
    places = read(archive, "positions.csv").query("ion == 2")
    columns = [f"positions_{axis} (angstrom)" for axis in "xyz"]
    assert np.array_equal(places[columns].astype("f4"), walk.data.positions.values[:, 2])
    assert np.allclose(places["frame_time (ps)"], walk.data.frame_time)
    known = read(archive, "parameters.csv").set_index("name")
    assert [*known.index] == [*walk.parameters]
    assert (float(known.value["kT"]), known.unit["kT"]) == (40.0, "meV")
    readme = archive.read("README.txt").decode("utf-8-sig")
    assert "ion-diffusion-abc" in readme and "finished" in readme
    assert "kT = 40 meV (464 K)" in readme


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_heads_are_ascii(key):
    kind = EXPERIMENTS[key]
    assert all(tables.plain_unit(p.unit).isascii() for p in kind.declared().values())


def test_a_table_too_long_for_a_spreadsheet_is_named_instead(walk, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 300)
    files = tables.files(walk, "walk")
    assert "positions.csv" not in files and "lag.csv" in files
    assert "positions: 363 rows, only in the NetCDF file" in files["README.txt"].decode("utf-8-sig")


def test_several_runs_each_keep_their_parameters_and_their_end(barriers, tmp_path):
    first, second = barriers[0], replace(barriers[1], status="stopped")
    taken = [Taken("one", first), Taken("two", second)]
    table = read(opened(csv(taken).content), "runs.csv").set_index("run")
    assert table["s (l_osc)"].to_dict() == {
        "gate-barrier-one": 0.5,
        "gate-barrier-two-stopped": 1.0,
    }
    assert [*table.status] == ["finished", "stopped"]
    name, content = netcdf(taken)
    assert name == "gate-barrier-two-stopped-and-1-more.zip"
    opened(content).extractall(tmp_path)
    for one in taken:
        again = Result.from_netcdf(tmp_path / f"{one.name}.nc")
        assert again.parameters == one.result.parameters and again.status == one.result.status
        assert again.data.identical(one.result.data)


def test_a_run_alone_is_a_netcdf_file(barriers):
    name, content = netcdf([Taken("one", barriers[0])])
    assert name == "gate-barrier-one.nc" and content.startswith(b"\x89HDF")
