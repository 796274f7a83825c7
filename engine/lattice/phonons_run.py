"""The run of lattice-phonons: frequencies along the path, and how many there are of each."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import HBAR, attributes
from . import any_phonons_run
from .crystal import CubicLattice, corner_name
from .density import density_of_states
from .phonons import LatticePhonons


def run(experiment: LatticePhonons) -> Iterator[Chunk]:
    """Yield the dispersion with the density of states."""
    return _of_cubic(experiment) if experiment.is_simple else any_phonons_run.run(experiment)


def _of_cubic(experiment: LatticePhonons) -> Iterator[Chunk]:
    crystal = experiment.cubic()
    theta, s, corners = experiment.along()
    Omega, eta = crystal.phonons(theta)
    centre, g = density_of_states(crystal, experiment.n_bins, experiment.n_zone)
    data = xr.Dataset(
        {
            "hbar_Omega": (("q_path", "branch"), HBAR * Omega, attributes("hbar_Omega")),
            "Omega": (("q_path", "branch"), Omega, attributes("Omega")),
            "q": (("q_path", "axis"), theta / (2 * np.pi), attributes("q")),
            "polarisation": (("q_path", "axis", "branch"), eta, attributes("polarisation")),
            "dos": ("hbar_Omega_bin", g / HBAR, attributes("dos")),
        },
        {
            "q_path": ("q_path", s, attributes("q_path")),
            "corner": ("q_path", _corners(experiment, theta), attributes("corner")),
            "branch": ("branch", [0, 1, 2], attributes("branch")),
            "axis": ("axis", list("xyz"), attributes("axis")),
            "hbar_Omega_bin": ("hbar_Omega_bin", HBAR * centre, attributes("hbar_Omega")),
        },
        {"corners": corners},
    )
    yield Chunk(1.0, "done", data, _summary(crystal))


def _corners(experiment: LatticePhonons, theta: np.ndarray) -> list[str]:
    """The name of each point where the path begins, turns or ends, "" between them."""
    names = [""] * len(theta)
    for i in range(0, len(theta), experiment.n_path):
        names[i] = corner_name(theta[i] / (2 * np.pi))
    return names


def _summary(crystal: CubicLattice) -> dict:
    """Highest angular frequency (rad/ps) and frequency, energies (meV), speeds of sound (Å/ps)."""
    longitudinal, transverse = crystal.sound_speeds([1, 0, 0])[[2, 0]]
    return {
        "angular_frequency_max": crystal.Omega_max,
        "frequency_max_THz": crystal.Omega_max / (2 * np.pi),
        "hbar_Omega_max": HBAR * crystal.Omega_max,
        "hbar_Omega": {c: (HBAR * crystal.at_corner(c)).tolist() for c in "XMR"},
        "sound_100": {"longitudinal": float(longitudinal), "transverse": float(transverse)},
        "fastest": crystal.fastest,
    }
