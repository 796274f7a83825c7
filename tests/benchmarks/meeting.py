"""Speed of one ion in rocksalt, 6³ cells, 432 atoms, by all three equations, beside LAMMPS.

The same crystal and potential: bonds of LAMMPS with a rest length of r(1 − k_T/k_L) have the
longitudinal and transverse springs k_L and k_T for small displacements, and its Yukawa pair is the
screened Coulomb law within the same cut-off. It is asked for by LAMMPS_PYTHON, a Python that has
it; without one the springs are a matrix of NumPy's. Read the ratios.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from pathlib import Path

import numpy as np
from rich.console import Console

from ionoscope.engine.crystal.builtin import BUILT_IN, built_in
from ionoscope.engine.ion.frames import FRAME
from ionoscope.engine.meeting.box import Box
from ionoscope.engine.meeting.laws import law
from ionoscope.engine.meeting.meeting import meeting
from ionoscope.engine.meeting.setting import Setting
from ionoscope.engine.meeting.stencil import folded
from ionoscope.engine.meeting.wanderers import WANDERERS
from tests.benchmarks.timing import CORES, Row, best, shown, table

N, R_C, U0, LAM, M, STEP = 6, 4.0, 4000.0, 0.5, 0.7, 5e-3
IONS = {"full": 1, "memory": 32, "time-local": 32}
"""Ions of one bath, which share its motion; in the full solution each has its own crystal."""
GOALS = {"full": 5, "memory": 20, "time-local": 20}
PEER = Path(__file__).parent / "lammps_peer.py"


def box() -> Box:
    """Rocksalt, in which both species repel the ion alike."""
    one = law("screened_coulomb", U0=U0, lam=LAM)
    return Box(meeting(built_in("rocksalt"), {"Na": one, "Cl": one}, R_C), (N, N, N))


def ours(equation: str, dt: float) -> float:
    """Seconds for STEP of one ion, bath included, by steps of dt (ps)."""
    run = WANDERERS[equation](
        Setting(
            box=box(), M=M, kT=25.0, statistics="classical", ions=IONS[equation], baths=1, dt=dt,
            t_c=0.2,
        ),
        np.random.SeedSequence(1),
    )  # fmt: skip
    run.frames(5)
    return best(lambda: run.frames(50), 5) / 50 / IONS[equation] * STEP / FRAME


def lammps() -> float | None:
    """Seconds of a step by LAMMPS; None if it is not there."""
    python = os.environ.get("LAMMPS_PYTHON")
    if not python:
        return None
    with tempfile.TemporaryDirectory() as folder:
        data, commands = Path(folder) / "rocksalt.data", Path(folder) / "in.rocksalt"
        data.write_text(_data())
        commands.write_text(_commands(data))
        told = subprocess.run(
            [python, PEER, commands, "2000"], capture_output=True, text=True, check=True
        )
    return float(told.stdout.split()[-1])


def _atoms() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cell vectors as LAMMPS has them (3, 3), places (n, 3), both in Å, and kinds (n,)."""
    crystal = built_in("rocksalt")
    cells = np.array(list(product(range(N), repeat=3)))
    share = (cells[:, None] + crystal.positions).reshape(-1, 3) / N
    _, r = np.linalg.qr((N * crystal.lattice).T)
    vectors = (np.diag(np.sign(np.diag(r))) @ r).T
    return vectors, share @ vectors, np.tile([0, 1], len(cells))


def _bonds(vectors: np.ndarray, places: np.ndarray, kinds: np.ndarray) -> list[tuple]:
    """Shell, and both atoms of every spring."""
    images = np.array(list(product((-1, 0, 1), repeat=3))) @ vectors
    found, names = BUILT_IN["rocksalt"], ("Na", "Cl")
    bonds = []
    for i in range(len(places)):
        length = np.linalg.norm(places + images[:, None] - places[i], axis=-1)
        for shell, (pair, distance, _, _) in enumerate(found.shells, 1):
            for j in np.nonzero(np.abs(length - found.a * distance) < 1e-3)[1]:
                if j > i and sorted((names[kinds[i]], names[kinds[j]])) == sorted(pair):
                    bonds.append((shell, i + 1, int(j) + 1))
    return bonds


