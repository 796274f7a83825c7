"""Observer: everything that is counted while ions wander, fed frame by frame."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from ..core.units import attributes
from ..ion.frames import FRAME
from ..statistics.accumulator import Accumulator
from ..statistics.blocking import BlockedMean
from ..statistics.diffusion_fit import Diffusion
from ..statistics.drift import Drift, Mobility
from ..statistics.hops import HopStatistics, HopSummary
from ..statistics.interval import student_interval
from ..statistics.normal import NORMAL
from ..statistics.paper_diffusion import GROUPS, SEGMENT, PaperDiffusion, RunningPaperDiffusion
from ..statistics.running_diffusion import RunningDiffusion
from ..statistics.velocities import VelocityStatistics
from .flights import Flight, flight
from .positions import Positions
from .tracks import Tracks
from .window import longest_lag

SEVERAL = 8
"""Baths from which on their scatter says how far D is off; with fewer, that of the ions does."""
FEW = 4
"""Baths from which on their scatter says how far the temperature is off."""
UNEVEN = 2.5
"""By how much the heat that an ion feels scatters more between baths than that of all modes
together, about: it feels those near its own frequency (found 2 to 3 at 10 and 25 meV)."""
HISTORY = (
    "D",
    "D_low",
    "D_high",
    "kinetic_ratio",
    "kinetic_ratio_low",
    "kinetic_ratio_high",
    "n_hops",
)
"""What is noted down at every mark of the run."""


class Observer(Accumulator):
    """Statistics of all ions of one run; its `tracks` are fed by whoever feeds it, all the time.

    Parameters
    ----------
    crystals : ndarray of int, shape (ion,)
        Ions with the same label share a bath.
    modes : int
        Of all baths together.
    M, kT, a : float
        Mass of the ion (meV ps²/Å²), temperature of the bath (meV), lattice constant (Å).
    duration : float
        Of the run (ps).
    window : (t_min, t_max)
        Lags of the fit (ps).
    marks : int
        Places in the history of D.
    pull : array_like, shape (3,)
        Applied force (meV/Å). D is then that of the spreading about the drift.

    Displacements of ions that share a few baths count as independent: of their variance a share of
    −0.001(3) was found to be common to a bath (4,608 ions in 132 baths, 24 ps each, at 25 and
    50 meV, 10³ cells and more). Their heat does not: a harmonic bath keeps the energies that its
    modes were given.
    """

    STATE = ("moved", "paper", "speeds", "hops", "drift", "tracks", "positions", "history")

    def __init__(
        self,
        crystals: ArrayLike,
        modes: int,
        M: float,
        kT: float,
        a: float,
        duration: float,
        window: tuple[float, float],
        marks: int,
        pull: ArrayLike = (0.0, 0.0, 0.0),
    ):
        labels = np.asarray(crystals)
        ions = len(labels)
        self.window, self.modes, self.pull = window, modes, np.asarray(pull)
        baths = labels if labels[-1] + 1 >= SEVERAL else None
        self.moved = RunningDiffusion(ions, FRAME, longest_lag(window), groups=baths)
        # its line through the origin takes a drift for diffusion
        enough = duration >= GROUPS * SEGMENT and not self.pull.any()
        self.paper = RunningPaperDiffusion(ions, FRAME, duration) if enough else _Nothing()
        self.speeds = VelocityStatistics(ions, M, kT, labels)
        self.hops = HopStatistics(ions, FRAME, a)
        self.drift = Drift(ions, FRAME)
        self.tracks = Tracks(ions, FRAME)
        self.positions = Positions(ions, duration)
        self.crystals = labels
        self.history = np.full((marks, 1 + len(HISTORY)), np.nan)
        """Times of the marks and what was known there."""

    def feed(self, R: ArrayLike, V: ArrayLike) -> None:
        """Take the next places R (Å) and velocities V (Å/ps), each of shape (ion, step, 3)."""
        for part in (self.moved, self.paper, self.hops, self.drift, self.positions):
            part.feed(R)
        self.speeds.feed(V)

    def mark(self, k: int) -> None:
        """Note at mark k what is known by now."""
        now = self.numbers()
        self.history[k] = [self.moved.time, *(_number(now[name]) for name in HISTORY)]

    def numbers(self) -> dict:
        """The answer so far, by the names of a run's summary; None where there is none yet.

        D in Å²/ps, times in ps, rates in 1/ps, ratios dimensionless.
        """
        D, ratio = self._diffusion(), self._temperature()
        paper, hops = self.paper.diffusion(), self.hops.summary()
        return {
            **_interval("D", D),
            "D_error": D.error if D else None,
            "D_bend": D.bend if D else None,
            "D_bend_error": D.bend_error if D else None,
            **_interval("D_paper", paper, "D"),
            **_interval("kinetic_ratio", ratio, "value"),
            "kinetic_ratio_settled": bool(ratio and ratio.settled),
            "n_hops": hops.hops if hops else 0,
            **(
                {}
                if hops is None
                else {
                    "hop_rate": hops.rate,
                    "hop_rate_error": hops.rate_error,
                    **_residence(hops),
                    "attempt_frequency": hops.attempts,
                    "success": hops.success,
                    "reversals": hops.reversals,
                    "D_hops": hops.D,
                }
            ),
        }

    def mobility(self) -> Mobility | None:
        """How fast the force moves the ions; None without one, or before it can be known."""
        return self.drift.mobility(self.pull) if self.pull.any() else None

    def _drift(self) -> float:
        """Mean velocity along the force (Å/ps)."""
        moved = self.mobility()
        return moved.drift.value if moved else 0.0

    def _diffusion(self) -> Diffusion | None:
        return self.moved.diffusion(self.window, self._drift())

    def flight(self) -> Flight | None:
        """How far the ions fly within the fit window; None before it can be known."""
        D, ratio = self._diffusion(), self.speeds.temperature_ratio()
        if D is None or ratio is None:
            return None
        t, _, error = self.moved.msd()
        at = np.searchsorted(t, D.t * (1 - 1e-9))
        return flight(D, error[at], 3 * ratio.value * self.speeds.thermal**2)

    def _temperature(self) -> BlockedMean | None:
        """Kinetic temperature; its interval knows that the baths' own heat was drawn by chance."""
        ratio = self.speeds.temperature_ratio()
        if ratio is None:
            return None
        baths = self.speeds.energy.means()
        if len(baths) >= FEW:
            found = student_interval(baths)
            half = max(found.high - found.value, (ratio.high - ratio.low) / 2)
        else:  # each mode has an energy as spread as its mean, and keeps it
            chance = UNEVEN * NORMAL * ratio.value / np.sqrt(self.modes)
            half = float(np.hypot((ratio.high - ratio.low) / 2, chance))
        return ratio._replace(low=ratio.value - half, high=ratio.value + half)

    def data(self) -> xr.Dataset:
        """So far: paths, positions, mean square displacement, history of D, velocities, hops."""
        parts = (
            self._paths(),
            self._positions(),
            self._displacement(),
            self._history(),
            self._velocities(),
            self._residence(),
        )
        return xr.merge(parts, join="exact", compat="no_conflicts")

    def _paths(self) -> xr.Dataset:
        t, places = self.tracks.paths()
        return _dataset(
            {"place": (("track", "path_time", "axis"), places)},
            {"path_time": t, "track": self.tracks.shown, "axis": ["x", "y", "z"]},
        )

    def _positions(self) -> xr.Dataset:
        t, places = self.positions.kept()
        return _dataset(
            {"positions": (("frame", "ion", "axis"), places)},
            {"ion": np.arange(self.positions.ions), "axis": ["x", "y", "z"]},
        ).assign_coords(
            frame_time=("frame", t, attributes("frame_time")),
            crystal=("ion", self.crystals, attributes("crystal")),
        )

    def _displacement(self) -> xr.Dataset:
        t, msd, error = self.moved.msd()
        _, alpha2, alpha2_error = self.moved.alpha2()
        D, drift = self._diffusion(), self._drift()
        line = np.full(len(t), np.nan)
        if D:
            inside = (t >= self.window[0] * 0.999) & (t <= self.window[1] * 1.001)
            line[inside] = D.intercept + 6 * D.D * t[inside] + (drift * t[inside]) ** 2
        curves = {
            "msd": msd,
            "msd_error": error,
            "msd_line": line,
            "alpha2": alpha2,
            "alpha2_error": alpha2_error,
        }
        return _dataset({k: ("lag", v) for k, v in curves.items()}, {"lag": t})

    def _history(self) -> xr.Dataset:
        seen = self.history[np.isfinite(self.history[:, 0])]
        return _dataset(
            {name: ("time", seen[:, 1 + i]) for i, name in enumerate(HISTORY)}, {"time": seen[:, 0]}
        )

    def _velocities(self) -> xr.Dataset:
        along, total = self.speeds.components(), self.speeds.speeds()
        return _dataset(
            {
                "p_velocity": ("velocity", along.density),
                "p_velocity_bath": ("velocity", along.expected),
                "p_ion_speed": ("ion_speed", total.density),
                "p_ion_speed_bath": ("ion_speed", total.expected),
            },
            {"velocity": _middles(along.edges), "ion_speed": _middles(total.edges)},
        )

    def _residence(self) -> xr.Dataset:
        edges, counts = self.hops.residence_times()
        return _dataset(
            {"residence_count": ("residence", counts.astype(float))},
            {"residence": np.sqrt(edges[1:] * edges[:-1])},
        )


