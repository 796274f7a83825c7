"""ThermalModes: every mode of a periodic box, with amplitude and phase drawn from its ensemble.

The motion is r_j(t) = Σ ε A cos(q·L_j + Ωt + φ)/√(mN³) over all wave vectors q ≠ 0 of the box and
three branches, A = √(2E)/Ω with E the mode's energy [SEOM Sec. III]. A wave of q runs against that
of −q; together they are the same two oscillators as a sine and a cosine that stand.
"""

import numpy as np
from scipy import fft

from ..numerics.compiler import complex128, float64, njit, void
from .covariance import HBAR
from .crystal import CubicLattice

ANCHOR = 64
"""Frames after which phases are computed anew instead of turned on."""


class ThermalModes:
    """The modes of an N³ box at temperature kT (meV), N even or odd.

    Amplitudes depend on seed, N and crystal alone, so that quantum and classical statistics of
    one seed are the same draw seen twice.
    """

    def __init__(self, crystal: CubicLattice, N: int, kT: float, statistics: str, seed):
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
        """A e^{i(φ+Ωt)}/√(mN³) of every mode, shape (N, N, N, 3)."""
        return self.amplitude * np.exp(1j * self.frequency * t)

    def fields(self, turned: np.ndarray, orders: int = 3) -> np.ndarray:
        """r, ṙ, r̈ (the first `orders` of them) of all atoms, shape (orders, 3, N, N, N).

        Units Å, Å/ps, Å/ps², from modes as `turned` gives them, by real FFTs.
        """
        N = self.N
        spectra = np.empty((orders, 3, N, N, N // 2 + 1), complex)
        _spectra(turned, self.Omega, self.eta, spectra)
        return fft.irfftn(spectra, s=(N, N, N), axes=(2, 3, 4), norm="forward", overwrite_x=True)

    def at(self, t: float, orders: int = 3) -> np.ndarray:
        """`fields` at time t (ps)."""
        return self.fields(self.turned(t), orders)

    def of_atoms(self, sites, t: float, orders: int = 3) -> np.ndarray:
        """r, ṙ, r̈ of the atoms at `sites` (n, 3) cells: shape (orders, n, 3).

        Sums over q_z, q_y and q_x in turn, each only for the coordinates that occur.
        """
        sites = np.asarray(sites)
        wave = self._waves(self.turned(t))
        factor = np.array([1, 1j, -1])[:orders, None, None, None, None]
        spectrum = np.stack([wave[0], wave[1], wave[2]])[:orders] * factor
        x, y, z = (np.unique(sites[:, i] % self.N) for i in range(3))
        q = 2j * np.pi * np.arange(self.N) / self.N
        part = np.einsum("oxyzc,zZ->oxyZc", spectrum, np.exp(np.outer(q, z)))
        part = np.einsum("oxyZc,yY->oxYZc", part, np.exp(np.outer(q, y)))
        part = np.einsum("oxYZc,xX->oXYZc", part, np.exp(np.outer(q, x)))
        at = [np.searchsorted(u, sites[:, i] % self.N) for i, u in enumerate((x, y, z))]
        return part[:, at[0], at[1], at[2]].real

    def polarisations(self) -> np.ndarray:
        """η at every wave vector, shape (N, N, N, 3, branch): the octant's, mirrored."""
        k = np.arange(self.N)
        fold = np.minimum(k, self.N - k)
        sign = np.where(2 * k > self.N, -1.0, 1.0)
        eta = self.eta[np.ix_(fold, fold, fold)].copy()
        eta[..., 0, :] *= sign[:, None, None, None]
        eta[..., 1, :] *= sign[None, :, None, None]
        eta[..., 2, :] *= sign[None, None, :, None]
        return eta

    def _waves(self, turned: np.ndarray) -> list[np.ndarray]:
        """Σ over branches of η Ω^k × modes for k = 0, 1, 2: each (N, N, N, 3)."""
        eta = self.polarisations()
        return [np.einsum("xyzcs,xyzs->xyzc", eta, turned * self.frequency**k) for k in range(3)]


@njit(
    void(
        complex128[:, :, :, ::1],
        float64[:, :, :, ::1],
        float64[:, :, :, :, ::1],
        complex128[:, :, :, :, ::1],
    ),
    cache=True,
    nogil=True,
)
def _spectra(turned, Omega, eta, out):
    """Half spectra of the real fields r, ṙ, r̈: (Z(q) + Z*(−q))/2 with Z = Σ η A e^{iφ}."""
    orders, _, N, _, half = out.shape
    for x in range(N):
        for y in range(N):
            for z in range(half):
                fx, fy = min(x, N - x), min(y, N - y)
                sx = -1.0 if 2 * x > N else 1.0
                sy = -1.0 if 2 * y > N else 1.0
                mx, my, mz = (N - x) % N, (N - y) % N, (N - z) % N
                # the mirrored η of −q: signs turn on every axis but those of a face or of zero
                nx = -1.0 if 2 * mx > N else 1.0
                ny = -1.0 if 2 * my > N else 1.0
                nz = -1.0 if 2 * mz > N else 1.0
                for o in range(orders):
                    for c in range(3):
                        out[o, c, x, y, z] = 0.0
                for s in range(3):
                    w = Omega[fx, fy, z, s]
                    here = 0.5 * turned[x, y, z, s]
                    there = 0.5 * turned[mx, my, mz, s].conjugate()
                    for c in range(3):
                        e = eta[fx, fy, z, c, s]
                        a, b = e, e
                        if c == 0:
                            a, b = e * sx, e * nx
                        elif c == 1:
                            a, b = e * sy, e * ny
                        else:
                            b = e * nz
                        p, m = a * here, b * there
                        out[0, c, x, y, z] += p + m
                        if orders > 1:
                            out[1, c, x, y, z] += 1j * w * (p - m)
                        if orders > 2:
                            out[2, c, x, y, z] -= w * w * (p + m)


class Frames:
    """Frames of all atoms every `spacing` ps, and the motion of any atom in between.

    Between two frames the motion is the polynomial of fifth degree that has their r, ṙ and r̈. Its
    error is at most (Ω_max·spacing)⁶/46080 of each mode's amplitude in r. A frame depends on its
    number alone, not on which were asked before.
    """

    def __init__(self, modes: ThermalModes, spacing: float):
        self.modes, self.spacing = modes, spacing
        self._turn = np.exp(1j * modes.frequency * spacing)
        self._last, self._turned = None, None

    @property
    def bound(self) -> float:
        """Largest error of r between frames as a share of a mode's amplitude."""
        return float((self.modes.Omega.max() * self.spacing) ** 6 / 46080)

    def frame(self, k: int) -> np.ndarray:
        """r, ṙ, r̈ of all atoms at k·spacing: shape (N, N, N, 3, 3), the last axis the orders."""
        return np.ascontiguousarray(np.moveaxis(self.modes.fields(self._at(k)), (0, 1), (4, 3)))

    def _at(self, k: int) -> np.ndarray:
        """Phases at frame k: anchored every `ANCHOR` frames, turned on from there."""
        if self._last is None or k < self._last or k // ANCHOR != self._last // ANCHOR:
            self._last = k - k % ANCHOR
            self._turned = self.modes.turned(self._last * self.spacing)
        while self._last < k:
            self._turned = self._turned * self._turn
            self._last += 1
        return self._turned


@njit(float64(float64[::1], float64[::1], float64, float64), cache=True, inline="always")
def between(first, second, h, x):
    """Value at share x of the interval h between two triples (r, ṙ, r̈)."""
    v0, v1 = first[1] * h, second[1] * h
    a0, a1 = first[2] * h * h / 2, second[2] * h * h / 2
    rest = second[0] - first[0] - v0 - a0
    slope, bend = v1 - v0 - 2 * a0, a1 - a0
    c3 = 10 * rest - 4 * slope + bend
    c4 = -15 * rest + 7 * slope - 2 * bend
    c5 = 6 * rest - 3 * slope + bend
    return first[0] + x * (v0 + x * (a0 + x * (c3 + x * (c4 + x * c5))))


@njit(float64(float64[::1], float64[::1], float64, float64), cache=True, inline="always")
def rate_between(first, second, h, x):
    """Rate of change of `between` in time."""
    v0, v1 = first[1] * h, second[1] * h
    a0, a1 = first[2] * h * h / 2, second[2] * h * h / 2
    rest = second[0] - first[0] - v0 - a0
    slope, bend = v1 - v0 - 2 * a0, a1 - a0
    c3 = 10 * rest - 4 * slope + bend
    c4 = -15 * rest + 7 * slope - 2 * bend
    c5 = 6 * rest - 3 * slope + bend
    return (v0 + x * (2 * a0 + x * (3 * c3 + x * (4 * c4 + x * 5 * c5)))) / h
