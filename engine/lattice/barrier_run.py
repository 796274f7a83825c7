"""The run of lattice-barrier: the profile with atoms at rest, then relaxed, and its tops."""

from collections.abc import Callable, Iterator

import numpy as np
import xarray as xr

from ..core.experiment import RunFailed
from ..core.result import Chunk
from ..core.units import attributes
from .barrier import LatticeBarrier
from .beside import across, steps
from .harmonic import FAR
from .path import crossings, feet
from .relaxation import Site, Surroundings, Unbalanced
from .tops import WITHIN, Top, apart, highest, tops

SHOWN = 1.0
"""Distance from the path, in a, within which atoms' displacements are kept."""
BESIDE = 4e-9
"""Cells from a face at which an ion counts as being in the cell on that side of it."""
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
    rigid = way.tops(way.around.rigid, way.near_atoms())
    sites: list[Site] = []
    for k, place in enumerate(way.places):
        sites.append(way.relaxed(place, sites[-1].displaced if sites else None))
        if k % 10 == 9:
            yield Chunk(0.2 + 0.6 * k / len(way.places), "relaxing", data)
    data = data.assign(
        {
            name: ("path_length", [getattr(s, key) for s in sites], attributes(name))
            for name, key in RELAXED.items()
        }
    ).merge(_atoms(way, sites))
    profile = _Relaxed(way, sites, rigid)
    found = []
    for top in profile.tops():
        found.append(top)
        yield Chunk(0.9, "between the points", data)
    yield Chunk(1.0, "done", data, _summary(way, rigid, profile, found))


