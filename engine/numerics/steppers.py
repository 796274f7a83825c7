"""Integrators as data: Runge–Kutta tableaux and symmetric splittings, each with its order.

A splitting alternates *drift* (exact motion without interaction: the particle flies straight, the
oscillator rotates) and *kick* (the interaction changes the velocities). Coefficients are checked
when the object is built; the tests fit the error's slope against the declared order.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Splitting:
    """Kick–drift–…–drift–kick with fractions of the step; symmetric, so reversible.

    `drift` has shape (n,), `kick` (n + 1,), both dimensionless; the error of a step over a fixed
    time falls as step^`order`; `source` names the paper.

    Raises ValueError if the fractions do not sum to one or are not symmetric.
    """

    name: str
    order: int
    drift: np.ndarray
    kick: np.ndarray
    source: str

    def __post_init__(self) -> None:
        for part, size in ((self.drift, len(self.kick) - 1), (self.kick, len(self.drift) + 1)):
            if len(part) != size or not np.isclose(part.sum(), 1, atol=1e-13, rtol=0):
                raise ValueError(f"{self.name}: fractions {part} must sum to 1 and interleave.")
            if not np.allclose(part, part[::-1], atol=1e-14, rtol=0):
                raise ValueError(f"{self.name}: fractions {part} are not symmetric.")


@dataclass(frozen=True)
class Tableau:
    """An explicit Runge–Kutta method: A of shape (stages, stages) and weights b (stages,).

    Both are dimensionless; `order` and `source` as in `Splitting`.

    Raises ValueError if a stage needs itself or a later one, or if the weights miss a quadrature
    condition Σ b c^(k−1) = 1/k for k up to the order.
    """

    name: str
    order: int
    A: np.ndarray
    b: np.ndarray
    source: str

    @property
    def c(self) -> np.ndarray:
        """Nodes, fractions of the step, shape (stages,)."""
        return self.A.sum(axis=1)

    def __post_init__(self) -> None:
        if np.any(np.triu(self.A)):
            raise ValueError(f"{self.name}: the tableau is not explicit.")
        for k in range(1, self.order + 1):
            if not np.isclose(self.b @ self.c ** (k - 1), 1 / k, atol=1e-13, rtol=0):
                raise ValueError(f"{self.name}: weights fail the condition of order {k}.")


def longest_phase(method: Splitting | Tableau) -> float:
    """The largest Ω·step (rad) with which an oscillator of frequency Ω does not grow.

    Found by trying: beyond it the step's matrix has an eigenvalue above one.
    """
    phases = np.arange(0.005, 8, 0.005)
    growing = [_growth(method, phase) > 1 + 1e-9 for phase in phases]
    return float(phases[max(int(np.argmax(growing)) - 1, 0)])


def _growth(method: Splitting | Tableau, phase: float) -> float:
    """Largest eigenvalue, in size, of one step of an oscillator."""
    if isinstance(method, Tableau):
        stages: list[complex] = []
        for row in method.A:
            told = sum(a * k for a, k in zip(row, stages, strict=False))
            stages.append(1j * phase * (1 + told))
        return abs(1 + sum(b * k for b, k in zip(method.b, stages, strict=True)))
    step = np.eye(2)
    for i, b in enumerate(method.kick):
        if i:
            step = np.array([[1, method.drift[i - 1] * phase], [0, 1]]) @ step
        step = np.array([[1, 0], [-b * phase, 1]]) @ step
    # the determinant is one: eigenvalues leave the unit circle when half the trace exceeds one
    return max(1.0, abs(np.trace(step)) / 2)


def _mirror(half: list[float], middle: float | None) -> np.ndarray:
    """A symmetric sequence from its first half, and its middle if there is one."""
    return np.array(half + ([] if middle is None else [middle]) + half[::-1])


def _blanes_moan_4() -> Splitting:
    a1, a2 = 0.245298957184271, 0.604872665711080
    b1, b2, b3 = 0.0829844064174052, 0.396309801498368, -0.0390563049223486
    return Splitting(
        "splitting-4",
        4,
        drift=_mirror([a1, a2, 0.5 - (a1 + a2)], None),
        kick=_mirror([b1, b2, b3], 1 - 2 * (b1 + b2 + b3)),
        source="S. Blanes, P. C. Moan, J. Comput. Appl. Math. 142, 313 (2002), SRKN_6^b",
    )


def _kahan_li_8() -> Splitting:
    """The symmetric composition of 17 leapfrog steps."""
    gamma = _mirror(
        [
            0.13020248308889008087881763,
            0.56116298177510838456196441,
            -0.38947496264484728640807860,
            0.15884190655515560089621075,
            -0.39590389413323757733623154,
            0.18453964097831570709183254,
            0.25837438768632204729397911,
            0.29501172360931029887096624,
        ],
        -0.60550853383003451169892108,
    )
    ends = np.concatenate([[0], gamma, [0]])
    return Splitting(
        "splitting-8",
        8,
        drift=gamma,
        kick=(ends[1:] + ends[:-1]) / 2,
        source="W. Kahan, R.-C. Li, Math. Comput. 66, 1089 (1997), s17odr8a",
    )


def _rk5() -> Tableau:
    """The six-stage method of order 5 that the papers' scripts step with."""
    A = np.zeros((6, 6))
    A[1, :1] = [1 / 4]
    A[2, :2] = [1 / 8, 1 / 8]
    A[3, :3] = [0, -1 / 2, 1]
    A[4, :4] = [3 / 16, 0, 0, 9 / 16]
    A[5, :5] = [-3 / 7, 2 / 7, 12 / 7, -12 / 7, 8 / 7]
    b = np.array([7, 0, 32, 12, 32, 7]) / 90
    return Tableau("rk5", 5, A, b, source="J. C. Butcher, J. Austral. Math. Soc. 4, 179 (1964)")


def _rk4() -> Tableau:
    """The classical method, in which each stage is fed by the one before alone."""
    A = np.diag([1 / 2, 1 / 2, 1.0], -1)
    b = np.array([1.0, 2.0, 2.0, 1.0]) / 6
    return Tableau("rk4", 4, A, b, source="W. Kutta, Z. Math. Phys. 46, 435 (1901)")


LEAPFROG = Splitting(
    "leapfrog", 2, np.array([1.0]), np.array([0.5, 0.5]), source="G. Strang, 1968; L. Verlet, 1967"
)
SPLITTING_4 = _blanes_moan_4()
SPLITTING_8 = _kahan_li_8()
RK4 = _rk4()
RK5 = _rk5()

STEPPERS = {s.name: s for s in (SPLITTING_8, SPLITTING_4, LEAPFROG, RK5)}
STEPPERS_WRITTEN = {
    "splitting-8": "splitting of order 8",
    "splitting-4": "splitting of order 4",
    "rk5": "Runge–Kutta of order 5",
}
"""By name, how people write it where that is something else."""
