"""The run of lattice-barrier: the profile with atoms at rest, then relaxed, and its tops."""

from collections.abc import Callable, Iterator

import numpy as np
import xarray as xr
from scipy.optimize import minimize_scalar

from ..core.experiment import RunFailed
from ..core.result import Chunk
from ..core.units import attributes
from .barrier import LatticeBarrier
from .relaxation import Site, Surroundings, Unbalanced

SHOWN = 1.0
"""Distance from the path, in a, within which atoms' displacements are kept."""
RELAXED = {
    "E_relaxed": "relaxed",
    "E_interaction": "interaction",
    "E_elastic": "elastic",
    "curvature": "softest",
}
"""Dataset variable → attribute of a relaxed site."""


def run(experiment: LatticeBarrier) -> Iterator[Chunk]:
    """Yield the profile with atoms at rest, then relaxed; the barriers with the last."""
    way = _Way(experiment)
    data = _at_rest(way.places, way.around)
    yield Chunk(0.2, "atoms at rest", data)
    sites: list[Site] = []
    for k, place in enumerate(way.places):
        sites.append(way.relaxed(place, sites[-1].displaced if sites else None))
        if k % 10 == 9:
            yield Chunk(0.2 + 0.7 * k / len(way.places), "relaxing", data)
    data = data.assign(
        {
            name: ("path_length", [getattr(s, key) for s in sites], attributes(name))
            for name, key in RELAXED.items()
        }
    ).merge(_atoms(way, sites))
    yield Chunk(1.0, "done", data, _summary(way, data, sites))


class _Way:
    """The ion's path with the atoms along it; places are told as shares of the path, 0 … 1."""

    def __init__(self, experiment: LatticeBarrier):
        self.experiment, self.places = experiment, experiment.places()
        self.around = Surroundings(experiment.crystal(), experiment.law, self.places)

    def place(self, share: float) -> np.ndarray:
        """The place (Å) at a share of the path."""
        start, end = self.experiment.ends()
        return start + share * (end - start)

    def relaxed(self, place: np.ndarray, guess: np.ndarray | None = None) -> Site:
        """The balance with the ion there; RunFailed, which says what to change, without one."""
        e = self.experiment
        try:
            return self.around.relaxed(place, guess)
        except Unbalanced:
            at = ", ".join(f"{x / e.a:.3f}" for x in place)
            raise RunFailed(
                f"With the ion at ({at}) a the atoms find no balance: at {self.around.nearest:.2f} "
                f"Å it pushes harder than the springs can hold. Lower U0 = {e.U0:g} or lam, or "
                "stiffen k1 and k2."
            ) from None

    def highest(
        self, values: np.ndarray, energy: Callable[[np.ndarray], float]
    ) -> tuple[float, float]:
        """Share of the path and energy of the highest place, between the points too."""
        at, last = int(np.argmax(values)), len(values) - 1
        if at in (0, last):
            return at / last, float(values[at])
        found = minimize_scalar(
            lambda share: -energy(self.place(share)),
            bounds=((at - 1) / last, (at + 1) / last),
            method="bounded",
            options={"xatol": 1e-6},
        )
        # a top that lies on a point is found there to the last digit
        return max(
            ((float(found.x), -float(found.fun)), (at / last, float(values[at]))),
            key=lambda pair: pair[1],
        )

    def top(self, sites: list[Site]) -> tuple[float, Site]:
        """Share of the path and site of the highest relaxed energy."""
        values = np.array([site.relaxed for site in sites])
        guess = sites[int(np.argmax(values))].displaced
        share, _ = self.highest(values, lambda R: self.relaxed(R, guess).relaxed)
        return share, self.relaxed(self.place(share), guess)

    def atoms_error(self, share: float) -> float:
        """How far the barrier changes (meV) when half of the atoms may no longer give way."""
        fewer = self.around.with_movable(len(self.around.movable) // 2)
        barrier = [
            s.relaxed(self.place(share)).relaxed - s.relaxed(self.place(0.0)).relaxed
            for s in (self.around, fewer)
        ]
        return abs(barrier[0] - barrier[1])


def _at_rest(places: np.ndarray, around: Surroundings) -> xr.Dataset:
    length = np.linalg.norm(places - places[0], axis=1)
    energies = {"E_rigid": around.rigid, "E_corners": around.corners}
    return xr.Dataset(
        {
            name: ("path_length", [energy(R) for R in places], attributes(name))
            for name, energy in energies.items()
        },
        {"path_length": ("path_length", length, attributes("path_length"))},
    )


def _atoms(way: _Way, sites: list[Site]) -> xr.Dataset:
    """Where the ion and its nearest atoms stand along the path."""
    around = way.around
    shown = around.distance[around.movable] < SHOWN * way.experiment.a
    moved = ("path_length", "neighbour", "axis")
    return xr.Dataset(
        {
            "place": (("path_length", "axis"), way.places, attributes("place")),
            "atom": (moved[1:], around.atoms[around.movable[shown]], attributes("place")),
            "atom_displacement": (
                moved,
                np.array([s.displaced[shown] for s in sites]),
                attributes("atom_displacement"),
            ),
        },
        {"axis": list("xyz")},
    )


def _summary(way: _Way, data: xr.Dataset, sites: list[Site]) -> dict:
    """Barriers from the start to the highest place of each profile."""
    around, start = way.around, sites[0]
    share, top = way.top(sites)
    rigid = way.highest(data.E_rigid.values, around.rigid)[1]
    moved = max(float(np.linalg.norm(s.displaced, axis=1).max(initial=0.0)) for s in sites)
    return {
        "unrelaxed": rigid - float(data.E_rigid[0]),
        "relaxed": top.relaxed - start.relaxed,
        "interaction": top.interaction - start.interaction,
        "elastic": top.elastic - start.elastic,
        "corners_only": float(data.E_corners.max() - data.E_corners[0]),
        "E_start": float(data.E_rigid[0]),
        "E_top": rigid,
        "top_at": float(share * data.path_length.values[-1]),
        "nearest": around.nearest,
        "atoms": len(around.atoms),
        "atoms_movable": len(around.movable),
        "atoms_error": way.atoms_error(share),
        "largest_displacement": moved / way.experiment.a,
        "softest": min(site.softest for site in sites),
    }