class _Way:
    """The ion's path with the atoms along it; places are told as shares of the path, 0 … 1."""

    def __init__(self, experiment: LatticeBarrier):
        self.experiment, self.places = experiment, experiment.places()
        self.shares = np.linspace(0, 1, len(self.places))
        self.around = Surroundings(experiment.cubic(), experiment.law, self.places)

    def place(self, share: float) -> np.ndarray:
        """The place (Å) at a share of the path."""
        start, end = self.experiment.ends()
        return start + share * (end - start)

    def near_atoms(self) -> np.ndarray:
        """The points, and where the path comes nearest to each atom: however short the reach of
        the repulsion, no top is narrower than what lies between."""
        meets = feet(self.around.atoms, *self.experiment.ends())
        return apart(np.append(self.shares, meets[(meets > 0) & (meets < 1)]))

    def at_faces(self) -> np.ndarray:
        """The points, and either side of each face between cells, where the corners change."""
        start, end = (R / self.experiment.a for R in self.experiment.ends())
        faces, aside = crossings(start, end), BESIDE / np.linalg.norm(end - start)
        return np.unique(np.clip([*self.shares, *(faces - aside), *(faces + aside)], 0, 1))

    def tops(self, energy: Callable[[np.ndarray], float], shares: np.ndarray) -> list[Top]:
        """All tops of an energy (meV) of the place, which turns at most once between `shares`."""
        heights = np.array([energy(self.place(share)) for share in shares])
        return list(tops(shares, heights, lambda share: energy(self.place(share))))

    def relaxed(self, place: np.ndarray, guess: np.ndarray | None = None) -> Site:
        """The balance with the ion there; RunFailed, which says what to change, without one."""
        e = self.experiment
        try:
            return self.around.relaxed(place, guess)
        except Unbalanced:
            at = ", ".join(f"{x / e.a:.3f}" for x in place)
            raise RunFailed(
                f"With the ion at ({at}) a the atoms find no balance: at {self.around.nearest:.2f} "
                f"Å it pushes harder than the springs can hold. Lower `U0 = {e.U0:g}` or `lam`, or "
                "raise `k1` and `k2`."
            ) from None

    def beside(self, start: Site, top: Site, end: Site, share: float) -> dict:
        """How far the relaxed energy falls beside the path's ends and aside of its top (meV).

        The top is at `share` of the path. Where that is the end, it is told instead how far the
        energy rises beyond, 0 if the end is on the pass.
        """
        here, there = self.experiment.ends()
        along = (there - here) / np.linalg.norm(there - here)
        at_end = share > 1 - WITHIN
        beyond = steps(self.around, there, end, along[None])[0] if at_end else 0.0
        return {
            "falls_at_start": self._falls(0.0, start, np.eye(3)),
            "falls_at_end": 0.0 if at_end else self._falls(1.0, end, np.eye(3)),
            "falls_aside_of_top": self._falls(share, top, across(along)),
            "rises_beyond_end": max(0.0, float(beyond)),
        }

    def _falls(self, share: float, site: Site, axes: np.ndarray) -> float:
        """How far the relaxed energy falls, at most, from a share of the path along ± `axes`."""
        changes = steps(self.around, self.place(share), site, np.vstack([axes, -axes]))
        return max(0.0, -float(changes.min()))

    def atoms_error(self, share: float) -> float:
        """How far the barrier changes (meV) when half of the atoms may no longer give way."""
        fewer = self.around.with_movable(len(self.around.movable) // 2)
        barrier = [
            s.relaxed(self.place(share)).relaxed - s.relaxed(self.place(0.0)).relaxed
            for s in (self.around, fewer)
        ]
        return abs(barrier[0] - barrier[1])


class _Relaxed:
    """The relaxed profile: its sites at the way's places and at the tops with atoms at rest."""

    def __init__(self, way: _Way, sites: list[Site], rigid: list[Top]):
        between = [t.share for t in rigid if np.abs(t.share - way.shares).min() > WITHIN]
        shares = np.append(way.shares, between)
        order = np.argsort(shares)
        self.way, self.start, self.shares = way, sites[0], shares[order]
        whole = sites + [self._beside(sites[np.searchsorted(way.shares, s)], s) for s in between]
        self.sites = [whole[k] for k in order]

    def _beside(self, known: Site, share: float) -> Site:
        """The site at a share of the path, sought from one that is known nearby."""
        return self.way.relaxed(self.way.place(share), known.displaced)

    def at(self, share: float) -> Site:
        """The site at a share of the path."""
        nearest = int(np.argmin(np.abs(self.shares - share)))
        return self._beside(self.sites[nearest], share)

    def tops(self) -> Iterator[Top]:
        """All its tops, one by one, for each takes some tens of balances."""
        heights = np.array([site.relaxed for site in self.sites])
        return tops(self.shares, heights, lambda share: self.at(share).relaxed)


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
        {"axis": ("axis", list("xyz"), attributes("axis"))},
    )


def _summary(way: _Way, rigid: list[Top], profile: _Relaxed, found: list[Top]) -> dict:
    """Barriers from the start to the highest place of each profile."""
    around, start = way.around, profile.start
    R = way.places[0]
    E_start, corners = around.rigid(R), around.corners(R)
    share = highest(found).share
    top = profile.at(share)
    sites = [*profile.sites, top]
    moved = max(float(np.linalg.norm(s.displaced, axis=1).max(initial=0.0)) for s in sites)
    E_top = highest(rigid).height
    return {
        "unrelaxed": E_top - E_start,
        **_barrier(start, top, moved / way.experiment.a),
        "corners_only": highest(way.tops(around.corners, way.at_faces())).height - corners,
        "E_start": E_start,
        "E_top": E_top,
        "top_at": share * float(np.linalg.norm(way.places[-1] - R)),
        "nearest": around.nearest,
        "atoms": len(around.atoms),
        "atoms_movable": len(around.movable),
        "atoms_error": way.atoms_error(share),
        "largest_displacement": moved / way.experiment.a,
        "softest": min(site.softest for site in sites),
        **way.beside(start, top, profile.sites[-1], share),
    }


def _barrier(start: Site, top: Site, moved: float) -> dict:
    """The relaxed barrier and its parts (meV); None where an atom is `moved` (a) too far."""
    parts = ("relaxed", "interaction", "elastic")
    return {k: getattr(top, k) - getattr(start, k) if moved <= FAR else None for k in parts}
