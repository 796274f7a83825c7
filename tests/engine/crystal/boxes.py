"""Plain twins: a periodic box of a built-in crystal as nothing but bonds, one by one."""

from itertools import product

import numpy as np

from ionoscope.engine.core.units import DALTON
from ionoscope.engine.crystal.builtin import BUILT_IN


def box_matrix(name: str, N: int) -> np.ndarray:
    """Φ/√mm (ps⁻²) of N³ cells of a built-in crystal, (3AN³, 3AN³), by nearest images."""
    found = BUILT_IN[name]
    lattice = found.a * np.array(found.lattice, float)
    cells = np.array(list(product(range(N), repeat=3)))
    names, positions, masses = zip(*found.atoms, strict=True)
    place = (cells[:, None] + np.array(positions)).reshape(-1, 3)
    kind, mass = np.tile(names, len(cells)), np.tile(masses, len(cells)) * DALTON
    out = np.zeros((len(place), 3, len(place), 3))
    images = N * np.array(list(product((-1, 0, 1), repeat=3)))
    for i in range(len(place)):
        for d, j in _neighbours(place, i, images, lattice):
            for shell in found.shells:
                fits = sorted(shell.pair) == sorted((kind[i], kind[j]))
                if fits and abs(np.linalg.norm(d) - found.a * shell.distance) < 1e-6:
                    u = np.outer(d, d) / (d @ d)
                    k = shell.longitudinal * u + shell.transverse * (np.eye(3) - u)
                    out[i, :, i] += k
                    out[i, :, j] -= k
    root = np.sqrt(mass)
    out /= root[:, None, None, None] * root[None, None, :, None]
    return out.reshape(3 * len(place), -1)


def _neighbours(place, i, images, lattice):
    """Vectors (Å) to all images of all atoms that are not this one, and whose they are."""
    d = (place[None] + images[:, None] - place[i]) @ lattice
    near = (np.linalg.norm(d, axis=-1) > 1e-6) & (np.linalg.norm(d, axis=-1) < 7)
    for image, j in zip(*np.nonzero(near), strict=True):
        yield d[image, j], j


def box_phases(N: int) -> np.ndarray:
    """Phases (rad) of all waves of a box of N³ cells, shape (N³, 3)."""
    return 2 * np.pi * np.array(list(product(range(N), repeat=3))) / N
