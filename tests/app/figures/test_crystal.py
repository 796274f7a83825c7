"""The crystal's waves and the ion's way through it, as the engine found them or in closed form."""

import numpy as np
import pytest

from ionoscope.app.figures.marks import Area, Cursor, Dots, Line, Rule
from ionoscope.app.figures.passage import profile
from ionoscope.app.figures.phonons import dispersion, dos, nearest
from ionoscope.app.figures.thermal import covariance
from ionoscope.engine import EXPERIMENTS, Chunk
from ionoscope.engine.lattice.crystal import corner_name
from tests.app.figures.sketched import of, solved

HBAR = 0.6582119569
K1, K2, M = 520.0, 170.0, 3.5


@pytest.fixture(scope="module")
def phonons():
    return solved("lattice-phonons", n_path=20, n_zone=12)


@pytest.fixture(scope="module")
def barrier():
    return solved("lattice-barrier", n_points=21)


@pytest.fixture(scope="module")
def thermal():
    """Three temperatures, 25 meV first."""
    return [solved("lattice-thermal", cells=12, kT=kT) for kT in (25.0, 5.0, 50.0)]


def look(mark):
    return mark.look.color, mark.look.dash, mark.look.name


# phonons ------------------------------------------------------------------------------------


def test_the_dispersion_meets_the_closed_form_at_the_corners(phonons):
    """At X [SEOM Eq. 21] gives mΩ² = 4k₁ + 8k₂ along x and 4k₂ across."""
    sketch = dispersion.sketch(phonons)
    lines, x = of(Line, sketch), next(place for place, name in sketch.x.ticks if name == "X")
    at = [float(line.y[np.argmin(np.abs(line.x - x))]) for line in lines]
    expected = HBAR * np.sqrt(np.array([4 * K2, 4 * K2, 4 * K1 + 8 * K2]) / M)
    assert np.allclose(at, expected, rtol=1e-6)


def test_the_dispersion_names_the_corners_of_its_path(phonons):
    sketch = dispersion.sketch(phonons)
    assert [name for _, name in sketch.x.ticks] == ["Γ", "X", "M", "Γ", "R"]
    assert [c.x for c in of(Cursor, sketch)] == [place for place, _ in sketch.x.ticks]
    assert np.allclose(sketch.x.ticks[-1][0], 0.5 + 0.5 + np.sqrt(0.5) + np.sqrt(0.75))


def test_the_chosen_mode_is_marked_where_its_branch_runs(phonons):
    (dot,) = of(Dots, dispersion.sketch(phonons, mode=(7, 1)))
    at = phonons.data.isel(q_path=7, branch=1)
    assert (dot.x[0], dot.y[0]) == (float(at.q_path), float(at.hbar_Omega))
    assert not of(Dots, dispersion.sketch(phonons))


def test_a_click_means_the_nearest_mode(phonons):
    data = phonons.data
    for point, branch in ((3, 0), (30, 2), (55, 1)):
        at = data.isel(q_path=point, branch=branch)
        found = nearest(data, float(at.q_path) + 1e-4, float(at.hbar_Omega) + 1e-4)
        assert found[0] == point
        assert float(data.hbar_Omega[found]) == pytest.approx(float(at.hbar_Omega))


@pytest.mark.parametrize(
    "q, name",
    [
        ((0, 0, 0), "Γ"),
        ((0, 0.5, 0), "X"),
        ((-0.5, 0, 0.5), "M"),
        ((1.5, 0.5, 0.5), "R"),
        ((0.25, 0, 0), "(0.25, 0, 0)"),
    ],
)
def test_corners_of_the_zone_are_named(q, name):
    assert corner_name(np.array(q, float)) == name


def test_the_density_of_states_stands_at_the_heights_of_the_dispersion(phonons):
    sketch = dos.sketch(phonons)
    (line,), (filled,) = of(Line, sketch), of(Area, sketch)
    assert np.trapezoid(line.x, line.y) == pytest.approx(3, rel=0.01)  # modes an atom has
    assert set(filled.x) == {0, *line.x}
    assert sketch.ranges()[2:] == dispersion.sketch(phonons).ranges()[2:]
    assert sketch.ranges()[2] < 0 < line.y.max() < sketch.ranges()[3]


def test_hover_turns_energies_into_frequencies():
    """1 meV is ħ · 1.5193 rad/ps, h · 0.24180 THz and hc · 8.0655 cm⁻¹."""
    assert [factor for _, factor in dispersion.options["multiples"]] == pytest.approx(
        [1.519267, 0.2417989, 8.065544], rel=1e-6
    )


def test_two_crystals_are_told_apart_by_their_springs(phonons):
    other = solved("lattice-phonons", n_path=20, n_zone=12, k1=300.0)
    looks = {look(line) for line in of(Line, dispersion.sketch([phonons, other]))}
    assert {name for *_, name in looks} == {"k₁=520", "k₁=300"}
    assert len({dash for _, dash, _ in looks}) == 2
    assert {line.look.name for line in of(Line, dispersion.sketch(phonons))} == {""}


# barrier ------------------------------------------------------------------------------------


def test_the_profile_draws_all_energies_from_the_start(barrier):
    sketch = profile.sketch(barrier)
    lines = {line.look.name: line for line in of(Line, sketch)}
    assert all(line.y[0] == 0 for line in lines.values())
    assert lines["rigid lattice"].y.max() == pytest.approx(45.517, abs=1e-3)
    relaxed = lines["atoms relaxed"]
    assert np.allclose(relaxed.y, lines["repulsion"].y + lines["springs"].y)
    (top,) = of(Dots, sketch)
    assert (top.x[0], top.y[0]) == (barrier.summary["top_at"], barrier.summary["relaxed"])
    assert top.y[0] == pytest.approx(relaxed.y.max(), rel=1e-6)


def test_a_profile_that_is_not_relaxed_yet_keeps_the_names(barrier):
    """So that the picture does not jump when the rest comes."""
    rest = barrier.data[["E_rigid", "E_corners"]]
    kind = EXPERIMENTS["lattice-barrier"](n_points=21)
    early = profile.sketch(kind.result(Chunk(0.2, "atoms at rest", rest), "stopped", 0.0))
    assert [x.name for x in early.legend] == [x.name for x in profile.sketch(barrier).legend]
    assert not of(Dots, early)
    assert early.ranges()[3] > 45


def test_two_ions_have_a_relaxed_profile_each(barrier):
    other = solved("lattice-barrier", n_points=21, U0=5000.0)
    sketch = profile.sketch([barrier, other])
    assert [line.look.name for line in of(Line, sketch)] == ["U₀=4000", "U₀=5000"]
    assert len(of(Rule, sketch)) == len(of(Dots, sketch)) == 2


# notebooks ----------------------------------------------------------------------------------


@pytest.mark.soak
def test_a_notebooks_curves_are_found_by_their_names(barrier, thermal):
    relaxed = profile(barrier).Curve.Atoms_relaxed
    E = barrier.data.E_relaxed.values
    assert np.allclose(relaxed.dimension_values("E_from_start"), E - E[0])
    assert relaxed.kdims[0].label == "ℓ"
    velocity = covariance(thermal[0]).Curve.Velocity
    assert np.allclose(velocity.dimension_values("time"), thermal[0].data.time)
