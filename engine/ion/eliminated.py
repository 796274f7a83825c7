"""Eliminated: full and memory equations of an ion on a line, as one generator in slices."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

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

    W' = Wχ + (l − ∫Wχ dt)·b: χ falls smoothly from 1 at t_c/2 to 0 at t_c, and b is a bump of area
    1 there. So W'(0) = W(0), the answer to a steady force, and ∫W' dt = l, the drag on a
    slow ion, are right for any t_c: the equation goes over into the time-local one as t_c → 0 and
    into the full one as t_c → ∞. Shapes (…, n); t_c in ps; `area` is l (Å² ps/meV), the same for
    every pair of atoms [SEOM Sec. III].
    """
    t = step * np.arange(W.shape[-1])
    share = np.clip((t - t_c / 2) / (t_c / 2), 0, 1)
    fall = np.cos(np.pi / 2 * share) ** 2
    rate = np.where((share > 0) & (share < 1), -np.pi / t_c * np.sin(np.pi * share), 0.0)
    missing = area - step * (np.sum(W * fall, axis=-1, keepdims=True) - W[..., :1] / 2)
    # given back where W was ended; the first half of the kernel stays untouched
    bump_rate = 128 * np.pi / (3 * t_c**2) * np.sin(np.pi * share) ** 3 * np.cos(np.pi * share)
    return np.ascontiguousarray(G * fall - W * rate - missing * bump_rate)


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
        upto = min(n, done + max(1, SLICE // (atoms * atoms * max(min(done, window), 100))))
        reached = follow(
            *law, ion.M, rest, G, reverse, z, r, F, done, upto, step, m, min(window, n)
        )
        path = Path(t[:reached], z[:reached], velocities(z[:reached], ion.v, step), r[:reached],
                    F[:reached], reached)  # fmt: skip
        yield path
        if reached < upto:
            return
        done = reached


def _first(law, ion: Ion, rest, m: float, step: float, F) -> tuple[float, np.ndarray]:
    """Ion and atoms after one step, by Taylor's series in which atoms answer as if free."""
    small = 64
    h = step / small
    z, v, r, w = ion.z, ion.v, np.zeros(len(rest)), np.zeros(len(rest))
    for _ in range(small):  # leapfrog with steps so small that its error does not count
        v -= h / 2 * F.sum() / ion.M
        w += h / 2 * F / m
        z, r = z + h * v, r + h * w
        F = forces(*law, rest, r, z)
        v -= h / 2 * F.sum() / ion.M
        w += h / 2 * F / m
    return z, r
