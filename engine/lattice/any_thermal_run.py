"""The run of lattice-thermal in any crystal: the exact motion of each atom, then a box sampled."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import xarray as xr

from ..core.pausing import last_of
from ..core.result import Chunk
from ..core.units import Term, attributes, described
from ..crystal.crystal import Crystal
from ..crystal.density import by_species
from ..crystal.drawn_box import drawn
from ..crystal.labels import labels, of_atoms
from ..crystal.response import (
    Pair,
    averaging,
    converging,
    displacement_covariance,
    velocity_covariance,
)
from ..crystal.thermal import ellipsoids
from ..crystal.zone import box
from ..statistics.normal import maxwell, norm_density
from .thermal import LatticeThermal

TOLERANCE = 1e-6
"""Share of the largest value to which averages are made to converge."""
SPREAD = 4.2
"""Standard deviations along an axis at which the histograms end."""
SQUARES = Term("⟨u uᵀ⟩", "mean square displacements of the atoms", "Å²")
BOX = Term("⟨u uᵀ⟩", "mean square displacements of the atoms, in the box", "Å²")
RATES = Term("⟨u̇ u̇ᵀ⟩", "mean square velocities of the atoms", "Å²/ps²")
SIZES = Term("u", "rms displacements of the atoms along the axes of their ellipsoids", "Å")
AXES = Term("e", "axes of the ellipsoids, one a column", "")


def run(experiment: LatticeThermal) -> Iterator[Chunk]:
    """Yield the exact answer, then histograms of a box whose modes are drawn."""
    e, crystal = experiment, experiment.any_crystal()
    # how long it takes is seen when it is there: a share would promise seconds
    yield (chunk := Chunk(0.0, "exact covariance", xr.Dataset()))
    kinds = [
        make(e.kT, how)
        for how in (e.statistics, "classical")
        for make in (displacement_covariance, velocity_covariance)
    ]
    kinds.append(velocity_covariance(0.0, "quantum"))
    here, times = [Pair(a, a) for a in range(crystal.n_atoms)], np.unique([0.0, *e.times])
    answer = yield from last_of(converging(crystal, here, times, kinds, TOLERANCE), chunk)
    assert answer is not None  # the last one is
    zone = box((e.cells,) * 3)
    in_box = yield from last_of(averaging(crystal, zone, here, 0.0, kinds[:1]), chunk)
    data = _data(e, crystal, answer.values, in_box[0, 0])
    summary = _summary(e, crystal, answer.values, answer.changes, in_box[0, 0])
    yield Chunk(0.4, "sampling modes", data, summary)
    motion = np.empty(0)
    for share, motion in drawn(crystal, e.cells, e.kT, e.statistics, e.seed):
        if not motion.size:
            yield Chunk(0.4 + 0.5 * share, "sampling modes", data, summary)
    data = data.merge(_histograms(e, crystal, answer.values, motion))
    yield Chunk(1.0, "done", data, summary | _sampled(motion))


def _by_species(crystal: Crystal, each: np.ndarray) -> np.ndarray:
    """Mean of (…, A) over the atoms of each species, (…, species)."""
    belongs = by_species(crystal)[1][::3]
    return each @ (belongs / belongs.sum(axis=0))


def _data(
    e: LatticeThermal, crystal: Crystal, values: np.ndarray, in_box: np.ndarray
) -> xr.Dataset:
    wanted = slice(values.shape[1] - len(e.times), None)
    traces = _by_species(crystal, np.trace(values, axis1=3, axis2=4) / 3)[:, wanted]
    found = ellipsoids(values[0, 0])
    names = ("C_pos", "C_vel", "C_pos_classical", "C_vel_classical")
    matrix = ("atom", "axis", "axis_2")
    return xr.Dataset(
        {
            **{
                name: (("time", "species"), trace, attributes(name.removesuffix("_classical")))
                for name, trace in zip(names, traces, strict=False)
            },
            "U": (matrix, values[0, 0], described(SQUARES)),
            "U_box": (matrix, in_box, described(BOX)),
            "V": (matrix, values[1, 0], described(RATES)),
            "ellipsoid": (("atom", "ellipsoid_axis"), found.size, described(SIZES)),
            "ellipsoid_axes": (("atom", "axis", "ellipsoid_axis"), found.axes, described(AXES)),
            **of_atoms(crystal),
        },
        {
            "time": ("time", list(e.times), attributes("time")),
            "species": ("species", list(by_species(crystal)[0])),
            **{k: (k, list("xyz"), attributes(k)) for k in ("axis", "axis_2")},
        },
    )


def _summary(
    e: LatticeThermal, crystal: Crystal, values: np.ndarray, errors: np.ndarray, in_box: np.ndarray
) -> dict:
    """Of the first atom along x as in the simple cube, and of every atom besides."""
    pos, vel, classical, _, zero = values[:, 0, 0, 0, 0]
    sizes = ellipsoids(values[0, 0]).size
    return {
        "C_pos_xx": float(pos),
        "C_vel_xx": float(vel),
        "C_error": errors[:2].tolist(),
        "box_pos_xx": float(in_box[0, 0, 0]),
        "zero_point_vel_xx": float(zero),
        "classical_pos_xx": float(classical),
        "classical_vel_xx": e.kT / float(crystal.mass[0]),
        "atoms": {
            name: {
                "displacement_rms": float(np.sqrt(np.trace(U))),
                "ellipsoid": size.tolist(),
                "speed_rms": float(np.sqrt(np.trace(V))),
                "box_share": float(np.trace(boxed) / np.trace(U)),
            }
            for name, U, V, size, boxed in zip(
                labels(crystal), values[0, 0], values[1, 0], sizes, in_box, strict=True
            )
        },
    }


def _sampled(motion: np.ndarray) -> dict:
    """Variances of the first atom along x, and of all atoms along all axes together."""
    squares = motion**2
    return {
        "sampled_pos_xx": float(squares[0, 0, 0].mean()),
        "sampled_vel_xx": float(squares[1, 0, 0].mean()),
        "sampled_pos": float(squares[0].mean()),
        "sampled_vel": float(squares[1].mean()),
    }


def _histograms(
    e: LatticeThermal, crystal: Crystal, values: np.ndarray, motion: np.ndarray
) -> xr.Dataset:
    """Distributions of |r| and |ṙ| by species: of the box, exact, and of classical atoms."""
    found: dict[str, Any] = {}
    names = by_species(crystal)[0]
    for k, axis in enumerate(("displacement", "speed")):
        matrices = values[k, 0]
        edges = (
            SPREAD * np.sqrt(np.linalg.eigvalsh(matrices).max()) * np.linspace(0, 1, e.n_bins + 1)
        )
        centre = (edges[1:] + edges[:-1]) / 2
        size = np.sqrt((motion[k] ** 2).sum(axis=1)).reshape(crystal.n_atoms, -1)
        curves = np.array([norm_density(centre, matrix) for matrix in matrices])
        maxwells = np.array([maxwell(centre, float(np.trace(m)) / 3) for m in values[2 + k, 0]])
        seen = np.array([np.histogram(x, edges)[0] / (len(x) * edges[1]) for x in size])
        for end, each in (("", seen), ("_exact", curves), ("_classical", maxwells)):
            name = f"p_{axis}"
            found[f"{name}{end}"] = (
                ("species", axis),
                _by_species(crystal, each.T).T,
                attributes(name),
            )
        found[axis] = (axis, centre, attributes(axis))
    return xr.Dataset(found, {"species": ("species", list(names))})
