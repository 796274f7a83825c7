"""What numba calls the types of kernels' arguments."""

from ...numerics.compiler import float64, int64, types
from .values import (
    Answer,
    Around,
    Crystal,
    Ion,
    Limits,
    Memory,
    Method,
    Motion,
    Response,
    Span,
    State,
    Touched,
    Wanderer,
)

LINE, TABLE, CELL = float64[::1], float64[:, ::1], int64[::1]
LAW = types.Tuple((int64, float64, float64))
FIELD = float64[:, :, :, ::1]
BATH_FRAME = float64[:, :, :, :, ::1]
ION = types.NamedUniTuple(float64, 3, Ion)
ANSWER = types.NamedTuple((TABLE, float64), Answer)
CRYSTAL = types.NamedTuple((FIELD, FIELD, float64, float64, float64), Crystal)
WANDERER = types.NamedTuple((LAW, float64, float64, LINE), Wanderer)
SPAN = types.NamedTuple((BATH_FRAME, BATH_FRAME, float64, int64), Span)
RESPONSE = types.NamedTuple((types.Array(float64, 2, "C", readonly=True), LINE, int64), Response)
MOTION = types.NamedTuple((LINE, TABLE, TABLE, TABLE), Motion)
TOUCHED = types.NamedTuple((int64[:, ::1], LINE), Touched)
METHOD = types.NamedUniTuple(LINE, 2, Method)
AROUND = types.NamedTuple((LINE, TABLE, CELL, CELL, TABLE, TABLE), Around)
LIMITS = types.NamedUniTuple(float64, 2, Limits)
KERNEL_6, CELLS = float64[:, :, :, :, :, ::1], int64[:, ::1]
MEMORY = types.NamedTuple((TABLE, KERNEL_6, float64[:, :, :, ::1]), Memory)
STATE = types.NamedTuple(
    (TABLE, TABLE, TABLE, TABLE, TABLE, int64[:, :, ::1], float64[:, :, ::1], CELL), State
)
OUTCOME = types.Tuple((int64, int64, float64))
