"""Experiments in any crystal: the papers' by the general way, and what goes along with a name."""

import pickle

import numpy as np
import pytest

from ionoscope.engine import EXPERIMENTS, InvalidParameter, Result
from ionoscope.engine.compute.newest import Newest
from ionoscope.engine.compute.stint import Task, stint
from ionoscope.engine.compute.sweep import Sweep, sweep_of
from ionoscope.engine.core import library
from ionoscope.engine.core.finding import DOUBT
from ionoscope.engine.crystal import kept
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.drawn_box import drawn
from ionoscope.engine.crystal.long_waves import sounds
from ionoscope.engine.crystal.speeds import debye_temperature, elastic
from ionoscope.engine.crystal.thermal import displacement_matrices
from ionoscope.engine.statistics.normal import maxwell, norm_density

Phonons, Response, Thermal = (
    EXPERIMENTS[f"lattice-{k}"] for k in ("phonons", "response", "thermal")
)
HBAR, K_B = 0.6582119569, 0.08617333262


@pytest.fixture(scope="module")
def cube():
    """The papers' crystal under a name that hides what it is."""
    return kept.keep(built_in("simple-cubic"))


@pytest.fixture()
def elsewhere(monkeypatch):
    """A process that knows no crystal but those that are built in."""

    def arrived():
        monkeypatch.setattr(library, "LIBRARY", fresh := library.Library())
        monkeypatch.setattr(kept, "LIBRARY", fresh)
        monkeypatch.setattr("ionoscope.engine.crystal.name.LIBRARY", fresh)
        kept.called.cache_clear()
        return fresh

    yield arrived
    kept.called.cache_clear()


# the papers' crystal by both ways ---------------------------------------------------------------


def test_the_general_way_has_the_special_ones_frequencies(cube):
    special, general = Phonons(n_zone=6), Phonons(crystal=cube, n_zone=6)
    own, found = special.solve(), general.solve()
    for letter in "XMR":
        assert found.summary["hbar_Omega"][letter] == pytest.approx(
            own.summary["hbar_Omega"][letter], rel=1e-10
        )
    for way in ("longitudinal", "transverse"):
        assert found.summary["sound_100"][way] == pytest.approx(
            own.summary["sound_100"][way], rel=1e-10
        )
    width = np.diff(found.data.hbar_Omega_bin)[0]
    assert float(found.data.dos.sum()) * width == pytest.approx(3, rel=1e-9)


def test_the_general_way_has_the_special_ones_response(cube):
    asked = {"displacements": ((0, 0, 0), (1, 1, 0)), "times": (0.0, 0.05, 0.1), "cells": 6}
    own, found = Response(**asked).solve(), Response(crystal=cube, **asked).solve()
    for name in ("W", "G", "W0", "W_box"):
        scale = np.abs(own.data[name].values).max()
        np.testing.assert_allclose(found.data[name], own.data[name], atol=1e-9 * scale)
    assert found.summary["L"] == pytest.approx(own.summary["L"], rel=1e-9)
    spectra = [r.data.loss_spectrum.interp(Omega_bin=[10.0, 15.0, 25.0]) for r in (own, found)]
    np.testing.assert_allclose(*spectra, rtol=0.05)  # of grids of 72 and of 32 steps


def test_the_general_way_has_the_special_ones_thermal_motion(cube):
    asked = {"times": (0.0, 0.05), "cells": 6, "kT": 25.0}
    own, found = Thermal(**asked).solve(), Thermal(crystal=cube, **asked).solve()
    for name in ("C_pos_xx", "C_vel_xx", "box_pos_xx", "zero_point_vel_xx", "classical_pos_xx"):
        assert found.summary[name] == pytest.approx(own.summary[name], rel=1e-6)
    np.testing.assert_allclose(found.data.C_pos[:, 0], own.data.C_pos, rtol=1e-6)


# crystals with a basis ---------------------------------------------------------------------------


def test_a_path_that_jumps_has_its_pieces_and_its_letters():
    data = Phonons(crystal="rocksalt", n_path=4, n_zone=2).solve().data
    assert data.sizes["branch"] == 6 and data.stretch.values[-1] == 1
    assert "".join(data.corner.values) == "ΓXXWWKKΓΓLLUUWWLLKUX"
    parts = data.dos_species.sum("species").values
    np.testing.assert_allclose(parts, data.dos, rtol=1e-12)


def test_debyes_temperature_is_that_of_the_mean_over_directions():
    crystal = built_in("fcc")
    ways = np.random.default_rng(1).normal(size=(40_000, 3))
    mean = np.mean(sounds(crystal, ways)[0] ** -1.5)
    expected = HBAR / K_B * (6 * np.pi**2 / crystal.volume / mean) ** (1 / 3)
    assert debye_temperature(crystal) == pytest.approx(expected, rel=2e-3)


def test_elastic_constants_are_told_once():
    """Central springs between centres of inversion: Cauchy's c12 = c44."""
    found = elastic(built_in("fcc"))
    assert list(found) == ["c11", "c12", "c44"]
    assert found["c12"] == pytest.approx(found["c44"], rel=1e-9)
    # aluminium's at room temperature, but for c12 [Kittel, Ch. 3, Table 11]
    assert (found["c11"], found["c44"]) == pytest.approx((106.8, 28.2), rel=5e-3)


