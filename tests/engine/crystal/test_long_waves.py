"""Sound, elastic constants and the loss: closed forms, slopes of the dispersion, and ∫W dt."""

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal.build import build
from ionoscope.engine.crystal.builtin import BUILT_IN, built_in
from ionoscope.engine.crystal.findings import of_crystal
from ionoscope.engine.crystal.long_waves import (
    GPA,
    acoustic_tensor,
    christoffel,
    elastic_constants,
    field_of_strain,
    sound_speeds,
    turning,
)
from ionoscope.engine.crystal.loss import loss
from ionoscope.engine.crystal.polar import polar_dynamical_matrix
from ionoscope.engine.crystal.response import RECOIL_KERNEL, Pair, averaged
from ionoscope.engine.crystal.zone import quadrature
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.memory_kernel import loss as cubic_loss
from tests.engine.crystal.examples import example, hexagonal, piezoelectric

VOIGT = np.array([[0, 5, 4], [5, 1, 3], [4, 3, 2]])


def crystal_of(name):
    if name == "hexagonal":
        return hexagonal()
    if name == "polar zincblende":
        return piezoelectric()
    return built_in(name) if name in BUILT_IN else example(name)


EACH = pytest.mark.parametrize(
    "name", ["fcc", "zincblende", "perovskite", "hexagonal", "Al", "NaCl", "polar zincblende"]
)


def dynamical_matrix(crystal, theta):
    """D(q) as the dispersion has it."""
    polar = crystal.born is not None
    return polar_dynamical_matrix(crystal, theta) if polar else crystal.dynamical_matrix(theta)


@EACH
def test_sound_is_the_slope_of_the_dispersion_in_fifty_directions(name):
    """Ω²/q² at q and 2q, between which the dispersion bends as q²; with the field of dipoles."""
    crystal = crystal_of(name)
    n = np.random.default_rng(5).normal(size=(50, 3))
    n /= np.linalg.norm(n, axis=1, keepdims=True)
    steps = []
    for q in (0.01, 0.02):
        D = dynamical_matrix(crystal, q * n @ crystal.lattice.T)
        steps.append(np.linalg.eigvalsh(D)[:, :3] / q**2)
    slopes = np.sqrt((4 * steps[0] - steps[1]) / 3)
    np.testing.assert_allclose(sound_speeds(crystal, n), slopes, rtol=1e-6)


@pytest.mark.parametrize("name", ["fcc", "perovskite", "hexagonal", "Al", "NaCl"])
def test_sound_follows_from_the_elastic_constants(name):
    """ρv² are the eigenvalues of c_αγβλ n_γ n_λ where strain makes no field."""
    crystal = crystal_of(name)
    elastic = elastic_constants(crystal)
    whole = elastic.stiffness[VOIGT[:, :, None, None], VOIGT] / GPA
    n = np.random.default_rng(6).normal(size=(20, 3))
    n /= np.linalg.norm(n, axis=1, keepdims=True)
    squares = np.linalg.eigvalsh(np.einsum("agbl,pg,pl->pab", whole, n, n) / crystal.density)
    np.testing.assert_allclose(np.sqrt(squares), sound_speeds(crystal, n), rtol=1e-9)
    assert elastic.huang < 1e-9 * elastic.stiffness.max()


def test_elastic_constants_of_cubic_crystals_on_central_springs():
    """fcc: c11 = (2k1 + 4k2)/a, c12 = c44 = k1/a; bcc: 2k1/3a + 2k2/a and 2k1/3a.

    [Born, Huang, Sec. 29, by the sum over bonds of k (n·d)² d̂d̂/2V.]
    """
    for name, c11, c44 in (
        ("fcc", lambda k1, k2: 2 * k1 + 4 * k2, lambda k1, k2: k1),
        ("bcc", lambda k1, k2: 2 * k1 / 3 + 2 * k2, lambda k1, k2: 2 * k1 / 3),
    ):
        k1, k2 = (shell.longitudinal for shell in BUILT_IN[name].shells)
        found = elastic_constants(built_in(name)).stiffness / GPA * BUILT_IN[name].a
        assert found[0, 0] == pytest.approx(c11(k1, k2), rel=1e-10)
        assert found[0, 1] == pytest.approx(c44(k1, k2), rel=1e-10)
        assert found[3, 3] == pytest.approx(c44(k1, k2), rel=1e-10)


