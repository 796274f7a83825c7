"""Speed of the gate beside the papers' algorithm and general integrators, in one run.

Read the ratios: absolute times depend on the machine and on what else it is doing.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from rich.console import Console

from ionoscope.engine.gate.domain_map import GateMap
from ionoscope.engine.gate.edge import edge_of
from ionoscope.engine.gate.ensembles import ENSEMBLES, UNIFORMS, draw
from ionoscope.engine.gate.kernels.values import system
from ionoscope.engine.gate.model import start
from ionoscope.engine.gate.transmission import GateTransmission
from tests.benchmarks import timing
from tests.benchmarks.paper_rk5 import START, paper_rk5
from tests.benchmarks.peers import available
from tests.benchmarks.timing import CORES, best, shown
from tests.engine.gate.outcomes import classify

MODEL = (10.0, 2.0)
"""U0 and lam of every figure."""
OFFSETS, MASSES = (0.0, 2.0), (0.2, 1.0, 5.0)
MAPS = tuple(product(OFFSETS, np.pi / 4 * np.arange(8)))
"""(s, φ) of the 16 maps of Fig. 3."""
RANGES = (np.linspace(1, 4, 250), np.linspace(4, 150, 250))
"""Temperatures of Figs. 4 and 5."""
PER_TEMPERATURE = 10_000
"""Launches of the papers at each."""


@dataclass(frozen=True)
class Row(timing.Row):
    """One thing measured; `plain` is the papers' algorithm, and other integrators are peers."""

    peers: dict[str, float] = field(default_factory=dict)
    note: str = ""


def spread(work: Callable, tasks: Iterable) -> list:
    """work(task) for every task, on every core."""
    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(work, tasks))


def plane(count: int, x: float = START) -> tuple[np.ndarray, ...]:
    """Random launches of Fig. 3's plane: E_particle, y and dy/dt when the particle is at x."""
    rng = np.random.default_rng(0)
    y, w = start(rng.uniform(0, 20, count), rng.uniform(0, 2 * math.pi, count))
    E = rng.uniform(0.1, 12, count)
    turn = (x - START) / np.sqrt(2 * E)
    return E, np.cos(turn) * y + np.sin(turn) * w, np.cos(turn) * w - np.sin(turn) * y


def per_launch() -> Iterator[Row]:
    """One classified launch on one core."""
    many, some = plane(200_000), plane(2_000)
    model = system("gaussian", *MODEL, 2.0, 1.0)
    ours = best(lambda: classify(model, *many, x_from=START)) / 200_000
    paper = best(lambda: paper_rk5(*MODEL, 2.0, 1.0, *some)) / 2_000
    peers, missing = peer_times()
    note = (
        "E_particle, E_oscillator and φ uniform on the plane of Fig. 3, s = 2; peers from the edge"
    )
    yield Row("one launch, one core", ours, "1.0 µs", paper, peers, " ".join([note, *missing]))


def peer_times() -> tuple[dict[str, float], list[str]]:
    """Seconds per launch of every peer, and what is missing."""
    x = edge_of("gaussian", MODEL[1])
    E, y, w = plane(4_000, x)
    states = np.column_stack([np.full(E.size, x), y, np.sqrt(2 * E), w])
    peers, missing = available(*MODEL, 2.0, 1.0)
    times = {}
    for name, decide in peers.items():
        few = states[: 100 if "SciPy" in name else None]
        decide(few[:8])
        times[name] = best(lambda decide=decide, few=few: decide(few)) / len(few)
    return times, missing


def _map(of: tuple[float, float], fill: str):
    s, phi = of
    return GateMap(s=s, phi=phi, fill=fill).solve()


def _paper_cells(of: tuple[float, float], cells=slice(None)) -> np.ndarray:
    """The papers' outcome of some cells of one map."""
    s, phi = of
    E, E_oscillator = (a.ravel()[cells] for a in np.meshgrid(*GateMap().axes(), indexing="ij"))
    return paper_rk5(*MODEL, s, 1.0, E, *start(E_oscillator, phi))


