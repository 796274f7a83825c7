"""Laws between ion and atoms: derivatives, cut-off, guard, tables; what is refused."""

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.meeting.laws import FELT_BY_NONE, Law, law
from ionoscope.engine.meeting.meeting import meeting, met, near
from ionoscope.engine.meeting.table import read_table
from ionoscope.engine.numerics.kernels.pairs import pairs

R_C, R_ON = 5.0, 3.5
LAWS = {
    "screened": law("screened_coulomb", U0=14_000.0, lam=0.5),
    "gaussian": law("gaussian", U0=3000.0, lam=0.8),
    "born-mayer": law("born_mayer", A=4e5, rho=0.3),
    "lennard-jones": law("lennard_jones", epsilon=5.0, sigma=2.4),
    "buckingham": law("buckingham", A=1e6, rho=0.3, C=2e4),
    # ions of unlike charge: attraction that a core holds off
    "sum": law("screened_coulomb", U0=-14_000.0, lam=1.5) + law("born_mayer", A=1.5e6, rho=0.3),
}
EACH = pytest.mark.parametrize("one", LAWS.values(), ids=LAWS)
CRYSTAL = built_in("rocksalt")


def made(one: Law, r_c=R_C, r_on=R_ON):
    return meeting(CRYSTAL, {"Na": one, "Cl": FELT_BY_NONE}, r_c, r_on)


def of(one, r, **radii):
    return pairs(made(one, **radii).kernel, 0, np.atleast_1d(np.asarray(r, float))).T


def slopes_agree(one, r, h=1e-4):
    """U' and U'' are those of U, by differences of fourth order."""
    r = r[:, None] + h * np.array([-2, -1, 0, 1, 2])
    U, U1, U2 = (x.reshape(r.shape) for x in of(one, r.ravel()))
    for y, slope in ((U, U1[:, 2]), (U1, U2[:, 2])):
        found = (8 * (y[:, 3] - y[:, 1]) - y[:, 4] + y[:, 0]) / (12 * h)
        size = np.abs(slope).max() * 1e-7 + 1e-15 * np.abs(y).max() / h
        np.testing.assert_allclose(found, slope, rtol=1e-7, atol=size)


@EACH
def test_force_and_bend_are_slopes_of_the_energy(one):
    inside = one.guard.r
    slopes_agree(one, np.linspace(max(1.5, inside + 1e-3), R_ON - 1e-3, 30))
    slopes_agree(one, np.linspace(R_ON + 1e-3, R_C - 1e-3, 30))


@EACH
@pytest.mark.parametrize("edge", [R_ON, R_C])
def test_three_derivatives_pass_both_radii_without_a_jump(one, edge):
    h = 1e-5
    before, after = of(one, [edge - h, edge + h]).T
    scale = np.abs(of(one, [R_ON])[:, 0])
    jumps = np.abs(after - before)
    # what is left is their own slope over 2h, of the size of U'''
    assert (jumps < 200 * h * scale.max() + 1e-12).all()
    third = (of(one, [edge + h])[2] - of(one, [edge])[2]) / h - (
        of(one, [edge])[2] - of(one, [edge - h])[2]
    ) / h
    assert abs(third[0]) < 0.01 * scale.max()


@EACH
def test_nothing_is_left_beyond_the_cut_off_and_nothing_changed_within(one):
    assert not of(one, [R_C, R_C + 1, 100.0]).any()
    longer = {"r_c": 50.0, "r_on": 40.0}
    r = np.linspace(1.0, R_ON, 7)
    np.testing.assert_array_equal(of(one, r), of(one, r, **longer))


