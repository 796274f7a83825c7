"""phonopy's files: the same frequencies, displacements and units as phonopy itself; bad ones."""

import gzip
import lzma
import shutil
import warnings
from copy import copy
from functools import cache

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.core.units import K_B
from ionoscope.engine.crystal.density import density_of_states
from ionoscope.engine.crystal.findings import of_crystal
from ionoscope.engine.crystal.phonons import frequencies
from ionoscope.engine.crystal.phonopy_files import read_phonopy
from ionoscope.engine.crystal.phonopy_parts import tolerance_of
from ionoscope.engine.crystal.polar import without_field
from ionoscope.engine.crystal.thermal import displacement_matrices
from tests.engine.crystal.examples import FILES, example, hexagonal, written

EACH = pytest.mark.parametrize("name", ["Al", "NaCl"])
ANY_Q = np.random.default_rng(17).uniform(-0.5, 0.5, (200, 3))


@cache
def theirs(name, polar=True):
    import phonopy

    born = FILES / name / "BORN" if polar and name == "NaCl" else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return phonopy.load(
            FILES / name / "phonopy_disp.yaml",
            force_sets_filename=FILES / name / "FORCE_SETS",
            born_filename=born,
            is_nac=born is not None,
            # of its two ways to symmetrise the other one fails for Al
            fc_calculator="traditional",
        )


def their_frequencies(name, polar, q):
    """phonopy's frequencies (THz)."""
    found = theirs(name, polar)
    found.run_qpoints(q)
    return found.qpoints.frequencies


@EACH
def test_frequencies_are_phonopys(name):
    found = frequencies(example(name), 2 * np.pi * ANY_Q) / (2 * np.pi)
    np.testing.assert_allclose(found, their_frequencies(name, True, ANY_Q), atol=1e-6)


def test_frequencies_without_the_polar_term_are_phonopys():
    squares = np.linalg.eigvalsh(example("NaCl").dynamical_matrix(2 * np.pi * ANY_Q))
    found = np.sqrt(squares) / (2 * np.pi)
    np.testing.assert_allclose(found, their_frequencies("NaCl", False, ANY_Q), atol=1e-6)


def test_longitudinal_and_transverse_light_modes_part_at_gamma():
    """By the direction in which Γ is reached, as in phonopy; without one they do not."""
    found = theirs("NaCl")
    found.run_qpoints(np.zeros((1, 3)), nac_q_direction=[1, 0.2, 0])
    expected = found.qpoints.frequencies
    way = np.array([[1, 0.2, 0]])
    split = frequencies(example("NaCl"), np.zeros((1, 3)), way) / (2 * np.pi)
    np.testing.assert_allclose(split[0, 3:], expected[0, 3:], atol=1e-6)
    assert split[0, 5] - split[0, 4] > 1.0
    together = frequencies(example("NaCl"), np.zeros((1, 3)))[0]
    assert np.ptp(together[3:]) < 1e-6


@pytest.mark.parametrize(("name", "polar"), [("Al", False), ("NaCl", False), ("NaCl", True)])
def test_thermal_displacements_are_phonopys(name, polar):
    """On one mesh, which leaves out the shift of the whole crystal at Γ."""
    found = theirs(name, polar)
    found.run_mesh([7, 7, 7], with_eigenvectors=True, is_mesh_symmetry=False, is_gamma_center=True)
    found.run_thermal_displacement_matrices(temperatures=[300.0], freq_min=1e-3)
    expected = found.thermal_displacement_matrices.thermal_displacement_matrices[0]
    crystal = example(name) if polar else without_field(example(name))
    box = displacement_matrices(crystal, K_B * 300, cells=(7, 7, 7))
    np.testing.assert_allclose(box, expected.real, rtol=1e-4, atol=1e-6 * np.abs(box).max())


@EACH
def test_density_of_states_counts_three_modes_an_atom(name):
    crystal = example(name)
    density = density_of_states(crystal, 100, 10)
    whole = density.total.sum() * (density.Omega[1] - density.Omega[0])
    assert whole == pytest.approx(3 * crystal.n_atoms, rel=1e-12)


def test_units_of_another_calculator_are_its_own():
    """Al by ABACUS: a lattice constant of 7.6438 bohr is 4.045 Å."""
    crystal = example("Al")
    assert crystal.n_atoms == 1
    assert (4 * crystal.volume) ** (1 / 3) == pytest.approx(7.643847691 * 0.529177, rel=1e-6)


def test_phonopys_force_constants_keep_the_laws():
    for name in ("Al", "NaCl"):
        corrected = example(name).corrected
        assert corrected.asymmetry < 1e-9 * corrected.largest
        assert corrected.drift < 1e-9 * corrected.largest


def test_a_file_that_holds_everything_needs_no_other(tmp_path):
    found = theirs("NaCl")
    found.save(tmp_path / "phonopy_params.yaml", settings={"force_constants": True})
    alone = read_phonopy(tmp_path / "phonopy_params.yaml")
    some = 2 * np.pi * ANY_Q[:20]
    np.testing.assert_allclose(
        frequencies(alone, some), frequencies(example("NaCl"), some), atol=1e-4
    )


