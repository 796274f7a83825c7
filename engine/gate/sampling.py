"""Counting launches: the sampled way to P(ω_T)."""

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np

from ..core.result import Chunk
from ..numerics.kernels.potentials import energy
from ..statistics.activation import tolman
from ..statistics.binomial import wilson
from .curves import curve_chunk
from .ensembles import UNIFORMS, Draw, draw, mean_energy
from .kernels.classify import TRANSMITTED, UNDECIDED, classify_in_slices
from .model import start

if TYPE_CHECKING:
    from .transmission import GateTransmission


class Counts:
    """Launches counted so far at each temperature: all that a sampled run has to remember.

    Temperatures draw from streams of their own, spawned from the seed, so that the counts do not
    depend on how the launches are sliced.
    """

    def __init__(self, experiment: "GateTransmission"):
        self.experiment = experiment
        self.omega_T = np.array(experiment.omega_T)
        seeds = np.random.SeedSequence(experiment.seed).spawn(len(self.omega_T))
        self.streams = [np.random.default_rng(s) for s in seeds]
        self.done = 0
        self.passed, self.energy, self.energy2, self.undecided = np.zeros((4, len(self.omega_T)))

    def add(self, launches: int) -> Generator[None, None, None]:
        """Launch so many more at every temperature; pauses by yielding None."""
        u = np.stack([stream.random((launches, UNIFORMS)) for stream in self.streams])
        launch = draw(self.experiment.ensemble, self.omega_T[:, None], u)
        passes = yield from self._passes(launch)
        self.done += launches
        self.passed += passes.sum(axis=1)
        energy = np.where(passes, launch.total, 0.0)
        self.energy = _add_in_order(self.energy, energy)
        self.energy2 = _add_in_order(self.energy2, energy**2)

    def _passes(self, launch: Draw) -> Generator[None, None, np.ndarray]:
        model, shape = self.experiment, launch.E_particle.shape
        if model.ensemble == "frozen":  # one dimension: energy conservation decides
            code, U0, lam, s, _ = model.system()
            return launch.E_particle > energy(code, s * s, U0, lam)
        y, w = start(launch.E_oscillator, launch.phi)
        if model.ensemble == "deflected":
            y, w = np.zeros(shape), np.zeros(shape)
        flat = (a.ravel() for a in (launch.E_particle, y, w))
        outcome = yield from classify_in_slices(*model.kernel_model(), *flat, x_from=model.x0)
        self.undecided += np.sum((outcome == UNDECIDED).reshape(shape), axis=1)
        return outcome.reshape(shape) == TRANSMITTED

    def chunk(self) -> Chunk:
        """The curve so far, with 95 % Wilson intervals; undecided launches widen them."""
        share = self.done / self.experiment.n_launches
        P = self.passed / self.done
        mean = mean_energy(self.experiment.ensemble, self.omega_T)
        E_a, E_error = tolman(self.passed, self.energy, self.energy2, mean)
        error = np.sqrt(np.maximum(P * (1 - P), 1 / self.done) / self.done)
        low, _ = wilson(self.passed, self.done)
        _, high = wilson(self.passed + self.undecided, self.done)
        extra = {"passed": ("omega_T", self.passed), "launched": ((), self.done)}
        return curve_chunk(
            share,
            "done" if share == 1 else "launching",
            self.omega_T,
            P,
            (low, high),
            E_a,
            E_error,
            error,
            int(self.undecided.sum()),
            extra,
        )


def _add_in_order(total: np.ndarray, more: np.ndarray) -> np.ndarray:
    """total + each column of `more`, one after the other, so that slicing changes no bit."""
    return np.cumsum(np.column_stack([total, more]), axis=1)[:, -1]
