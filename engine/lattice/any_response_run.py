"""The run of lattice-response in any crystal: W and G between two atoms, a box beside, the loss."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.pausing import last_of
from ..core.result import Chunk
from ..core.units import Term, attributes, described
from ..crystal.crystal import Crystal
from ..crystal.density import Density, density_in_parts
from ..crystal.labels import of_atoms
from ..crystal.loss import Loss, loss
from ..crystal.response import (
    PUSH_RESPONSE,
    RECOIL_KERNEL,
    Answer,
    Pair,
    averaged,
    averaging,
    converging,
)
from ..crystal.speeds import fastest_sound
from ..crystal.zone import Zone, box, quadrature
from .response import LatticeResponse

TOLERANCE = 1e-6
"""Share of the largest value to which averages are made to converge."""
GRIDS, NODES = (4, 6, 8, 10, 14, 20, 28), (*range(4, 17, 2), 20)
"""Boxes and Gauss points a side whose W(0) shows how fast averages converge."""
AT_ONCE = 3e7
"""About how much work one of those may take, as 27·A³ times wave vectors."""
SPECTRUM = 16
"""Steps from Γ to the zone's face in the spectrum of the loss."""
LOSS = Term("𝓛", "loss matrix, ∫W dt", "Å² ps/meV")


def run(experiment: LatticeResponse) -> Iterator[Chunk]:
    """Yield the infinite crystal's response, then the box's, then how averages converge."""
    crystal, pairs = experiment.any_crystal(), experiment.pairs()
    times = np.unique([0.0, *experiment.times])
    # how long it takes is seen when it is there: a share would promise seconds
    yield (chunk := Chunk(0.0, "infinite crystal", xr.Dataset()))
    kinds = [RECOIL_KERNEL, PUSH_RESPONSE]
    answer = yield from last_of(converging(crystal, pairs, times, kinds, TOLERANCE), chunk)
    assert answer is not None  # the last one is
    drag = loss(crystal)
    data = _data(experiment, crystal, answer, drag)
    summary = _summary(experiment, crystal, answer, drag)
    yield (chunk := Chunk(0.6, "box", data, summary))
    zone = box((experiment.cells,) * 3)
    W = yield from last_of(averaging(crystal, zone, pairs, experiment.times, kinds[:1]), chunk)
    data = data.assign(W_box=(data.W.dims, W[0], attributes("W_box")))
    yield (chunk := Chunk(0.8, "grids", data, summary))
    data = data.merge(_convergence(crystal, pairs[0]._replace(b=pairs[0].a, cell=(0, 0, 0))))
    yield chunk
    along_x = _of_atom(crystal, pairs[0].a)
    _, found = yield from last_of(density_in_parts(crystal, 90, 2 * SPECTRUM, along_x), chunk)
    assert found is not None
    yield Chunk(1.0, "done", data.merge(_loss_spectrum(crystal, pairs[0].a, found)), summary)


def _data(experiment: LatticeResponse, crystal: Crystal, answer: Answer, drag: Loss) -> xr.Dataset:
    """W and G at the times that are asked for, W(0), and 𝓛."""
    wanted = slice(len(answer.values[0]) - len(experiment.times), None)
    moving = ("time", "displacement", "axis", "axis_2")
    W, G = answer.values
    return xr.Dataset(
        {
            "W": (moving, W[wanted], attributes("W")),
            "G": (moving, G[wanted], attributes("G")),
            "W0": (moving[1:], W[0], attributes("W0")),
            "loss_matrix": (moving[2:], drag.matrix, described(LOSS)),
            **of_atoms(crystal),
        },
        {
            "time": ("time", list(experiment.times), attributes("time")),
            "displacement": (
                "displacement",
                [str(site) for site in experiment.displacements],
                attributes("between"),
            ),
            **{k: (k, list("xyz"), attributes(k)) for k in ("axis", "axis_2")},
        },
    )


