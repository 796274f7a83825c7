"""The springs of a box as a stencil, and its fields with ghosts around them."""

import numpy as np

from ..crystal.crystal import Crystal
from .box import Box
from .kernels.springs import accelerate, wrap
from .kernels.values import Fields, Stencil

NOTHING = 1e-14
"""Share of the largest force constant below which one is rounding."""

NEAR = 16_384
"""Numbers of a field that fit into the processor's nearer memory, with another: 128 kB."""


def folded(crystal: Crystal, cells: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Cells L, (n, 3), as near as they come in a periodic box, and Φ (meV/Å²), (n, 3A, 3A)."""
    size = np.array(cells)
    near = crystal.cells - size * np.floor(crystal.cells / size + 0.5).astype(int)
    whole, which = np.unique(near, axis=0, return_inverse=True)
    out = np.zeros((len(whole), *crystal.force_constants.shape[1:]))
    np.add.at(out, which.reshape(-1), crystal.force_constants)
    return whole, out


def padding(crystal: Crystal, cells: tuple[int, int, int]) -> tuple[int, int, int]:
    """Layers of ghosts that the springs ask for, in cells along each lattice vector."""
    whole, _ = folded(crystal, cells)
    return tuple(map(int, np.abs(whole).max(axis=0)))  # type: ignore[return-value]


def stencil(box: Box) -> Stencil:
    """The springs of a box (ps⁻²)."""
    crystal = box.crystal
    whole, constants = folded(crystal, box.cells)
    pad = np.array(padding(crystal, box.cells))
    stride = _strides(np.array(box.cells) + 2 * pad)
    shifts, rows = whole @ stride, 3 * crystal.n_atoms
    least = NOTHING * np.abs(constants).max()
    first, found = [0], list[tuple]()
    for row in range(rows):
        cell, source = np.nonzero(np.abs(constants[:, row]) > least)
        weight = -constants[cell, row, source] / crystal.mass[row]
        entries: list[tuple] = list(zip(source, shifts[cell], weight, strict=True))
        # four are taken at a time
        entries += [(row, 0, 0.0)] * (-len(entries) % 4)
        found += entries
        first.append(len(found))
    source, shift, weight = (np.array(x) for x in zip(*found, strict=True))
    runs, length = _runs(np.array(box.cells), pad, rows)
    return Stencil(
        np.array(first, np.int64),
        source.astype(np.int64),
        shift.astype(np.int64),
        np.ascontiguousarray(weight, float),
        runs,
        length,
        _ghosts(np.array(box.cells), pad),
    )


def _runs(cells: np.ndarray, pad: np.ndarray, rows: int) -> tuple[np.ndarray, int]:
    """First sites and length of the runs: one, where all fields fit near the processor."""
    stride = _strides(cells + 2 * pad)
    start, plane = pad @ stride, int((cells[1] - 1) * stride[1] + cells[2])
    if rows * np.prod(cells + 2 * pad) <= NEAR:
        return np.array([start], np.int64), int((cells[0] - 1) * stride[0] + plane)
    return (start + stride[0] * np.arange(cells[0])).astype(np.int64), plane


def _strides(sizes: np.ndarray) -> np.ndarray:
    return np.array([sizes[1] * sizes[2], sizes[2], 1])


def _ghosts(cells: np.ndarray, pad: np.ndarray) -> np.ndarray:
    """Sites outside of the box, and the sites within that they copy, (2, g)."""
    sizes = cells + 2 * pad
    sites = np.indices(tuple(sizes)).reshape(3, -1).T
    home = (sites - pad) % cells + pad
    outside = (home != sites).any(axis=1)
    both = np.stack([sites[outside], home[outside]]) @ _strides(sizes)
    return np.ascontiguousarray(both, np.int64)


def fields(box: Box, motion: np.ndarray) -> Fields:
    """Fields of a `motion` r (Å), ṙ (Å/ps) of all atoms, (2, N1, N2, N3, 3A)."""
    pad = padding(box.crystal, box.cells)
    sizes = tuple(n + 2 * p for n, p in zip(box.cells, pad, strict=True))
    u, w, a = np.zeros((3, motion.shape[-1], int(np.prod(sizes))))
    made = Fields(u, w, a, 1 / box.crystal.mass)
    for field, values in zip((made.u, made.w), motion, strict=True):
        inner(box, field)[:] = np.moveaxis(values, -1, 0)
    return made


def inner(box: Box, field: np.ndarray) -> np.ndarray:
    """A field (3A, site) without its ghosts, in its unit: a view (3A, N1, N2, N3)."""
    pad = padding(box.crystal, box.cells)
    sizes = [n + 2 * p for n, p in zip(box.cells, pad, strict=True)]
    whole = field.reshape(len(field), *sizes)
    return whole[(slice(None), *(slice(p, p + n) for p, n in zip(pad, box.cells, strict=True)))]


def energy(box: Box, springs: Stencil, made: Fields) -> float:
    """Energy (meV) of all atoms and springs of a box; its accelerations are overwritten."""
    wrap(springs, made)
    accelerate(springs, made)
    u, w, a = (inner(box, x) for x in (made.u, made.w, made.a))
    mass = box.crystal.mass[:, None, None, None]
    return float(np.sum(mass * (w * w - u * a)) / 2)
