"""The crystal's pictures hold what the engine found, and what is known in closed form."""

import numpy as np
import pytest

from ionoscope.app.figures.marks import Area, Cursor, Dots, Level, Line, Rule, Steps, Words
from ionoscope.app.figures.passage import profile
from ionoscope.app.figures.phonons import corner_name, dispersion, dos, nearest
from ionoscope.app.figures.response import area, convergence, loss, recoil
from ionoscope.app.figures.thermal import covariance, displacement, maxwell, speed
from ionoscope.engine import EXPERIMENTS, Chunk

HBAR = 0.6582119569
K1, K2, M = 520.0, 170.0, 3.5


def solved(key, **parameters):
    return EXPERIMENTS[key](**parameters).solve()


@pytest.fixture(scope="module")
def phonons():
    return solved("lattice-phonons", n_path=20, n_zone=12)


@pytest.fixture(scope="module")
def response():
    return solved("lattice-response", times=tuple(np.linspace(0, 2, 101)), cells=8)


@pytest.fixture(scope="module")
def thermal():
    """Three temperatures, 25 meV first."""
    return [solved("lattice-thermal", cells=12, kT=kT) for kT in (25.0, 5.0, 50.0)]


@pytest.fixture(scope="module")
def barrier():
    return solved("lattice-barrier", n_points=21)


def of(kind, sketch):
    return [m for m in sketch.marks if isinstance(m, kind)]


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
    """1 meV is ħ · 1.5193 ps⁻¹ and h · 0.24180 THz."""
    assert [factor for _, factor in dispersion.options["multiples"]] == pytest.approx(
        [1.519267, 0.2417989], rel=1e-6
    )


def test_two_crystals_are_told_apart_by_their_springs(phonons):
    other = solved("lattice-phonons", n_path=20, n_zone=12, k1=300.0)
    looks = {look(line) for line in of(Line, dispersion.sketch([phonons, other]))}
    assert {name for *_, name in looks} == {"k₁=520", "k₁=300"}
    assert len({dash for _, dash, _ in looks}) == 2
    assert {line.look.name for line in of(Line, dispersion.sketch(phonons))} == {""}


# response -----------------------------------------------------------------------------------


def test_every_pair_has_its_curve_and_name(response):
    sketch = recoil.sketch(response)
    W, lines = response.data.W.values, of(Line, sketch)
    assert np.allclose([line.y for line in lines], 1e3 * W[:, :, 0, 0].T)
    assert len({line.look.color for line in lines}) == len(lines) == 5
    words = sorted(of(Words, sketch), key=lambda w: -w.y[0])
    beginnings = {f"L = {line.look.name}": line.y[0] for line in lines}
    assert [w.text[0] for w in words] == sorted(beginnings, key=beginnings.get, reverse=True)


def test_the_box_is_thin_and_grey_and_its_echo_marked(response):
    sketch = recoil.sketch(response)
    assert np.allclose([r.y for r in of(Rule, sketch)], 1e3 * response.data.W_box[:, :, 0, 0].T)
    (echo,) = of(Cursor, sketch)
    assert echo.x == response.summary["echo_time"]
    assert echo.label == "echo in a box of 8³ (grey)"


def test_an_echo_that_comes_later_is_not_marked():
    early = solved("lattice-response", times=tuple(np.linspace(0, 0.2, 11)), cells=20)
    assert not of(Cursor, recoil.sketch(early))


def test_every_pairs_area_ends_near_that_of_the_time_local_equation(response):
    """∫₀^∞ W dt = l for every pair [SEOM Sec. III]."""
    sketch = area.sketch(response)
    assert [level.y for level in of(Level, sketch)] == [1.0]
    lines = of(Line, sketch)
    assert len(lines) == 5
    assert all(line.y[0] == 0 for line in lines)
    assert np.allclose([line.y[-1] for line in lines], 1, atol=0.05)


def test_the_loss_begins_at_l_and_ends_above_the_fastest_mode(response):
    sketch = loss.sketch(response)
    (line,), (level,) = of(Line, sketch), of(Level, sketch)
    assert line.y[0] == level.y == 1
    assert line.y[-1] == 0 < line.y.max()
    inner = slice(1, -2)
    assert np.allclose(line.y[inner] * response.summary["L"], response.data.loss_spectrum)
    (shaded,) = of(Area, sketch)
    assert len(shaded.x) == 2 * len(line.x)


def test_the_loss_has_the_area_of_w_at_once(response):
    """∫₀^∞ W̃ dω = πW(0)/2: the inverse cosine transform at t = 0."""
    (line,) = of(Line, loss.sketch(response))
    whole = np.trapezoid(line.y, line.x) * response.summary["L"]
    W0 = response.summary["W0"]["(0, 0, 0)"][0][0]
    assert whole == pytest.approx(np.pi / 2 * W0, rel=0.02)


