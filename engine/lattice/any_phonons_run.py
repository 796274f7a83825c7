"""The run of lattice-phonons in any crystal: the standard path, states by species, sound."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import HBAR, Term, attributes, described
from ..crystal.crystal import Crystal
from ..crystal.density import Density, density_in_parts
from ..crystal.dispersion import Way, along
from ..crystal.labels import of_atoms
from ..crystal.phonons import frequencies
from ..crystal.speeds import summary_of_sound
from .phonons import LatticePhonons

BLOCK = 20_000_000
"""About how many numbers are computed between two looks at whoever waits."""
STILL = 1e-6
"""Share of the highest frequency below which another is zero but for rounding."""
Q = Term("q", "wave vector in units of the reciprocal vectors", "")
Q_PATH = Term("q", "distance along the path in q", "1/Å")
SPECIES = Term("g", "phonon density of states per atom, each species' part", "1/meV")
STRETCH = Term("stretch", "number of the piece of the path, between jumps", "")


def run(experiment: LatticePhonons) -> Iterator[Chunk]:
    """Yield the dispersion, then with it the density of states."""
    crystal = experiment.any_crystal()
    way = along(crystal, experiment.points(crystal))
    parts = []
    for part in blocks(len(way.q), crystal.n_atoms):
        parts.append(frequencies(crystal, 2 * np.pi * way.q[part], way.direction[part]))
        yield Chunk(0.3 * part.stop / len(way.q), "dispersion", xr.Dataset())
    Omega = np.concatenate(parts)
    data, summary = _data(crystal, way, Omega), _summary(crystal, way, Omega)
    yield Chunk(0.3, "density of states", data, summary)
    for share, found in density_in_parts(crystal, experiment.n_bins, 2 * experiment.n_zone):
        if found is None:
            yield Chunk(0.3 + 0.7 * share, "density of states", data, summary)
    assert found is not None  # the last one is all
    yield Chunk(1.0, "done", data.merge(_density(crystal, found)), summary)


def blocks(count: int, n_atoms: int) -> Iterator[slice]:
    """Parts of a `count` of wave vectors, each a moment's work with `n_atoms`, a count, a cell."""
    size = max(1, BLOCK // (27 * n_atoms**3 + 1000))
    return (slice(at, min(at + size, count)) for at in range(0, count, size))


def _data(crystal: Crystal, way: Way, Omega: np.ndarray) -> xr.Dataset:
    letters = [""] * len(way.q)
    for at, letter in way.corners:
        letters[at] = letter
    places = dict.fromkeys(float(way.distance[at]) for at, _ in way.corners)
    return xr.Dataset(
        {
            "hbar_Omega": (("q_path", "branch"), HBAR * Omega, attributes("hbar_Omega")),
            "Omega": (("q_path", "branch"), Omega, attributes("Omega")),
            "q": (("q_path", "reciprocal"), way.q, described(Q)),
            "q_direction": (("q_path", "reciprocal"), way.direction, described(Q)),
            "stretch": ("q_path", way.stretch, described(STRETCH)),
            **of_atoms(crystal),
        },
        {
            "q_path": ("q_path", way.distance, described(Q_PATH)),
            "corner": ("q_path", letters, attributes("corner")),
            "axis": ("axis", list("xyz"), attributes("axis")),
            "branch": ("branch", np.arange(Omega.shape[1]), attributes("branch")),
        },
        {"corners": list(places)},
    )


def _density(crystal: Crystal, found: Density) -> xr.Dataset:
    """Densities per atom of the cell, and by meV."""
    per = HBAR * crystal.n_atoms
    return xr.Dataset(
        {
            "dos": ("hbar_Omega_bin", found.total / per, attributes("dos")),
            "dos_species": (("hbar_Omega_bin", "species"), found.g / per, described(SPECIES)),
        },
        {
            "hbar_Omega_bin": ("hbar_Omega_bin", HBAR * found.Omega, attributes("hbar_Omega")),
            "species": ("species", list(found.species)),
        },
    )


def _summary(crystal: Crystal, way: Way, Omega: np.ndarray) -> dict:
    """Highest frequency on the path, energies (meV) at its corners, sound, elastic constants."""
    top = float(Omega.max())
    seen = np.where(np.abs(Omega) < STILL * top, 0.0, HBAR * Omega)
    corners = {letter: seen[at].tolist() for at, letter in way.corners}
    return {
        "angular_frequency_max": top,
        "frequency_max_THz": top / (2 * np.pi),
        "hbar_Omega_max": HBAR * top,
        "hbar_Omega": corners,
        **summary_of_sound(crystal),
    }
