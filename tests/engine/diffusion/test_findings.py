"""What is said of wandering ions: never more than errors allow, and no D of a flight."""

import json

import numpy as np
import pytest
import xarray as xr
from click.testing import CliRunner

from ionoscope.app.command.cli import main
from ionoscope.engine import Result
from ionoscope.engine.core.finding import ANSWER, DOUBT, NOTE, REFUSAL, conclusion
from ionoscope.engine.diffusion import findings, findings_memory, findings_stiffness
from ionoscope.engine.diffusion.diffusion import IonDiffusion
from ionoscope.engine.diffusion.findings_points import MISSING, NO_D, off_heat, without_D
from ionoscope.engine.diffusion.findings_temperature import LAWS, of_laws, of_temperature
from ionoscope.engine.diffusion.flights import Flight
from ionoscope.engine.diffusion.heat import Reading, of_heat, zero_point
from ionoscope.engine.diffusion.points import is_complete
from ionoscope.engine.diffusion.temperature import DiffusionTemperature
from ionoscope.engine.diffusion.withheld import reason
from ionoscope.engine.statistics.arrhenius import fit_laws

LOCAL = {"equation": "time-local", "cells": 4, "settle": 0.0}
FLYING = {**LOCAL, "duration": 12.0, "fit_to": 6.0}
WITHHELD = ("D", "D_low", "D_high", "D_error", "D_paper", "D_hops")


# ballistic or diffusive ---------------------------------------------------------------------


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


# sweeps -------------------------------------------------------------------------------------

FITS = {"freedom": 5, "chi_square": 5.0}


def laws(*aic, **more):
    return {k: {"aic": v, **FITS, **more} for k, v in zip(LAWS, aic, strict=False)}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (laws(10, 17, 16), "prefers Arrhenius clearly."),
        (laws(14, 17, 10), "prefers power law, though not by much."),
        (laws(10, 11.5, 18), "cannot tell between Arrhenius and Vogel–Fulcher–Tammann."),
        (laws(10), "Vogel–Fulcher–Tammann needs four points or more, power law needs three points"),
        (laws(10, None, 18), "not compared: Vogel–Fulcher–Tammann needs four points or more."),
        (
            laws(90, 97, 98, chi_square=86.0),
            "fits within the errors (χ² = 86 for 5 degrees of freedom); Arrhenius comes nearest.",
        ),
    ],
)
def test_laws_are_told_apart_by_akaikes_criterion(found, words):
    assert words in of_laws(found)


@pytest.mark.parametrize("points", [3, 4])
def test_how_many_points_a_law_needs(points):
    kT = np.array([10.0, 20, 30, 40])[:points]
    fits = fit_laws(kT, np.exp(-30 / kT), 0.1 * np.exp(-30 / kT))
    words = of_laws(
        {
            k: {"aic": f.aic, "chi_square": f.chi_square, "freedom": f.freedom}
            for k, f in fits.items()
        }
    )
    assert ("needs four points" in words) == (points == 3)


def test_points_left_out_are_named_with_their_reasons():
    axis = "kT"
    points = [{axis: 10.0, "reason": "too few hops"}, {axis: 90.0, "reason": "ballistic"}]
    (said,) = without_D(points, axis, "{:g} meV".format)
    assert said.text == ("Left out, for there is no D: 10 meV (too few hops); 90 meV (ballistic).")
    assert without_D([], axis, str) == []


def activated(E_a, low, high, square=3.0):
    """Findings of a sweep of three complete points."""
    data = sweep("kT", [10, 25, 50], [1, 2, 3], 0.1)
    ends = {"": E_a, "_low": low, "_high": high}
    found = {f"{name}{end}": v for name in ("E_a", "D0", "E_a_own") for end, v in ends.items()}
    fits = {"arrhenius": {"aic": 1.0, "freedom": 1, "chi_square": square}}
    found |= {"laws": fits, "left_out": []}
    return of_temperature({"U0": 4000.0, "equation": "full"}, data, found)


def test_E_a_is_told_with_what_it_is_worth():
    first, *_ = activated(40.0, 33.0, 47.0)
    assert first.text == "E_a = 40(7) meV." and first.values[0].name == "E_a"
    assert "may be zero" in activated(4.0, -3.0, 11.0)[0].text
    doubts = [f.text for f in activated(40.0, 33.0, 47.0, square=46.0) if f.level == DOUBT]
    assert len(doubts) == 1 and "does not hold within the errors (χ² = 46" in doubts[0]
    first, *_ = activated(None, None, None)
    assert first.level == REFUSAL