def test_gauss_points_converge_where_a_box_crawls(response):
    sketch = convergence.sketch(response)
    plain, ours = of(Dots, sketch)
    assert (plain.look.name, ours.look.name) == ("periodic box", "Gauss points")
    assert np.allclose(plain.y, response.data.grid_error)
    assert ours.y[-1] < 1e-12 < plain.y[-1]
    assert sketch.x.log and sketch.y.log


def test_of_two_runs_pairs_keep_their_colours(response):
    other = solved("lattice-response", times=tuple(np.linspace(0, 2, 101)), cells=8, m=7.0)
    lines = of(Line, recoil.sketch([response, other]))
    assert [a.look.color for a in lines[:5]] == [b.look.color for b in lines[5:]]
    assert all(a.look.dash != b.look.dash for a, b in zip(lines[:5], lines[5:], strict=True))
    assert lines[5].look.name == "(0, 0, 0) m=7"


def test_a_single_time_has_no_area():
    one = solved("lattice-response", times=(0.1,), cells=4)
    assert not of(Line, area.sketch(one))
    assert len(of(Line, recoil.sketch(one))) == 5


# thermal ------------------------------------------------------------------------------------


@pytest.mark.parametrize("figure, kind", [(speed, "vel"), (displacement, "pos")])
def test_histograms_are_the_engines(figure, kind, thermal):
    solid, *outlines = of(Steps, figure.sketch(thermal))
    name = figure.name
    for bars, result in zip((solid, *outlines), thermal, strict=True):
        assert np.allclose(bars.heights, result.data[f"p_{name}"])
        assert np.allclose((bars.edges[1:] + bars.edges[:-1]) / 2, result.data[name])
    assert solid.solid and not any(bars.solid for bars in outlines)
    classical, exact = of(Line, figure.sketch(thermal))
    x = np.linspace(0, exact.x[-1], 7)[1:]
    variance = thermal[0].summary[f"C_{kind}_xx"]
    expected = 4 * np.pi * x**2 * (2 * np.pi * variance) ** -1.5 * np.exp(-(x**2) / 2 / variance)
    assert np.allclose(np.interp(x, exact.x, exact.y), expected, atol=2e-3 * exact.y.max())
    assert classical.look.dash == "dashed"


def test_a_distribution_is_one_in_all_and_has_its_variance():
    x = np.linspace(0, 60, 20_001)
    p = maxwell(x, 7.0)
    assert np.trapezoid(p, x) == pytest.approx(1)
    assert np.trapezoid(p * x**2, x) == pytest.approx(3 * 7.0)
    assert not maxwell(x, 0.0).any()


def test_temperatures_are_named_at_the_tops(thermal):
    words = of(Words, speed.sketch(thermal))
    assert [w.text[0].strip() for w in words] == ["kT=25 meV", "kT=5 meV", "kT=50 meV"]
    assert len({w.look.color for w in words}) == 3
    x0, x1, y0, y1 = speed.sketch(thermal).ranges()
    assert x0 == y0 == 0
    assert all(0 < w.x[0] < x1 and 0 < w.y[0] < y1 for w in words)


def test_without_histograms_there_are_the_curves(thermal):
    early = next(iter(EXPERIMENTS["lattice-thermal"](cells=12).run()))
    result = EXPERIMENTS["lattice-thermal"](cells=12).result(early, "stopped", 0.0)
    sketch = speed.sketch([result])
    assert not of(Steps, sketch)
    assert len(of(Line, sketch)) == 2


def test_covariances_begin_at_one(thermal):
    lines = of(Line, covariance.sketch(thermal[0]))
    assert [look(line)[1:] for line in lines] == [
        ("solid", "position"),
        ("solid", "velocity"),
        ("dashed", "position, classical"),
        ("dashed", "velocity, classical"),
    ]
    assert all(line.y[0] == 1 for line in lines)
    C = thermal[0].data.C_vel.values
    assert np.allclose(lines[1].y, C / C[0])
    assert [line.look.name for line in of(Line, covariance.sketch(thermal[:2]))] == [
        "position, kT=25 meV",
        "velocity, kT=25 meV",
        "position, kT=5 meV",
        "velocity, kT=5 meV",
    ]


# barrier ------------------------------------------------------------------------------------


def test_the_profile_draws_all_energies_from_the_start(barrier):
    sketch = profile.sketch(barrier)
    lines = {line.look.name: line for line in of(Line, sketch)}
    assert all(line.y[0] == 0 for line in lines.values())
    assert lines["atoms at rest"].y.max() == pytest.approx(45.517, abs=1e-3)
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


def test_a_notebooks_curves_are_found_by_their_names(barrier, thermal):
    relaxed = profile(barrier).Curve.Atoms_relaxed
    E = barrier.data.E_relaxed.values
    assert np.allclose(relaxed.dimension_values("E_from_start"), E - E[0])
    assert relaxed.kdims[0].label == "ℓ"
    velocity = covariance(thermal[0]).Curve.Velocity
    assert np.allclose(velocity.dimension_values("time"), thermal[0].data.time)