def _data() -> str:
    vectors, places, kinds = _atoms()
    bonds = _bonds(vectors, places, kinds)
    ion = np.full(3, 0.25 / N) @ vectors
    rows = [(k + 1, *r) for k, r in zip(kinds, places, strict=True)] + [(3, *ion)]
    masses = (*built_in("rocksalt").masses, M / 0.1036426966)
    lines = [
        f"rocksalt\n\n{len(rows)} atoms\n{len(bonds)} bonds\n3 atom types\n3 bond types",
        "18 extra bond per atom\n18 extra special per atom\n",
        *(f"0 {vectors[c, c]} {x}lo {x}hi" for c, x in enumerate("xyz")),
        f"{vectors[1, 0]} {vectors[2, 0]} {vectors[2, 1]} xy xz yz\n\nMasses\n",
        *(f"{k} {m}" for k, m in enumerate(masses, 1)),
        "\nAtoms # bond\n",
        *(f"{n} 1 {k} {x} {y} {z}" for n, (k, x, y, z) in enumerate(rows, 1)),
        "\nBonds\n",
        *(f"{n} {s} {i} {j}" for n, (s, i, j) in enumerate(bonds, 1)),
    ]
    return "\n".join(lines) + "\n"


def _commands(data: Path) -> str:
    found = BUILT_IN["rocksalt"]
    atoms = combinations_with_replacement((1, 2), 2)
    return "\n".join(
        [
            "units metal\natom_style bond\nboundary p p p\nbox tilt large",
            f"special_bonds lj/coul 1 1 1\nread_data {data}\nbond_style harmonic",
            # E = K(r − r0)² in eV: 2K along the bond, and 2K(1 − r0/r) across it
            *(
                f"bond_coeff {n} {s.longitudinal / 2000} "
                f"{found.a * s.distance * (1 - s.transverse / s.longitudinal)}"
                for n, s in enumerate(found.shells, 1)
            ),
            f"pair_style yukawa {1 / LAM} {R_C}\npair_coeff * * 0.0\npair_coeff 1*2 3 {U0 / 1000}",
            "neighbor 1.0 bin\nneigh_modify every 1 delay 5 check yes "
            + " ".join(f"exclude type {a} {b}" for a, b in atoms),
            "comm_modify cutoff 7.0\nvelocity all create 290 12345 dist gaussian",
            f"fix 1 all nve\ntimestep {STEP}\nthermo 100000\n",
        ]
    )


def matrix() -> float:
    """Seconds of a step of the atoms alone, their springs a matrix of NumPy's."""
    here = box()
    cells, constants = folded(here.crystal, here.cells)
    size = 3 * here.crystal.n_atoms
    sites = np.array(list(product(range(N), repeat=3)))
    whole = np.zeros((len(sites), size, len(sites), size))
    for L, block in zip(cells, constants, strict=True):
        to = np.ravel_multi_index(tuple(((sites + L) % N).T), here.cells)
        whole[np.arange(len(sites)), :, to] += block
    springs = whole.reshape(size * len(sites), -1)
    u, w = np.zeros((2, len(springs)))

    def step() -> None:
        w[:] -= STEP * (springs @ u)
        u[:] += STEP * w

    return best(lambda: [step() for _ in range(50)], 5) / 50


def rows() -> Iterator[Row]:
    """Measure, one row after the other."""
    peer = lammps()
    twin = "LAMMPS, a step of 5 fs" if peer else "springs as a matrix (no LAMMPS_PYTHON)"
    plain = peer or matrix()
    for equation, times in GOALS.items():
        for dt in (0.005,) if equation == "full" else (0.005, 0.01):
            what = f"{equation}, step {dt:g} ps, {IONS[equation]} a bath"
            yield Row(what, ours(equation, dt), f"{times} × faster", plain, twin)


def main(console: Console) -> None:
    """Measure and print everything; about a minute."""
    made = table(
        f"5 fs of one ion in rocksalt, {2 * N**3} atoms, one of {CORES} cores",
        "what",
        "this software",
        "goal",
        "plain",
        "ratio",
        "plain way",
    )
    with console.status("measuring an ion in rocksalt: about a minute"):
        for row in rows():
            times = shown(row.ours), row.goal, shown(row.plain), row.shown_ratio
            made.add_row(row.what, *times, row.twin)
    console.print(made)


if __name__ == "__main__":
    main(Console())
