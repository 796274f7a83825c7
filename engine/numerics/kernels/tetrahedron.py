"""A tetrahedron: how much of it lies below a value that is linear within."""

from ..compiler import float64, njit


@njit(float64(float64, float64, float64, float64, float64), cache=True)
def filled(e: float, e1: float, e2: float, e3: float, e4: float) -> float:
    """Share (0 … 1) of a tetrahedron with corner values e1 ≤ e2 ≤ e3 ≤ e4 that lies below e.

    All five have one unit. Linear interpolation: a cubic between each two corners, the integral of
    the tetrahedron's cut.
    """
    if e <= e1:
        return 0.0
    if e >= e4:
        return 1.0
    if e < e2:
        return (e - e1) ** 3 / ((e2 - e1) * (e3 - e1) * (e4 - e1))
    if e > e3 or e3 == e2:
        return 1.0 - (e4 - e) ** 3 / ((e4 - e1) * (e4 - e2) * (e4 - e3))
    a, x = e2 - e1, e - e2
    curve = (e4 - e2 + e3 - e1) * x**3 / ((e3 - e2) * (e4 - e2))
    return (a * a + 3 * a * x + 3 * x * x - curve) / ((e3 - e1) * (e4 - e1))
