"""lattice-barrier: what a crystal asks of an ion that passes from cell to cell."""

import math
from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import Count, InvalidParameter, Points
from ..core.result import Chunk
from .interaction import COULOMB, InteractionModel, reach, strength
from .model import DYNAMICAL
from .path import distances, sites_between

TOO_NEAR = 0.1
"""Least distance of the path from an atom, in lattice constants."""
APART = 1 / 16
"""Most between two places of the ion, in lattice constants: the energy may not turn twice there."""

ENERGY = Equation(
    r"E(\mathbf R) = \sum_j U(|\mathbf R-\mathbf L_j-\mathbf r_j|) + "
    r"\tfrac12\,\mathbf r^\mathsf T V\,\mathbf r",
    "repulsion between ion and atoms, and the elastic energy of the atomic displacements r; V is "
    "the force-constant matrix",
    "SEOM, Sec. IV",
)
BALANCE = Equation(
    r"\mathbf r = -\,W(0)\,\nabla_{\mathbf r}U,\qquad "
    r"E_\mathrm{elastic} = \tfrac12\,\mathbf F^\mathsf T W(0)\,\mathbf F",
    "relaxed: on every atom the springs balance the force of the ion; W(0) = V⁻¹ accounts for the "
    "whole infinite crystal",
    "SEOM, Sec. II",
)


class LatticeBarrier(InteractionModel):
    """Energy of an ion along a straight path, atoms at rest and relaxed [SEOM Secs. IV–V]."""

    key: ClassVar[str] = "lattice-barrier"
    title: ClassVar[str] = "Ion barrier"
    question: ClassVar[str] = "How much energy does an ion need to pass from cell to cell?"
    small: ClassVar[dict] = {"n_points": 5}
    equations: ClassVar[tuple[Equation, ...]] = (ENERGY, BALANCE, COULOMB, DYNAMICAL)

    U0 = strength(4000.0, soft=(500, 14_000), step=100, log=False)
    lam = reach((0.02, 1.2))
    path = Points(
        [(0.5, 0.5, 0.5), (1.5, 0.5, 0.5)],
        bounds=(-5, 5),
        least=2,
        most=2,
        symbol="path",
        called="start and end, in a",
        unit="a",
        group="Path",
        doc="Where the ion starts and ends, in lattice constants; atoms sit at whole numbers.",
    )
    n_points = Count(
        61,
        bounds=(3, 1001),
        soft=(21, 201),
        step=2,
        symbol="n",
        called="points",
        group="Accuracy",
        doc="Positions of the ion along the path; where they would be more than a/16 apart, "
        "further ones are inserted.",
    )

    def check(self) -> None:
        """Refuse a path of no length, and one through an atom (InvalidParameter)."""
        super().check()
        start, end = np.array(self.path)
        if np.allclose(start, end):
            raise InvalidParameter(
                "path", self.path, "ends where it starts", "Choose two different points."
            )
        gap, atom = _closest(start, end)
        if gap < TOO_NEAR:
            raise InvalidParameter(
                "path",
                self.path,
                f"passes {gap * self.a:.2g} Å from the atom at {atom}, where the energy has no "
                "bound and no crystal would let an ion be",
                f"Keep at least {TOO_NEAR * self.a:.2g} Å away from points with whole coordinates.",
            )

    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Where the path starts and ends (Å), each of shape (3,)."""
        start, end = self.a * np.array(self.path)
        return start, end

    def places(self) -> np.ndarray:
        """Places of the ion (Å), evenly along the path, shape (p, 3): the n_points that are asked
        for, and between two of them as many as keep neighbours within a/16.
        """
        start, end = self.ends()
        step = np.linalg.norm(end - start) / (self.n_points - 1) / self.a
        parts = max(1, math.ceil(step / APART - 1e-9))
        shares = np.linspace(0, 1, (self.n_points - 1) * parts + 1)
        return start + shares[:, None] * (end - start)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """What the ion has to pay, and whether it can be believed."""
        from .findings_barrier import of_barrier

        return of_barrier(chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield the profile with atoms at rest, then relaxed; the barriers with the last."""
        from .barrier_run import run

        return run(self)


def _closest(start: np.ndarray, end: np.ndarray) -> tuple[float, tuple[int, ...]]:
    """Least distance (a) of the path from an atom, and that atom."""
    atoms = sites_between(np.minimum(start, end), np.maximum(start, end))
    gaps = distances(atoms, start, end)
    nearest = int(np.argmin(gaps))
    return float(gaps[nearest]), tuple(int(x) for x in atoms[nearest])
