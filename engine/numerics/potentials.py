"""Repulsive radial potentials by name: formula, unit, reach and the code that kernels know.

To add one: write its scalar kernels in `kernels/potentials.py`, give it the next code in `energy`,
`stiffness` and `curvature` there, and list it in `POTENTIALS` (the gate's) or `ION_POTENTIALS` (the
crystal's). The gate's must be smooth, repulsive, finite at contact, and have a stiffness −U'(z)/z
that does not grow with z; its bound "E_particle > U0 always passes" rests on that.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

GAUSSIAN, SECH2, SCREENED_COULOMB, HARMONIC = 0, 1, 2, 3
"""HARMONIC, U0 z²/2, is offered to nobody: it makes the equations linear, and tests exact."""

Law = tuple[int, float, float]
"""(code, U0, lam) of an ion's potential: which, its strength in its own unit, its reach (Å)."""


class Potential(NamedTuple):
    """A potential as the rest of the engine knows it.

    `latex` is its formula, U0 in E_osc, z and λ in l_osc. `reach(lam, fraction)` is the distance
    (l_osc) at which U has fallen to `fraction` of U0; `edge_error` the share of U0 within which the
    fast kernel finds edges of transmission.
    """

    name: str
    code: int
    latex: str
    reach: Callable[[float, float], float]
    edge_error: float


POTENTIALS = {
    p.name: p
    for p in (
        Potential(
            "gaussian",
            GAUSSIAN,
            r"U(z) = U_0\,e^{-z^2/2\lambda^2}",
            lambda lam, fraction: lam * math.sqrt(-2 * math.log(fraction)),
            1e-6,  # measured: 6e-7 at most
        ),
        Potential(
            "sech2",
            SECH2,
            r"U(z) = U_0\,\mathrm{sech}^2(z/\lambda)",
            lambda lam, fraction: lam * math.acosh(1 / math.sqrt(fraction)),
            1e-5,  # measured: 7e-6 at most
        ),
    )
}
BY_CODE = {p.code: p for p in POTENTIALS.values()}
"""The gate's potentials by the code that kernels know."""


class IonPotential(NamedTuple):
    """A potential between ion and atom: U0 in `unit`, distances in Å, energies in meV.

    `push(r, U0, lam)` is −U'(r) (meV/Å) at one distance, for those who need no kernel.
    """

    name: str
    code: int
    unit: str
    latex: str
    push: Callable[[float, float, float], float]


ION_POTENTIALS = {
    p.name: p
    for p in (
        IonPotential(
            "screened_coulomb",
            SCREENED_COULOMB,
            "meV Å",
            r"U(r) = U_0\,\frac{e^{-r/\lambda}}{r}",
            lambda r, U0, lam: U0 * math.exp(-r / lam) * (1 / r + 1 / lam) / r,
        ),
        IonPotential(
            "gaussian",
            GAUSSIAN,
            "meV",
            r"U(r) = U_0\,e^{-r^2/2\lambda^2}",
            lambda r, U0, lam: U0 * r / lam**2 * math.exp(-(r**2) / (2 * lam**2)),
        ),
    )
}