def _summary(experiment: LatticeResponse, crystal: Crystal, answer: Answer, drag: Loss) -> dict:
    static, first = answer.values[0, 0], answer.values[0, :, 0, 0, 0]
    sites, times = experiment.displacements, experiment.times
    ratios = first[len(first) - len(times) :] / static[0, 0, 0] if static[0, 0, 0] else first * 0
    return {
        "L": float(drag.matrix[0, 0]),
        "L_matrix": drag.matrix.tolist(),
        "L_error": drag.change,
        "W0": dict(zip(map(str, sites), static.tolist(), strict=True)),
        "W0_error": float(answer.changes[0]),
        "W_error": float(answer.changes[0]),
        "W_xx_over_W0": {f"{t:g}": float(w) for t, w in zip(times, ratios, strict=False)},
        "echo_time": _echo(experiment, crystal),
    }


def _echo(experiment: LatticeResponse, crystal: Crystal) -> float:
    """Time (ps) at which the fastest sound comes from the nearest image of an atom."""
    N = experiment.cells
    shifts = np.indices((3, 3, 3)).reshape(3, -1).T - 1
    shifts = N * shifts[np.abs(shifts).sum(axis=1) > 0]
    ways = np.concatenate(
        [
            shifts + np.array(pair.cell) + crystal.positions[pair.b] - crystal.positions[pair.a]
            for pair in experiment.pairs()
        ]
    )
    nearest = np.linalg.norm(ways @ crystal.lattice, axis=1).min()
    return float(nearest / fastest_sound(crystal))


def _convergence(crystal: Crystal, here: Pair) -> xr.Dataset:
    """Relative error of W_xx(0) of an atom on itself: plain grids of N³, and n Gauss points."""
    each = 27.0 * crystal.n_atoms**3 + 1000
    grids = [N for N in GRIDS if each * N**3 / 2 < AT_ONCE]
    nodes = [n for n in NODES if each * 7 * n**3 < AT_ONCE]
    by_nodes = [_static(crystal, quadrature(n), here) for n in nodes]
    exact = by_nodes[-1]
    errors = [abs(_static(crystal, box((N, N, N)), here) / exact - 1) for N in grids]
    ours = [max(abs(found / exact - 1), 1e-16) for found in by_nodes[:-1]]
    return xr.Dataset(
        {
            "grid_error": ("grid", errors, attributes("grid_error")),
            "node_error": ("node", ours, attributes("grid_error")),
        },
        {
            "grid": ("grid", grids, attributes("cells")),
            "node": ("node", nodes[:-1], attributes("cells")),
        },
    )


def _static(crystal: Crystal, zone: Zone, here: Pair) -> float:
    return float(averaged(crystal, zone, [here], 0.0, [RECOIL_KERNEL])[0, 0, 0, 0, 0])


def _of_atom(crystal: Crystal, atom: int) -> tuple[tuple[str, ...], np.ndarray]:
    """What of every coordinate is the motion of one atom along x."""
    belongs = np.zeros((3 * crystal.n_atoms, 1))
    belongs[3 * atom] = 1.0
    return ("x",), belongs


def _loss_spectrum(crystal: Crystal, atom: int, found: Density) -> xr.Dataset:
    """∫₀^∞ W_xx(t) cos ωt dt of an atom on itself: πg_xx(ω)/(2mω²), 𝓛_xx at ω → 0."""
    # where less than two steps of the grid lie below, linear pieces cannot follow the sound
    step = np.pi / SPECTRUM * np.linalg.norm(crystal.reciprocal, axis=1).max() / (2 * np.pi)
    kept = found.Omega > 2 * step * fastest_sound(crystal)
    Omega, g = found.Omega[kept], found.g[kept, 0]
    spectrum = np.pi * g / (2 * crystal.mass[3 * atom] * Omega**2)
    return xr.Dataset(
        {"loss_spectrum": ("Omega_bin", spectrum, attributes("loss_spectrum"))},
        {"Omega_bin": ("Omega_bin", Omega, attributes("Omega"))},
    )
