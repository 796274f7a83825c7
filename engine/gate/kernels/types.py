"""The gate's tuples as the compiler knows them, for the kernels' signatures."""

from ...numerics.compiler import float64, int64, types
from .values import Coefficients, Launches, Pace, System

LINE = float64[::1]
TABLE = float64[:, ::1]
SYSTEM = types.NamedTuple((int64, float64, float64, float64, float64), System)
METHOD = types.NamedTuple((LINE, LINE, TABLE, LINE), Coefficients)
PACE = types.NamedTuple((float64, float64, int64), Pace)
LAUNCHES = types.NamedUniTuple(LINE, 3, Launches)
