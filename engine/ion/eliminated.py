"""Eliminated: full and memory equations of an ion on a line, as one generator in slices."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..steppers import SPLITTING_4
from .line import FIRST, SECOND, Path, follow, forces, velocities

SLICE = 40_000_000
"""Multiplications between two looks at a run."""


class Ion(NamedTuple):
    """Mass M (meV ps²/Å²), place z (Å) and velocity v (Å/ps) at the start."""

    M: float
    z: float
    v: float


def smooth_end(W: np.ndarray, G: np.ndarray, step: float, t_c: float, area: float) -> np.ndarray:
    """−dW'/dt of a kernel W' that is over at t_c, and answers slow forces as W does.

    W' = Wχ + (l − ∫Wχ dt)·b: χ falls from 1 at t_c/2 to 0 at t_c, and b = −dχ/dt is a bump of area
    1 there, with three derivatives, so that the trapezium rule keeps its fourth order. So W'(0) =
    W(0), the answer to a steady force, and ∫W' dt = l, the drag on a slow ion, are right for any
    t_c, and the equation goes over into the full one as t_c → ∞. As t_c → 0 it has the time-local
    equation's answer only to a slow ion: atoms lose their inertia over t_c, and swing themselves
    up once l U'' > t_c or so. Shapes (…, n); t_c in ps; `area` is l (Å² ps/meV), the same for every
    pair of atoms [SEOM Sec. III].
    """
    t = step * np.arange(W.shape[-1])
    share = np.clip((t - t_c / 2) / (t_c / 2), 0, 1)
    angle = np.pi * share
    bump = 16 / (3 * t_c) * np.sin(angle) ** 4
    fall = 1 - share + (8 * np.sin(2 * angle) - np.sin(4 * angle)) / (12 * np.pi)
    missing = area - step * (np.sum(W * fall, axis=-1, keepdims=True) - W[..., :1] / 2)
    # given back where W was ended; the first half of the kernel stays untouched
    bump_rate = 128 * np.pi / (3 * t_c**2) * np.sin(angle) ** 3 * np.cos(angle)
    return np.ascontiguousarray(G * fall + W * bump - missing * bump_rate)


def motion(law, ion: Ion, rest: np.ndarray, m: float, G: np.ndarray, step: float, n: int,
           window: int) -> Iterator[Path]:  # fmt: skip
    """Yield the path so far, a slice at a time: n times from 0 on, atoms at rest at first.

    law is (code, U0, lam), G (apart, > window) the kernel on even times, `window` the steps that
    it reaches back.
    """
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
            *law, ion.M, rest, G, reverse, z, r, F, done, upto, step, m, min(window, n)
        )
        path = Path(t[:reached], z[:reached], velocities(z[:reached], ion.v, step), r[:reached],
                    F[:reached], reached)  # fmt: skip
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
