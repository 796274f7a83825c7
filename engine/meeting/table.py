"""A law from a file: two columns, r (Å) and U (meV), and a cubic spline through them.

The spline is straight at its first point, from where the law goes on straight inwards; what comes
after its last point is asked for by no one, since a cut-off must not be larger.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NoReturn

import numpy as np
from scipy.interpolate import CubicSpline

from ..core.parameters import InvalidParameter

LARGEST = 4 * 1024**2
"""Most bytes of a file."""
FEWEST = 6
"""Fewest points."""
PARTS = 1024
"""Intervals of the even table that kernels have."""
REMEDY = "Give two columns, r in Å and U in meV, a line each; # begins a remark."


@dataclass(frozen=True, eq=False)
class Table:
    """A law by points: r (Å), rising, and U (meV), each (n,); `name` is that of its file."""

    name: str
    r: np.ndarray
    U: np.ndarray

    @cached_property
    def spline(self) -> CubicSpline:
        """The cubic spline (meV) through the points, straight at the first."""
        return CubicSpline(self.r, self.U, bc_type=((2, 0.0), "not-a-knot"))

    def polynomials(self, r_c: float) -> np.ndarray:
        """Polynomials of fifth degree (meV) in the share of each of PARTS intervals up to r_c (Å).

        Shape (PARTS, 6), from the first point on: they have the spline's value and two derivatives
        at both ends. Raises InvalidParameter for a cut-off beyond the table.
        """
        if r_c > self.r[-1] * (1 + 1e-12):
            known = f"Å is beyond the table {self.name}, which ends at {self.r[-1]:g} Å"
            raise InvalidParameter("r_c", r_c, known, "Choose a shorter cut-off, a longer table.")
        r = np.linspace(self.r[0], r_c, PARTS + 1)
        h = r[1] - r[0]
        U, slope, bend = (self.spline(r, k) * h**k for k in range(3))
        c = [U[:-1], slope[:-1], bend[:-1] / 2]
        rest, rise, turn = U[1:] - sum(c), slope[1:] - c[1] - 2 * c[2], bend[1:] / 2 - c[2]
        c += [10 * rest - 4 * rise + turn, -15 * rest + 7 * rise - 2 * turn]
        return np.stack([*c, 6 * rest - 3 * rise + turn], axis=1)


def read_table(file: str | Path) -> Table:
    """The table of a text file of r (Å) and U (meV), at least FEWEST points with r rising.

    Raises InvalidParameter for a file that is none, and for a law that attracts at its first point.
    """
    path = Path(file)
    r, U = _points(path).T
    if len(r) < FEWEST:
        _refuse(path, f"has {len(r)} points", f"At least {FEWEST} are needed.")
    if r[0] <= 0 or (np.diff(r) <= 0).any():
        _refuse(path, "has distances that do not rise from above 0 Å", "Sort its lines by r.")
    made = Table(path.name, r, U)
    if made.spline(r[0], 1) > 0:
        problem = f"attracts at its first point, {r[0]:g} Å, and nothing is known farther in"
        _refuse(path, problem, "Begin the table where a core repels.")
    return made


def _points(path: Path) -> np.ndarray:
    """The numbers of a file, (n, 2)."""
    try:
        if path.stat().st_size > LARGEST:
            _refuse(path, f"has more than {LARGEST // 1024**2} MB", "Give fewer points.")
        points = np.loadtxt(path, ndmin=2)
    except OSError:
        _refuse(path, "is no file that can be read", "Name a file that is there.")
    except InvalidParameter:
        raise
    except ValueError:  # of which that one is a kind
        _refuse(path, "holds something else than two columns of numbers", REMEDY)
    if points.shape[1:] != (2,) or not np.isfinite(points).all():
        _refuse(path, "holds something else than two columns of finite numbers", REMEDY)
    return points


def _refuse(path: Path, problem: str, remedy: str) -> NoReturn:
    raise InvalidParameter("table", path.name, problem, remedy)