def test_known_values():
    # e²/4πε0 over 2 Å, the well of Lennard-Jones, and two exponentials by hand
    assert of(law("screened_coulomb", U0=14_399.6, lam=1e8), 2.0)[0] == pytest.approx(7199.8)
    depth = of(LAWS["lennard-jones"], 2.4 * 2 ** (1 / 6))
    assert depth[0] == pytest.approx(-5.0) and depth[1] == pytest.approx(0, abs=1e-10)
    assert depth[2] == pytest.approx(5 * 72 / (2.4 * 2 ** (1 / 6)) ** 2)
    expected = 1e6 * np.exp(-3 / 0.3) - 2e4 / 3**6
    assert of(LAWS["buckingham"], 3.0)[0] == pytest.approx(expected, rel=1e-13)


def test_buckinghams_collapse_is_guarded():
    """Inwards of its steepest place the law goes on straight: it repels down to contact."""
    one = LAWS["buckingham"]
    guard = one.guard
    assert 0.3 < guard.r < 2.0 and guard.U > 1000 and guard.slope < 0
    r = np.linspace(0.01, 1.2 * guard.r, 200)
    U, slope, bend = of(one, r)
    assert (slope < 0).all() and U.max() < guard.U - guard.slope * guard.r
    assert not bend[r < guard.r].any()
    h = 1e-6
    jump = np.diff(of(one, [guard.r - h, guard.r + h]), axis=1)[:, 0]
    assert abs(jump[0] - 2 * h * guard.slope) < 1e-6 and abs(jump[1]) < 1e-3
    # bare, it falls without bound
    assert 1e6 - 2e4 / 0.1**6 < -1e10


@pytest.mark.parametrize(
    "naked",
    [
        law("screened_coulomb", U0=-1000.0, lam=0.5),
        law("gaussian", U0=-100.0, lam=1.0),
        law("buckingham", A=100.0, rho=0.3, C=1e6),
        law("screened_coulomb", U0=-1e6, lam=1.5) + law("born_mayer", A=10.0, rho=0.3),
    ],
)
def test_attraction_without_a_core_is_refused(naked):
    with pytest.raises(InvalidParameter, match="core"):
        made(naked)


@pytest.mark.parametrize(
    ("shape", "constants", "what"),
    [
        ("morse", {"D": 1.0}, "Choose one of"),
        ("gaussian", {"U0": 1.0}, "Give: U0, lam"),
        ("gaussian", {"U0": 1.0, "lam": 0.0}, "Allowed: above 0"),
        ("gaussian", {"U0": np.nan, "lam": 1.0}, "Allowed: −1e"),
        ("lennard_jones", {"epsilon": -1.0, "sigma": 2.0}, "above 0"),
    ],
)
def test_bad_constants_are_told(shape, constants, what):
    with pytest.raises(InvalidParameter, match=what):
        law(shape, **constants)


@pytest.mark.parametrize(
    ("laws", "r_c", "r_on", "what"),
    [
        ({"Na": LAWS["sum"]}, 5.0, None, "Cl.*has no law"),
        ({"Na": LAWS["sum"], "Cl": LAWS["sum"], "K": LAWS["sum"]}, 5.0, None, "no species"),
        ({"Na": LAWS["sum"], "Cl": LAWS["sum"]}, 0.1, None, "no radius"),
        ({"Na": LAWS["sum"], "Cl": LAWS["sum"]}, np.nan, None, "no radius"),
        ({"Na": LAWS["sum"], "Cl": LAWS["sum"]}, 5.0, 5.0, "not within"),
        ({"Na": LAWS["buckingham"], "Cl": LAWS["sum"]}, 1.0, 0.6, "only from"),
    ],
)
def test_bad_meetings_are_told(laws, r_c, r_on, what):
    with pytest.raises(InvalidParameter, match=what):
        meeting(CRYSTAL, laws, r_c, r_on)


