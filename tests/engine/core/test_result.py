"""Results: complete, repeatable, and written whole or not at all."""

import hashlib
import json
import os
import resource
from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from ionoscope.engine.core.files import netcdf, write_aside
from ionoscope.engine.core.result import Chunk, Result, plain
from ionoscope.engine.registry import EXPERIMENTS
from tests.engine.core.solved import EACH, solved, written

DESCRIBED = ("long_name", "symbol", "units")


@EACH
def test_a_file_gives_back_the_result(key, tmp_path):
    result, again = solved(key), Result.from_netcdf(written(key, tmp_path))
    assert again.data.identical(result.data)
    assert again.parameters == result.parameters
    assert again.to_json() == result.to_json()


@EACH
def test_a_file_repeats_the_run(key, tmp_path):
    again = Result.from_netcdf(written(key, tmp_path))
    repeated = EXPERIMENTS[again.experiment](**again.parameters).solve()
    assert repeated.data.identical(again.data)


@EACH
def test_json_has_what_is_promised(key):
    text = json.dumps(solved(key).to_json(), allow_nan=False)
    about = json.loads(text)
    assert {"experiment", "parameters", "seed", "versions", "elapsed_s", "summary"} <= set(about)
    assert (about["experiment"], about["seed"]) == (key, 3)
    assert {"ionoscope", "numpy", "numba", "python", "machine", "kernels"} <= set(about["versions"])
    assert about["elapsed_s"] > 0 and about["status"] == "finished"


SUMMARIES = {
    "gate-launch": {"outcome", "tau", "x", "y", "E_particle", "E_oscillator", "U"},
    "gate-map": {"transmitted_fraction"},
    "gate-transmission": {"omega_T", "P", "P_low", "P_high", "E_a"},
    "gate-barrier": {"frozen", "relaxed", "y_relaxed", "E_min"},
    "gate-gallery": {"maps", "lowest", "highest", "transmitted_fraction"},
    "gate-barriers": {"barriers", "head_on", "half"},
    "ion-validity": {"collisions", "time_local", "quasistatic", "homogeneous"},
    "lattice-phonons": {
        "angular_frequency_max",
        "frequency_max_THz",
        "hbar_Omega_max",
        "hbar_Omega",
        "sound_100",
        "fastest",
    },
    "lattice-response": {"L", "W0", "W0_error", "W_error", "W_xx_over_W0", "echo_time"},
    "lattice-thermal": {"C_pos_xx", "C_vel_xx", "C_error", "box_pos_xx", "sampled_vel_xx"},
    "ion-landscape": {"minima", "saddles", "dimension", "rigid_1d", "relaxed_3d", "elastic"},
    "lattice-barrier": {"unrelaxed", "relaxed", "interaction", "elastic", "E_start", "E_top"},
    "ion-collision": {"full", "time_local", "quasistatic", "homogeneous", "error", "v_out"},
    "ion-dissipation": {"z_end", "v_end", "energy_lost", "energy_start", "total_drift"},
    "ion-diffusion": {
        "D",
        "D_low",
        "D_high",
        "kinetic_temperature_ratio",
        "n_hops",
        "steps_per_s",
        "D_paper",
        "hop_rate",
        "residence_time",
        "attempt_frequency",
    },
    "diffusion-temperature": {"kT", "D", "D_low", "D_high", "D0", "E_a", "E_a_low", "laws"},
    "diffusion-memory": {"t_c", "D", "D_low", "D_high", "kinetic_temperature_ratio", "D_apart"},
    "diffusion-stiffness": {"factor", "D", "D_low", "D_high", "barrier", "best"},
}


@EACH
def test_the_summary_has_what_is_promised(key):
    assert SUMMARIES[key] <= set(solved(key).to_json()["summary"])


@EACH
def test_every_variable_says_what_it_is(key):
    data = solved(key).data
    nameless = [k for k, v in data.variables.items() if not {*DESCRIBED} <= v.attrs.keys()]
    assert not nameless and all(v.attrs["long_name"] for v in data.variables.values())


def test_what_is_written_leaves_what_is_shown_alone(tmp_path):
    data = solved("ion-diffusion").data
    assert data.D.attrs["units"] == "Å²/ps" and not data.attrs
    with xr.open_dataset(written("ion-diffusion", tmp_path)) as file:
        assert (file.D.units, file.D.units_shown) == ("angstrom^2/ps", "Å²/ps")
    assert data.D.attrs["units"] == "Å²/ps" and not data.attrs


def test_a_file_of_an_earlier_version_is_read(tmp_path):
    result = solved("gate-barrier")
    later = {"created", "about", "findings"}
    about = {k: v for k, v in result.to_json().items() if k not in later}
    path = tmp_path / "old.nc"
    path.write_bytes(netcdf(result.data.assign_attrs(ionoscope=json.dumps(about))))
    old = Result.from_netcdf(path)
    assert old.data.identical(result.data) and old.parameters == result.parameters
    old.to_netcdf(path)
    again = Result.from_netcdf(path)
    assert again.data.identical(result.data) and (again.created, again.about) == ("", {})


