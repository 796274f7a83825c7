"""Runs without a D: free ions and flights, in engine, command, file and sweep alike."""

import json

import numpy as np
import pytest
import xarray as xr
from click.testing import CliRunner

from ionoscope.app.command.cli import main
from ionoscope.engine import Result
from ionoscope.engine.core.finding import ANSWER, REFUSAL, conclusion
from ionoscope.engine.diffusion.diffusion import IonDiffusion
from ionoscope.engine.diffusion.flights import Flight
from ionoscope.engine.diffusion.temperature import DiffusionTemperature
from ionoscope.engine.diffusion.withheld import reason

LOCAL = {"equation": "time-local", "cells": 4, "settle": 0.0}
FLYING = {**LOCAL, "duration": 12.0, "fit_to": 6.0}
WITHHELD = ("D", "D_low", "D_high", "D_error", "D_paper", "D_hops")


@pytest.fixture(scope="module")
def free():
    return IonDiffusion(U0=0.0, ions=300, kT=25.0, **FLYING).solve()


def test_a_free_ion_has_no_D_but_its_law_in_closed_form(free):
    found, data = free.summary, free.data
    assert found["D_withheld"] == "free" and not any(found[k] for k in WITHHELD)
    # the draw of 300 velocities in three directions scatters by sqrt(2/900)
    t, error = data.lag.values, 3 * np.sqrt(2 / 900)
    assert data.msd.values / t**2 == pytest.approx(3 * 25 / 0.7, rel=error)
    assert np.isfinite(data.msd_error).all()
    assert np.isnan(data.msd_line).all() and np.isnan(data.D).all() and np.isnan(data.D_high).all()
    assert found["msd_exponent"] == pytest.approx(2) and found["velocity_kept"] == pytest.approx(1)
    end = conclusion(free.findings)
    seen, law = (next(v for v in end.values if v.name == n) for n in ("⟨|ΔR|²⟩/t²", "3kT/M"))
    assert end.level == REFUSAL and law.value == pytest.approx(3 * 25 / 0.7)
    assert law.value == pytest.approx(seen.value, abs=1.5 * (seen.high - seen.low))


def test_what_is_refused_is_in_no_file(free, tmp_path):
    free.to_netcdf(tmp_path / "free.nc")
    again = Result.from_netcdf(tmp_path / "free.nc")
    assert again.summary["D"] is None and conclusion(again.findings).level == REFUSAL
    with xr.open_dataset(tmp_path / "free.nc") as file:
        assert "no D" in file.attrs["summary"]
        assert np.isnan(file.D).all() and np.isfinite(file.msd).all()


@pytest.mark.parametrize(
    ("key", "more", "names"),
    [
        ("ion-diffusion", "", ["D", "D_low", "D_high", "D_paper"]),
        ("ion-diffusion", "--force 1", ["D", "mobility", "mobility_low"]),
        ("diffusion-temperature", "--temperatures 15,25,60", ["E_a", "E_a_low", "D0", "E_a_own"]),
        ("diffusion-stiffness", "--factors 0.5,1,2", ["best", "best_low", "best_high"]),
    ],
)
def test_the_command_refuses_a_free_ion_too(key, more, names):
    flags = " ".join(f"--{k} {v:g}" for k, v in FLYING.items() if k != "equation")
    line = f"run {key} --U0 0 --ions 4 --equation time-local {flags} {more} --json"
    told = json.loads(CliRunner().invoke(main, line.split()).stdout)
    assert all(told["summary"][name] is None for name in names)
    assert told["findings"][0]["level"] == REFUSAL
    for point in told["summary"].get("left_out", ()):
        assert point["reason"] == "free"


@pytest.mark.parametrize(
    ("U0", "ions", "why"),
    [
        (1.0, 1, "ballistic"),  # one ion, no scatter to go by: its velocity is kept
        (100.0, 32, "ballistic"),  # 2 to 12 ps give half of the D that 40 to 100 ps give
        (4000.0, 4, None),
        (4000.0, 32, None),
    ],
)
def test_a_flight_is_known_without_U0(U0, ions, why):
    run = {**LOCAL, "cells": 6, "duration": 40.0, "kT": 40.0, "ions": ions, "seed": 5}
    result = IonDiffusion(U0=U0, **run).solve()
    found, end = result.summary, conclusion(result.findings)
    assert found["D_withheld"] == why and (found["D"] is None) == bool(why)
    assert (end.level, "ballistic" in end.text) == ((REFUSAL, True) if why else (ANSWER, False))
    assert np.isfinite(result.data.D.values[-1]) == (why is None)


RISING = Flight(1.5, 0.05, 0.2, 0.6, 0.1)


@pytest.mark.parametrize(
    ("seen", "ballistic"),
    [
        (RISING, True),
        (RISING._replace(exponent=1.2), False),
        (RISING._replace(exponent_error=0.3), False),  # by chance, it may be
        (RISING._replace(steepening=0.2), False),  # short flights
        (RISING._replace(steepening_error=0.25), False),
        (RISING._replace(steepening_error=np.nan), False),
        (RISING._replace(kept=0.6, exponent_error=np.nan, steepening_error=np.nan), True),
    ],
)
def test_what_counts_as_a_flight(seen, ballistic):
    assert seen.is_ballistic == ballistic
    assert (reason(4000.0, {"D": 1.0, "n_hops": 500}, seen) == "ballistic") == ballistic
    assert reason(0.0, {"D": 1.0, "n_hops": 500}, seen) == "free"


def test_a_sweep_leaves_flights_out_and_says_why():
    sweep = DiffusionTemperature(
        temperatures=(20.0, 40.0), U0=100.0, ions=32, **LOCAL | {"cells": 6, "duration": 40.0}
    )
    result = sweep.solve()
    found = result.summary
    ballistic = [{"kT": kT, "reason": "ballistic"} for kT in (20.0, 40.0)]
    assert found["left_out"] == ballistic and found["E_a"] is None
    assert result.findings[0].level == REFUSAL and "0 of 2" in result.findings[0].text
    assert "20 meV (232 K), 40 meV (464 K) (ballistic)" in " ".join(map(str, result.findings))