class _Nothing(Accumulator):
    """Stands for a statistic that the run is too short for."""

    def feed(self, positions: ArrayLike) -> None:
        """Take no notice."""

    def diffusion(self) -> None:
        """Know nothing."""


def _interval(
    name: str, found: Diffusion | PaperDiffusion | BlockedMean | None, value: str = "D"
) -> dict:
    """The value and its ends under their names, None where there is none."""
    keys = (name, f"{name}_low", f"{name}_high")
    if found is None:
        return dict.fromkeys(keys)
    return dict(zip(keys, (getattr(found, value), found.low, found.high), strict=True))


def _residence(hops: HopSummary) -> dict:
    """Time in cells for each hop (ps) with its error; stays that the run's ends cut off count."""
    if not hops.rate > 0:
        return {"residence_time": None, "residence_time_error": None}
    time = 1 / hops.rate
    return {"residence_time": time, "residence_time_error": time**2 * hops.rate_error}


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _middles(edges: np.ndarray) -> np.ndarray:
    return (edges[1:] + edges[:-1]) / 2


def _dataset(variables: dict, coordinates: dict) -> xr.Dataset:
    """A dataset whose variables and coordinates say their symbol and unit."""
    return xr.Dataset(
        {k: (*v, attributes(k)) for k, v in variables.items()},
        {k: (k, v, attributes(k)) for k, v in coordinates.items()},
    )
