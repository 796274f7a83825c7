"""Spectra: the Fourier transform of all atoms' motion from the modes of the zone's octant."""

import numpy as np

from ...numerics.compiler import complex128, float64, njit, void


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
def half_spectra(turned: np.ndarray, Omega: np.ndarray, eta: np.ndarray, out: np.ndarray) -> None:
    """Write the half spectra of the real fields r, ṙ, r̈: (Z(q) + Z*(−q))/2, Z = Σ η A e^{iφ}.

    `turned` (N, N, N, branch) are A e^{iφ} (Å) of all modes; Omega (ps⁻¹), (h, h, h, branch), and
    `eta` (h, h, h, 3, branch) those of the octant, h = N//2 + 1. `out` is (orders, 3, N, N, h) for
    the first `orders` of the three, in Å, Å/ps and Å/ps².
    """
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
