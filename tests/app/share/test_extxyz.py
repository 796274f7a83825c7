"""Extended XYZ, read back by the rules of its specification (github.com/libAtoms/extxyz)."""

import re

import numpy as np
import pytest

from ionoscope.app.share.extxyz import extxyz, has_path
from ionoscope.engine import EXPERIMENTS

STRING = r'"(?:[^"\\]|\\.)*"|[^\s=",{}\[\]\\]+'
PAIR = re.compile(rf"({STRING})\s*=\s*({STRING})(?:\s+|$)")
TYPES = {"S": str, "I": int, "R": float}


@pytest.fixture(scope="module")
def walk():
    kind = EXPERIMENTS["ion-diffusion"]
    return kind(**{**kind.small, "ions": 3, "baths": 2, "kT": 40.0}).solve()


def pairs(line):
    """The key=value pairs of a comment line; all of it must be such."""
    assert PAIR.sub("", line) == ""
    return {k: re.sub(r"\\(.)", r"\1", v.strip('"')) for k, v in PAIR.findall(line)}


def frames(text):
    """Each frame's pairs, and its columns by name."""
    lines = text.splitlines()
    while lines:
        count = int(lines[0])
        told, rows = pairs(lines[1]), [line.split() for line in lines[2 : 2 + count]]
        del lines[: 2 + count]
        columns, at = {}, 0
        declared = told["Properties"].split(":")
        for name, kind, width in zip(*(declared[i::3] for i in range(3)), strict=True):
            own = [[TYPES[kind](word) for word in row[at : at + int(width)]] for row in rows]
            columns[name], at = np.array(own).squeeze(-1 if width == "1" else ()), at + int(width)
        assert all(len(row) == at for row in rows)
        yield told, columns


def test_every_position_comes_back_to_its_last_bit(walk):
    text = extxyz(walk)
    assert text.isascii() and text.endswith("\n")
    read = list(frames(text))
    places = np.array([columns["pos"] for _, columns in read], np.float32)
    assert np.array_equal(places, walk.data.positions.values)
    times = [float(told["Time"]) for told, _ in read]
    assert np.allclose(times, walk.data.frame_time, rtol=0, atol=1e-9)
    assert all("." in told["Time"] for told, _ in read)


def test_a_frame_says_its_cell_its_units_and_whose_crystal_an_ion_is_in(walk):
    told, columns = next(frames(extxyz(walk)))
    side = walk.parameters["a"] * walk.parameters["cells"]
    assert np.allclose(np.fromstring(told["Lattice"], sep=" ").reshape(3, 3), side * np.eye(3))
    assert told["pbc"] == "T T T"
    assert {"angstrom", "ps", "Da"} <= {*re.split("[ ,]+", told["units"])}
    assert np.array_equal(columns["crystal"], walk.data.crystal.values)
    assert {*columns["species"]} == {"X"}
    # 1 meV ps²/Å² = 1.602176634e-26 kg, CODATA 2018: 1 Da = 1.66053906660e-27 kg
    assert np.allclose(columns["masses"], 0.7 * 1.602176634e-26 / 1.66053906660e-27, rtol=1e-8)


def test_the_first_frame_alone_says_how_to_compute_it_again(walk):
    (first, _), *others = frames(extxyz(walk))
    assert first["repeat"].startswith("ionoscope run ion-diffusion ")
    assert "--kT 40" in first["repeat"] and "ionoscope" in first["source"]
    assert not any("repeat" in told for told, _ in others)


def test_what_is_no_path_in_space_is_refused_in_a_sentence():
    barrier = EXPERIMENTS["gate-barrier"]().solve()
    assert not has_path(barrier)
    with pytest.raises(ValueError, match=r"gate-barrier .* ion-diffusion"):
        extxyz(barrier)
