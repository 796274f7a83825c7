"""Modes: every mode of a periodic box of any crystal, drawn from its ensemble, and its frames.

The motion is r_j(t) = Re Σ η A e^{i(q·r_j + Ωt + φ)}/√(m_j N) over all wave vectors of the box and
all branches but the shifts of the whole crystal, A = √(2E)/Ω with E the mode's energy, N the number
of cells [SEOM Sec. III].
"""

from itertools import product

import numpy as np
from scipy import fft

from ..core.units import HBAR
from ..crystal.crystal import Crystal
from ..crystal.phonons import phonons
from ..crystal.stability import refuse_negative
from .kernels.spectra import half_spectra

Seed = int | np.random.SeedSequence
STILL = 1e-11
"""Share of the mean Ω² of all modes below which a mode is a shift of the whole crystal."""
ANCHOR = 64
"""Frames after which phases are computed anew instead of turned on."""


class Waves:
    """The waves of a box of `cells`.

    `Omega` (ps⁻¹, (q, branch)) is 0 for a mode that is left out, `eta` (q, 3A, branch) holds
    polarisations times e^{iq·τ} of each atom's place τ over √(m N), `waves` (k, 2) the
    indices of those of a half of the zone and of −q of each.
    Raises InvalidParameter for a crystal that is not stable, unless it was asked for without those
    modes.
    """

    def __init__(self, crystal: Crystal, cells: tuple[int, int, int]):
        self.crystal, self.cells = crystal, cells
        grid = np.array(list(product(*map(range, cells))))
        theta = 2 * np.pi * grid / np.array(cells)
        theta -= 2 * np.pi * np.rint(theta / (2 * np.pi))
        Omega2, eta = phonons(crystal, theta)
        least = STILL * float(np.mean(Omega2))
        refuse_negative(crystal, theta, Omega2, least)
        self.Omega = np.sqrt(np.where(Omega2 > least, Omega2, 0.0))
        turn = np.exp(1j * np.repeat(theta @ crystal.positions.T, 3, axis=1))
        scale = turn / np.sqrt(crystal.mass * len(grid))
        self.eta = np.ascontiguousarray(eta * scale[:, :, None])
        back = np.ravel_multi_index(tuple((-grid % np.array(cells)).T), cells)
        kept = np.flatnonzero(grid[:, 2] <= cells[2] // 2)
        self.waves = np.column_stack([kept, back[kept]])


class BoxModes(Waves):
    """The modes of a box of `cells` at temperature kT (meV), quantum or classical.

    `amplitude` is A e^{iφ} (Å √(meV ps²/Å²)), (q, branch). Draws depend on seed and cells alone.
    """

    def __init__(
        self, crystal: Crystal, cells: tuple[int, int, int], kT: float, statistics: str, seed: Seed
    ):
        super().__init__(crystal, cells)
        rng = np.random.default_rng(seed)
        draw = rng.standard_exponential(self.Omega.shape)
        phase = 2 * np.pi * rng.random(self.Omega.shape)
        self.amplitude = self._amplitudes(draw, kT, statistics) * np.exp(1j * phase)

    def _amplitudes(self, draw: np.ndarray, kT: float, statistics: str) -> np.ndarray:
        """A of every mode from draws of Exp(1)."""
        moving = self.Omega > 0
        Omega = np.where(moving, self.Omega, 1.0)
        energy = kT * draw
        if statistics == "quantum":
            # a geometric n is the whole part of an exponential: P(n) ∝ e^{−nħΩ/kT}
            energy = HBAR * Omega * (np.floor(kT * draw / (HBAR * Omega)) + 0.5)
        return np.where(moving, np.sqrt(2 * energy) / Omega, 0.0)

    def turned(self, t: float) -> np.ndarray:
        """`amplitude` times e^{iΩt} at t (ps), in its unit, (q, branch)."""
        return self.amplitude * np.exp(1j * self.Omega * t)

    def fields(self, turned: np.ndarray, orders: int = 3) -> np.ndarray:
        """r (Å), ṙ, r̈ (per ps, ps²) of all atoms, the first `orders`, (orders, N1, N2, N3, 3A).

        From amplitudes as `turned` gives them.
        """
        Z = np.empty((len(self.waves), self.eta.shape[1], orders), complex)
        half_spectra(turned, self.Omega, self.eta, self.waves, Z)
        half = Z.reshape(*self.cells[:2], self.cells[2] // 2 + 1, -1, orders)
        found = fft.irfftn(half, s=self.cells, axes=(0, 1, 2), norm="forward", overwrite_x=True)
        return np.moveaxis(found, -1, 0)

    def at(self, t: float, orders: int = 3) -> np.ndarray:
        """`fields` (Å, per ps) at time t (ps), the first `orders`."""
        return self.fields(self.turned(t), orders)


class BoxFrames:
    """Frames of all atoms every `spacing` ps, between which the motion is Hermite's quintic.

    Its error is at most (Ω_max·spacing)⁶/46080 of each mode's amplitude. A frame depends on its
    number alone.
    """

    def __init__(self, modes: BoxModes, spacing: float):
        self.modes, self.spacing = modes, spacing
        self._turn = np.exp(1j * modes.Omega * spacing)
        self._last, self._turned = 0, modes.turned(0.0)

    def frame(self, k: int) -> np.ndarray:
        """r (Å), ṙ (Å/ps), r̈ (Å/ps²) of all atoms at k·spacing, (site, 3A, order)."""
        return self.laid(self.modes.fields(self._at(k)))

    def before(self, t: float) -> np.ndarray:
        """As `frame`, but at t (ps) after the first."""
        return self.laid(self.modes.at(t))

    @staticmethod
    def laid(found: np.ndarray) -> np.ndarray:
        """`found` fields (order, N1, N2, N3, 3A) as (site, 3A, order), in their own units."""
        sites = np.moveaxis(found, 0, -1)
        return np.ascontiguousarray(sites).reshape(-1, *sites.shape[-2:])

    def _at(self, k: int) -> np.ndarray:
        """Phases at frame k: anchored every `ANCHOR` frames, turned on from there."""
        if k < self._last or k // ANCHOR != self._last // ANCHOR:
            self._last = k - k % ANCHOR
            self._turned = self.modes.turned(self._last * self.spacing)
        while self._last < k:
            self._turned = self._turned * self._turn
            self._last += 1
        return self._turned
