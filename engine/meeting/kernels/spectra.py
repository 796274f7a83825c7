"""Spectra: the Fourier transform of all atoms' motion from the modes of a box of any crystal."""

import numpy as np

from ...numerics.compiler import complex128, float64, int64, njit, void


@njit(
    void(
        complex128[:, ::1],
        float64[:, ::1],
        complex128[:, :, ::1],
        int64[:, ::1],
        complex128[:, :, ::1],
    ),
    cache=True,
    nogil=True,
)
def half_spectra(
    turned: np.ndarray, Omega: np.ndarray, eta: np.ndarray, waves: np.ndarray, out: np.ndarray
) -> None:
    """Write the half spectra of the real fields r, ṙ, r̈: (Z(q) + Z*(−q))/2, Z = Σ η A e^{iφ}.

    `turned` (q, branch) are A e^{iφ}, Omega (q, branch) in ps⁻¹, `eta` (q, 3A, branch); `waves`
    (k, 2) are indices of the waves that are kept and of those that run against them. `out` is
    (k, 3A, orders) for the first `orders` of the three, in Å, Å/ps and Å/ps².
    """
    orders = out.shape[2]
    for k in range(len(waves)):
        q, b = waves[k, 0], waves[k, 1]
        for i in range(out.shape[1]):
            r = v = a = 0.0j
            for s in range(turned.shape[1]):
                here = 0.5 * eta[q, i, s] * turned[q, s]
                there = 0.5 * (eta[b, i, s] * turned[b, s]).conjugate()
                w, m = Omega[q, s], Omega[b, s]
                r += here + there
                v += 1j * (w * here - m * there)
                a -= w * w * here + m * m * there
            out[k, i, 0] = r
            if orders > 1:
                out[k, i, 1] = v
            if orders > 2:
                out[k, i, 2] = a
