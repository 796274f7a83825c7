"""Speed of the ion in the crystal beside stepping every atom of the box, in one run.

Read the ratios: absolute times depend on the machine and on what else it is doing.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np
from rich.console import Console

from ionoscope.engine.ion import direct, validity, validity_run
from ionoscope.engine.ion.approximations import alone
from ionoscope.engine.ion.collision import PHASE as SEEN
from ionoscope.engine.ion.collision import START, TRAVEL, IonCollision
from ionoscope.engine.ion.dissipation import IonDissipation
from ionoscope.engine.ion.dissipation_run import start
from ionoscope.engine.ion.kernels.springs import drift, field, inner, kick, wrap
from ionoscope.engine.ion.kernels.values import Ion
from ionoscope.engine.ion.table import box_table
from ionoscope.engine.lattice.zone import forget as forget_zones
from ionoscope.engine.numerics.steppers import STEPPERS
from tests.benchmarks.timing import CORES, Row, best, shown, table

SPEEDS, REACHES = (10.0, 2.0), (0.2, 0.5)
"""The four columns of SEOM Fig. 3."""
DRAGS = 12
"""Positions of the slider in one drag."""
STEPS = 2000
"""Steps of the small box."""
SIDE = 20
"""Cells a side of the small box."""


def forget() -> None:
    """Drop kernels and wave vectors that are kept from one run to the next."""
    box_table.cache_clear()
    alone.cache_clear()
    forget_zones()


# --- plain ways ---


def plain_kick(u: np.ndarray, w: np.ndarray, k1: float, k2: float, h_m: float) -> None:
    """The springs' push on w, fields (3, N, N, N), bond by bond with shifted arrays."""
    for b in product((-1, 0, 1), repeat=3):
        length2 = sum(x * x for x in b)
        if length2 not in (1, 2):
            continue
        apart = np.roll(u, [-x for x in b], axis=(1, 2, 3)) - u
        along = sum(x * apart[i] for i, x in enumerate(b) if x) * (k1 if length2 == 1 else k2)
        for i, x in enumerate(b):
            if x:
                w[i] += (h_m * x / length2) * along


def every_atom(made, ion: Ion, rest: np.ndarray, step: float, steps: int, name: str) -> float:
    """Seconds of so many steps of every atom of the box."""
    method = STEPPERS[name]

    def work():
        for _ in direct.motion(
            made.cubic(), made.cells, made.law, ion, rest, step, steps + 1, method
        ):
            pass

    return best(work, 1)


def scaled_collision(made: IonCollision, steps: int = 4) -> float:
    """Seconds of a collision by RK5 at its own step: a short stretch, scaled."""
    ion, step = Ion(made.M, -24 * made.lam, made.v0), made.step()
    taken = every_atom(made, ion, np.zeros(1), step, steps, "rk5")
    return taken * made.duration() / step / steps


# --- rows ---


def collisions() -> Iterator[Row]:
    """Four of them with all approximations, and one that is dragged."""
    four = [IonCollision(lam=lam, v0=v0) for lam in REACHES for v0 in SPEEDS]

    def cold():
        forget()
        for made in four:
            made.solve()

    twin = "every atom of 50³ by RK5, four steps and scaled"
    four[0].solve()
    plain = [scaled_collision(made) for made in four]
    yield Row("four collisions of Fig. 3, cold", best(cold, 3), "2 s", sum(plain), twin)
    dragged = [IonCollision(v0=v0) for v0 in np.linspace(8, 12, DRAGS)]

    def drag():
        forget()
        dragged[0].solve()
        return best(lambda: [made.solve() for made in dragged[1:]], 1) / (DRAGS - 1)

    ours = min(drag() for _ in range(3))
    yield Row("one collision, while dragging", ours, "100 ms", plain[2], twin)


def dissipation() -> Iterator[Row]:
    """30 ps with 100³ atoms, through the memory."""
    made = IonDissipation()

    def cold():
        forget()
        made.solve()

    cold()
    steps = 20
    taken = every_atom(made, start(made), made.row(), made.dt, steps, "leapfrog")
    plain = taken * made.duration / made.dt / steps
    yield Row(
        "dissipation, full, 100³, 30 ps",
        best(cold, 3),
        "5 s",
        plain,
        f"every atom by leapfrog, {steps} steps and scaled",
    )


def step_of_atoms() -> Iterator[Row]:
    """A step of ion and 20³ atoms: kick, drift, pull."""
    made = IonDissipation(cells=SIDE)
    args = made, start(made), made.row(), made.dt
    every_atom(*args, 10, "leapfrog")
    ours = min(every_atom(*args, STEPS, "leapfrog") for _ in range(5)) / STEPS
    u, w = np.zeros((2, 3, SIDE, SIDE, SIDE))

    def plain():
        plain_kick(u, w, made.k1, made.k2, made.dt / made.m)
        u[:] += made.dt * w

    yield Row(
        f"one step of {SIDE}³ atoms and the ion (leapfrog)",
        ours,
        "50 µs",
        best(plain, 20),
        "the springs alone with NumPy's shifted arrays",
    )
    yield Row("of it one kick and one drift", springs(), "", best(plain, 20), "the same")


def springs() -> float:
    """Seconds of one kick and one drift of the small box."""
    u, w = field(SIDE), field(SIDE)
    inner(u)[:] = np.random.default_rng(0).normal(size=(3, SIDE, SIDE, SIDE))
    wrap(u)

    def work():
        for _ in range(200):
            kick(u, w, 1e-9, 1e-9)
            drift(u, w, 1e-9)

    return best(work, 5) / 200


def maps() -> Iterator[Row]:
    """1600 collisions, without the kernels of another map."""
    for axes in validity.PAIRS:
        made = validity.IonValidity(axes=axes)

        def cold(made=made):
            forget()
            for _ in made.run():
                pass

        yield Row(
            f"validity map, 40 × 40, {axes}",
            best(cold, 1),
            "20 s",
            plain_map(made),
            "every atom of 50³ by RK5, four steps and scaled",
        )


def plain_map(made: validity.IonValidity) -> float:
    """Seconds of all collisions of a map by RK5, each at the step that the map takes."""
    base = IonCollision(lam=made.lam, v0=made.v0)
    first, second = made.across_and_up()
    one = scaled_collision(base) / (base.duration() / base.step())
    steps = 0.0
    for across, up in product(first.values, second.values):
        e = {"lam": base.lam, "v0": base.v0} | {first.name: across, second.name: up}
        fastest = base.cubic().Omega_max * np.sqrt(e.get("stiffness", 1.0))
        step = min(e["lam"] / e["v0"] / validity_run.RESOLUTION, SEEN / fastest)
        steps += TRAVEL * START * e["lam"] / e["v0"] / step
    return one * steps


def rows() -> Iterator[Row]:
    """Measure, one row after the other."""
    for part in (collisions, dissipation, step_of_atoms, maps):
        yield from part()


def main(console: Console) -> None:
    """Measure and print everything; about a minute."""
    made = table(
        f"The ion in the crystal on {CORES} cores",
        "what",
        "this software",
        "goal",
        "plain",
        "ratio",
        "direct method",
    )
    with console.status("measuring the ion in the crystal: about a minute"):
        for row in rows():
            times = shown(row.ours), row.goal, shown(row.plain), row.shown_ratio
            made.add_row(row.what, *times, row.twin)
    console.print(made)


if __name__ == "__main__":
    main(Console())
