"""Images: what the modes at sorted points of the zone add up to over the 48 images of each.

A symmetric tensor has six components xx, yy, zz, yz, zx, xy; `turns` (6, 3) are the orders of the
axes, and of the eight reflections only products of cosines and sines are left. Sites are whole
numbers of cells, phases θ = q·a in rad.
"""

import numpy as np

from ...numerics.compiler import float64, int64, njit, void

PHASES, SITES, ORDERS = float64[:, ::1], int64[:, ::1], int64[:, ::1]


@njit(float64[:, ::1](PHASES, float64[:, ::1], SITES, ORDERS), cache=True, nogil=True)
def averages(
    theta: np.ndarray, tensor: np.ndarray, sites: np.ndarray, turns: np.ndarray
) -> np.ndarray:
    """Σ_p of `tensor` (p, 6) × e^{iq·L} over all images of each point; L = `sites` (n, 3) cells.

    Returns (n, 6) in the tensor's unit, for sites without negative components; those change the
    sign off the diagonal. `theta` is (p, 3); weights belong into `tensor`.
    """
    reach = 0
    for n in range(sites.shape[0]):
        for i in range(3):
            reach = max(reach, abs(sites[n, i]))
    cos, sin = np.empty((3, reach + 1)), np.empty((3, reach + 1))
    out = np.zeros((sites.shape[0], 6))
    for p in range(theta.shape[0]):
        for i in range(3):
            for k in range(reach + 1):
                cos[i, k], sin[i, k] = np.cos(k * theta[p, i]), np.sin(k * theta[p, i])
        t = tensor[p]
        for n in range(sites.shape[0]):
            for w in range(turns.shape[0]):
                x, y, z = turns[w, 0], turns[w, 1], turns[w, 2]
                lx, ly, lz = abs(sites[n, 0]), abs(sites[n, 1]), abs(sites[n, 2])
                cx, cy, cz = cos[x, lx], cos[y, ly], cos[z, lz]
                sx, sy, sz = sin[x, lx], sin[y, ly], sin[z, lz]
                even = cx * cy * cz
                out[n, 0] += t[x] * even
                out[n, 1] += t[y] * even
                out[n, 2] += t[z] * even
                # off the diagonal the pair (y, z) stands at 3 + the index left out
                out[n, 3] -= t[3 + x] * cx * sy * sz
                out[n, 4] -= t[3 + y] * sx * cy * sz
                out[n, 5] -= t[3 + z] * sx * sy * cz
    return out / turns.shape[0]


@njit(
    void(PHASES, float64[:, :, ::1], SITES, ORDERS, float64[:, :, :, ::1]), cache=True, nogil=True
)
def contribute(
    theta: np.ndarray, tensor: np.ndarray, sites: np.ndarray, turns: np.ndarray, out: np.ndarray
) -> None:
    """Add the images' `tensor` (p, 3, 6) × e^{iq·L} to `out` (p, 3, n, 6), mode by mode.

    `theta` is (p, 3), `sites` L (n, 3) of any sign; `out` has the tensor's unit.
    """
    cos, sin = np.empty(3), np.empty(3)
    for p in range(len(theta)):
        for n in range(len(sites)):
            for x, y, z in turns:
                for i, turned in enumerate((x, y, z)):
                    phase = theta[p, turned] * sites[n, i]
                    cos[i], sin[i] = np.cos(phase), np.sin(phase)
                even = cos[0] * cos[1] * cos[2]
                for s in range(3):
                    t, found = tensor[p, s], out[p, s, n]
                    found[0] += t[x] * even
                    found[1] += t[y] * even
                    found[2] += t[z] * even
                    # off the diagonal the pair (y, z) stands at 3 + the index left out
                    found[3] -= t[3 + x] * cos[0] * sin[1] * sin[2]
                    found[4] -= t[3 + y] * sin[0] * cos[1] * sin[2]
                    found[5] -= t[3 + z] * sin[0] * sin[1] * cos[2]
