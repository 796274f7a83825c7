"""A hot periodic box of any crystal, every mode with an amplitude and a phase of its ensemble.

The motion is r_a(L) = Σ Re[η_a A e^{iφ} e^{iq·(L + τ_a)}]/√(m_a N³) over all waves of the box and
all branches, A = √(2E)/Ω with E the energy of the mode [SEOM Sec. III]. Shifts of the whole box are
left out, and so are modes that drive atoms away where a crystal was asked for without them.
"""

from collections.abc import Iterator

import numpy as np
from scipy import fft

from ..core.units import HBAR
from .crystal import Crystal
from .phonons import whole_phonons
from .response import least_square

BLOCK = 20_000_000
"""About how many numbers are computed between two pauses."""


def drawn(
    crystal: Crystal, N: int, kT: float, statistics: str, seed: int
) -> Iterator[tuple[float, np.ndarray]]:
    """Share done (0 … 1) and, at last, r (Å) and ṙ (Å/ps) of all atoms, (2, A, 3, N, N, N).

    In a box of N³ cells at kT (meV), "quantum" or "classical"; before the end the array is empty.
    What is drawn depends on `seed`, N and the number of atoms alone.
    """
    count, size = N**3, 3 * crystal.n_atoms
    rng = np.random.default_rng(seed)
    draw, phase = rng.standard_exponential((count, size)), rng.random((count, size))
    grid = np.indices((N, N, N)).reshape(3, -1).T
    back = np.asarray(np.ravel_multi_index(tuple((-grid % N).T), (N, N, N)))
    half = np.flatnonzero(np.arange(count) <= back)
    spectra = np.zeros((2, size, count), complex)
    block = max(1, BLOCK // (27 * crystal.n_atoms**3 + 1000))
    least = least_square(crystal)
    for at in range(0, len(half), block):
        here = half[at : at + block]
        theta = 2 * np.pi * grid[here] / N
        Omega2, eta = whole_phonons(crystal, theta)
        for where, own in ((here, eta), (back[here], eta.conj())):
            energy = _energies(Omega2, draw[where], kT, statistics, least)
            turned = np.sqrt(2 * energy) * np.exp(2j * np.pi * phase[where])
            swing = np.sqrt(np.maximum(Omega2, least))
            spectra[0][:, where] = np.einsum("pis,ps->ip", own, turned / swing)
            spectra[1][:, where] = np.einsum("pis,ps->ip", own, 1j * turned)
        yield min(at + block, len(half)) / len(half), np.empty(0)
    yield 1.0, _fields(crystal, spectra, grid, N)


def _energies(
    Omega2: np.ndarray, draw: np.ndarray, kT: float, statistics: str, least: float
) -> np.ndarray:
    """Energies (meV) of modes from draws of Exp(1); none of a mode that does not swing."""
    swings = Omega2 > least
    if statistics == "classical":
        return np.where(swings, kT * draw, 0.0)
    quantum = HBAR * np.sqrt(np.where(swings, Omega2, 1.0))
    # a geometric n is the whole part of an exponential: P(n) ∝ e^{−nħΩ/kT}
    return np.where(swings, quantum * (np.floor(draw * kT / quantum) + 0.5), 0.0)


def _fields(crystal: Crystal, spectra: np.ndarray, grid: np.ndarray, N: int) -> np.ndarray:
    """Motion of all atoms from their waves, by Fourier transforms of one atom's each."""
    out = np.empty((2, crystal.n_atoms, 3, N, N, N))
    for atom in range(crystal.n_atoms):
        place = np.exp(2j * np.pi * (grid / N) @ crystal.positions[atom])
        scale = 1 / np.sqrt(crystal.mass[3 * atom] * N**3)
        own = spectra[:, 3 * atom : 3 * atom + 3] * place * scale
        waves = own.reshape(2, 3, N, N, N)
        out[:, atom] = fft.ifftn(waves, axes=(2, 3, 4), norm="forward").real
    return out
