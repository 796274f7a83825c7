"""What is said of wandering ions, of results made up for it: never more than errors allow."""

import numpy as np
import pytest
import xarray as xr

from ionoscope.app.answers import verdicts
from ionoscope.app.answers.heat import sentence
from ionoscope.app.figures.heat import Reading
from ionoscope.engine.core.words import with_interval
from ionoscope.engine.diffusion.diffusion import IonDiffusion
from ionoscope.engine.statistics.arrhenius import fit_laws

FITS = {"freedom": 5, "chi_square": 5.0}


def laws(*aic, **more):
    return {k: {"aic": v, **FITS, **more} for k, v in zip(verdicts.LAWS, aic, strict=False)}


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
    assert words in verdicts.of_laws(found)


@pytest.mark.parametrize("points", [3, 4])
def test_how_many_points_a_law_needs(points):
    kT = np.array([10.0, 20, 30, 40])[:points]
    fits = fit_laws(kT, np.exp(-30 / kT), 0.1 * np.exp(-30 / kT))
    words = verdicts.of_laws(
        {
            k: {"aic": f.aic, "chi_square": f.chi_square, "freedom": f.freedom}
            for k, f in fits.items()
        }
    )
    assert ("needs four points" in words) == (points == 3)


def test_points_left_out_of_the_fit_are_named():
    assert verdicts.left_out([10.0, 15.0]) == (
        "Left out of the fit, no D yet or too few hops: kT = 10, 15 meV."
    )
    assert verdicts.left_out([]) == ""


def sweep(axis, places, D, error, share=1.0, hops=100):
    n = len(places)
    columns = {
        "D": D,
        "D_error": np.broadcast_to(error, n),
        "share": np.full(n, share),
        "n_hops": np.full(n, hops),
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
    assert words in verdicts.of_memory(sweep("t_c", [0, 0.2, 0.5, np.inf], D, error))


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
    assert words in verdicts.of_stiffness(sweep("factor", FACTORS, D, error), vary)


def test_nothing_is_said_before_all_points_have_ended():
    unfinished = sweep("t_c", [0, 0.2, np.inf], [1, 1, 1], 0.01, share=0.9)
    assert verdicts.of_memory(unfinished) == verdicts.MISSING
    unfinished = sweep("factor", FACTORS, [1, 2, 3, 4], 0.01, share=0.9)
    assert verdicts.of_stiffness(unfinished, "density") == verdicts.MISSING
    assert not verdicts.is_complete(unfinished)


def test_few_hops_are_not_compared():
    few = sweep("factor", FACTORS, [1, 2, 3, 4], 0.01, hops=9)
    assert verdicts.of_stiffness(few, "density") == verdicts.NO_D


def test_a_largest_d_inside_is_not_put_at_the_end():
    seen = sweep("factor", FACTORS, [2.0, 6.0, 5.9, 1.0], [1.5, 1.0, 1.0, 0.1])
    words = verdicts.of_stiffness(seen, "stiffness")
    assert words == "D is largest between 1 and 2 × the stiffness: an optimum inside."
    seen = sweep("factor", FACTORS, [4.0, 6.0, 5.9, 1.0], [1.5, 1.0, 1.0, 0.1])
    words = verdicts.of_stiffness(seen, "stiffness")
    assert words == "D is largest between 0.5 and 2 × the stiffness, at the soft end or not."


def test_where_an_ion_is_colder_than_its_crystal_is_told():
    heat = np.array([1.0, 1.02, 0.97, 0.85])
    ends = {"kinetic_ratio": 0, "kinetic_ratio_low": -0.01, "kinetic_ratio_high": 0.01}
    ratios = {k: ("factor", heat + half) for k, half in ends.items()}
    seen = sweep("factor", FACTORS, [1, 2, 3, 4], 0.01).assign(
        ratios | {"bath_ratio": ("factor", np.ones(4))}
    )
    assert verdicts.unsettled(seen).startswith(f"At {FACTORS[-1]:g} × the ion is not as hot")
    assert verdicts.unsettled(seen.isel(factor=slice(0, 3))) == ""


FOUND = {
    "n_hops": 500,
    "kinetic_ratio": 1.0,
    "kinetic_ratio_low": 0.98,
    "kinetic_ratio_high": 1.02,
    "D_bend": 0.0,
    "D_bend_error": 0.1,
    "energy_drift": 0.3,
}


@pytest.mark.parametrize(
    ("experiment", "found", "words"),
    [
        ({}, {}, ""),
        ({"force": 2.0}, {}, ""),
        ({"force": 2.5}, {}, "no longer weak"),
        ({}, {"energy_drift": -26.0}, "Do not trust this run: the energy"),
        ({}, {"kinetic_ratio": 1.7, "kinetic_ratio_low": 1.6}, "something heats the ion"),
        ({}, {"D_bend": 0.3}, "30 % steeper. Begin the fit later."),
        ({}, {"D_bend": -0.3}, "30 % flatter"),
        ({}, {"D_bend": 0.3, "D_bend_error": 0.0}, "Begin the fit later."),
        ({}, {"D_bend": 0.3, "D_bend_error": np.nan}, ""),
        ({}, {"D_bend": 0.9}, "ballistic"),
        ({"equation": "memory", "cells": 10}, {}, "too few modes (cells < 12)"),
        ({"equation": "full", "cells": 10}, {}, ""),
    ],
)
def test_a_run_is_doubted_for_a_reason(experiment, found, words):
    e = IonDiffusion(**{"kT": 25.0, "equation": "full", **experiment})
    said = " ".join(verdicts.doubts(e.values(), {**FOUND, "D_bend_error": 0.05, **found}, 100.0))
    assert words in said and bool(words) == bool(said)


def test_without_a_hop_D_has_an_upper_limit():
    e = IonDiffusion(ions=10, baths=2)
    (said,) = verdicts.doubts(e.values(), {**FOUND, "n_hops": 0}, 45.0)
    assert "= 0.005 Å²/ps" in said  # three hops of 9/6 Å² each in 20 · 45 ps
    assert verdicts.too_few_hops({"n_hops": 9}) and not verdicts.too_few_hops({"n_hops": 10})


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ((1.97, 0.77, 11.8), "1.97 (0.77 … 11.8) Å²/ps"),
        ((2.0, 1.9, 2.11), "2.00(10) Å²/ps"),
        ((2.0, None, None), "2 Å²/ps"),
        ((None, None, None), "—"),
    ],
)
def test_a_lopsided_interval_is_told_by_its_ends(interval, words):
    assert with_interval(*interval, "Å²/ps") == words


