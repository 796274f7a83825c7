"""What is concluded of the crystal, and what is refused and withheld."""

import numpy as np
import pytest

from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.core.finding import DOUBT, NOTE, conclusion
from ionoscope.engine.core.result import Chunk
from ionoscope.engine.lattice.findings import of_mode, of_phonons, of_response, of_thermal
from ionoscope.engine.lattice.findings_barrier import of_barrier
from ionoscope.engine.lattice.frequencies import in_all_units

PHONONS, RESPONSE, THERMAL, BARRIER = (
    EXPERIMENTS[f"lattice-{name}"] for name in ("phonons", "response", "thermal", "barrier")
)


def solved(kind, **values) -> Result:
    return kind(**{**kind.small, **values}).solve()


def numbers(result: Result) -> dict:
    """Values of the conclusion by name."""
    return {v.name: v.value for v in conclusion(result.findings).values}


def said(findings, level: str) -> str:
    return " ".join(f.text for f in findings if f.level == level)


def concluded(result: Result) -> str:
    return conclusion(result.findings).text


# phonons --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def phonons():
    return solved(PHONONS)


def test_the_fastest_vibration_is_told_in_every_unit(phonons):
    """SEOM Sec. II: Ω_max = 31.35 rad/ps; 1 THz is 4.13567 meV, 33.3564 cm⁻¹ and 47.9924 K."""
    told = numbers(phonons)
    assert concluded(phonons) == (
        "The fastest vibration has a period of 0.20042 ps and a quantum of 20.635 meV."
    )
    assert told["highest angular frequency Ω_max"] == pytest.approx(31.35055)
    nu = told["frequency ν = Ω/2π"]
    assert nu == pytest.approx(4.98960, rel=1e-5)
    assert told["quantum ħΩ"] == pytest.approx(4.135668 * nu, rel=1e-6)
    assert told["wavenumber"] == pytest.approx(33.35641 * nu, rel=1e-6)
    assert told["temperature ħΩ/k_B"] == pytest.approx(47.99243 * nu, rel=1e-6)
    assert told["period"] * nu == pytest.approx(1)
    assert phonons.summary["frequency_max_THz"] == nu
    assert not said(phonons.findings, DOUBT)


def test_rows_that_slide_along_each_other_are_doubted():
    """Speeds along [100]: √(k2/(k1 + 2 k2)), a tenth at k2 = k1/98."""
    below, above = (solved(PHONONS, k2=520 / f).findings for f in (110, 97))
    assert "0.094 times as fast" in said(below, DOUBT) and not said(above, DOUBT)


def test_a_mode_is_told_by_its_place_its_frequency_and_its_polarisation(phonons):
    """At X across the path: 9.1746 meV are 13.939 rad/ps."""
    told = {v.name: v for v in of_mode(phonons.data, 10, 0)}
    assert told["mode at q"].text == "X"
    assert told["angular frequency Ω"].text == "13.939 rad/ps"
    assert told["quantum ħΩ"].text == "9.1746 meV"
    assert told["quantum ħΩ"].part
    between = {v.name: v.text for v in of_mode(phonons.data, 1, 2)}
    assert between["mode at q"] == "(0.05, 0, 0) 2π/a"
    assert between["polarisation η"] in ("(1.00, 0.00, 0.00)", "(-1.00, 0.00, 0.00)")


def test_a_mode_that_does_not_swing_has_no_period():
    assert in_all_units("Ω", 0.0)[-1].text == "—"


# response -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def response():
    return solved(RESPONSE, cells=8, times=tuple(np.linspace(0, 0.5, 51)))


def test_a_steady_force_displaces_its_atom(response):
    """W_xx(0) = 9.48247e-4 Å²/meV, l = 3.290770e-5 Å² ps/meV."""
    told = numbers(response)
    assert concluded(response) == (
        "A steady force of 100 meV/Å along x displaces the atom it acts on by 0.094825 Å along x."
    )
    assert told["W_xx(0) of the pair (0, 0, 0)"] == pytest.approx(0.948247, rel=1e-6)
    assert told["l, the area under W that 𝓛 keeps"] == pytest.approx(3.290770, rel=1e-6)
    # of plain grids the error falls as 1/N: 9.165e-4 at 20³ is 3.3 % off, half-shifted
    assert -12 < told["W_xx(0) of the box against this"] < -7


