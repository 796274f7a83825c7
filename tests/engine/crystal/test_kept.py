"""Crystals as plain data: archives, their names, and what is no crystal."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from ionoscope.engine.core.library import Library, named
from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal import kept
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.name import CrystalName
from tests.engine.crystal.examples import FILES, example

KIND = CrystalName(doc="")


def archive(**changed):
    """The archive of rocksalt, with other arrays or, given None, without."""
    with np.load(io.BytesIO(kept.content(built_in("rocksalt")))) as held:
        arrays = {name: held[name] for name in held.files} | changed
    file = io.BytesIO()
    np.savez(file, **{k: v for k, v in arrays.items() if v is not None})
    return file.getvalue()


def test_an_archive_gives_the_crystal_back():
    """Once more mended: the last digit of a force of an atom on itself may differ."""
    crystal = example("NaCl")
    found = kept.from_content(kept.content(crystal))
    assert found.names == crystal.names and np.array_equal(found.cells, crystal.cells)
    for name in ("lattice", "positions", "masses"):
        assert np.array_equal(getattr(found, name), getattr(crystal, name))
    largest = np.abs(crystal.force_constants).max()
    np.testing.assert_allclose(found.force_constants, crystal.force_constants, atol=1e-13 * largest)
    np.testing.assert_allclose(found.born.charges, crystal.born.charges, atol=1e-15)
    assert found.corrected == crystal.corrected


def test_what_was_remarked_when_it_was_read_is_kept():
    crystal = replace(built_in("fcc"), remarks=("Read with care.", "And slowly."))
    assert kept.from_content(kept.content(crystal)).remarks == crystal.remarks
    assert "remarks" not in kept._arrays(kept.content(built_in("fcc")))


def test_the_same_arrays_have_the_same_name_everywhere():
    contents = [kept.content(built_in("fcc")) for _ in range(2)]
    assert contents[0] == contents[1]
    first, second = Library(), Library()
    assert first.add(contents[0]) == second.add(contents[1]) == named(contents[0])


def test_a_file_gives_a_name_that_stands_for_its_crystal():
    name = KIND.from_file(FILES / "Al" / "phonopy_disp.yaml")
    assert KIND.checked(name) == name == KIND.checked(name[:14])
    assert kept.called(name) is kept.called(name)  # what is found of it once is kept by it
    assert kept.short(name) == f"Al ({name[7:13]})"
    assert list(KIND.enclosed(name)) == [name]


def test_a_kept_archive_can_be_given_as_a_file(tmp_path):
    content = archive(masses=np.array([23.0, 36.0]))
    (tmp_path / "salt.npz").write_bytes(content)
    assert KIND.from_file(tmp_path / "salt.npz") == named(content)


def test_formulas_count_what_the_cell_has():
    found = {n: kept.formula(built_in(n)) for n in ("fcc", "diamond", "rocksalt", "perovskite")}
    assert found == {"fcc": "Al", "diamond": "Si", "rocksalt": "NaCl", "perovskite": "SrTiO3"}


@pytest.mark.parametrize(
    "content, why",
    [
        (b"", "no archive"),
        (b"PK\x03\x04 and so on", "no archive"),
        (archive(masses=None), "lacks masses"),
        (archive(more=np.zeros(3)), "holds more"),
        (archive(masses=np.array([{}, None], object)), "no array of numbers"),
        (archive(masses=np.array([1.0, -1.0])), "no mass"),
        (archive(lattice=np.zeros((3, 3))), "spans no volume"),
        (archive(force_constants=np.zeros((2, 6, 6))), "another shape"),
        (archive(corrected=np.array([np.nan] * 3)), "not three numbers"),
        (archive(names=np.array([1, 2])), "no array of numbers"),
    ],
)
def test_what_is_no_crystal_is_refused(content, why):
    with pytest.raises(InvalidParameter, match=why):
        kept.keep_archive(content)


def test_an_archive_that_claims_more_than_it_has_is_refused():
    """A head of an array of a terabyte, and numbers compressed a thousandfold."""
    head = io.BytesIO()
    claim = {"descr": "<f8", "fortran_order": False, "shape": (10**11,)}
    np.lib.format.write_array_header_1_0(head, claim)
    for how, why in ((zipfile.ZIP_STORED, "no array of numbers"), (8, "is compressed")):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", how) as held:
            for name in kept.ARRAYS:
                held.writestr(f"{name}.npy", head.getvalue())
        with pytest.raises(InvalidParameter, match=why):
            kept.keep_archive(file.getvalue())


@pytest.mark.parametrize("name", ["copper", "sha256:", "sha256:" + "0" * 64, "../../etc/passwd", 3])
def test_what_names_no_crystal_is_refused(name):
    with pytest.raises(InvalidParameter, match=r"crystal|kept here"):
        KIND.checked(name)


def test_links_read_no_files():
    """What stands in a link is a name: only a person's own command reads files."""
    with pytest.raises(InvalidParameter):
        KIND.from_text(str(FILES / "Al" / "phonopy_disp.yaml"))


def test_a_shelf_keeps_what_memory_forgets(tmp_path):
    first = Library()
    first.shelf = tmp_path / "shelf"
    name = first.add(b"some content")
    other = Library()
    assert other.content(name) is None and other.whole(name[:20]) == ""
    other.shelf = tmp_path / "shelf"
    assert other.content(name) == b"some content"
    assert other.whole(name[:20].upper().replace("SHA", "sha")) == name
    assert other.names() == [name]


def test_a_damaged_file_on_the_shelf_is_not_taken_for_the_content(tmp_path):
    first = Library()
    first.shelf = tmp_path
    name = first.add(b"some content")
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"other content")
    again = Library()
    again.shelf = tmp_path
    assert again.content(name) is None


def test_a_built_in_crystal_goes_before_a_file_of_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("fcc", "salt"):
        (tmp_path / name).write_text("")
    assert not KIND.names_file("fcc") and not KIND.names_file("FCC")
    assert KIND.names_file("salt") and KIND.names_file("elsewhere/phonopy.yaml")
