"""lattice-barrier: what a crystal asks of an ion that passes from cell to cell."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import xarray as xr
from scipy.optimize import minimize_scalar

from ..core.experiment import Equation, RunFailed
from ..core.parameters import Choice, Count, InvalidParameter, Points, Quantity
from ..core.result import Chunk
from ..core.units import attributes
from ..numerics.potentials import ION_POTENTIALS
from .model import DYNAMICAL, LatticeModel
from .relaxation import Site, Surroundings, Unbalanced

TOO_NEAR = 0.1
"""Least distance of the path from an atom, in lattice constants."""
SHOWN = 1.0
"""Distance from the path, in a, within which atoms' displacements are kept."""

ENERGY = Equation(
    r"E(\mathbf R) = \sum_j U(|\mathbf R-\mathbf L_j-\mathbf r_j|) + "
    r"\tfrac12\,\mathbf r^\mathsf T V\,\mathbf r",
    "the ion repels every atom; atoms that give way by r load their springs V",
    "SEOM, Sec. IV",
)
BALANCE = Equation(
    r"\mathbf r = -\,W(0)\,\nabla_{\mathbf r}U,\qquad "
    r"E_\mathrm{elastic} = \tfrac12\,\mathbf F^\mathsf T W(0)\,\mathbf F",
    "relaxed: every atom stands where springs and ion balance; W(0) = V⁻¹ does for the whole "
    "infinite crystal",
    "SEOM, Sec. II",
)
COULOMB = Equation(
    r"U(r) = U_0\,\frac{e^{-r/\lambda}}{r}",
    "a screened Coulomb repulsion: U₀ = 14,000 meV Å would be two bare elementary charges, λ is "
    "how far it reaches",
    "SEOM, Sec. IV",
)


