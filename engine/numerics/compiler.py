"""numba as kernels take it: whatever imports it from here finds the kernel cache in place.

The cache and the processor that is compiled for have to be settled before the first kernel; and
nothing that needs no kernel should load numba, which takes half a second.
"""

from . import blas, kernel_cache, processor  # noqa: F401  all before any kernel

from numba import bool_, complex128, float64, int8, int64, njit, types, void  # isort: skip

__all__ = ["bool_", "complex128", "float64", "int8", "int64", "njit", "types", "void"]
