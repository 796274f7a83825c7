"""What experiments in any crystal share: which crystal, and what else then has no effect."""

import copy
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.parameters import Beside, InvalidParameter, Kind
from ..crystal.crystal import Crystal
from ..crystal.kept import called
from ..crystal.name import SIMPLE_CUBIC, CrystalName
from ..crystal.response import DENSER, MOST_NODES, highest_phase
from ..crystal.zone import nodes_for
from .model import DYNAMICAL, LatticeModel

EACH = 3e-8
"""Seconds that a unit of `work_of` takes on an ordinary core."""
MOST_WORK = 5e11
"""Most work of a run: some hours."""

SPRINGS = Beside("crystal", (SIMPLE_CUBIC,))
"""Of parameters that describe the papers' crystal alone."""
OTHERS = Beside("crystal", (SIMPLE_CUBIC,), but=True)
"""Of parameters that it has no use for."""

ANY = Equation(
    r"D_{ab}(\mathbf q) = \frac{1}{\sqrt{m_a m_b}}\sum_{\mathbf L}\Phi_{ab}(\mathbf L)\,"
    r"e^{i\mathbf q\cdot(\mathbf L+\tau_b-\tau_a)},\qquad D\,\eta = \Omega^2\eta",
    "any other crystal: Φ are the force constants between atom a in one cell and atom b in the "
    "cell L away, τ the atoms' places in the cell",
    "A. A. Maradudin et al., Theory of Lattice Dynamics in the Harmonic Approximation, Eq. 2.1.55",
)


def of_springs(name: str) -> Any:
    """A parameter of the papers' crystal that has an effect there alone."""
    own = copy.copy(LatticeModel.param[name])
    own.metadata = {**own.metadata, "only": SPRINGS}
    return own


class AnyCrystalModel(LatticeModel):
    """The papers' crystal of springs, another that is built in, or one from a file."""

    equations: ClassVar[tuple[Equation, ...]] = (DYNAMICAL, ANY)

    crystal = CrystalName(
        called="crystal",
        group="Crystal",
        doc="A built-in crystal, or the hash of one that was read from a file.",
    )
    k1, k2, m, a = map(of_springs, ("k1", "k2", "m", "a"))

    @classmethod
    def declared(cls) -> dict[str, Kind]:
        """The parameters by name: which crystal comes first."""
        return dict(sorted(super().declared().items(), key=lambda item: item[0] != "crystal"))

    @property
    def is_simple(self) -> bool:
        """Whether it is the papers' crystal, which has its own way through everything."""
        return self.crystal == SIMPLE_CUBIC

    def any_crystal(self) -> Crystal:
        """The crystal that is named, where it is not the papers'."""
        return called(self.crystal)

    def check(self) -> None:
        """Refuse a crystal that falls apart (InvalidParameter): one from a file is checked then."""
        if self.is_simple:
            super().check()


def work_of(
    crystal: Crystal, points: float, times: int = 0, pairs: int = 0, kinds: int = 2
) -> float:
    """About how long waves at so many `points` take, in units of `EACH`: all counts.

    With averages of so many `kinds` between `pairs` at `times`.
    """
    sums = 3.0 * crystal.n_atoms * times * kinds * (1 + 0.9 * pairs) / 3
    return (27.0 * crystal.n_atoms**3 + 100 + sums) * points


def refuse_late(crystal: Crystal, times: Sequence[float], cells: Sequence = ((0, 0, 0),)) -> None:
    """InvalidParameter for `times` (ps) up to which no average over the zone can be followed.

    Between atoms that are `cells` apart.
    """
    most = MOST_NODES / DENSER
    if nodes_for(highest_phase(crystal, times[-1], cells)) <= most:
        return
    last = times[-1]
    while last > 1e-3 and nodes_for(highest_phase(crystal, last, cells)) > most:
        last *= 0.9
    last = float(f"{0.95 * last:.1g}")
    raise InvalidParameter(
        "times",
        times,
        "are too late for an average over the infinite crystal: its waves turn too often",
        f"End with about {last:g} ps, or choose nearer atoms.",
        offer={"times": tuple(np.linspace(0, last, 51).tolist())},
    )


def refuse_work(name: str, value: object, work: float, what: str) -> None:
    """InvalidParameter for what would take many hours; `work` in units of `EACH`."""
    if work > MOST_WORK:
        raise InvalidParameter(
            name,
            value,
            f"takes {work / MOST_WORK:.3g} times as long as is allowed, for {what}",
            f"Lower `{name}`, or choose a crystal with fewer atoms a cell.",
        )