def copied(tmp_path, name="NaCl", leave_out=()):
    for file in (FILES / name).iterdir():
        if file.name not in leave_out:
            shutil.copy(file, tmp_path)
    return tmp_path / "phonopy_disp.yaml"


def says(path, words, **files):
    with pytest.raises(InvalidParameter, match=words) as e:
        read_phonopy(path, **files)
    assert e.value.remedy


def test_displacements_without_forces_are_refused(tmp_path):
    says(copied(tmp_path, leave_out=("FORCE_SETS",)), "neither forces nor force constants")


def test_force_constants_beside_the_forces_come_first_as_in_phonopy(tmp_path):
    """They may have been refined."""
    from phonopy.file_IO import write_FORCE_CONSTANTS

    path, found = copied(tmp_path, "Al"), theirs("Al")
    write_FORCE_CONSTANTS(found.force_constants / 4, filename=tmp_path / "FORCE_CONSTANTS")
    halved, some = read_phonopy(path), np.random.default_rng(2).uniform(-3, 3, (4, 3))
    np.testing.assert_allclose(
        frequencies(halved, some), frequencies(example("Al"), some) / 2, rtol=1e-3
    )


def test_forces_of_another_supercell_are_refused(tmp_path):
    path = copied(tmp_path, leave_out=("FORCE_SETS",))
    says(path, "32 atoms, and the supercell has 64", force_sets=FILES / "Al" / "FORCE_SETS")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1, 2", "is no YAML"),
        ("", "no file that phonopy can read|no atoms"),
        ("just words", "no file that phonopy can read|no atoms"),
        ("lattice: 3", "no file that phonopy can read|no atoms"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "refers to parts of itself"),
        ("[" * 50 + "]" * 50, "nested more than"),
        ("a\0b", "is no text"),
    ],
)
def test_what_is_no_phonopy_file_is_refused(tmp_path, text, words):
    path = tmp_path / "phonopy.yaml"
    path.write_text(text)
    says(path, words)


def test_a_file_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "phonopy.yaml"
    with path.open("wb") as file:
        file.truncate(500 * 1024**2)
    says(path, "has 500 MB")


def test_units_that_contradict_each_other_are_refused(tmp_path):
    path = copied(tmp_path)
    path.write_text(path.read_text().replace('length: "angstrom"', 'length: "au"'))
    says(path, "physical_unit in YAML conflicts")


@pytest.fixture(scope="module")
def askew(tmp_path_factory):
    """A file of the hexagonal crystal in a supercell askew, and its force constants halved."""
    from phonopy.file_IO import write_FORCE_CONSTANTS

    folder = tmp_path_factory.mktemp("askew")
    supercell = np.array([[3, 0, 0], [1, 3, 0], [0, 1, 2]])
    constants = written(folder / "phonopy.yaml", hexagonal(), supercell)
    write_FORCE_CONSTANTS(constants / 2, filename=folder / "half")
    return folder


def test_a_supercell_of_any_shape_gives_back_the_crystal(askew):
    """Springs folded into a supercell and dealt out again; phonopy's THz are 1.2e-7 lower."""
    theta = 2 * np.pi * ANY_Q[:20]
    found = frequencies(read_phonopy(askew / "phonopy.yaml"), theta)
    np.testing.assert_allclose(found, frequencies(hexagonal(), theta), rtol=1e-6)


def test_files_that_are_named_come_before_what_is_there(askew):
    theta = 2 * np.pi * ANY_Q[:20]
    halved = read_phonopy(askew / "phonopy.yaml", force_constants=askew / "half")
    expected = frequencies(hexagonal(), theta) * 0.5**0.5
    np.testing.assert_allclose(frequencies(halved, theta), expected, rtol=1e-6)


def test_missing_atoms_are_refused(askew):
    lines = (askew / "half").read_text().splitlines()
    (askew / "short").write_text("\n".join(lines[:-7]))
    words = r"with short cannot be read by phonopy"
    says(askew / "phonopy.yaml", words, force_constants=askew / "short")


def test_a_supercell_beyond_bounds_is_refused(tmp_path):
    path = copied(tmp_path)
    path.write_text(path.read_text().replace("[   2,   0,   0 ]", "[ 2000,   0,   0 ]"))
    says(path, "supercell of 6.4e.04 atoms")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    says(tmp_path / "phonopy.yaml", "is no file")


def squeezed(path, opener, ending):
    """The file compressed, in place of itself."""
    packed = path.with_name(path.name + ending)
    with opener(packed, "wb") as stream:
        stream.write(path.read_bytes())
    path.unlink()
    return packed


