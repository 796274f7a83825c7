"""What is concluded of collisions and of lost energy, and what speaks against it."""

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.core.finding import DOUBT, NOTE, REFUSAL, conclusion
from ionoscope.engine.core.units import attributes
from ionoscope.engine.ion.findings import of_collision
from ionoscope.engine.ion.findings_dissipation import compared, is_whole, of_dissipation

COLLISION, DISSIPATION = EXPERIMENTS["ion-collision"], EXPERIMENTS["ion-dissipation"]
FINE, SHORT = {"cells": 20, "resolution": 20}, {"cells": 12, "duration": 4.0}


def numbers(findings) -> dict:
    """Values by name, those of the conclusion and of the others."""
    return {v.name: v.value for f in findings for v in f.values}


def said(findings, level: str) -> str:
    return " ".join(f.text for f in findings if f.level == level)


# collision ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hard() -> Result:
    """The paper's hard collision: λ = 1/5 at 10 Å/ps."""
    return COLLISION(lam=0.2, **FINE).solve()


def test_errors_have_a_direction_and_two_digits(hard):
    """SEOM Fig. 3: r up to 0.131813 Å, force 175.26 meV/Å, out with 7.8361 Å/ps."""
    told = numbers(hard.findings)
    assert conclusion(hard.findings).text == (
        "The time-local answer underestimates the largest force by 17 % and overestimates the "
        "largest deflection by 90 %."
    )
    assert told["time-local: error of largest F"] == pytest.approx(-17.2, abs=0.1)
    assert told["largest deflection, full"] == pytest.approx(0.131813, rel=1e-3)
    assert told["largest force, full"] == pytest.approx(175.26, rel=1e-3)
    assert told["outgoing velocity, full"] == pytest.approx(-7.8361, rel=1e-3)
    share = 100 * (1 - (7.8361 / 10) ** 2)
    assert told["of the ion's kinetic energy"] == pytest.approx(share, rel=1e-3)
    assert "is turned back and leaves with 7.8361 Å/ps" in said(hard.findings, NOTE)


def test_a_curve_that_is_farther_off_than_its_maximum_is_doubted(hard):
    full, local = (hard.data[f"force_{k}"].values for k in ("full", "time_local"))
    off = 100 * np.abs(full - local).max() / full.max()
    assert f"force is off by up to {off:.2g} % of the largest force" in said(hard.findings, DOUBT)
    told = numbers(hard.findings)
    assert told["largest error of F at any time"] == pytest.approx(off)


def test_a_gentle_collision_is_not_doubted():
    gentle = COLLISION(v0=4.0, cells=60, resolution=20).solve()
    assert not said(gentle.findings, DOUBT)
    assert "At any one time the time-local force is off by up to" in said(gentle.findings, NOTE)


def test_waves_that_return_during_the_contact_are_doubted_later_ones_noted():
    """They set out when ion and atom meet, not when the clock starts."""
    small, large = (COLLISION(cells=c, resolution=10, v0=5.0).solve() for c in (8, 26))
    F, t = small.data.force_full.values, small.data.time.values
    back = t[np.argmax(F > 0.01 * F.max())] + small.summary["echo_time"]
    text = f"from {back:.2f} ps on waves return through the periodic boundary of the box of 8³"
    assert text in said(small.findings, DOUBT)
    assert "when ion and atom have parted" in said(large.findings, NOTE)


def test_a_collision_that_is_not_over_and_an_atom_pushed_too_far_are_doubted():
    doubts = said(COLLISION(M=70.0, **FINE).solve().findings, DOUBT)
    assert "The collision is not over at 1.8 ps" in doubts
    assert "pushed aside by 0.71 of the lattice constant" in doubts


def test_an_ion_that_is_not_felt_is_compared_with_nothing():
    result = COLLISION(U0=0.0, cells=8, resolution=10).solve()
    assert conclusion(result.findings).level == REFUSAL
    assert numbers(result.findings)["time-local: error of largest F"] is None


def test_what_a_summary_can_hold_beyond_these_is_told(hard):
    def of(**changed):
        return of_collision(hard.parameters, hard.data, hard.summary | changed)

    through = said(of(v_out=2.0, v_out_time_local=None), NOTE)
    assert "The ion is not turned back: it goes on with 2 Å/ps." in through
    assert "By the time-local equation of motion the ion runs into the atom." in through
    assert "1 meV more than it came with" in said(of(energy_lost=-1.0), DOUBT)
    off = {name: {"F": 0.01, "r": 12.0} for name in hard.summary["error"]}
    assert "force by 1 % and the largest deflection by more than 1000 %" in (
        conclusion(of(error=off)).text
    )


def test_a_collision_without_an_end_is_not_concluded_from(hard):
    assert of_collision(hard.parameters, hard.data, {}) == []