def test_elastic_constants_of_diamond_need_what_is_linear_in_q():
    """c11 = α/a, c12 = (2β − α)/a, c44 = (α² − β²)/αa; with held sublattices c44 would be α/a.

    And Born's identity 4c11(c11 − c44) = (c11 + c12)² [Born, Ann. Phys. 44, 605 (1914)].
    """
    crystal, a = built_in("diamond"), 5.431
    alpha, beta = (10_500 + 2 * 1500) / 3, (10_500 - 1500) / 3
    found = elastic_constants(crystal).stiffness / GPA * a
    c11, c12, c44 = found[0, 0], found[0, 1], found[3, 3]
    assert c11 == pytest.approx(alpha, rel=1e-10)
    assert c12 == pytest.approx(2 * beta - alpha, rel=1e-10)
    assert c44 == pytest.approx((alpha**2 - beta**2) / alpha, rel=1e-10)
    assert 4 * c11 * (c11 - c44) == pytest.approx((c11 + c12) ** 2, rel=1e-10)
    held = crystal.density * acoustic_tensor(crystal, relaxed=False) * a
    assert held[1, 1, 0, 0] == pytest.approx(alpha, rel=1e-10)


def test_the_papers_crystal_has_the_special_loss_and_sound():
    crystal, cube = built_in("simple-cubic"), CubicLattice()
    n = np.random.default_rng(7).normal(size=(50, 3))
    np.testing.assert_allclose(sound_speeds(crystal, n), cube.sound_speeds(n), rtol=1e-10)
    found = loss(crystal)
    np.testing.assert_allclose(found.matrix, cubic_loss(cube), rtol=1e-10, atol=1e-15)
    assert found.change < 1e-9 * found.matrix.max()


def area_under_recoil(crystal, pairs, long, nodes):
    """∫W dt with the window e^{−(t/τ)⁴}, τ = long/Ω_max, which leaves the lowest frequencies alone.

    It errs by (Ωτ)⁻⁴. Only waves near Γ are left in it, so that few points are enough.
    """
    some = np.random.default_rng(8).uniform(-np.pi, np.pi, (300, 3))
    top = np.sqrt(np.linalg.eigvalsh(crystal.dynamical_matrix(some)).max())
    times, step = np.linspace(0, 2 * long / top, int(1.5 * long), retstep=True)
    window = step * np.exp(-((times * top / long) ** 4))
    window[0] /= 2
    W = averaged(crystal, quadrature(nodes), pairs, times, [RECOIL_KERNEL])[0]
    return np.einsum("t,tpij->pij", window, W)


def test_static_dielectric_constant_is_that_of_lyddane_sachs_and_teller():
    """ε₀/ε_∞ = Ω_LO²/Ω_TO² of a cubic crystal with two atoms [Phys. Rev. 59, 673 (1941)]."""
    for name in ("NaCl", "polar zincblende"):
        crystal = crystal_of(name)
        way = np.array([[1.0, 1.0, 0.0]])
        Omega2 = np.linalg.eigvalsh(polar_dynamical_matrix(crystal, np.zeros((1, 3)), way))[0]
        field = field_of_strain(crystal)
        ratio = field.dielectric / crystal.born.dielectric[0, 0]
        np.testing.assert_allclose(ratio, Omega2[5] / Omega2[4] * np.eye(3), atol=1e-9)


