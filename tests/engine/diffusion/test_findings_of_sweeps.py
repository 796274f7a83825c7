"""What is concluded of sweeps, of results made up for it: never more than errors allow."""

import numpy as np
import pytest
import xarray as xr

from ionoscope.engine.core.finding import DOUBT, REFUSAL
from ionoscope.engine.diffusion import findings_memory, findings_stiffness
from ionoscope.engine.diffusion.findings_points import MISSING, NO_D, off_heat, without_D
from ionoscope.engine.diffusion.findings_temperature import LAWS, of_laws, of_temperature
from ionoscope.engine.diffusion.points import is_complete
from ionoscope.engine.statistics.arrhenius import fit_laws

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
