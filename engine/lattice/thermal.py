"""lattice-thermal: how far and how fast atoms move by heat."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import xarray as xr

from ..core.experiment import Equation
from ..core.parameters import Choice, Count, InvalidParameter, Quantities
from ..core.result import Chunk
from ..core.units import attributes
from .covariance import infinite_covariance, mean_squares
from .heat import STATISTICS
from .model import DYNAMICAL, LatticeModel, temperature
from .modes import Modes
from .thermal_modes import ThermalModes
from .zone import box, nodes_for, quadrature

PORTIONS = 8
"""Parts in which the modes are summed, from the slowest to the fastest."""
NODES = 24
MODES_MAX = 6_000_000
"""Most modes over which the covariance is summed; more would fill the memory."""

MOTION = Equation(
    r"\mathbf r_{H,j}(t) = \frac{1}{\sqrt{mN^3}}\sum_{\mathbf q s}\eta\,A\,\cos(\mathbf q\cdot"
    r"\mathbf L_j+\Omega t+\varphi),\qquad A=\sqrt{n+\tfrac12}\,\sqrt{2\hbar/\Omega}",
    "an atom's thermal motion is the sum of all waves; n quanta are in a wave with the chance "
    "∝ exp(−nħΩ/kT), and its phase φ may be anything",
    "SEOM, Sec. III",
)
COVARIANCE = Equation(
    r"C(t) = \frac{1}{m}\left\langle\eta\eta^\dagger\,\frac{\hbar}{2\Omega}"
    r"\coth\frac{\hbar\Omega}{2kT}\;\cos\Omega t\right\rangle",
    "what that motion is on average, and how long an atom remembers where it was",
    "SEOM, Eq. 24",
)
MAXWELL = Equation(
    r"p(v) = \sqrt{\tfrac{2}{\pi}}\;\frac{v^2}{\sigma^3}\;e^{-v^2/2\sigma^2},\qquad "
    r"\sigma^2_\mathrm{classical} = kT/m",
    "Maxwell and Boltzmann's distribution of speeds; cold atoms are faster than it says, for they "
    "keep their zero-point motion",
    "SEOM, Fig. 1(d, e)",
)


class LatticeThermal(LatticeModel):
    """Thermal motion sampled mode by mode, beside its exact covariance [SEOM Sec. III, Fig. 1]."""

    key: ClassVar[str] = "lattice-thermal"
    title: ClassVar[str] = "Thermal motion"
    question: ClassVar[str] = "How far and how fast do atoms move by heat?"
    small: ClassVar[dict] = {"cells": 6, "times": (0.0, 0.1)}
    random: ClassVar[bool] = True
    equations: ClassVar[tuple[Equation, ...]] = (DYNAMICAL, MOTION, COVARIANCE, MAXWELL)

    kT = temperature(25.0)
    statistics = Choice(
        STATISTICS,
        symbol="statistics",
        called="statistics",
        group="Temperature",
        doc="Quantum: whole quanta and zero-point motion; classical: any energy E, as e^{−E/kT}.",
    )
    cells = Count(
        60,
        bounds=(2, 100),
        soft=(10, 80),
        step=2,
        symbol="N",
        called="box",
        group="Sample",
        doc="Cells along each side of the periodic box whose modes are drawn.",
    )
    times = Quantities(
        np.linspace(0, 2, 201),
        bounds=(0, 10),
        symbol="t",
        called="times",
        unit="ps",
        group="Sample",
        doc="Times at which the covariance is given.",
    )
    n_bins = Count(
        80,
        bounds=(10, 400),
        soft=(20, 200),
        step=10,
        symbol="n_bins",
        called="bins",
        group="Accuracy",
        doc="Bins of the histograms.",
    )

    def check(self) -> None:
        """Refuse a crystal in which nothing moves, and what would not fit into memory, as well."""
        super().check()
        if self.kT == 0 and self.statistics == "classical":
            raise InvalidParameter(
                "kT",
                self.kT,
                "leaves classical atoms at rest: there is no motion to show",
                "Raise kT, or set statistics to quantum: zero-point motion remains.",
            )
        n = nodes_for(self.crystal().Omega_max * self.times[-1])
        if 3 * n * n * (n + 1) // 2 > MODES_MAX:
            raise InvalidParameter(
                "times",
                self.times,
                f"asks for {3 * n * n * (n + 1) / 2e6:.0f} million waves: the stiffer the springs, "
                "the lighter the atoms and the later the time, the more it takes",
                "End earlier.",
            )

    def run(self) -> Iterator[Chunk]:
        """Yield the exact answer, then histograms as portions of the modes are summed."""
        crystal = self.crystal()
        exact, errors = infinite_covariance(crystal, self.kT, self.statistics, self.times)
        classical, _ = infinite_covariance(crystal, self.kT, "classical", self.times)
        modes = Modes.of(crystal, quadrature(NODES))
        variance = mean_squares(crystal, modes, self.kT, self.statistics)
        maxwell = mean_squares(crystal, modes, self.kT, "classical")
        in_box = mean_squares(crystal, Modes.of(crystal, box(self.cells)), self.kT, self.statistics)
        data = self._exact(exact, classical)
        summary = {
            "C_pos_xx": float(variance[0]),
            "C_vel_xx": float(variance[1]),
            "C_error": errors.tolist(),
            "box_pos_xx": float(in_box[0]),
            "box_vel_xx": float(in_box[1]),
            "zero_point_vel_xx": float(mean_squares(crystal, modes, 0.0, "quantum")[1]),
            "classical_pos_xx": float(maxwell[0]),
            "classical_vel_xx": self.kT / crystal.m,
        }
        yield Chunk(0.05, "exact covariance", data, summary)
        edges = 4.2 * np.sqrt(variance)[:, None] * np.linspace(0, 1, self.n_bins + 1)
        modes = ThermalModes(crystal, self.cells, self.kT, self.statistics, self.seed)
        yield Chunk(0.1, "drawing modes", data, summary)
        for share, motion in self._summing(modes):
            summary = summary | self._sampled(motion)
            yield Chunk(
                0.1 + 0.9 * share,
                "summing modes" if share < 1 else "done",
                data.merge(self._histograms(motion, edges)),
                summary,
            )

    def _summing(self, modes: ThermalModes) -> Iterator[tuple[float, np.ndarray]]:
        """Share of the modes summed, and r, ṙ of all atoms so far, shape (2, 3, N, N, N)."""
        moving = modes.frequency[modes.frequency > 0]
        limits = np.quantile(moving, np.arange(1, PORTIONS) / PORTIONS)
        portion = np.searchsorted(limits, modes.frequency, side="right")
        motion = 0.0
        for k in range(PORTIONS):
            motion = motion + modes.fields(np.where(portion == k, modes.amplitude, 0.0), 2)
            yield (k + 1) / PORTIONS, motion

    def _exact(self, exact: np.ndarray, classical: np.ndarray) -> xr.Dataset:
        return xr.Dataset(
            {
                "C_pos": ("time", exact[0], attributes("C_pos")),
                "C_vel": ("time", exact[1], attributes("C_vel")),
                "C_pos_classical": ("time", classical[0], attributes("C_pos")),
                "C_vel_classical": ("time", classical[1], attributes("C_vel")),
            },
            {"time": ("time", np.array(self.times), attributes("time"))},
        )

    def _sampled(self, motion: np.ndarray) -> dict:
        """Variances along x, y and z together; each wave moves all atoms, so errors are small."""
        pos, vel = (motion.reshape(2, 3, -1) ** 2).mean(axis=(1, 2))
        along = (motion.reshape(2, 3, -1) ** 2).mean(axis=2)
        return {
            "sampled_pos_xx": float(along[0, 0]),
            "sampled_vel_xx": float(along[1, 0]),
            "sampled_pos": float(pos),
            "sampled_vel": float(vel),
        }

    def _histograms(self, motion: np.ndarray, edges: np.ndarray) -> xr.Dataset:
        """Distributions of |r| and |ṙ| over all atoms, per Å and per Å/ps."""
        found = {}
        for name, axis, field, edge in zip(
            ("p_displacement", "p_speed"), ("displacement", "speed"), motion, edges, strict=True
        ):
            size = np.sqrt((field**2).sum(axis=0)).reshape(-1)
            width = edge[1] - edge[0]
            density = np.histogram(size, edge)[0] / (len(size) * width)
            centre = (edge[1:] + edge[:-1]) / 2
            found[name] = xr.DataArray(
                density, {axis: (axis, centre, attributes(axis))}, (axis,), attrs=attributes(name)
            )
        return xr.Dataset(found)
