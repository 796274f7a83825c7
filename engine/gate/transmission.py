"""gate-transmission: the probability to pass against temperature, counted or exact."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import xarray as xr

from ..core.experiment import Equation
from ..core.parameters import Choice, Count, InvalidParameter, Quantities
from ..core.result import Chunk
from ..numerics.kernels.potentials import energy
from ..numerics.potentials import POTENTIALS
from .barrier import rest_edges
from .boundaries import Table, build
from .curves import RestCurve, TableCurve, curve_chunk
from .ensembles import ENSEMBLES
from .exact import n_max, spread, variants
from .kernels.classify import Returned
from .model import MOTION, GateModel
from .sampling import Counts

SLICE = 40_000
"""Launches drawn at a time."""
BLOCK = 125
"""Temperatures summed at a time."""
LARGEST = 2_000_000
"""Most phases × energies of a boundary table: beyond, memory runs to gigabytes."""

ENSEMBLE_EQUATIONS = (
    Equation(
        r"P_\mathrm{frozen} = e^{-U(s)/\omega_T}",
        "an oscillator that cannot move is a barrier of fixed height: exactly Arrhenius",
        "GATE, Sec. IV",
    ),
    Equation(
        r"P_\mathrm{thermal} = \left(1-e^{-1/\omega_T}\right)\sum_n e^{-n/\omega_T}"
        r"\Big\langle \sum \left(e^{-a/\omega_T}-e^{-b/\omega_T}\right)\Big\rangle_\varphi",
        "separate baths: sum over the oscillator's levels n and the transmitted intervals [a, b) "
        "of E_particle",
        "GATE, Sec. IV",
    ),
    Equation(
        r"E_a(\omega_T) = -\frac{d\ln P}{d(1/\omega_T)}",
        "the local activation energy; only where it is constant does one barrier describe P",
        "GATE, Sec. IV",
    ),
)


class GateTransmission(GateModel):
    """P(ω_T) for four ensembles, with error, activation energy and power law [GATE Figs. 4, 5]."""

    key: ClassVar[str] = "gate-transmission"
    title: ClassVar[str] = "Transmission"
    question: ClassVar[str] = "How does the chance to pass grow with temperature?"
    small: ClassVar[dict] = {"omega_T": (1.0, 2.0), "n_phases": 8, "n_scan": 8}
    equations: ClassVar[tuple[Equation, ...]] = (*MOTION, *ENSEMBLE_EQUATIONS)
    random: ClassVar[bool] = True

    ensemble = Choice(
        ENSEMBLES,
        default="thermal",
        called="ensemble",
        group="Temperature",
        doc="frozen: oscillator held; deflected: free but at rest; thermal: separate baths; "
        "joint: energy shared out at random.",
    )
    method = Choice(
        ["exact", "sampled"],
        called="method",
        group="Temperature",
        doc="exact: sums over the boundaries, no noise; sampled: random launches as in the paper.",
    )
    omega_T = Quantities(
        np.linspace(1, 4, 61).tolist(),
        bounds=(0.3, 150),
        symbol="ω_T",
        called="temperatures",
        group="Temperature",
        doc="Temperatures k_B T/ħΩ, increasing: 1,2,4 or first:last:count.",
    )
    n_launches = Count(
        10_000,
        bounds=(1, 10_000_000),
        soft=(100, 100_000),
        step=100,
        log=True,
        symbol="N",
        called="launches",
        group="Run",
        doc="Random launches at each temperature (sampled only).",
    )
    n_phases = Count(
        128,
        bounds=(8, 4096),
        soft=(32, 512),
        step=32,
        symbol="N_ψ",
        called="phases",
        group="Accuracy",
        doc="Phases of the boundary table (exact only), rounded up to an even number.",
    )
    n_scan = Count(
        48,
        bounds=(8, 4096),
        soft=(16, 512),
        step=16,
        symbol="N_E",
        called="energies",
        group="Accuracy",
        doc="Energies scanned for boundaries between 0 and U0 (exact only).",
    )

    def check(self) -> None:
        """Refuse a boundary table too large to hold as well."""
        super().check()
        if self.n_phases * self.n_scan > LARGEST:
            raise InvalidParameter(
                "n_scan",
                self.n_scan,
                f"makes n_phases × n_scan = {self.n_phases * self.n_scan}, above {LARGEST}",
                f"Set it to {LARGEST // self.n_phases} or less, or choose fewer phases.",
            )

    def run(self) -> Iterator[Chunk]:
        """Yield the curve as it sharpens; its data are (omega_T): P, P_low, P_high, E_a, …"""
        if self.method == "sampled":
            yield from self._sampled()
        elif self.ensemble == "frozen":
            code, U0, lam, s, _ = self.system()
            edge = np.array([energy(code, s * s, U0, lam)])
            yield self._at_rest(RestCurve(edge, np.array([1])), 0.0, 0.0)
        elif self.ensemble == "deflected":
            for _ in (scanning := Returned(rest_edges(self))):
                yield Chunk(0.5, "scanning", xr.Dataset())
            edges = scanning.value
            curve = RestCurve(edges.energy, edges.sign)
            yield self._at_rest(curve, 2e-8 * self.U0, edges.undecided)
        else:
            yield from self._exact()

    def _sampled(self) -> Iterator[Chunk]:
        counts = Counts(self)
        chunk = Chunk(0.0, "launching", xr.Dataset())
        while counts.done < self.n_launches:
            for _ in counts.add(
                min(max(SLICE // len(self.omega_T), 1), self.n_launches - counts.done)
            ):
                yield chunk
            chunk = counts.chunk()
            yield chunk

    def _at_rest(self, curve: RestCurve, edge_error: float, undecided: float) -> Chunk:
        """Frozen and deflected: one list of edges in E_particle serves every temperature."""
        omega = np.array(self.omega_T)
        P, E_a = curve(omega), curve.activation(omega)
        error = np.full_like(P, undecided) + P * edge_error / omega
        E_error = np.full_like(E_a, edge_error if undecided == 0 else np.nan)
        return self._chunk(P, error, E_a, E_error, undecided, curve.data())

    def _exact(self) -> Iterator[Chunk]:
        phases = -(-self.n_phases // 4) * 4  # to be halved twice
        last = n_max(self.U0, self.omega_T[-1])
        for share, table in (building := Returned(build(self, last, phases, self.n_scan))):
            yield self._so_far(0.9 * share, table)
        yield from self._summed(building.value)

    def _so_far(self, share: float, table: Table | None) -> Chunk:
        """The part of the table there is: what a stopped run keeps."""
        if table is None:
            return Chunk(share, "boundaries", xr.Dataset())
        data = xr.Dataset(TableCurve(table, self.ensemble).data())
        return Chunk(share, "boundaries", data, {"levels_computed": len(table.nodes)})

    def _summed(self, table: Table) -> Iterator[Chunk]:
        """Sum the table and its coarser variants, some temperatures at a time."""
        tables = variants(table)
        curves = {id(t): TableCurve(t, self.ensemble) for t in tables.values()}
        sums = {k: [] for k in curves}
        blocks = np.array_split(np.array(self.omega_T), -(-len(self.omega_T) // BLOCK))
        for i, omega in enumerate(blocks):
            for key, curve in curves.items():
                sums[key].append(curve.with_activation(omega))
                yield Chunk(0.9 + 0.1 * i / len(blocks), "summing", xr.Dataset())
        columns = {k: np.concatenate(s, axis=1) for k, s in sums.items()}
        P, E_a = ({name: columns[id(t)][q] for name, t in tables.items()} for q in (0, 1))
        # the fast kernel's steps shift every edge a little
        shift = POTENTIALS[self.potential].edge_error * self.U0
        error = np.hypot(spread(P), P["full"] * shift / np.array(self.omega_T)) + table.undecided
        E_error = np.hypot(spread(E_a), shift)
        yield self._chunk(
            P["full"], error, E_a["full"], E_error, table.undecided, curves[id(table)].data()
        )

    def _chunk(self, P, P_error, E_a, E_error, undecided, extra) -> Chunk:
        interval = np.maximum(P - P_error, 0), np.minimum(P + P_error, 1)
        return curve_chunk(
            1.0, "done", np.array(self.omega_T), P, interval, E_a, E_error, None, undecided, extra
        )