def sweep(axis, places, D, error, share=1.0, hops=100):
    n = len(places)
    columns = {
        "D": D,
        "D_error": np.broadcast_to(error, n),
        "share": np.full(n, share),
        "n_hops": np.full(n, hops),
        **dict.fromkeys(("D_low", "D_high", "kinetic_ratio", "bath_ratio"), np.ones(n)),
        **dict.fromkeys(("kinetic_ratio_low", "kinetic_ratio_high"), np.ones(n)),
    }
    return xr.Dataset(
        {k: (axis, np.asarray(v, float)) for k, v in columns.items()},
        {axis: np.asarray(places, float)},
    )


@pytest.mark.parametrize(
    ("D", "error", "words"),
    [
        ([0.5, 0.99, 1.01, 1.0], 0.02, "From t_c = 0.2 ps on, D is that of full within 20 %."),
        (
            [0.5, 0.88, 0.9, 1.0],
            0.01,
            "From t_c = 0.2 ps on, D is that of full within 20 %, but "
            "differs from it beyond the errors, by up to 12 %.",
        ),
        ([1.0, 1.01, 0.99, 1.0], 0.02, "Even without a memory, D is that of full within 20 %."),
        ([0.5, 0.9, 1.1, 1.0], 0.3, "Cannot tell yet: against full, D is known to ±85 % only"),
        ([0.5, 1.0, 0.6, 1.0], 0.02, "No memory is long enough yet."),
        ([0.5, 1.0, np.nan, 1.0], 0.02, "some points have no D"),
    ],
)
def test_noise_is_not_taken_for_agreement(D, error, words):
    assert words in findings_memory.compared(sweep("t_c", [0, 0.2, 0.5, np.inf], D, error)).text


FACTORS = (0.5, 1, 2, 4)


@pytest.mark.parametrize(
    ("D", "error", "vary", "words"),
    [
        ([1.0, 1.1, 1.05, 0.95], 0.1, "stiffness", "No difference is seen beyond the errors."),
        (
            [4, 3, 2, 1],
            0.1,
            "stiffness",
            "D is largest at the soft end as far as these factors go.",
        ),
        ([1, 2, 3, 3.1], 0.1, "density", "largest at the heavy end (from 2 × on) as far as these"),
        ([3.1, 3, 2, 1], 0.1, "density", "largest at the light end (up to 1 ×) as far as these"),
        ([1, 3, 2, 1], 0.1, "stiffness", "largest near 1 × the stiffness: an optimum inside."),
        ([1, 3, 3.1, 1], 0.1, "stiffness", "between 1 and 2 × the stiffness: an optimum inside."),
        ([3, 1, 1, 3], 0.1, "stiffness", "Cannot tell where D is largest"),
    ],
)
def test_an_optimum_is_claimed_only_where_the_errors_allow(D, error, vary, words):
    said, _ = findings_stiffness.where_largest(sweep("factor", FACTORS, D, error), vary)
    assert words in said


def test_nothing_is_said_before_all_points_have_ended():
    unfinished = sweep("t_c", [0, 0.2, np.inf], [1, 1, 1], 0.01, share=0.9)
    assert findings_memory.compared(unfinished)[:2] == (MISSING, True)
    unfinished = sweep("factor", FACTORS, [1, 2, 3, 4], 0.01, share=0.9)
    assert findings_stiffness.where_largest(unfinished, "density") == (MISSING, True)
    assert not is_complete(unfinished)


def test_few_hops_are_not_compared():
    few = sweep("factor", FACTORS, [1, 2, 3, 4], 0.01, hops=9)
    assert findings_stiffness.where_largest(few, "density") == (NO_D, True)


def test_a_largest_d_inside_is_not_put_at_the_end():
    seen = sweep("factor", FACTORS, [2.0, 6.0, 5.9, 1.0], [1.5, 1.0, 1.0, 0.1])
    words, _ = findings_stiffness.where_largest(seen, "stiffness")
    assert words == "D is largest between 1 and 2 × the stiffness: an optimum inside."
    seen = sweep("factor", FACTORS, [4.0, 6.0, 5.9, 1.0], [1.5, 1.0, 1.0, 0.1])
    words, _ = findings_stiffness.where_largest(seen, "stiffness")
    assert words == "D is largest between 0.5 and 2 × the stiffness, at the soft end or not."


