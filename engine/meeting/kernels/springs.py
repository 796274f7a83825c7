"""Springs of any crystal, the same in every cell: a stencil over a box with ghosts around it.

A coordinate's field is one run through memory. A small box is taken at once, a large one plane by
plane, ghosts between its rows included: what they get is never read.
"""

import numpy as np

from ...numerics.compiler import float64, njit, void
from .values import FIELDS, STENCIL, Fields, Stencil


@njit(void(STENCIL, FIELDS), cache=True, nogil=True, fastmath={"contract"})
def wrap(stencil: Stencil, fields: Fields) -> None:
    """Fill the ghosts of the displacements u (Å) from the other side of the box."""
    to, of = stencil.ghosts[0], stencil.ghosts[1]
    for c in range(len(fields.u)):
        row = fields.u[c]
        # unsigned, or every index would be asked whether it counts from the end
        for g in range(np.uintp(len(to))):
            row[np.uintp(to[g])] = row[np.uintp(of[g])]


@njit(void(STENCIL, FIELDS), cache=True, nogil=True, fastmath={"contract", "reassoc"})
def accelerate(stencil: Stencil, fields: Fields) -> None:
    """Write the accelerations by all springs (Å/ps²) to a, from displacements u with ghosts."""
    u, a = fields.u, fields.a
    first, source, shift, weight = stencil.first, stencil.source, stencil.shift, stencil.weight
    n = np.uintp(stencil.length)
    for plane in stencil.runs:
        for row in range(len(a)):
            out = a[row, plane : plane + stencil.length]
            for i in range(n):
                out[i] = 0.0
            for e in range(first[row], first[row + 1], 4):
                k0, k1, k2, k3 = weight[e], weight[e + 1], weight[e + 2], weight[e + 3]
                p0, p1 = plane + shift[e], plane + shift[e + 1]
                p2, p3 = plane + shift[e + 2], plane + shift[e + 3]
                x0 = u[source[e], p0 : p0 + stencil.length]
                x1 = u[source[e + 1], p1 : p1 + stencil.length]
                x2 = u[source[e + 2], p2 : p2 + stencil.length]
                x3 = u[source[e + 3], p3 : p3 + stencil.length]
                for i in range(n):
                    out[i] += k0 * x0[i] + k1 * x1[i] + k2 * x2[i] + k3 * x3[i]


@njit(void(FIELDS, float64, float64), cache=True, nogil=True, fastmath={"contract"})
def move(fields: Fields, kick: float, drift: float) -> None:
    """Let the accelerations act for a time `kick` (ps), then the velocities for `drift` (ps)."""
    n = np.uintp(fields.u.shape[1])
    for c in range(len(fields.u)):
        u, w, a = fields.u[c], fields.w[c], fields.a[c]
        for i in range(n):
            w[i] += kick * a[i]
            u[i] += drift * w[i]
