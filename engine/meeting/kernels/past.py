"""The past: what atoms remember of their pushes, in slots, and what that does to others.

The sum goes by Gregory's rule, of fourth order: its last weights are in the memory's kernel.
"""

import numpy as np

from ...numerics.compiler import float64, int64, njit, void
from .answered import NONE, UNKNOWN, place_of
from .values import BLOCK, MEMORY, TABLE, WHOLE, WHOLES, Memory

FIRST = np.array(
    [
        [1 / 2, 0, 0, 0],
        [1 / 3, 4 / 3, 0, 0],
        [3 / 8, 9 / 8, 9 / 8, 0],
        [14 / 45, 64 / 45, 24 / 45, 64 / 45],
    ]
)
"""Weights of forces while there are fewer than five: trapezium, Simpson's rules, Boole's."""
CROWDED = -2
"""In place of an ion that met an atom: more atoms were pushed than there are slots."""


@njit(
    void(MEMORY, WHOLES, BLOCK, int64, int64, float64, WHOLES, WHOLE, int64, WHOLES, TABLE),
    cache=True,
    nogil=True,
    error_model="numpy",
    fastmath={"reassoc", "contract"},
)
def remembered(
    memory: Memory,
    keys: np.ndarray,
    past: np.ndarray,
    used: int,
    clock: int,
    step: float,
    cells: np.ndarray,
    near: np.ndarray,
    m: int,
    pairs: np.ndarray,
    out: np.ndarray,
) -> None:
    """Add what the pushes of the past do to m listed atoms, `near` (m,), to out (m, 3), in Å.

    `keys` (slot, 4) are cell and atom of the first `used` slots, `past` (slot, 3, 2S) their forces
    (meV/Å) by rings of S steps, `step` ps apart, the newest at `clock`. `cells` (n, 4) are cell and
    atom of those listed, `pairs` (n, slot) the places that were looked for.
    """
    G = memory.G
    S = G.shape[3]
    first, count = (clock + 1) % S, np.uintp(S)
    for j in range(m):
        x = y = z = 0.0
        for q in range(used):
            g = pairs[near[j], q]
            if g == UNKNOWN:
                g = place_of(memory.where, cells[near[j]], keys[q])
                pairs[near[j], q] = g
            if g == NONE:
                continue
            for b in range(3):
                F = past[q, b, first : first + S]
                gx, gy, gz = G[g, b, 0], G[g, b, 1], G[g, b, 2]
                if clock < 4:
                    for k in range(clock + 1):
                        s = clock + 1 - k
                        w = FIRST[clock, k] * past[q, b, k]
                        w /= 7 / 6 if s == 1 else 23 / 24 if s == 2 else 1.0
                        x, y, z = x + gx[S - s] * w, y + gy[S - s] * w, z + gz[S - s] * w
                    continue
                for s in range(count):
                    x += gx[s] * F[s]
                    y += gy[s] * F[s]
                    z += gz[s] * F[s]
        out[j, 0] += step * x
        out[j, 1] += step * y
        out[j, 2] += step * z


@njit(
    int64(WHOLES, WHOLE, BLOCK, int64, int64, WHOLES, WHOLE, WHOLE, int64, TABLE, WHOLES),
    cache=True,
    nogil=True,
)
def kept(
    keys: np.ndarray,
    last: np.ndarray,
    past: np.ndarray,
    used: int,
    now: int,
    cells: np.ndarray,
    near: np.ndarray,
    slots: np.ndarray,
    m: int,
    F: np.ndarray,
    pairs: np.ndarray,
) -> int:
    """Write forces F (m, 3) (meV/Å) at the step `now` to slots; how many are used, or CROWDED.

    `last` (slot,) is the step of the last push of each, `slots` (n,) those of the listed atoms if
    they were looked for; the rest as in `remembered`.
    """
    S = past.shape[2] // 2
    at = now % S
    for q in range(used):
        for c in range(3):
            past[q, c, at] = past[q, c, at + S] = 0.0
    for j in range(m):
        if F[j, 0] == 0.0 and F[j, 1] == 0.0 and F[j, 2] == 0.0:
            continue
        k = near[j]
        if slots[k] < 0:
            for q in range(used):
                same = True
                for c in range(4):
                    same = same and keys[q, c] == cells[k, c]
                if same:
                    slots[k] = q
                    break
        if slots[k] < 0:
            if used == len(keys):
                return CROWDED
            slots[k] = used
            keys[used] = cells[k]
            past[used] = 0.0
            pairs[:, used] = UNKNOWN
            used += 1
        q = slots[k]
        last[q] = now
        for c in range(3):
            past[q, c, at] = past[q, c, at + S] = F[j, c]
    q = 0
    while q < used:
        if now - last[q] < S:
            q += 1
            continue
        # the last one takes the place of one that is forgotten
        used -= 1
        keys[q], last[q], past[q] = keys[used], last[used], past[used]
        slots[:] = -1
        pairs[:, q] = UNKNOWN
    return used