def test_a_file_is_as_open_as_the_umask_says(tmp_path):
    for mask in (0o022, 0o027, 0o077):
        before = os.umask(mask)
        try:
            write_aside(tmp_path / "some.txt", b"some")
        finally:
            os.umask(before)
        assert (tmp_path / "some.txt").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize("content", [b"", b"no data", b"\x89HDF\r\n\x1a\n" + b"\0" * 100])
def test_a_damaged_file_is_named(content, tmp_path):
    path = tmp_path / "bad.nc"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"bad\.nc is not a readable ionoscope result"):
        Result.from_netcdf(path)


def test_a_cut_file_is_named(tmp_path):
    path = written("gate-barrier", tmp_path)
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(ValueError, match="is not a readable ionoscope result"):
        Result.from_netcdf(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"none\.nc is not a readable"):
        Result.from_netcdf(tmp_path / "none.nc")


FOREIGN = {
    "none": {},
    "empty": {"ionoscope": "{}"},
    "list": {"ionoscope": "[1]"},
    "text": {"ionoscope": "hello"},
    "number": {"ionoscope": 3},
}


@pytest.mark.parametrize("attributes", FOREIGN.values(), ids=FOREIGN)
def test_a_file_of_someone_else_is_named(attributes, tmp_path):
    path = tmp_path / "foreign.nc"
    xr.Dataset({"a": ("x", [1.0])}, attrs=attributes).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(ValueError, match=r"foreign\.nc is not a readable ionoscope result"):
        Result.from_netcdf(path)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "kept.txt"
    path.write_text("old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_aside(path, b"half of the n")
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_an_error_and_not_the_end_of_the_process(tmp_path):
    """The HDF5 library ends the process when it cannot write; a size limit stands for the disk."""
    result, limits = (
        EXPERIMENTS["gate-map"](n=100).solve(),
        resource.getrlimit(resource.RLIMIT_FSIZE),
    )
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            result.to_netcdf(tmp_path / "full.nc")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_told_by_its_checksum(tmp_path):
    path = tmp_path / "map.nc"
    told = solved("gate-map").to_netcdf(path)
    assert told == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_result_replaces_the_one_before(tmp_path):
    path = written("gate-map", tmp_path)
    solved("gate-barrier").to_netcdf(path)
    assert Result.from_netcdf(path).experiment == "gate-barrier"
    assert list(tmp_path.iterdir()) == [path]


def test_watching_changes_nothing():
    seen = []
    kind = EXPERIMENTS["gate-map"]
    watched = kind(n=12, seed=3).solve(watch=seen.append)
    assert watched.data.identical(solved("gate-map").data)
    assert len(seen) >= 2 and seen[-1].share == 1


def test_json_types_are_plain():
    value = {
        1: np.float64(np.nan),
        "a": np.array([1, 2]),
        "b": (np.True_, np.int8(3), np.inf),
        "c": [None, "x", 1.5],
    }
    assert plain(value) == {"1": None, "a": [1, 2], "b": [True, 3, None], "c": [None, "x", 1.5]}


STATES = {
    "int64": np.arange(-3, 4),
    "float64": np.array([[np.pi, -0.0], [np.nan, np.inf]]),
    "bool": np.array([True, False]),
    "complex128": np.array([1 + 2j, -1j * np.inf]),
    "uint64": np.array([2**64 - 1], np.uint64),
    "none": np.zeros((0, 3)),
    "one": np.array(3.5),
}


def with_state(name):
    whole = solved("gate-barrier")
    return replace(whole, status="stopped", state={name: STATES[name], "other": np.ones(2)})


@pytest.mark.parametrize("name", STATES)
def test_a_state_comes_back_bit_for_bit(name, tmp_path):
    result, path = with_state(name), tmp_path / "cut.nc"
    result.to_netcdf(path)
    again = Result.from_netcdf(path)
    assert set(again.state) == {name, "other"} and again.data.identical(result.data)
    array = again.state[name]
    assert (array.dtype, array.shape) == (STATES[name].dtype, STATES[name].shape)
    assert array.tobytes() == STATES[name].tobytes()


def test_a_state_does_not_show_in_the_data(tmp_path):
    path = tmp_path / "cut.nc"
    with_state("int64").to_netcdf(path)
    with xr.open_dataset(path) as seen:
        assert set(seen.variables) == set(solved("gate-barrier").data.variables)


def test_a_finished_result_holds_no_state():
    whole = solved("gate-barrier")
    chunk = Chunk(0.5, "half", whole.data, {}, {"a": np.ones(1)})
    experiment = EXPERIMENTS["gate-barrier"]()
    assert experiment.result(chunk, "finished", 0.0).state is None
    assert experiment.result(chunk, "stopped", 0.0).state is chunk.state