class LatticeBarrier(LatticeModel):
    """Energy of an ion along a straight path, atoms at rest and relaxed [SEOM Secs. IV–V]."""

    key: ClassVar[str] = "lattice-barrier"
    title: ClassVar[str] = "Ion barrier"
    question: ClassVar[str] = "What does it cost an ion to go from cell to cell?"
    small: ClassVar[dict] = {"n_points": 5}
    equations: ClassVar[tuple[Equation, ...]] = (ENERGY, BALANCE, COULOMB, DYNAMICAL)

    U0 = Quantity(
        4000.0,
        bounds=(0, 1e6),
        soft=(500, 14_000),
        step=100,
        symbol="U₀",
        called="strength",
        unit="meV Å",
        group="Interaction",
        doc="Strength of the repulsion between ion and atom (in meV for the Gaussian).",
    )
    lam = Quantity(
        0.5,
        bounds=(0.02, 1.2),
        soft=(0.1, 1.0),
        step=0.01,
        symbol="λ",
        called="reach",
        unit="Å",
        group="Interaction",
        doc="Length over which the repulsion is screened.",
    )
    potential = Choice(
        list(ION_POTENTIALS),
        symbol="U(r)",
        called="shape",
        group="Interaction",
        doc="Shape of the repulsion; the paper uses the screened Coulomb one.",
    )
    path = Points(
        [(0.5, 0.5, 0.5), (1.5, 0.5, 0.5)],
        bounds=(-5, 5),
        least=2,
        most=2,
        symbol="path",
        called="from and to, in a",
        unit="a",
        group="Path",
        doc="Where the ion starts and ends, in lattice constants; atoms are at whole numbers.",
    )
    n_points = Count(
        61,
        bounds=(3, 1001),
        soft=(21, 201),
        step=2,
        symbol="n",
        called="points",
        group="Accuracy",
        doc="Places of the ion along the path.",
    )

    def check(self) -> None:
        """Refuse a path of no length, and one through an atom."""
        super().check()
        start, end = np.array(self.path)
        if np.allclose(start, end):
            raise InvalidParameter(
                "path", self.path, "has no length", "Choose two different points."
            )
        gap, atom = _closest(start, end)
        if gap < TOO_NEAR:
            raise InvalidParameter(
                "path",
                self.path,
                f"passes {gap * self.a:.2g} Å from the atom at {atom}, where the energy has no "
                "bound and no crystal would let an ion be",
                f"Keep {TOO_NEAR * self.a:.2g} Å away from points with whole coordinates.",
            )

    def places(self) -> np.ndarray:
        """Places of the ion (Å), shape (n_points, 3)."""
        start, end = self.a * np.array(self.path)
        return start + np.linspace(0, 1, self.n_points)[:, None] * (end - start)

    def run(self) -> Iterator[Chunk]:
        """Yield the profile with atoms at rest, then relaxed; the barriers with the last."""
        places = self.places()
        law = (ION_POTENTIALS[self.potential].code, self.U0, self.lam)
        around = Surroundings(self.crystal(), law, places)
        data = self._data(places, around)
        yield Chunk(0.2, "atoms at rest", data)
        sites, guess = [], None
        for k, place in enumerate(places):
            site = self._relaxed(around, place, guess)
            guess = site.displaced
            sites.append(site)
            if k % 10 == 9:
                yield Chunk(0.2 + 0.7 * k / len(places), "relaxing", data)
        data = data.assign(
            {
                name: ("path_length", [getattr(s, key) for s in sites], attributes(name))
                for name, key in RELAXED.items()
            }
        ).merge(self._atoms(places, around, sites))
        yield Chunk(1.0, "done", data, self._summary(around, data, sites))

    def _relaxed(self, around: Surroundings, place, guess=None) -> Site:
        try:
            return around.relaxed(place, guess)
        except Unbalanced:
            at = ", ".join(f"{x / self.a:.3f}" for x in place)
            raise RunFailed(
                f"With the ion at ({at}) a the atoms find no balance: at {around.nearest:.2f} Å it "
                f"pushes harder than the springs can hold. Lower U0 = {self.U0:g} or lam, or "
                "stiffen k1 and k2."
            ) from None

    def _data(self, places, around) -> xr.Dataset:
        length = np.linalg.norm(places - places[0], axis=1)
        return xr.Dataset(
            {
                "E_rigid": (
                    "path_length",
                    [around.rigid(R) for R in places],
                    attributes("E_rigid"),
                ),
                "E_corners": (
                    "path_length",
                    [around.corners(R) for R in places],
                    attributes("E_corners"),
                ),
            },
            {"path_length": ("path_length", length, attributes("path_length"))},
        )

    def _atoms(self, places, around: Surroundings, sites: list[Site]) -> xr.Dataset:
        """Where the ion and its nearest atoms stand along the path."""
        shown = around.distance[around.movable] < SHOWN * self.a
        atoms = around.atoms[around.movable[shown]]
        moved = np.array([s.displaced[shown] for s in sites])
        return xr.Dataset(
            {
                "place": (("path_length", "axis"), places, attributes("place")),
                "atom": (("neighbour", "axis"), atoms, attributes("place")),
                "atom_displacement": (
                    ("path_length", "neighbour", "axis"),
                    moved,
                    attributes("atom_displacement"),
                ),
            },
            {"axis": list("xyz")},
        )

    def _summary(self, around: Surroundings, data: xr.Dataset, sites: list[Site]) -> dict:
        """Barriers from the start to the highest place of each profile."""
        start, top = sites[0], self._top(around, data.E_relaxed.values, sites)
        rigid = self._highest(data.E_rigid.values, around.rigid)
        length = data.path_length.values
        return {
            "unrelaxed": rigid[1] - float(data.E_rigid[0]),
            "relaxed": top[1].relaxed - start.relaxed,
            "interaction": top[1].interaction - start.interaction,
            "elastic": top[1].elastic - start.elastic,
            "corners_only": float(data.E_corners.max() - data.E_corners[0]),
            "E_start": float(data.E_rigid[0]),
            "E_top": rigid[1],
            "top_at": float(top[0] * length[-1]),
            "nearest": around.nearest,
            "atoms": len(around.atoms),
            "atoms_movable": len(around.movable),
            "atoms_error": self._atoms_error(around, top),
            "largest_displacement": max(
                float(np.linalg.norm(s.displaced, axis=1).max(initial=0.0)) for s in sites
            )
            / self.a,
            "softest": min(site.softest for site in sites),
        }

    def _highest(self, values: np.ndarray, energy) -> tuple[float, float]:
        """Share of the path and energy of the highest place, between the points too."""
        at, last = int(np.argmax(values)), len(values) - 1
        if at in (0, last):
            return at / last, float(values[at])
        found = minimize_scalar(
            lambda share: -energy(self._place(share)),
            bounds=((at - 1) / last, (at + 1) / last),
            method="bounded",
            options={"xatol": 1e-6},
        )
        # a top that lies on a point is found there to the last digit
        return max(
            ((float(found.x), -float(found.fun)), (at / last, float(values[at]))),
            key=lambda pair: pair[1],
        )

    def _top(self, around, values, sites) -> tuple[float, Site]:
        guess = sites[int(np.argmax(values))].displaced
        share, _ = self._highest(values, lambda R: self._relaxed(around, R, guess).relaxed)
        return share, self._relaxed(around, self._place(share), guess)

    def _place(self, share: float) -> np.ndarray:
        start, end = self.a * np.array(self.path)
        return start + share * (end - start)

    def _atoms_error(self, around: Surroundings, top) -> float:
        """How far the barrier changes (meV) when half of the atoms may no longer give way."""
        fewer = around.with_movable(len(around.movable) // 2)
        barrier = [
            s.relaxed(self._place(top[0])).relaxed - s.relaxed(self._place(0.0)).relaxed
            for s in (around, fewer)
        ]
        return abs(barrier[0] - barrier[1])


RELAXED = {
    "E_relaxed": "relaxed",
    "E_interaction": "interaction",
    "E_elastic": "elastic",
    "curvature": "softest",
}
"""Dataset variable → attribute of a relaxed site."""


def _closest(start: np.ndarray, end: np.ndarray) -> tuple[float, tuple[int, ...]]:
    """Least distance (a) of the path from an atom, and that atom."""
    low = np.floor(np.minimum(start, end)).astype(int)
    high = np.ceil(np.maximum(start, end)).astype(int)
    axes = [np.arange(a, b + 1) for a, b in zip(low, high, strict=True)]
    atoms = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
    along = end - start
    share = np.clip((atoms - start) @ along / (along @ along), 0, 1)
    gaps = np.linalg.norm(atoms - start - share[:, None] * along, axis=1)
    return float(gaps.min()), tuple(int(x) for x in atoms[np.argmin(gaps)])
