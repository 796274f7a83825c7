"""Unit cell: that of a result's crystal with its atoms, bonds and, of a hot one, ellipsoids."""

from dataclasses import replace

import numpy as np

from .cell import EYE, Cell, block, bonds, depth, edges, flat
from .figure import Figure, figure
from .marks import Area, Dots, Strokes, Words
from .sketch import Axis, Sketch
from .style import GREY, Look, color_of

ACROSS, UP = Axis("across", text=" ", room=(0, 0)), Axis("up", text=" ", room=(0, 0))
LARGEST, SMALLEST = 17.0, 8.0
"""Sizes of atoms in a cell of few and of many."""
NAMED = 24
"""Most atoms of a cell that are named by their numbers."""
WITHIN = 2.5
"""Size of ellipsoids in standard deviations: they hold nine tenths of an atom's places."""
ROUND = np.linspace(0, 2 * np.pi, 49)


def cell(results) -> Sketch:
    """The cell of the last result's crystal: species by colour, the cell's atoms by number."""
    if not results:
        return Sketch((), ACROSS, UP)
    result = results[-1]
    own = Cell.of(result)
    atoms = block(own, (1, 1, 1), closed=True)
    order = np.argsort(depth(atoms.places))  # far ones first, so that near ones hide them
    xy = flat(atoms.places)
    a, b = xy[bonds(own, atoms)].transpose(1, 0, 2) if len(atoms.places) > 1 else (xy[:0], xy[:0])
    frame = flat(edges(own))
    marks = [
        Strokes(*frame[:, 0].T, *frame[:, 1].T, Look(GREY, "dotted"), 1.0),
        Strokes(*a.T, *b.T, Look(GREY), 2.2),
    ]
    if "U" in result.data:
        marks += _ellipsoids(result, own, atoms, xy, order)
    marks += _dots(own, atoms, xy, order, "U" in result.data)
    if len(own.places) <= NAMED and len(own.places) > 1:
        first = [int(np.flatnonzero(atoms.which == k)[0]) for k in range(len(own.places))]
        names = [str(k + 1) for k in range(len(own.places))]
        marks.append(Words(xy[first, 0] + _step(xy), xy[first, 1] + _step(xy), names))
    return Sketch(tuple(marks), *_even(np.concatenate([xy, frame.reshape(-1, 2)])))


def _step(xy: np.ndarray) -> float:
    """How far beside an atom its number stands."""
    return 0.045 * float(np.ptp(xy, axis=0).max())


def _dots(own: Cell, atoms, xy: np.ndarray, order: np.ndarray, small: bool) -> list[Dots]:
    size = SMALLEST / 2 if small else LARGEST - (LARGEST - SMALLEST) * min(len(xy) / 100, 1.0)
    found = []
    for k, kind in enumerate(own.kinds):
        mine = [i for i in order if own.species[atoms.which[i]] == kind]
        said = [f"{kind}, atom {atoms.which[i] + 1} of the cell" for i in mine]
        look = Look(color_of(k), name=kind)
        found.append(Dots(xy[mine, 0], xy[mine, 1], look, size=size, said=said))
    return found


def _ellipsoids(result, own: Cell, atoms, xy: np.ndarray, order: np.ndarray) -> list[Area]:
    """Outlines, as they are seen, of where atoms are found by heat."""
    found = []
    for i in order:
        seen = EYE @ result.data.U.values[atoms.which[i]] @ EYE.T
        values, axes = np.linalg.eigh(seen)
        outline = xy[i] + WITHIN * (
            np.outer(np.cos(ROUND), np.sqrt(values[0]) * axes[:, 0])
            + np.outer(np.sin(ROUND), np.sqrt(values[1]) * axes[:, 1])
        )
        kind = own.kinds.index(own.species[atoms.which[i]])
        found.append(Area(*outline.T, Look(color_of(kind)), 0.35))
    return found


def _even(places: np.ndarray) -> tuple[Axis, Axis]:
    """Both axes of one length, the places in their middle, with room for atoms at the rim."""
    low, high = places.min(axis=0), places.max(axis=0)
    half, middle = 0.62 * float((high - low).max()), (low + high) / 2
    spans = [(float(m - half), float(m + half)) for m in middle]
    return replace(ACROSS, span=spans[0]), replace(UP, span=spans[1])


def _of(experiment: str, layers: str, title: str) -> Figure:
    return figure(
        experiment,
        title,
        ACROSS,
        UP,
        layers,
        name="crystal",
        height=250,
        bare=True,
        said="whole",
        tools="save",
    )(cell)


LAYERS = "strokes dots words"
phonons_crystal = _of("lattice-phonons", LAYERS, "**The crystal**: its cell, atoms and bonds")
response_crystal = _of("lattice-response", LAYERS, "**The crystal**: its cell, atoms and bonds")
thermal_crystal = _of(
    "lattice-thermal",
    f"areas {LAYERS}",
    "**The crystal**: its cell, bonds, and where heat takes its atoms nine times out of ten",
)
