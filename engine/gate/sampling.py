"""Counting launches: the sampled way to P(ω_T)."""

from collections.abc import Sequence

import numpy as np

from ..core.result import Chunk
from ..numerics.kernels.potentials import energy
from ..statistics.activation import tolman
from ..statistics.binomial import wilson
from .curves import Points, curve_chunk
from .ensembles import UNIFORMS, Draw, draw, mean_energy
from .kernels.values import TRANSMITTED, UNDECIDED
from .model import GateModel, start
from .outcomes import classify_in_slices
from .pauses import Pausing


class Counts:
    """Launches counted so far at each temperature: all that a sampled run has to remember.

    Temperatures draw from streams of their own, spawned from the seed, so that the counts do not
    depend on how the launches are sliced.
    """

    def __init__(self, model: GateModel, ensemble: str, omega_T: Sequence[float], seed: int):
        self.model, self.ensemble = model, ensemble
        self.omega_T = np.array(omega_T)
        seeds = np.random.SeedSequence(seed).spawn(len(self.omega_T))
        self.streams = [np.random.default_rng(s) for s in seeds]
        self.done = 0
        self.passed, self.energy, self.energy2, self.undecided = np.zeros((4, len(self.omega_T)))

    def add(self, launches: int) -> Pausing[None]:
        """Launch so many more at every temperature; pauses by yielding None."""
        u = np.stack([stream.random((launches, UNIFORMS)) for stream in self.streams])
        launch = draw(self.ensemble, self.omega_T[:, None], u)
        passes = yield from self._passes(launch)
        self.done += launches
        self.passed += passes.sum(axis=1)
        energy = np.where(passes, launch.total, 0.0)
        self.energy = _add_in_order(self.energy, energy)
        self.energy2 = _add_in_order(self.energy2, energy**2)

    def _passes(self, launch: Draw) -> Pausing[np.ndarray]:
        system, shape = self.model.system(), launch.E_particle.shape
        if self.ensemble == "frozen":  # one dimension: energy conservation decides
            code, U0, lam, s, _ = system
            return launch.E_particle > energy(code, s * s, U0, lam)
        y, w = start(launch.E_oscillator, launch.phi)
        if self.ensemble == "deflected":
            y, w = np.zeros(shape), np.zeros(shape)
        flat = (a.ravel() for a in (launch.E_particle, y, w))
        outcome = yield from classify_in_slices(system, *flat, x_from=self.model.x0)
        self.undecided += np.sum((outcome == UNDECIDED).reshape(shape), axis=1)
        return outcome.reshape(shape) == TRANSMITTED

    def chunk(self, share: float) -> Chunk:
        """The curve so far, with 95 % Wilson intervals; undecided launches widen them.

        `share` of the launches is done (0 … 1).
        """
        P = self.passed / self.done
        mean = mean_energy(self.ensemble, self.omega_T)
        activation = tolman(self.passed, self.energy, self.energy2, mean)
        error = np.sqrt(np.maximum(P * (1 - P), 1 / self.done) / self.done)
        low, _ = wilson(self.passed, self.done)
        _, high = wilson(self.passed + self.undecided, self.done)
        extra = {"passed": ("omega_T", self.passed), "launched": ((), self.done)}
        points = Points(self.omega_T, P, low, high, *activation)
        stage = "done" if share == 1 else "launching"
        return curve_chunk(share, stage, points, int(self.undecided.sum()), extra, error)


def _add_in_order(total: np.ndarray, more: np.ndarray) -> np.ndarray:
    """total + each column of `more`, one after the other, so that slicing changes no bit."""
    return np.cumsum(np.column_stack([total, more]), axis=1)[:, -1]
