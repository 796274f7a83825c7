"""gate-launch at work: a flight in slices, and its path in the paper's units."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.experiment import RunFailed
from ..core.result import Chunk
from ..core.units import PERIOD, attributes
from ..numerics.kernels.potentials import energies
from ..numerics.steppers import STEPPERS
from .kernels.motion import fly
from .kernels.values import FLYING, PASSED, System, coefficients
from .launch import ROWS_MAX, GateLaunch
from .model import start

ROWS = 4000
"""Steps per slice: a few milliseconds of computing."""
PARTS = ("E_particle", "E_oscillator", "U")
"""What the total energy is made of."""
WORST_DRIFT = 0.01
"""Share of the total energy beyond whose change a path is nonsense."""


def run(experiment: GateLaunch) -> Iterator[Chunk]:
    """The chunks of a run; see `GateLaunch.run`."""
    flight = Flight(experiment)
    for share in flight.slices(decided=False):
        yield Chunk(share, "flying", flight.dataset())
    summary = flight.summary()
    if experiment.onward and flight.outcome != "undecided":
        for share in flight.slices(decided=True):
            yield Chunk(share, "leaving", flight.dataset(), summary)
    yield Chunk(1.0, "done", flight.dataset(), summary | {"E_drift": flight.drift()})


def path_energies(system: System, path: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Energies (E_osc, (n,)) of particle, oscillator and interaction [GATE Sec. II].

    `path` has rows (t, x, y, v, w), shape (n, 5), as `fly` writes them.
    """
    _, x, y, v, w = path.T
    z2 = x**2 + (y - system.s) ** 2
    U = energies(system.code, z2, system.U0, system.lam)
    return system.M * v**2 / 2, (w**2 + y**2) / 2, U


def in_periods(path: np.ndarray) -> np.ndarray:
    """A path (t, x, y, v, w) in 1/Ω turned into the paper's periods: τ, x, y, ẋ, ẏ; (n, 5)."""
    return path * np.array([1 / PERIOD, 1, 1, PERIOD, PERIOD])


class Flight:
    """The state of one launch while it is integrated."""

    def __init__(self, launch: GateLaunch):
        self.launch, self.system = launch, launch.system()
        self.method = coefficients(STEPPERS[launch.stepper])
        self.h = launch.step_length()
        y, w = start(launch.E_oscillator, launch.phi)
        v = np.sqrt(2 * launch.E_particle / launch.M)
        self.q = np.array([launch.x0, y, v, w], float)
        self.t = 0.0
        self.path = np.array([[0.0, *self.q]])
        self.total = float(self._totals(self.path)[0])
        self.decision = np.full(5, np.nan)
        self.outcome = "undecided"

    def slices(self, decided: bool) -> Iterator[float]:
        """Integrate in slices; yield the share done (0 … 1), judged by the distance covered.

        RunFailed where the path is nonsense.
        """
        while len(self.path) < ROWS_MAX:
            rows = np.empty((ROWS, 5))
            how = self.t, self.h, decided, -self.launch.x0
            state, count, self.t = fly(self.system, self.method, self.q, *how, rows, self.decision)
            self.path = np.concatenate([self.path, rows[:count]])
            self._refuse_nonsense(rows[:count])
            if state != FLYING:
                if not decided:
                    self.outcome = "transmitted" if state == PASSED else "reflected"
                return
            yield self._share(decided)

    def _share(self, decided: bool) -> float:
        """Half for the way in, half for the way out, by the distance to the oscillator."""
        away = min(abs(self.q[0] / self.launch.x0), 1.0)
        return 0.5 + 0.5 * away if decided else 0.5 * (1 - away)

    def _refuse_nonsense(self, rows: np.ndarray) -> None:
        """RunFailed if the total energy has left its bound or the state is no number."""
        total = self._totals(rows)
        wrong = np.nonzero(~(np.abs(total - self.total) <= WORST_DRIFT * self.total))[0]
        if len(wrong):
            tau = rows[wrong[0], 0] / PERIOD
            raise RunFailed(
                f"The total energy is off by more than {WORST_DRIFT:.0%} at τ = {tau:.4g} periods: "
                f"`step = {self.launch.step:g}` λ/v is too long for {self.launch.stepper} here. "
                "Lower `step`, or choose a splitting for `stepper`."
            )

    def dataset(self) -> xr.Dataset:
        """The path so far, in the paper's units."""
        path = in_periods(self.path)
        energies = path_energies(self.system, self.path)
        parts = dict(zip(PARTS, energies, strict=True))
        total = _sum(*energies)
        columns = dict(zip(("x", "y", "v_x", "v_y"), path.T[1:], strict=True))
        variables = columns | parts | {"E_drift": total - total[0]}
        return xr.Dataset(
            {k: ("tau", v, attributes(k)) for k, v in variables.items()},
            {"tau": ("tau", path[:, 0], attributes("tau"))},
        )

    def summary(self) -> dict:
        """Outcome and state at the decision; NaN if it stayed undecided."""
        there = self.decision[None]
        energies = (float(e[0]) for e in path_energies(self.system, there))
        tau, x, y, _, _ = in_periods(there)[0]
        state = {"outcome": self.outcome, "tau": tau, "x": x, "y": y}
        return state | dict(zip(PARTS, energies, strict=True))

    def drift(self) -> float:
        """Largest change of the total energy along the path, in E_osc."""
        total = self._totals(self.path)
        return float(np.max(np.abs(total - total[0])))

    def _totals(self, path: np.ndarray) -> np.ndarray:
        """Total energy (E_osc) at every row."""
        return _sum(*path_energies(self.system, path))


def _sum(particle: np.ndarray, oscillator: np.ndarray, U: np.ndarray) -> np.ndarray:
    return particle + oscillator + U