def test_where_an_ion_is_colder_than_its_crystal_is_told():
    heat = np.array([1.0, 1.02, 0.97, 0.85])
    ends = {"kinetic_ratio": 0, "kinetic_ratio_low": -0.01, "kinetic_ratio_high": 0.01}
    ratios = {k: ("factor", heat + half) for k, half in ends.items()}
    seen = sweep("factor", FACTORS, [1, 2, 3, 4], 0.01).assign(
        ratios | {"bath_ratio": ("factor", np.ones(4))}
    )
    (said,) = off_heat({"equation": "full"}, seen, "{:g} ×".format)
    assert "15 % colder (4 ×); do not trust D there, equilibrate longer" in said.text
    (said,) = off_heat({"equation": "time-local"}, seen, "{:g} ×".format)
    assert "D is that of a colder ion" in said.text
    assert off_heat({}, seen.isel(factor=slice(0, 3)), "{:g} ×".format) == []


@pytest.mark.parametrize(
    ("D", "three"),
    [
        ([1, 3, 2, 1], (1, 0.5, 2)),
        ([1, 3, 3.1, 1], (2, 0.5, 4)),
        ([4, 3, 2, 1], (None, None, None)),
        ([3, 1, 1, 3], (None, None, None)),
        ([1, np.nan, 2, 1], (None, None, None)),
    ],
)
def test_the_best_factor_is_told_where_there_is_an_optimum(D, three):
    table = sweep("factor", FACTORS, D, 0.1)
    found = findings_stiffness.best(table)
    assert tuple(found.values()) == three
    own = {"vary": "stiffness", "equation": "full", "statistics": "classical"}
    first, *_ = findings_stiffness.of_stiffness(own, table, {**found, "left_out": []})
    assert ("optimum inside" in first.text) == (three[0] is not None)
    assert (first.values[0].value, first.values[0].low) == three[:2]


# one run ------------------------------------------------------------------------------------

FOUND = {
    "n_hops": 500,
    "kinetic_ratio": 1.0,
    "kinetic_ratio_low": 0.98,
    "kinetic_ratio_high": 1.02,
    "D_bend": 0.0,
    "D_bend_error": 0.1,
    "energy_drift": 0.3,
    "D": 4.0,
    "D_low": 3.0,
    "D_high": 5.0,
    "D_withheld": None,
}
COUNTED = xr.Dataset(coords={"path_time": [0.0, 50.0]})


def doubts(experiment, found):
    return [
        f.text
        for f in findings.of_diffusion(experiment.values(), COUNTED, found)[1:]
        if f.level == DOUBT
    ]


@pytest.mark.parametrize(
    ("experiment", "found", "words"),
    [
        ({}, {}, ""),
        ({"force": 2.0}, {}, ""),
        ({"force": 2.5}, {}, "no longer weak"),
        ({}, {"energy_drift": -26.0}, "Do not trust this run: the energy"),
        (
            {},
            {"kinetic_ratio": 1.7, "kinetic_ratio_low": 1.6, "kinetic_ratio_high": 1.8},
            "Do not trust this run: something heats the ion",
        ),
        ({}, {"D_bend": 0.3}, "30 % steeper. Begin the fit later."),
        ({}, {"D_bend": -0.3}, "30 % flatter"),
        ({}, {"D_bend": 0.3, "D_bend_error": 0.0}, "Begin the fit later."),
        ({}, {"D_bend": 0.3, "D_bend_error": np.nan}, ""),
        ({"equation": "memory", "cells": 10}, {}, "too few modes (cells < 12)"),
        ({"equation": "full", "cells": 10}, {}, ""),
    ],
)
def test_a_run_is_doubted_for_a_reason(experiment, found, words):
    e = IonDiffusion(**{"kT": 25.0, "equation": "full", **experiment})
    said = " ".join(doubts(e, {**FOUND, "D_bend_error": 0.05, **found}))
    assert words in said and bool(words) == bool(said)


def test_D_is_the_first_of_its_answer():
    e = IonDiffusion(equation="full")
    first, *_ = findings.of_diffusion(e.values(), COUNTED, FOUND)
    assert (first.level, first.text) == (ANSWER, "D = 4.0(10) Å²/ps at kT = 25 meV (290 K).")
    assert first.values[0][:2] == ("D", 4.0)
    assert findings.of_diffusion(e.values(), xr.Dataset(), {}) == []