@pytest.mark.parametrize(
    ("value", "half", "more", "words"),
    [
        (0.653, 0.006, {"equation": "time-local"}, "35 % colder than its crystal, 0.653(6). Its d"),
        (0.653, 0.006, {"equation": "memory"}, "35 % colder than its crystal, 0.653(6)."),
        (1.01, 0.02, {}, "as hot as its crystal, within ±2 %, 1.010(20)."),
        (
            1.01,
            0.02,
            {"bath": 1.17, "statistics": "quantum"},
            "14 % colder than its crystal, 1.010(20). Its",
        ),
        (
            1.17,
            0.02,
            {"bath": 1.17, "statistics": "quantum"},
            "as hot as its crystal, within ±1.7 %",
        ),
        (1.11, 0.02, {}, "11 % hotter than its crystal, 1.110(20)."),
        (1.11, np.nan, {}, "too few ions or too short a time to say"),
        (1.00, 0.11, {}, "too few ions or too short a time to say"),
        (1.00, 0.02, {"settled": False}, "too few ions or too short a time to say"),
        (1.6, 0.2, {"equation": "memory"}, "something heats it: do not trust this run."),
        (1.6, 0.8, {}, "too few ions or too short a time to say"),  # by chance, it may be
        (1.7, 0.05, {"bath": 1.7, "statistics": "quantum"}, "as hot as its crystal"),
    ],
)
def test_what_a_thermometer_says(value, half, more, words):
    own = {"equation": "full", "statistics": "classical", **more}
    reading = Reading(
        value, value - half, value + half, own.pop("bath", 1.0), own.pop("settled", True)
    )
    assert words in sentence("a run", reading, own)


@pytest.mark.parametrize(
    ("bath", "statistics", "said"),
    [(1.17, "quantum", True), (1.01, "quantum", False), (1.0, "classical", False)],
)
def test_zero_point_motion_is_told_where_it_matters(bath, statistics, said):
    row = Reading(bath, bath - 0.02, bath + 0.02, bath)
    own = {"equation": "full", "statistics": statistics}
    assert ("zero-point" in sentence("full", row, own)) == said