def figure_3() -> Iterator[Row]:
    """16 maps of 200 × 200."""
    cells = np.random.default_rng(0).choice(40_000, 200, replace=False)
    paper = best(lambda: spread(lambda of: _paper_cells(of, cells), MAPS), 1) * 40_000 / cells.size
    for fill, goal in (("every cell", ""), ("traced", "0.5 s")):
        ours = best(lambda fill=fill: spread(lambda of: _map(of, fill), MAPS))
        note = f"papers' algorithm: measured on {cells.size} cells a map, and scaled"
        yield Row(f"Fig. 3: 16 maps of 200 × 200, {fill}", ours, goal, paper, note=note)


def _curve(of: tuple[str, float, float]):
    ensemble, s, M = of
    omega_T = np.unique(np.concatenate(RANGES))
    return GateTransmission(ensemble=ensemble, s=s, M=M, omega_T=omega_T).solve()


def _paper_launches(of: tuple[str, float, float], count: int = 100) -> None:
    """`count` launches at random temperatures of each range."""
    ensemble, s, M = of
    rng = np.random.default_rng(0)
    for omega_T in RANGES:
        launch = draw(ensemble, rng.choice(omega_T, count), rng.random((count, UNIFORMS)))
        paper_rk5(*MODEL, s, M, launch.E_particle, *start(launch.E_oscillator, launch.phi))


def figures_4_and_5() -> Iterator[Row]:
    """24 curves of P(ω_T): 4 ensembles, 3 masses, 2 offsets, 500 temperatures."""
    curves = list(product(ENSEMBLES, OFFSETS, MASSES))
    ours = best(lambda: spread(_curve, curves), tries=1)
    launched = [of for of in curves if of[0] != "frozen"]
    scale = PER_TEMPERATURE * 250 / 100
    paper = best(lambda: spread(_paper_launches, launched), 1) * scale
    note = (
        f"papers' algorithm: measured on 100 launches of each range of each curve, and scaled to "
        f"{PER_TEMPERATURE:,} at every temperature; frozen, a closed form, left out. It leaves "
        "sampling noise, this software none."
    )
    yield Row("Figs. 4–5: 24 curves of P(ω_T), exact", ours, "10 s", paper, note=note)


def rows() -> Iterator[Row]:
    """Measure, one row after the other; everything is compiled first."""
    paper_rk5(*MODEL, 2.0, 1.0, *plane(2))
    GateMap(n=8).solve()
    for part in (per_launch, figure_3, figures_4_and_5):
        yield from part()


def fig3_disagreements() -> tuple[int, int]:
    """Cells of Fig. 3 told otherwise by the papers' algorithm, and all cells. Takes minutes."""
    parts = [(of, slice(i, i + 2_000)) for of in MAPS for i in range(0, 40_000, 2_000)]
    paper = np.concatenate(spread(lambda part: _paper_cells(*part), parts))
    ours = np.concatenate([_map(of, "every cell").data.transmitted.values.ravel() for of in MAPS])
    return int(np.sum(paper != ours)), ours.size


def main(console: Console) -> None:
    """Measure and print everything; about a minute."""
    table = timing.table(
        f"The gate on {CORES} cores",
        "what",
        "this software",
        "goal",
        "papers' algorithm",
        "ratio",
        "peers",
    )
    notes = {}
    with console.status("measuring: about a minute"):
        for row in rows():
            peers = "\n".join(f"{name}: {shown(t)}" for name, t in row.peers.items())
            times = shown(row.ours), row.goal, shown(row.plain), row.shown_ratio, peers
            table.add_row(row.what, *times)
            notes.setdefault(row.note, row.what.split(":")[0])
    console.print(table)
    for note, what in notes.items():
        console.print(f"{what}: {note}.".replace("..", "."), style="dim", soft_wrap=True)


if __name__ == "__main__":
    main(Console())