@pytest.mark.parametrize(("hops", "most"), [(0, 0.0050), (9, 0.026)])
def test_with_few_hops_D_has_an_upper_limit(hops, most):
    # 95 % of Poisson's law: 3.00 hops where none was seen, 15.7 where 9 were; 9/6 Å² each
    e = IonDiffusion(ions=10, baths=2)  # counted for 45 ps
    few = {**FOUND, "n_hops": hops, "D": None, "D_withheld": "too few hops"}
    first, *_ = findings.of_diffusion(e.values(), COUNTED, few)
    below = next(v for v in first.values if v.name == "D is below (95 %)")
    assert first.level == REFUSAL and below.value == pytest.approx(most, rel=0.01)
    assert f"{most:.2g} Å²/ps" in first.text
    seen = {"D": 1.0, "n_hops": hops}
    assert reason(4000.0, seen, None) == "too few hops"
    assert reason(4000.0, {**seen, "n_hops": 10}, None) is None


@pytest.mark.parametrize(
    ("value", "half", "more", "words"),
    [
        (
            0.653,
            0.006,
            {"equation": "time-local"},
            "35 % colder than its crystal, ⟨MṘ²⟩/3kT = 0.653(6): the time-local drag",
        ),
        (
            0.653,
            0.006,
            {"equation": "memory"},
            "35 % colder than its crystal, ⟨MṘ²⟩/3kT = 0.653(6).",
        ),
        (1.01, 0.02, {}, "as hot as its crystal, within ±2 %: ⟨MṘ²⟩/3kT = 1.010(20)."),
        (
            1.01,
            0.02,
            {"bath": 1.17, "statistics": "quantum"},
            "14 % colder than its crystal, ⟨MṘ²⟩/3kT = 1.010(20): let it",
        ),
        (
            1.17,
            0.02,
            {"bath": 1.17, "statistics": "quantum"},
            "as hot as its crystal, within ±1.7 %",
        ),
        (1.11, 0.02, {}, "11 % hotter than its crystal, ⟨MṘ²⟩/3kT = 1.110(20): let it"),
        (1.11, np.nan, {}, "Too few ions or too short a time to say"),
        (1.00, 0.11, {}, "Too few ions or too short a time to say"),
        (1.00, 0.02, {"settled": False}, "Too few ions or too short a time to say"),
        (
            1.6,
            0.2,
            {"equation": "memory"},
            "Do not trust this run: something heats the ion, ⟨MṘ²⟩/3kT = 1.60(20).",
        ),
        (1.6, 0.8, {}, "Too few ions or too short a time to say"),  # by chance, it may be
        (1.7, 0.05, {"bath": 1.7, "statistics": "quantum"}, "as hot as its crystal"),
    ],
)
def test_what_a_thermometer_says(value, half, more, words):
    own = {"equation": "full", "statistics": "classical", **more}
    seen = Reading(
        value, value - half, value + half, own.pop("bath", 1.0), own.pop("settled", True)
    )
    assert words in of_heat(own, seen).text


@pytest.mark.parametrize(
    ("value", "half", "equation", "level"),
    [
        (0.65, 0.01, "time-local", DOUBT),
        (0.65, 0.4, "time-local", DOUBT),  # it is colder, though this run cannot say by how much
        (0.65, 0.4, "full", NOTE),
        (0.97, 0.01, "full", NOTE),
        (0.90, 0.01, "full", DOUBT),
        (1.00, 0.02, "time-local", NOTE),
    ],
)
def test_an_ion_off_its_crystals_heat_is_a_doubt(value, half, equation, level):
    own = {"equation": equation, "statistics": "classical"}
    assert of_heat(own, Reading(value, value - half, value + half)).level == level


@pytest.mark.parametrize(
    ("bath", "statistics", "said"),
    [(1.17, "quantum", True), (1.01, "quantum", False), (1.0, "classical", False)],
)
def test_zero_point_motion_is_told_where_it_matters(bath, statistics, said):
    seen = Reading(bath, bath - 0.02, bath + 0.02, bath)
    assert bool(zero_point({"statistics": statistics}, seen)) == said


def test_a_pulled_ion_is_hotter_by_its_force_and_not_by_an_error():
    own = {"equation": "full", "statistics": "classical", "force": 20.0}
    said = of_heat(own, Reading(1.7, 1.6, 1.8))
    assert said.level == "note" and "force drives the ion" in said.text
