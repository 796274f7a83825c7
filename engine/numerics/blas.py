"""numba without a question for BLAS at the first kernel, which would load scipy.linalg.

numba asks as soon as any kernel is loaded, to know how `numpy.convolve` would be compiled, which no
kernel has. It is told yes, unasked: scipy is among the dependencies. What multiplies matrices, here
or in a program around, asks again, for itself.
"""

from threading import get_ident
from typing import Any

from numba.np import linalg as numbas

linalg: Any = numbas
_asked, _here = getattr(linalg, "ensure_blas", None), get_ident()


def _granted() -> None:
    if get_ident() != _here and _asked is not None:  # another thread, in the same moment
        _asked()


if _asked is not None:  # a private name, which a later numba may not have
    linalg.ensure_blas = _granted
    try:
        from numba.np import arraymath  # which asks

        arraymath.ensure_blas = _asked
    finally:
        linalg.ensure_blas = _asked