def test_waves_that_return_and_a_memory_that_lasts_are_noted(response):
    notes = said(response.findings, NOTE)
    echo = response.summary["echo_time"]
    assert f"After {echo:.2f} ps waves return through the periodic boundary" in notes
    W = response.data.W.values[:, 0, 0, 0]
    share = 100 * np.trapezoid(W, response.data.time.values) / response.summary["L"]
    assert f"By 0.5 ps the area under W_xx has come to {share:.3g} % of l" in notes
    early = solved(RESPONSE, cells=20)
    assert "No wave returns" in said(early.findings, NOTE)


def test_a_neighbour_is_named():
    result = solved(RESPONSE, displacements=((1, 0, 0),))
    assert "displaces the atom (1, 0, 0) cells away by" in concluded(result)


def test_times_too_far_apart_and_forces_too_strong_are_doubted():
    coarse = solved(RESPONSE, times=(0.0, 0.15))
    assert "up to 0.15 ps apart, too far to follow" in said(coarse.findings, DOUBT)
    soft = solved(RESPONSE, k1=130.0, k2=42.5)  # four times as soft: 0.379 Å of 3 Å
    assert "That is 0.13 of the lattice constant" in said(soft.findings, DOUBT)


def test_a_numerical_error_that_shows_is_doubted(response):
    e = RESPONSE(**response.parameters)
    found = response.summary | {"W_error": 0.02 * 9.48e-4}
    assert "known to 2 % only" in said(
        of_response(e.values(), e.cubic(), response.data, found), DOUBT
    )


# thermal motion -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def warm():
    return solved(THERMAL)


def test_displacements_are_told_with_the_temperature_in_kelvin(warm):
    """C_xx(0) at 25 meV: 0.0241165 Å², velocity 7.34424 Å²/ps²."""
    told = numbers(warm)
    assert concluded(warm) == (
        "At kT = 25 meV (290 K) an atom is displaced by 0.15529 Å (rms) along each axis, 0.09 of "
        "the lattice constant in all."
    )
    assert told["⟨r_x²⟩, infinite crystal"] == pytest.approx(0.0241165, rel=1e-5)
    assert told["⟨ṙ_x²⟩, infinite crystal"] == pytest.approx(7.34424, rel=1e-6)
    assert told["m⟨ṙ_x²⟩/kT"] == pytest.approx(3.5 * 7.34424 / 25, rel=1e-6)
    assert told["temperature"] == pytest.approx(290.1, abs=0.1)
    assert not said(warm.findings, DOUBT)


def test_a_box_lacks_the_longest_waves(warm):
    less = 100 * (1 - warm.summary["box_pos_xx"] / warm.summary["C_pos_xx"])
    assert f"is {less:.2g} % smaller than" in said(warm.findings, NOTE)


def test_zero_point_motion_is_told_with_either_statistics():
    cold, classical = (solved(THERMAL, kT=5.0, statistics=s) for s in ("quantum", "classical"))
    assert "keep 87.5 % of their kinetic energy at absolute zero" in said(cold.findings, NOTE)
    # 3.5 · 2.01507 / 5
    assert "alone would make m⟨ṙ_x²⟩ = 1.4 kT" in said(classical.findings, NOTE)
    assert "100 % of their kinetic energy" in said(solved(THERMAL, kT=0.0).findings, NOTE)


@pytest.mark.parametrize(("kT", "where"), [(25.0, ""), (50.0, "within"), (100.0, "beyond")])
def test_a_crystal_that_would_melt_is_doubted(kT, where):
    """Lindemann: √(3 ⟨r_x²⟩)/a is 0.090, 0.126 and 0.178."""
    doubts = said(solved(THERMAL, kT=kT).findings, DOUBT)
    assert (f"{where} the 0.1 to 0.15 a at which crystals melt" in doubts) == bool(where)


