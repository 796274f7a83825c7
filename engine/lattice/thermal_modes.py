"""ThermalModes: every mode of a periodic box, with amplitude and phase drawn from its ensemble.

The motion is r_j(t) = Σ ε A cos(q·L_j + Ωt + φ)/√(mN³) over all wave vectors q ≠ 0 of the box and
three branches, A = √(2E)/Ω with E the mode's energy [SEOM Sec. III]. A wave of q runs against that
of −q; together they are the same two oscillators as a sine and a cosine that stand.
"""

import numpy as np
from scipy import fft

from ..core.units import HBAR
from .crystal import CubicLattice
from .kernels.spectra import half_spectra

Seed = int | np.random.SeedSequence
ANCHOR = 64
"""Frames after which phases are computed anew instead of turned on."""


class ThermalModes:
    """The modes of an N³ box at temperature kT (meV), N even or odd [SEOM Sec. III].

    `Omega` (ps⁻¹, shape (h, h, h, branch)) and `eta` (h, h, h, 3, branch), h = N//2 + 1, are those
    of the zone's octant; `frequency` (ps⁻¹) and `amplitude`, A e^{iφ}/√(mN³) (Å), are those of
    all modes, (N, N, N, branch). The draws behind amplitudes and phases depend on seed and N alone,
    so that quantum and classical statistics of one seed are the same draw seen twice.
    """

    def __init__(self, crystal: CubicLattice, N: int, kT: float, statistics: str, seed: Seed):
        self.crystal, self.N = crystal, N
        half = N // 2 + 1
        axis = 2 * np.pi * np.arange(half) / N
        theta = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1)
        self.Omega, self.eta = crystal.phonons(theta)
        self.Omega[0, 0, 0] = 0.0  # exactly: the box as a whole has no restoring force
        rng = np.random.default_rng(seed)
        energy = rng.standard_exponential((N, N, N, 3))
        phase = 2 * np.pi * rng.random((N, N, N, 3))
        fold = np.minimum(np.arange(N), N - np.arange(N))
        self.frequency = self.Omega[np.ix_(fold, fold, fold)]
        self.amplitude = self._amplitudes(energy, kT, statistics) * np.exp(1j * phase)

    def _amplitudes(self, draw: np.ndarray, kT: float, statistics: str) -> np.ndarray:
        """A/√(mN³) (Å) from draws of Exp(1); zero for the motion of the box as a whole."""
        if statistics == "classical":
            energy = kT * draw
        else:
            quantum = HBAR * self.frequency
            # a geometric n is the whole part of an exponential: P(n) ∝ e^{−nħΩ/kT}
            n = np.floor(draw * kT / np.where(quantum > 0, quantum, 1.0))
            energy = quantum * (n + 0.5)
        scale = np.sqrt(2 * energy / (self.crystal.m * self.N**3))
        moving = self.frequency > 0
        return np.where(moving, scale / np.where(moving, self.frequency, 1.0), 0.0)

    def turned(self, t: float) -> np.ndarray:
        """A e^{i(φ+Ωt)}/√(mN³) (Å) of every mode at t (ps), shape (N, N, N, branch)."""
        return self.amplitude * np.exp(1j * self.frequency * t)

    def fields(self, turned: np.ndarray, orders: int = 3) -> np.ndarray:
        """r, ṙ, r̈ (the first `orders` of them) of all atoms, shape (orders, 3, N, N, N).

        In Å, Å/ps and Å/ps², from modes as `turned` gives them, by real FFTs.
        """
        N = self.N
        spectra = np.empty((orders, 3, N, N, N // 2 + 1), complex)
        half_spectra(turned, self.Omega, self.eta, spectra)
        return fft.irfftn(spectra, s=(N, N, N), axes=(2, 3, 4), norm="forward", overwrite_x=True)

    def at(self, t: float, orders: int = 3) -> np.ndarray:
        """`fields` at time t (ps): shape (orders, 3, N, N, N)."""
        return self.fields(self.turned(t), orders)


class Frames:
    """Frames of all atoms every `spacing` ps, from which the motion in between follows.

    Between two frames the motion is the polynomial of fifth degree that has their r, ṙ and r̈
    (Hermite's). Its error is at most (Ω_max·spacing)⁶/46080 of each mode's amplitude in r. A frame
    depends on its number alone, not on which were asked before.
    """

    def __init__(self, modes: ThermalModes, spacing: float):
        self.modes, self.spacing = modes, spacing
        self._turn = np.exp(1j * modes.frequency * spacing)
        self._last, self._turned = 0, modes.turned(0.0)

    def frame(self, k: int) -> np.ndarray:
        """r (Å), ṙ (Å/ps), r̈ (Å/ps²) of all atoms at k·spacing: shape (N, N, N, 3, order)."""
        return np.ascontiguousarray(np.moveaxis(self.modes.fields(self._at(k)), (0, 1), (4, 3)))

    def _at(self, k: int) -> np.ndarray:
        """Phases at frame k: anchored every `ANCHOR` frames, turned on from there."""
        if k < self._last or k // ANCHOR != self._last // ANCHOR:
            self._last = k - k % ANCHOR
            self._turned = self.modes.turned(self._last * self.spacing)
        while self._last < k:
            self._turned = self._turned * self._turn
            self._last += 1
        return self._turned
