"""Pages of the crystal with other crystals than the papers': chosen, linked to, uploaded."""

import io
import time
from base64 import b64encode

import numpy as np
import pytest

from ionoscope.app.figures.marks import Area, Dots, Line, Strokes
from ionoscope.app.figures.unit_cell import cell
from ionoscope.app.pages import own_crystal
from ionoscope.engine import EXPERIMENTS, InvalidParameter
from ionoscope.engine.core.library import LIBRARY
from ionoscope.engine.crystal import reading
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.kept import content, keep
from tests.engine.crystal.examples import FILES

SMALL = {"n_zone": "4", "n_path": "10"}


def shown(page, figure, kind):
    """Marks of a kind that a figure of the page shows."""
    return [m for m in page.figures[figure].sketch.marks if isinstance(m, kind)]


def test_a_choice_of_crystal_hides_what_has_no_effect(opened):
    page = opened("lattice-phonons", SMALL)
    controls = page.rail.controls
    assert controls["k1"].visible and controls["path"].visible
    controls["crystal"].value = "rocksalt"
    opened.settle(page)
    assert not any(controls[name].visible for name in ("k1", "k2", "m", "a", "path"))
    assert len(shown(page, "dispersion", Line)) == 6
    assert [m.look.name for m in shown(page, "dos", Line)] == ["", "Na", "Cl"]
    assert "NaCl" in page.readout.answer.verdict
    controls["crystal"].value = "simple-cubic"
    opened.settle(page)
    assert controls["k1"].visible and len(shown(page, "dispersion", Line)) == 3


def test_a_choice_of_crystal_asks_for_what_can_be_waited_for(opened):
    page = opened("lattice-response", {"cells": "4"})
    controls = page.rail.controls
    usual = controls["times"].value
    controls["crystal"].value = "diamond"
    assert controls["times"].value == "0:0.5:51" and controls["cells"].value == "4"
    assert page.experiment.crystal == "diamond" and page.experiment.times[-1] == 0.5
    controls["crystal"].value = "simple-cubic"
    assert controls["times"].value == usual


def test_a_mode_of_two_species_moves_both(opened):
    """In the uppermost mode at Γ, Na and Cl move against each other, as their masses say."""
    page = opened("lattice-phonons", {"crystal": "rocksalt", **SMALL})
    page.view.place.value, page.view.branch.value = 0, 6
    atoms = page.view.solid.atoms.data
    kinds = np.array(atoms["color"])
    first, second = (np.hypot(atoms["xc"], atoms["yc"])[kinds == c].max() for c in set(kinds))
    assert min(first / second, second / first) == pytest.approx(22.98977 / 35.453, rel=1e-3)
    rows = dict(page.readout.answer.rows)
    assert rows["mode at q, in reciprocal vectors"].startswith("Γ = (0, 0, 0)")
    assert rows["   displacements, relative"] == "Na 1.00, Cl 0.65"


@pytest.mark.parametrize("key", ["lattice-phonons", "lattice-response", "lattice-thermal"])
def test_every_page_shows_the_cell(opened, key):
    more = {"lattice-phonons": SMALL, "lattice-response": {"displacements": "0,0,0"}}
    small = more.get(key, {}) | (
        {} if key == "lattice-phonons" else {"cells": "4", "times": "0,0.1"}
    )
    page = opened(key, {"crystal": "caesium-chloride", **small})
    dots = shown(page, "crystal", Dots)
    # a cell with all its corners, and its centre
    assert {d.look.name: len(d.x) for d in dots} == {"Cs": 8, "Cl": 1}
    edges, bonds = shown(page, "crystal", Strokes)
    assert (len(edges.x0), len(bonds.x0)) == (12, 8)
    assert len(shown(page, "crystal", Area)) == (9 if key == "lattice-thermal" else 0)


def test_the_papers_crystal_has_a_cell_too():
    kind = EXPERIMENTS["lattice-phonons"]
    sketch = cell([kind(**kind.small).solve()])
    (dots,) = [m for m in sketch.marks if isinstance(m, Dots)]
    assert len(dots.x) == 8 and sketch.x.span[1] - sketch.x.span[0] == pytest.approx(
        sketch.y.span[1] - sketch.y.span[0]
    )


def test_a_link_to_a_kept_crystal_opens_it(opened):
    name = keep(built_in("bcc"))
    page = opened("lattice-phonons", {"crystal": name, **SMALL})
    assert page.experiment.crystal == name
    assert page.rail.controls["crystal"].value == name
    assert f"Fe ({name[7:13]})" in page.rail.controls["crystal"].options


def test_a_link_to_a_crystal_that_is_not_here_says_so(opened):
    page = opened("lattice-phonons", SMALL)
    page.rail.set({"crystal": f"sha256:{'5' * 64}"})
    assert page.experiment is None
    assert "is not kept here" in page.status.state["text"]


# uploads ---------------------------------------------------------------------------------------


def upload(page, files, seconds=60.0):
    """Choose files on a page and wait for what comes of it."""
    control = page.view.own.files
    control.told({name: b64encode(data).decode() for name, data in files.items()}, True)
    end = time.monotonic() + seconds
    while control.state.get("note") == own_crystal.READING and time.monotonic() < end:
        page.view.own._heard()
        time.sleep(0.02)
    return control.state["note"]


def test_an_upload_becomes_the_crystal_of_the_page(opened):
    page = opened("lattice-phonons", SMALL)
    folder = FILES / "Al"
    files = {n: (folder / n).read_bytes() for n in ("phonopy_disp.yaml", "FORCE_SETS")}
    assert upload(page, files).startswith("Al (")
    opened.settle(page)
    name = page.experiment.crystal
    assert name.startswith("sha256:") and LIBRARY.content(name) is not None
    assert page.own.summary["frequency_max_THz"] == pytest.approx(9.6, abs=0.5)


@pytest.mark.parametrize(
    "files, why",
    [
        ({"a.yaml": b"x: [1"}, "is no YAML"),
        ({"FORCE_SETS": b"4"}, "say of no atoms what they are"),
        ({"a.yaml": b"x", "b.yaml": b"y"}, "more than one crystal"),
        ({"../a.yaml": b"x"}, "is no name of a file"),
        ({"a.npz": b"PK\x03\x04"}, "is no archive"),
    ],
)
def test_what_is_no_crystal_is_told_in_a_sentence(opened, files, why):
    page = opened("lattice-phonons", SMALL)
    assert why in upload(page, files)
    assert page.experiment.crystal == "simple-cubic"


def test_a_kept_crystal_goes_through_an_upload_unchanged():
    archive = content(built_in("fcc"))
    assert reading.archive_of({"al.npz": archive}) == archive


def test_too_much_is_not_even_looked_at():
    with pytest.raises(InvalidParameter, match="9 MB in all"):
        reading.archive_of({"a.yaml": bytes(9 * 1024**2)})


def test_a_locked_page_takes_no_files(opened):
    page = opened("lattice-phonons", SMALL)
    page.rail.lock()
    page.entry.locked = True
    buffer = io.BytesIO(content(built_in("fcc")))
    page.view.own.files.told({"a.npz": b64encode(buffer.getvalue()).decode()}, True)
    assert "note" not in page.view.own.files.state