def test_a_sum_of_only_the_slow_waves_is_doubted(warm):
    e = THERMAL(**THERMAL.small)
    half = of_thermal(e.values(), e.cubic(), warm.summary, 0.5)
    assert "Only the slower waves" in said(half, DOUBT)


# barrier --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def barrier():
    return solved(BARRIER)


def test_a_barrier_is_told_relaxed_and_at_rest(barrier):
    """U0 = 4000, λ = 1/2: unrelaxed 45.52 meV, relaxed 42.33 = 39.41 + 2.92."""
    assert concluded(barrier) == (
        "The barrier is 42.334 meV with the atoms relaxed, 45.517 meV in the rigid lattice."
    )
    told = numbers(barrier)
    assert told["of it repulsion"] == pytest.approx(39.41, abs=0.005)
    assert told["of it springs"] == pytest.approx(2.92, abs=0.005)
    assert "saves the ion 3.1829 meV" in said(barrier.findings, NOTE)
    assert not said(barrier.findings, DOUBT)


def test_springs_that_would_stay_springs_too_far_refuse_the_barrier():
    result = solved(BARRIER, k1=520 / 30, k2=170 / 30, n_points=3)
    end = conclusion(result.findings)
    assert end.level == "refusal" and "an atom gives way by 0.13 of the lattice" in end.text
    assert result.summary["relaxed"] is result.summary["elastic"] is None
    told = numbers(result)
    assert told["barrier, atoms relaxed"] is None
    assert told["barrier, rigid lattice"] == pytest.approx(45.517, abs=1e-3)


@pytest.mark.parametrize(
    ("path", "doubted"),
    [
        (((0.5, 0.5, 0.5), (1, 0.5, 0.5)), ""),  # to the pass: all of the barrier
        (((0.5, 0.5, 0.5), (0.8, 0.5, 0.5)), "ends before the top"),
        (((0.6, 0.5, 0.5), (1.5, 0.5, 0.5)), "does not begin at a minimum"),
        (((1, 0.5, 0.5), (2, 0.5, 0.5)), "does not begin at a minimum"),  # from a pass
        (((0.5, 0.5, 0.5), (1.5, 1.5, 0.5)), "only an upper bound"),  # over an edge
    ],
)
def test_ends_and_top_of_a_path_are_judged(path, doubted):
    doubts = said(solved(BARRIER, path=path, lam=0.2).findings, DOUBT)
    assert doubted in doubts and bool(doubts) == bool(doubted)


def test_a_path_that_ends_on_the_way_down_is_noted():
    path = ((0.5, 0.5, 0.5), (1.2, 0.5, 0.5))
    result = solved(BARRIER, path=path, lam=0.2)
    assert "The path does not end at a minimum" in said(result.findings, NOTE)


def test_an_arrangement_that_is_not_stable_and_atoms_left_out_are_doubted(barrier):
    found = barrier.summary | {"softest": -0.1, "atoms_error": 1.0}
    doubts = said(of_barrier(found), DOUBT)
    assert "leave this symmetric arrangement" in doubts
    assert "would change by 1 meV" in doubts


def test_an_ion_that_repels_nothing_has_no_barrier():
    assert concluded(solved(BARRIER, U0=0.0)).startswith("The barrier is 0 meV")


# all ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [RESPONSE, BARRIER])
def test_nothing_is_concluded_before_anything_is_known(kind):
    e = kind(**kind.small)
    assert e.findings(next(iter(e.run()))) == []
    assert of_phonons({}) == of_thermal({}, e.cubic(), {}, 0.0) == []


def test_a_stopped_sample_says_so():
    e = THERMAL(**THERMAL.small)
    chunks = list(e.run())
    early = next(c for c in chunks if "sampled_pos" in c.summary)
    assert isinstance(early, Chunk)
    assert "still too small" in said(e.findings(early), DOUBT)
    assert "still too small" not in said(e.findings(chunks[-1]), DOUBT)
