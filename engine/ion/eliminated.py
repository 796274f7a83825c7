"""Eliminated: full and memory equations of an ion on a line, as one generator in slices."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..numerics.steppers import SPLITTING_4
from .line import FIRST, SECOND, Path, follow, forces, velocities

SLICE = 40_000_000
"""Multiplications between two looks at a run."""


class Ion(NamedTuple):
    """Mass M (meV ps²/Å²), place z (Å) and velocity v (Å/ps) at the start."""

    M: float
    z: float
    v: float


def smooth_end(W: np.ndarray, G: np.ndarray, step: float, t_c: float) -> np.ndarray:
    """−dW'/dt of a kernel W' = Wχ that is over at t_c and never gives energy away.

    χ = (1 − x)cos πx + sin(πx)/π, x = t/t_c (Bohman's window), has no negative frequencies in its
    spectrum, so that of W', which is what the crystal takes up, has none either. A kernel that is
    cut later and more sharply is closer to W, but takes up less than nothing at frequencies above
    Ω_max: an ion that knocks so fast is heated without end. As W'(0) = W(0), the answer to a
    steady force is right for any t_c; the drag on a slow ion, ∫W' dt, only once t_c is long
    enough. Shapes (…, n); t_c in ps.
    """
    x = np.minimum(step * np.arange(W.shape[-1]) / t_c, 1.0)
    fall = (1 - x) * np.cos(np.pi * x) + np.sin(np.pi * x) / np.pi
    rate = -np.pi / t_c * (1 - x) * np.sin(np.pi * x)
    return np.ascontiguousarray(G * fall - W * rate)


def rise(W: np.ndarray, m: float, t_c: float = np.inf) -> np.ndarray:
    """dG/dt (Å²/(meV ps²)) at t = 0 of the kernel that ends at t_c: 1/m for an atom on itself.

    W (apart, n) is the kernel that does not end; shape (apart,).
    """
    own = np.zeros(len(W))
    own[0] = 1 / m
    return own + W[:, 0] * (np.pi / t_c) ** 2


def motion(
    law,
    ion: Ion,
    rest: np.ndarray,
    m: float,
    G: np.ndarray,
    step: float,
    n: int,
    window: int,
    first: np.ndarray | None = None,
) -> Iterator[Path]:
    """Yield the path so far, a slice at a time: n times from 0 on, atoms at rest at first.

    law is (code, U0, lam), G (apart, > window) the kernel on even times, `window` the steps that
    it reaches back, `first` its `rise` (of a kernel that does not end, if None).
    """
    first = rise(np.zeros_like(G), m) if first is None else first
    atoms = len(rest)
    z, r, F = np.zeros(n), np.zeros((n, atoms)), np.zeros((n, atoms))
    reverse = np.zeros((atoms, n))
    z[0] = ion.z
    F[0] = forces(*law, rest, r[0], ion.z)
    z[1], r[1] = _first(law, ion, rest, m, step, F[0])
    F[1] = forces(*law, rest, r[1], z[1])
    reverse[:, n - 1], reverse[:, n - 2] = FIRST * F[0], SECOND * F[1]
    done, t = 2, step * np.arange(n)
    while done < n:
        upto = min(n, done + _steps(SLICE / atoms**2, done, window))
        reached = follow(
            *law, ion.M, rest, G, reverse, z, r, F, done, upto, step, first, min(window, n)
        )
        path = Path(
            t[:reached],
            z[:reached],
            velocities(z[:reached], ion.v, step),
            r[:reached],
            F[:reached],
            reached,
        )
        yield path
        if reached < upto:
            return
        done = reached


def _steps(work: float, done: int, window: int) -> int:
    """Steps after `done` whose convolutions together cost about `work` multiplications."""
    growing = (np.sqrt(done**2 + 4 * work) - done) / 2
    return max(1, int(max(growing, work / window)))


def _first(law, ion: Ion, rest, m: float, step: float, F) -> tuple[float, np.ndarray]:
    """Ion and atoms after one step, by Taylor's series in which atoms answer as if free."""
    small = 8
    h = step / small
    z, v, r, w = ion.z, ion.v, np.zeros(len(rest)), np.zeros(len(rest))
    parts = list(zip(SPLITTING_4.kick, [*SPLITTING_4.drift, 0.0], strict=True))
    for kick, drift in small * parts:
        v -= kick * h * F.sum() / ion.M
        w += kick * h * F / m
        z, r = z + drift * h * v, r + drift * h * w
        F = forces(*law, rest, r, z)
    return z, r