# dissipation ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bounces():
    """The same ion by two equations, and another one."""
    each = {"equation": "full"}, {"equation": "time-local"}, {"equation": "time-local", "v0": 3.0}
    return [DISSIPATION(**SHORT, **values).solve() for values in each]


def test_half_of_what_can_be_given_is_given_after(bounces):
    """Half of the way from the first to the lowest energy."""
    data = bounces[0].data
    energy = data.E_ion.values
    after = numbers(bounces[0].findings)["half of it after"]
    assert energy[data.time.values >= after][0] < (energy[0] + energy.min()) / 2
    assert np.all(energy[data.time.values < after] >= (energy[0] + energy.min()) / 2)


def test_an_ion_that_still_moves_is_told_so(bounces):
    given = bounces[0].summary["energy_lost"]
    assert conclusion(bounces[0].findings).text == (
        f"The ion has given {given:.5g} meV to the crystal by 4 ps."
    )
    assert "In 4 ps the ion does not come to rest" in said(bounces[0].findings, DOUBT)
    half = bounces[0].data.isel(time=slice(200))
    e = DISSIPATION(**SHORT)
    going = of_dissipation(e.values(), e.echo(), half, bounces[0].summary)
    assert "its path goes on" in said(going, NOTE) and not said(going, DOUBT)


def test_an_ion_that_comes_to_rest_has_given_all_of_its_kinetic_energy():
    """By the time-local equation, ½Mv² = 19.69 meV; in a small box it gets some of it back."""
    local = DISSIPATION(equation="time-local").solve().findings
    assert conclusion(local).text == (
        "The ion comes to rest and has given 19.685 meV to the crystal by 30 ps."
    )
    assert not said(local, DOUBT) and "waves return" not in said(local, NOTE)


def test_energy_that_comes_back_through_the_boundary_is_doubted(bounces):
    echoing = DISSIPATION(cells=10, duration=5.0).solve().findings
    assert (
        "After 0.19 ps waves return through the periodic boundary of the box of 10³ cells, and"
        in (said(echoing, DOUBT))
    )
    assert "not quite that in an infinite crystal" in said(bounces[0].findings, NOTE)
    forgetting = DISSIPATION(cells=12, duration=2.0, equation="memory", t_c=0.2).solve().findings
    assert "waves return" not in said(forgetting, NOTE) + said(forgetting, DOUBT)


def test_swings_that_grow_are_found_by_their_kinetic_energy():
    """Three swings of ½, ¼ and ½ meV: the last one has taken energy up."""
    t = np.linspace(0, 3, 601)
    v = np.where(t < 1, 1.0, np.where(t < 2, np.sqrt(0.5), 1.0)) * np.sin(np.pi * t)
    columns = {"v": v, "E_ion": 2.0 - t / 3, "E_lattice": t / 3}
    data = xr.Dataset(
        {k: ("time", y, attributes(k)) for k, y in columns.items()}
        | {"r": (("time", "atom"), np.zeros((601, 1)))},
        {"time": t},
    )
    own = DISSIPATION(M=1.0, duration=3.0, cells=20).values()
    found = {"energy_lost": 1.0, "energy_start": 2.0, "z_end": 0.0, "v_end": 0.0}
    found |= {"total_drift": 0.02}
    doubts = said(of_dissipation(own, 1.5, data, found), DOUBT)
    assert "from 2.00 ps on they give the ion energy back" in doubts
    assert "has drifted by 0.02 meV" in doubts
    assert "give the ion energy back" not in said(of_dissipation(own, 2.5, data, found), DOUBT)


def test_a_free_ion_gives_nothing():
    result = DISSIPATION(U0=0.0, cells=8, duration=0.5).solve()
    assert conclusion(result.findings).text == "The ion feels no atom and gives nothing away."


def test_every_atom_stepped_tells_the_drift_of_the_energy():
    stepped = DISSIPATION(cells=8, duration=0.5, solver="splitting-4").solve()
    assert abs(numbers(stepped.findings)["drift of the total energy"]) < 1e-6
    assert "drifted" not in said(stepped.findings, DOUBT)


def test_only_the_same_ion_is_compared_with_the_full_one(bounces):
    full, local, other = bounces
    gap = np.abs(local.data.z.values - full.data.z.values).max()
    strays, energies = compared([full, local], 0)
    assert strays.text == f"The time-local ion strays up to {gap:.2g} Å from the full one."
    assert strays.values[0].value == pytest.approx(gap)
    assert energies.text.startswith("After 3 ps its swings have 1.")
    assert compared([full, other], 1) == compared([full], 0) == []


def test_a_path_that_goes_on_is_not_whole(bounces):
    full, local, _ = bounces
    half = replace(local, data=local.data.isel(time=slice(100)), status="running")
    assert is_whole(full) and not is_whole(half)
    assert not is_whole(replace(full, status="failed"))
    assert compared([full, half], 0) == []