def test_strain_makes_a_field_where_no_atom_is_a_centre():
    """c44 is stiffened by e14²/ε₀ for the transverse wave along [110] that moves z alone."""
    crystal = crystal_of("polar zincblende")
    assert np.abs(field_of_strain(crystal_of("NaCl")).pull).max() < 1e-12
    field = field_of_strain(crystal)
    at_rest = elastic_constants(crystal).stiffness[3, 3] / GPA
    along = christoffel(crystal, (1, 1, 0))
    stiffened = field.unit * field.pull[2, 0, 1] ** 2 / field.dielectric[0, 0]
    assert along[2, 2] == pytest.approx(at_rest / crystal.density + stiffened, rel=1e-9)
    assert along[2, 2] * crystal.density > 1.01 * at_rest


@pytest.mark.parametrize("name", ["Al", "hexagonal", "NaCl"])
def test_loss_is_the_area_under_the_recoil_of_any_pair(name):
    crystal = crystal_of(name)
    found = loss(crystal).matrix
    size = (26, 11) if name == "NaCl" else (30, 15)  # its field takes time
    area = area_under_recoil(crystal, [Pair(0, 0), Pair(0, crystal.n_atoms - 1)], *size)
    np.testing.assert_allclose(area, np.broadcast_to(found, area.shape), atol=1e-3 * found.max())


def test_loss_has_the_crystals_symmetry():
    cube, prism = loss(built_in("perovskite")).matrix, loss(hexagonal()).matrix
    np.testing.assert_allclose(cube, cube[0, 0] * np.eye(3), atol=1e-12 * cube.max())
    np.testing.assert_allclose(prism, np.diag(np.diag(prism)), atol=1e-12 * prism.max())
    assert prism[0, 0] == pytest.approx(prism[1, 1], rel=1e-9)
    assert abs(prism[2, 2] / prism[0, 0] - 1) > 0.1


def test_a_crystal_that_a_strain_takes_apart_has_no_sound():
    """Springs along x alone: every mode that crosses the grid is left out, and sound is refused."""
    bonds = np.zeros((3, 3, 3))
    bonds[:, 0, 0] = -1, 2, -1
    crystal = build(
        3 * np.eye(3),
        ["X"],
        [(0, 0, 0)],
        [30.0],
        [(-1, 0, 0), (0, 0, 0), (1, 0, 0)],
        500 * bonds,
        unstable="leave out",
    )
    with pytest.raises(InvalidParameter, match="is not stable"):
        loss(crystal)


@pytest.mark.parametrize("name", [*BUILT_IN, "hexagonal", "Al", "NaCl"])
def test_good_force_constants_let_the_crystal_turn(name):
    assert turning(crystal_of(name)) < 1e-9


def test_noise_that_resists_a_turn_is_told_by_the_wave_where_it_begins_to_rule():
    """Without a centre of inversion noise adds a term linear in q: Ω² = v²q² holds above alone."""
    clean = built_in("zincblende")
    noise = np.random.default_rng(3).normal(size=clean.force_constants.shape)
    noisy = build(
        clean.lattice,
        clean.names,
        clean.positions,
        clean.masses,
        clean.cells,
        clean.force_constants + 3.0 * noise * (clean.force_constants != 0),
    )
    q = turning(noisy)
    assert 1e-4 < q < 1e-1
    assert any("resist a turn" in finding.text for finding in of_crystal(noisy))
    assert not any("resist a turn" in finding.text for finding in of_crystal(clean))
    along = np.random.default_rng(4).normal(size=(20, 3))
    along /= np.linalg.norm(along, axis=1)[:, None]
    v2 = sound_speeds(noisy, along) ** 2

    def off(q):
        """By how much Ω²/q² is off v² (share of it), the median over directions and sounds."""
        Omega2 = np.linalg.eigvalsh(noisy.dynamical_matrix(q * along @ noisy.lattice.T))[:, :3]
        return np.median(np.abs(Omega2 / q**2 / v2 - 1))

    assert off(q / 10) > 1 and off(30 * q) < 0.1