@pytest.mark.parametrize("statistics", ["quantum", "classical"])
def test_a_drawn_box_moves_as_much_as_theory_says(statistics):
    """Of 10 boxes: each of 3·2·6³ modes has the spread of its energy, about as large as itself."""
    crystal, N, kT = built_in("rocksalt"), 6, 25.0
    exact = displacement_matrices(crystal, kT, statistics, (N,) * 3)
    seen = np.zeros((2, 3))
    for seed in range(10):
        *_, (_, motion) = drawn(crystal, N, kT, statistics, seed)
        seen += (motion[0] ** 2).mean(axis=(2, 3, 4)) / 10
    np.testing.assert_allclose(seen, np.einsum("aii->ai", exact), rtol=0.1)
    # equipartition, which half a thousand modes know to 3 %
    if statistics == "classical":
        kinetic = np.einsum("axijk,axijk,a->", motion[1], motion[1], crystal.mass[::3])
        assert kinetic / N**3 / (6 * kT) == pytest.approx(1 - 3 / (6 * N**3), rel=0.1)


def test_a_length_of_equal_variances_is_maxwells():
    x = np.linspace(0, 4, 30)
    np.testing.assert_allclose(norm_density(x, 0.7 * np.eye(3)), maxwell(x, 0.7), atol=1e-12)


def test_a_length_of_unlike_variances_has_their_sum():
    x, matrix = np.linspace(0, 14, 3000), np.diag([0.2, 1.0, 3.0])
    p = norm_density(x, matrix)
    assert np.trapezoid(p, x) == pytest.approx(1, rel=1e-6)
    assert np.trapezoid(p * x**2, x) == pytest.approx(4.2, rel=1e-6)


def test_an_atom_that_the_cell_has_not_is_refused():
    with pytest.raises(InvalidParameter, match="Its cell has: 1 Na, 2 Cl"):
        Response(crystal="rocksalt", other=3)


def test_what_cannot_be_followed_is_refused_with_what_can():
    for kind in (Thermal, Response):
        with pytest.raises(InvalidParameter, match=r"End with about [12] ps"):
            kind(crystal="diamond", times=(0.0, 10.0))
    with pytest.raises(InvalidParameter, match=r"modes, where 6e[+]06 are allowed"):
        Thermal(crystal="perovskite", times=(0.0, 0.1), cells=80)


def test_heat_beyond_melting_is_doubted():
    found = Thermal(crystal="fcc", kT=400.0, times=(0.0, 0.02), cells=4).solve().findings
    assert any(f.level == DOUBT and "Lindemann" in f.text for f in found)


# what has no effect ------------------------------------------------------------------------------


def test_springs_of_the_cube_have_no_effect_elsewhere():
    assert Phonons(crystal="fcc", k1=300.0).values() == Phonons(crystal="fcc").values()
    assert Phonons(k1=300.0).k1 == 300.0
    own = Phonons(crystal="fcc")
    with pytest.raises(InvalidParameter, match="no effect where crystal = fcc"):
        Phonons.refuse_idle(own.values() | {"k1": 300.0}, ["k1"])
    Phonons.refuse_idle(own.values() | {"k1": 520.0}, ["k1"])


def test_a_sweep_over_crystals_keeps_the_springs_of_the_cube():
    swept = sweep_of(Phonons)(over={"crystal": ["fcc", "simple-cubic"]}, k1=300.0, n_zone=2)
    assert [one.k1 for one in swept.points] == [520.0, 300.0]
    with pytest.raises(InvalidParameter, match="no effect"):
        sweep_of(Phonons)(crystal="fcc", over={"k1": [300.0, 400.0]})


# what goes along with a name ---------------------------------------------------------------------


@pytest.mark.parametrize("swept", [False, True])
def test_an_experiment_takes_its_crystal_to_another_process(cube, elsewhere, swept):
    own = sweep_of(Phonons)(over={"crystal": [cube, "fcc"]}) if swept else Phonons(crystal=cube)
    sent = pickle.dumps(own)
    assert elsewhere().names() == []
    there = pickle.loads(sent)
    one = there.points[0] if isinstance(there, Sweep) else there
    assert one.any_crystal().n_atoms == 1


def test_a_workers_stint_brings_the_crystal(cube, elsewhere):
    member = Phonons(crystal=cube, n_zone=2, n_path=2)
    enclosed, values = member.enclosed(), member.values()
    elsewhere()
    task = Task("a", 0, Phonons, values, Sweep.keep, Newest(), True, enclosed)
    (found,) = stint([task], 60.0).found
    assert found.share == 1 and not found.failure


def test_a_result_stands_alone(cube, elsewhere, tmp_path):
    Phonons(crystal=cube, n_zone=2, n_path=2).solve().to_netcdf(tmp_path / "a.nc")
    there = elsewhere()
    with pytest.raises(InvalidParameter, match="not kept here"):
        Phonons(crystal=cube)
    again = Result.from_netcdf(tmp_path / "a.nc")
    assert there.names() == [cube]
    assert Phonons(**again.parameters).any_crystal().names == ("X",)
