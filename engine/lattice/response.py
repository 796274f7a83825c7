"""lattice-response: how the crystal answers a push, at once and later."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import Count, InvalidParameter, Points, Quantities
from ..core.result import Chunk
from ..crystal.build import MOST
from ..crystal.crystal import Crystal
from ..crystal.labels import labels
from ..crystal.response import Pair, highest_phase
from ..crystal.stability import refuse_unbound
from ..crystal.zone import nodes_for
from .any_crystal import ANY, EACH, OTHERS, AnyCrystalModel, refuse_late, refuse_work, work_of
from .model import DYNAMICAL
from .zone import nodes

NUMBERS_MAX = 160_000_000
"""Most numbers, six of a mode and displacement, that a run may hold: 1.3 GB."""

RECOIL = Equation(
    r"W_{jk}(t) = \frac{1}{m}\left\langle \frac{\eta\eta^\dagger}{\Omega^2}\cos\Omega t\;"
    r"e^{i\mathbf q\cdot(\mathbf L_j-\mathbf L_k)}\right\rangle,\qquad W(0)=V^{-1}",
    "the recoil kernel: a steady force F on atom k displaces atom j by W(0)F",
    "SEOM, Sec. II",
)
PUSH = Equation(
    r"\mathbf r_j(t) = \mathbf r_{H,j}(t) + \int_0^\infty G_{jk}(t')\,\mathbf F_k(t-t')\,dt',"
    r"\qquad G = -\frac{dW}{dt}",
    "the displacement due to past forces, on top of the thermal motion r_H",
    "SEOM, Sec. II",
)
LOSS = Equation(
    r"\mathcal L = \int_0^\infty W_{jk}\,dt = \sum_u\int dS\,"
    r"\frac{\psi\psi^\dagger}{16\pi^2\rho\,v_u^3} = l\,\mathbb 1",
    "besides W(0), the time-local equation keeps only the time integral of W, as if W were a "
    "δ-peak at t = 0; it is the same for every pair of atoms and comes from sound waves alone",
    "SEOM, Sec. III",
)


class LatticeResponse(AnyCrystalModel):
    """W(t), W(0) and 𝓛 of the infinite crystal and of a periodic box [SEOM Secs. II–III]."""

    key: ClassVar[str] = "lattice-response"
    title: ClassVar[str] = "Response"
    question: ClassVar[str] = "How does the crystal respond to a force, and for how long?"
    small: ClassVar[dict] = {"times": (0.0, 0.1), "cells": 4}
    equations: ClassVar[tuple[Equation, ...]] = (DYNAMICAL, ANY, RECOIL, PUSH, LOSS)

    displacements = Points(
        [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 0, 0)],
        bounds=(-20, 20),
        most=40,
        whole=True,
        symbol="L",
        called="pairs of atoms, in cells",
        unit="a",
        group="Response",
        doc="Separation of the two atoms' cells along the lattice vectors, in the simple cube x, y "
        "and z, in cells.",
    )
    atom = Count(
        1,
        bounds=(1, MOST),
        soft=(1, 8),
        step=1,
        symbol="j",
        called="atom that is looked at",
        group="Response",
        only=OTHERS,
        doc="Its number in the cell, from 1, as the picture of the crystal and its file have them.",
    )
    other = Count(
        1,
        bounds=(1, MOST),
        soft=(1, 8),
        step=1,
        symbol="k",
        called="atom that is pushed",
        group="Response",
        only=OTHERS,
        doc="Its number in the cell, from 1; `displacements` says in which cell.",
    )
    times = Quantities(
        np.linspace(0, 2, 201),
        bounds=(0, 20),
        symbol="t",
        called="times",
        unit="ps",
        group="Response",
        doc="Times after the force has ended.",
    )
    cells = Count(
        20,
        bounds=(2, 200),
        soft=(4, 60),
        step=1,
        symbol="N",
        called="box size",
        group="Response",
        doc="Cells along each side of the periodic box compared with the infinite crystal.",
    )

    def check(self) -> None:
        """Refuse what the machine could not hold as well (InvalidParameter)."""
        super().check()
        if not self.is_simple:
            self._check_any(self.any_crystal())
            return
        n = nodes(self.cubic(), np.array(self.displacements), self.times[-1])
        count = 3 * n * n * (n + 1) // 2 * 6 * len(self.displacements)
        if count > NUMBERS_MAX:
            raise InvalidParameter(
                "times",
                self.times,
                f"would take {count * 8 / 1e9:.3g} GB of memory, where "
                f"{NUMBERS_MAX * 8 / 1e9:.3g} GB are allowed: the longer the infinite crystal is "
                "followed, the more waves it takes",
                "Choose an earlier last time in `times`, or fewer pairs in `displacements`.",
            )

    def _check_any(self, crystal: Crystal) -> None:
        refuse_unbound(crystal)
        for name in ("atom", "other"):
            number = getattr(self, name)
            if number > crystal.n_atoms:
                there = ", ".join(f"{k + 1} {x}" for k, x in enumerate(labels(crystal)[:12]))
                raise InvalidParameter(
                    name, number, "is no atom of this crystal", f"Its cell has: {there}."
                )
        refuse_late(crystal, self.times, self.displacements)
        phase = highest_phase(crystal, self.times[-1], self.displacements)
        most = 7 * (1.35 * nodes_for(phase)) ** 3
        refuse_work("times", self.times, self._work(crystal, most), "so late a time")

    def _work(self, crystal: Crystal, points: float) -> float:
        """How long a run takes, in units of `EACH`."""
        many = len(self.times), len(self.displacements)
        return work_of(crystal, points, *many) + work_of(crystal, self.cells**3 / 2, *many, 1)

    def estimate(self) -> float | None:
        """About how long the run takes on one core of an ordinary machine (s); None if short."""
        if self.is_simple:
            return None
        crystal = self.any_crystal()
        phase = highest_phase(crystal, self.times[-1], self.displacements)
        seconds = EACH * self._work(crystal, 7 * 3.5 * nodes_for(phase) ** 3)
        return seconds if seconds > 2 else None

    def pairs(self) -> list[Pair]:
        """The pairs of atoms, where it is not the papers' crystal."""
        atoms = self.atom - 1, self.other - 1
        return [Pair(*atoms, (int(i), int(j), int(k))) for i, j, k in self.displacements]

    def findings(self, chunk: Chunk) -> list[Finding]:
        """How far a steady force displaces an atom, and when the box's echo comes."""
        from .findings import of_response
        from .findings_any import of_response as of_any

        if not self.is_simple:
            return of_any(self.values(), self.any_crystal(), chunk.data, chunk.summary)
        return of_response(self.values(), self.cubic(), chunk.data, chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield the infinite crystal's response, then the box's, then how grids converge."""
        from .response_run import run

        return run(self)
