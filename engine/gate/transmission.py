"""gate-transmission: the probability to pass against temperature, counted or exact."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import xarray as xr

from ..experiment import Equation
from ..parameters import Choice, Count, Quantities
from ..potentials import energy
from ..result import Chunk
from ..statistics.activation import power_law, tolman
from ..statistics.binomial import wilson
from ..units import attributes
from .barrier import rest_edges
from .boundaries import Table, build
from .classify import TRANSMITTED, classify
from .ensembles import ENSEMBLES, UNIFORMS, draw, mean_energy
from .exact import TAIL, activation, probability, variants
from .model import MOTION, GateModel, start

SLICE = 40_000
"""Launches between two looks at Stop."""

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
        64,
        bounds=(8, 4096),
        soft=(32, 512),
        step=32,
        symbol="N_E",
        called="energies",
        group="Accuracy",
        doc="Energies scanned for boundaries between 0 and U0 (exact only).",
    )

    def run(self) -> Iterator[Chunk]:
        """Yield the curve as it sharpens; its data are (omega_T): P, P_low, P_high, E_a, …"""
        if self.method == "sampled":
            yield from self._sampled()
        elif self.ensemble in ("frozen", "deflected"):
            yield self._edges_at_rest()
        else:
            yield from self._exact()

    def _sampled(self) -> Iterator[Chunk]:
        counts = Counts(self)
        while counts.done < self.n_launches:
            counts.add(min(max(SLICE // len(self.omega_T), 1), self.n_launches - counts.done))
            yield counts.chunk()

    def _edges_at_rest(self) -> Chunk:
        """Frozen and deflected: one list of edges in E_particle serves every temperature."""
        if self.ensemble == "frozen":
            potential, U0, lam, s, _ = self.system()
            edges, signs = np.array([energy(potential, s * s, U0, lam)]), np.array([1])
        else:
            edges, signs = rest_edges(self)
        curve = RestCurve(edges, signs)
        omega = np.array(self.omega_T)
        E_a = activation(curve, omega)
        P = curve(omega)
        return self._chunk(1.0, "done", P, np.zeros_like(P), E_a, np.zeros_like(E_a), curve.data())

    def _exact(self) -> Iterator[Chunk]:
        omega = np.array(self.omega_T)
        phases = self.n_phases + self.n_phases % 2
        tables = []
        for share, table in build(self, int(TAIL / 2 * omega[-1]) + 5, phases, self.n_scan):
            tables = [table]
            yield Chunk(0.95 * share, "boundaries", xr.Dataset())
        curves = [TableCurve(t, self.ensemble) for t in variants(tables[0])]
        P, *others = [c(omega) for c in curves]
        E_a, *E_others = [activation(c, omega) for c in curves]
        error = np.sqrt(sum((o - P) ** 2 for o in others))
        E_error = np.sqrt(sum((o - E_a) ** 2 for o in E_others))
        yield self._chunk(1.0, "done", P, error, E_a, E_error, curves[0].data())

    def _chunk(self, share, stage, P, P_error, E_a, E_error, extra=None) -> Chunk:
        low, high = np.maximum(P - P_error, 0), np.minimum(P + P_error, 1)
        return curve_chunk(
            share, stage, np.array(self.omega_T), P, (low, high), E_a, E_error, None, extra
        )


def curve_chunk(share, stage, omega_T, P, interval, E_a, E_error, P_error, extra=None) -> Chunk:
    """A curve as dataset and summary; `extra` are further variables to keep with it."""
    columns = {
        "P": P,
        "P_low": interval[0],
        "P_high": interval[1],
        "E_a": E_a,
        "E_a_error": E_error,
    }
    data = xr.Dataset(
        {k: ("omega_T", v, attributes(k)) for k, v in columns.items()},
        {"omega_T": ("omega_T", omega_T, attributes("omega_T"))},
    ).assign(extra or {})
    summary = {k: columns[k] for k in ("P", "P_low", "P_high", "E_a", "E_a_error")}
    summary = {"omega_T": omega_T} | summary
    law = power_law(omega_T, P, P_error) if share == 1 else None
    return Chunk(share, stage, data, summary | {"power_law": law._asdict() if law else None})


class Counts:
    """Launches counted so far at each temperature: all that a sampled run has to remember.

    Temperatures draw from streams of their own, spawned from the seed, so that the counts do not
    depend on how the launches are sliced.
    """

    def __init__(self, experiment: GateTransmission):
        self.experiment = experiment
        self.omega_T = np.array(experiment.omega_T)
        seeds = np.random.SeedSequence(experiment.seed).spawn(len(self.omega_T))
        self.streams = [np.random.default_rng(s) for s in seeds]
        self.done = 0
        self.passed, self.energy, self.energy2 = np.zeros((3, len(self.omega_T)))

    def add(self, launches: int) -> None:
        """Launch so many more at every temperature."""
        u = np.stack([stream.random((launches, UNIFORMS)) for stream in self.streams])
        launch = draw(self.experiment.ensemble, self.omega_T[:, None], u)
        passes = self._passes(launch)
        self.done += launches
        self.passed += passes.sum(axis=1)
        energy = np.where(passes, launch.total, 0.0)
        self.energy = _add_in_order(self.energy, energy)
        self.energy2 = _add_in_order(self.energy2, energy**2)

    def _passes(self, launch) -> np.ndarray:
        model, shape = self.experiment, launch.E_particle.shape
        if model.ensemble == "frozen":  # one dimension: energy conservation decides
            code, U0, lam, s, _ = model.system()
            return launch.E_particle > energy(code, s * s, U0, lam)
        y, w = start(launch.E_oscillator, launch.phi)
        if model.ensemble == "deflected":
            y, w = np.zeros(shape), np.zeros(shape)
        flat = (a.ravel() for a in (launch.E_particle, y, w))
        return classify(*model.kernel_model(), *flat, x_from=model.x0).reshape(shape) == TRANSMITTED

    def chunk(self) -> Chunk:
        """The curve so far, with 95 % Wilson intervals."""
        share = self.done / self.experiment.n_launches
        P = self.passed / self.done
        mean = mean_energy(self.experiment.ensemble, self.omega_T)
        E_a, E_error = tolman(self.passed, self.energy, self.energy2, mean)
        error = np.sqrt(np.maximum(P * (1 - P), 1 / self.done) / self.done)
        extra = {"passed": ("omega_T", self.passed), "launched": ((), self.done)}
        return curve_chunk(
            share, "done" if share == 1 else "launching", self.omega_T, P,
            wilson(self.passed, self.done), E_a, E_error, error, extra,
        )  # fmt: skip


def _add_in_order(total: np.ndarray, more: np.ndarray) -> np.ndarray:
    """total + each column of `more`, one after the other, so that slicing changes no bit."""
    return np.cumsum(np.column_stack([total, more]), axis=1)[:, -1]


class RestCurve:
    """P(ω_T) at any temperature for an oscillator that starts at rest: P = Σ ± e^{−edge/ω_T}."""

    def __init__(self, edges: np.ndarray, signs: np.ndarray):
        self.edges, self.signs = edges, signs

    def __call__(self, omega_T: np.ndarray) -> np.ndarray:
        return np.sum(self.signs * np.exp(-self.edges / np.asarray(omega_T)[:, None]), axis=1)

    def data(self) -> dict:
        """The edges as dataset variables."""
        return {"edge_energy": ("edge", self.edges), "edge_sign": ("edge", self.signs)}


class TableCurve:
    """P(ω_T) at any temperature from a boundary table."""

    def __init__(self, table: Table, ensemble: str):
        self.table, self.ensemble = table, ensemble

    def __call__(self, omega_T: np.ndarray) -> np.ndarray:
        return probability(self.table, self.ensemble, omega_T)

    def data(self) -> dict:
        """The table as dataset variables."""
        t = self.table
        edges = {
            f"edge_{k}": ("edge", getattr(t, k)) for k in ("n", "phase", "energy", "sign", "cell")
        }
        counts = {"edge_phases": t.phases, "edge_scan": t.scan}
        return edges | {"edge_nodes": ("node", t.nodes)} | counts


def curve_of(data: xr.Dataset, ensemble: str, U0: float):
    """The callable P(ω_T) kept in an exact run's data, or None for a sampled one."""
    if "edge_nodes" in data:
        columns = [
            data[f"edge_{k}"].values for k in ("n", "phase", "energy", "sign", "cell", "nodes")
        ]
        table = Table(*columns, int(data.edge_phases), int(data.edge_scan), U0)
        return TableCurve(table, ensemble)
    if "edge_energy" in data:
        return RestCurve(data.edge_energy.values, data.edge_sign.values)
    return None