@pytest.mark.parametrize(("opener", "ending"), [(lzma.open, ".xz"), (gzip.open, ".gz")])
def test_compressed_files_are_read(tmp_path, opener, ending):
    path = squeezed(copied(tmp_path, "Al"), opener, ending)
    some = 2 * np.pi * ANY_Q[:5]
    np.testing.assert_array_equal(
        frequencies(read_phonopy(path), some), frequencies(example("Al"), some)
    )


def test_a_small_file_that_swells_is_refused(tmp_path):
    path = tmp_path / "phonopy.yaml.xz"
    with lzma.open(path, "wb") as stream:
        for _ in range(65):
            stream.write(bytes(1024**2))
    assert path.stat().st_size < 100_000
    says(path, "has 64 MB")
    path.write_bytes(b"not packed at all")
    says(path, "cannot be decompressed")


def hdf5(path, **held):
    import h5py

    with h5py.File(path, "w") as file:
        for name, values in held.items():
            file[name] = values
    return path


def test_force_constants_in_hdf5_are_read(tmp_path):
    from phonopy.file_IO import write_force_constants_to_hdf5

    path, found = copied(tmp_path, "Al"), theirs("Al")
    write_force_constants_to_hdf5(
        found.force_constants,
        filename=tmp_path / "force_constants.hdf5",
        p2s_map=found.primitive.p2s_map,
    )
    some = 2 * np.pi * ANY_Q[:5]
    beside = frequencies(read_phonopy(path), some)
    np.testing.assert_allclose(beside / 2 / np.pi, their_frequencies("Al", False, ANY_Q[:5]), 1e-6)
    moved = (tmp_path / "force_constants.hdf5").rename(tmp_path / "named.hdf5")
    np.testing.assert_array_equal(
        frequencies(read_phonopy(path, force_constants=moved), some), beside
    )


def test_other_hdf5_is_refused(tmp_path):
    import h5py

    path, atoms = copied(tmp_path, "Al"), len(theirs("Al").supercell)
    for number, (held, words) in enumerate(
        [
            ({"other": np.zeros(3)}, "holds no force constants"),
            ({"fc2": np.zeros((1, 5, 3, 3))}, "is of 5 atoms"),
            ({"fc2": np.zeros((1, atoms, 3, 3), "S4")}, "holds no force constants"),
            ({"fc2": h5py.ExternalLink("elsewhere", "/fc2")}, "holds no force constants"),
        ]
    ):
        says(path, words, force_constants=hdf5(tmp_path / f"{number}.hdf5", **held))
    (tmp_path / "text.hdf5").write_text("no hdf5")
    says(path, "cannot be read", force_constants=tmp_path / "text.hdf5")


def test_how_a_file_was_read_is_told(tmp_path):
    """What symfc stumbles over, units that nobody names, and another polar term than ours."""
    assert any("symfc" in remark for remark in example("Al").remarks)
    assert not example("NaCl").remarks
    path = copied(tmp_path)
    text = path.read_text()
    path.write_text(text[text.index("space_group:") :])
    first, *rest = (tmp_path / "BORN").read_text().splitlines()
    (tmp_path / "BORN").write_text("\n".join([f"{first.split()[0]} 5.0 0.3", *rest]))
    told = read_phonopy(path).remarks
    assert any("names neither a calculator nor units" in remark for remark in told)
    assert any("end of the polar term's sum" in remark for remark in told)
    assert {finding.text for finding in of_crystal(read_phonopy(path))} >= set(told)


def test_the_polar_term_of_wang_is_told(tmp_path):
    found = theirs("NaCl")
    charges = dict(found.nac_params, method="wang")
    other = copy(found)
    other.nac_params = charges
    other.save(tmp_path / "phonopy_params.yaml", settings={"force_constants": True})
    told = read_phonopy(tmp_path / "phonopy_params.yaml").remarks
    assert any("Wang" in remark for remark in told)


def test_a_tolerance_is_the_files_own(tmp_path):
    """Atoms 1e-4 Å off their sites keep the symmetry that the file says they have."""
    path = copied(tmp_path, "Al")
    assert tolerance_of(path) == 1e-5
    path.write_text(path.read_text().replace("1.00000e-05", "1.00000e-03"))
    assert tolerance_of(path) == 1e-3


def test_force_constants_in_other_units_than_they_are_taken_for_are_doubted(askew, tmp_path):
    """eV/Å² where VASP's are expected, but a thousand times as large, as meV/Å² would be."""
    from phonopy.file_IO import write_FORCE_CONSTANTS

    wrong = 1000 * written(tmp_path / "phonopy.yaml", hexagonal(), np.diag([2, 2, 2]))
    write_FORCE_CONSTANTS(wrong, filename=tmp_path / "meV")
    crystal = read_phonopy(tmp_path / "phonopy.yaml", force_constants=tmp_path / "meV")
    doubts = [finding.text for finding in of_crystal(crystal) if finding.level == "doubt"]
    assert any("highest frequency" in text and "other units" in text for text in doubts)
    assert not any("other units" in f.text for f in of_crystal(example("Al")))
