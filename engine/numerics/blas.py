"""numba without a question for BLAS at the first kernel, which would load scipy.linalg.

numba asks as soon as any kernel is loaded, to know how `numpy.convolve` would be compiled, which no
kernel has. One that multiplies matrices asks again, for itself, and is answered.
"""

from numba.np import linalg


def _later() -> None:
    raise ImportError("asked for at an import: not now")


_asked, linalg.ensure_blas = linalg.ensure_blas, _later
try:
    from numba.np import arraymath  # noqa: F401  which asks
finally:
    linalg.ensure_blas = _asked