def test_a_table_from_a_file_is_the_law_it_was_written_from(tmp_path):
    r = np.linspace(0.8, 6.0, 261)
    written = LAWS["lennard-jones"]
    r = r[r > 1.5]
    file = tmp_path / "law.txt"
    np.savetxt(file, np.stack([r, of(written, r, r_c=50.0, r_on=40.0)[0]], axis=1), header="r U")
    table = Law(table=read_table(file))
    places = np.linspace(2.0, 4.9, 50)
    found, exact = of(table, places), of(written, places)
    # a cubic spline errs by h⁴U''''/384 in U and by h²U''''/12 in U''
    np.testing.assert_allclose(found[0], exact[0], atol=0.02)
    np.testing.assert_allclose(found[2], exact[2], atol=0.02 * exact[2].max())
    slopes_agree(table, np.linspace(2.0, 3.4, 20))
    inside = of(table, [0.3, 0.9])
    assert (inside[1] == inside[1, 0]).all() and inside[1, 0] < 0 and not inside[2].any()
    with pytest.raises(InvalidParameter, match="beyond the table"):
        made(table, r_c=7.0)
    with pytest.raises(InvalidParameter, match="cannot be added"):
        table + written


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("1 2\n2 1\n", "2 points"),
        ("a b\n", "two columns"),
        ("1 2 3\n" * 9, "two columns"),
        ("\n".join(f"{9 - k} {k}" for k in range(8)), "do not rise"),
        ("\n".join(f"{1 + k} {k}" for k in range(8)), "attracts at its first point"),
        ("\n".join(f"{1 + k} nan" for k in range(8)), "finite"),
    ],
)
def test_files_that_are_no_law_are_refused(tmp_path, text, what):
    file = tmp_path / "law.txt"
    file.write_text(text)
    with pytest.raises(InvalidParameter, match=what):
        read_table(file)
    with pytest.raises(InvalidParameter, match="no file"):
        read_table(tmp_path / "other.txt")


def test_gradient_and_hessian_of_an_ion_among_its_atoms():
    whole = meeting(CRYSTAL, {"Na": LAWS["sum"], "Cl": LAWS["buckingham"]}, R_C)
    R = np.array([1.3, 1.5, 1.1])
    around = near(CRYSTAL, R, R_C + 0.5)
    kinds, rng = whole.kinds[around.atoms], np.random.default_rng(2)
    places = around.places + 0.1 * rng.normal(size=around.places.shape)

    def at(step, atoms=0.0):
        return met(whole, kinds, places + atoms, R + step)

    here, h = at(0.0), 1e-5
    for c in range(3):
        step = h * np.eye(3)[c]
        up, down = at(step), at(-step)
        slope = (up.energy - down.energy) / (2 * h)
        assert here.gradient[c] == pytest.approx(slope, rel=1e-6, abs=1e-3)
        bend = (up.gradient - down.gradient) / (2 * h)
        np.testing.assert_allclose(here.hessian[c], bend, rtol=1e-6, atol=1e-2)
    moved = np.zeros_like(places)
    moved[3, 1] = h
    slope = (at(0.0, moved).energy - at(0.0, -moved).energy) / (2 * h)
    assert -here.forces[3, 1] == pytest.approx(slope, abs=1e-3)
    bend = -(at(0.0, moved).forces[3] - at(0.0, -moved).forces[3]) / (2 * h)
    np.testing.assert_allclose(here.hessians[3, 1], bend, rtol=1e-6, atol=1e-2)
    # moved together, nothing changes
    np.testing.assert_allclose(at(0.3, 0.3).energy, here.energy, rtol=1e-12)


def test_near_finds_every_atom_once():
    R, reach = np.array([7.1, -3.0, 2.2]), 6.0
    around = near(CRYSTAL, R, reach)
    shell = 8 / 5.64**3 * 4 / 3 * np.pi * reach**3
    assert len(around.atoms) == pytest.approx(shell, rel=0.1)
    assert np.linalg.norm(around.places - R, axis=1).max() <= reach
    assert len(np.unique(np.rint(1e4 * around.places), axis=0)) == len(around.atoms)
    lattice = (around.cells + CRYSTAL.positions[around.atoms]) @ CRYSTAL.lattice
    np.testing.assert_allclose(lattice, around.places)
