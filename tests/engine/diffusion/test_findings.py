"""What is said of wandering ions: never more than errors allow."""

import numpy as np
import pytest
import xarray as xr

from ionoscope.engine.core.finding import ANSWER, DOUBT, NOTE, REFUSAL
from ionoscope.engine.diffusion import findings
from ionoscope.engine.diffusion.diffusion import IonDiffusion
from ionoscope.engine.diffusion.heat import Reading, of_heat, zero_point
from ionoscope.engine.diffusion.withheld import reason

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
