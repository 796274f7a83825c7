"""What is said of collisions and of lost energy, without a page."""

from dataclasses import replace

import numpy as np
import pytest

from ionoscope.app.answers.ion import collision, dissipation, is_whole, signed_percent
from ionoscope.engine import EXPERIMENTS

COLLISION, DISSIPATION = EXPERIMENTS["ion-collision"], EXPERIMENTS["ion-dissipation"]
SHORT = {"cells": 12, "duration": 4.0}


@pytest.fixture(scope="module")
def bounces():
    """The same ion by two equations, and another one."""
    each = {"equation": "full"}, {"equation": "time-local"}, {"equation": "time-local", "v0": 3.0}
    return [DISSIPATION(**SHORT, **values).solve() for values in each]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (None, "—"),
        (0.0, "+0\u00a0%"),
        (-0.054, "-5.4\u00a0%"),
        (0.137, "+14\u00a0%"),
        (12.0, "over 1000 %"),
    ],
)
def test_shares_have_a_sign_and_two_digits(error, said):
    assert signed_percent(error) == said


def test_a_small_box_hears_its_echo():
    small, large = (COLLISION(cells=c, resolution=10, v0=5).solve() for c in (8, 60))
    assert "the box of 8³ hears its own echo" in collision([small]).note
    assert "echo" not in collision([large]).note


def test_a_collision_without_an_end_has_no_answer():
    result = replace(COLLISION(cells=8, resolution=10).solve(), summary={})
    assert "no answer" in collision([result]).verdict


def test_half_of_what_can_be_given_is_given_after(bounces):
    """Half of the way from the first to the lowest energy."""
    data = bounces[0].data
    energy = data.E_ion.values
    after = float(dict(dissipation(bounces[:1]).rows)["   half of it after"].removesuffix(" ps"))
    assert energy[data.time.values >= after][0] < (energy[0] + energy.min()) / 2
    assert np.all(energy[data.time.values < after] >= (energy[0] + energy.min()) / 2)


def test_only_the_same_ion_is_compared_with_the_full_one(bounces):
    full, local, other = bounces
    gap = np.abs(local.data.z.values - full.data.z.values).max()
    assert dissipation([full, local], 0).note.startswith(
        f"The time-local ion strays up to {gap:.2g} Å from the full one. After 3 ps"
    )
    assert dissipation([full, other]).note == ""
    assert dissipation([full]).note == ""


def test_the_others_ends_are_told_by_their_names(bounces):
    rows = dict(dissipation(bounces, 0).rows)
    assert rows["equation"] == "full"
    assert rows["z at the end, v₀=3 time-local"] == f"{bounces[2].summary['z_end']:.5g} Å"
    assert len([name for name in rows if name.startswith("z at the end, ")]) == 2


def test_a_path_that_goes_on_is_not_whole(bounces):
    full, local, _ = bounces
    half = replace(local, data=local.data.isel(time=slice(100)), status="running")
    assert is_whole(full) and not is_whole(half)
    assert not is_whole(replace(full, status="failed"))
    assert dissipation([full, half], 0).note == ""
