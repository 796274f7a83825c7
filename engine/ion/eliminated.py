"""Eliminated: full and memory equations of an ion on a line, as one generator in slices."""

from collections.abc import Iterator

import numpy as np

from ..numerics.potentials import Law
from ..numerics.steppers import SPLITTING_4
from .kernels.line import FIRST, SECOND, follow, forces
from .kernels.values import Ion, Motion, Response
from .line import Path, velocities
from .smooth_end import smooth_end

SLICE = 40_000_000
"""Multiplications between two looks at a run."""


def rise(W: np.ndarray, m: float, t_c: float = np.inf) -> np.ndarray:
    """dG/dt (Å²/(meV ps²)) at t = 0 of the kernel that ends at t_c: 1/m for an atom on itself.

    W (apart, n) (Å²/meV) is the kernel that does not end, m an atom's mass, t_c in ps; shape
    (apart,).
    """
    own = np.zeros(len(W))
    own[0] = 1 / m
    return own + W[:, 0] * (np.pi / t_c) ** 2


def motion(
    law: Law, ion: Ion, rest: np.ndarray, m: float, response: Response, step: float, n: int
) -> Iterator[Path]:
    """Yield the path so far, a slice at a time: n times from 0 on, atoms at rest at first.

    `rest` are the atoms' places (Å), shape (atom,), m is the mass of one (meV ps²/Å²); the times
    are `step` ps apart. A run in which the ion meets an atom ends before that step.
    """
    z, r, F = np.zeros(n), np.zeros((n, len(rest))), np.zeros((n, len(rest)))
    reverse = np.zeros((len(rest), n))
    z[0] = ion.z
    F[0] = forces(law, rest, r[0], ion.z)
    z[1], r[1] = _first(law, ion, rest, m, step, F[0])
    F[1] = forces(law, rest, r[1], z[1])
    reverse[:, n - 1], reverse[:, n - 2] = FIRST * F[0], SECOND * F[1]
    done, t, made = 2, step * np.arange(n), Motion(z, r, F, reverse)
    while done < n:
        upto = min(n, done + _steps(SLICE / len(rest) ** 2, done, response.window))
        at = follow(law, ion.M, rest, response, made, done, upto, step)
        yield Path(t[:at], z[:at], velocities(z[:at], ion.v, step), r[:at], F[:at], at)
        if at < upto:
            return
        done = at


def endless(G: np.ndarray, m: float) -> Response:
    """All of the past: a kernel G (apart, n) that does not end, atoms of mass m (meV ps²/Å²)."""
    return _response(G, rise(np.zeros_like(G), m), G.shape[1])


def ending(W: np.ndarray, G: np.ndarray, m: float, step: float, t_c: float) -> Response:
    """The last t_c (ps) of the past: W and G (apart, n), ended smoothly.

    Their times are `step` (ps) apart; m is the mass of an atom (meV ps²/Å²).
    """
    return _response(smooth_end(W, G, step, t_c), rise(W, m, t_c), round(t_c / step))


def _response(G: np.ndarray, rise: np.ndarray, window: int) -> Response:
    G = G.view()
    G.setflags(write=False)  # as tables that are kept: kernels know one kind
    return Response(G, rise, window)


def _steps(work: float, done: int, window: int) -> int:
    """Steps after `done` whose convolutions together cost about `work` multiplications."""
    growing = (np.sqrt(done**2 + 4 * work) - done) / 2
    return max(1, int(max(growing, work / window)))


def _first(
    law: Law, ion: Ion, rest: np.ndarray, m: float, step: float, F: np.ndarray
) -> tuple[float, np.ndarray]:
    """Ion and atoms after one step, by Taylor's series in which atoms answer as if free."""
    small = 8
    h = step / small
    z, v, r, w = ion.z, ion.v, np.zeros(len(rest)), np.zeros(len(rest))
    parts = list(zip(SPLITTING_4.kick, [*SPLITTING_4.drift, 0.0], strict=True))
    for kick, drift in small * parts:
        v -= kick * h * F.sum() / ion.M
        w += kick * h * F / m
        z, r = z + drift * h * v, r + drift * h * w
        F = forces(law, rest, r, z)
    return z, r
