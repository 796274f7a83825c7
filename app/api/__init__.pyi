# Written by `make stubs` from the registry of experiments; not by hand.
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, overload

import holoviews as hv

from .engine import EXPERIMENTS as EXPERIMENTS
from .engine import Experiment as Experiment
from .engine import InvalidParameter as InvalidParameter
from .engine import Result as Result
from .engine import RunFailed as RunFailed

__version__: str

def experiments() -> dict[str, str]: ...
def presets(key: str) -> dict[str, str]: ...
def figures(key: str) -> dict[str, str]: ...
def plot(
    results: Result | Sequence[Result], figure: str | None = None, **options: Any
) -> hv.Overlay: ...
def save(picture: Any, path: str | Path) -> Path: ...
def open(path: str | Path) -> Result: ...
def resume(result: Result, *, progress: bool = True) -> Result: ...
@overload
def run(
    key: Literal["gate-launch"],
    preset: str | None = None,
    *,
    progress: bool = True,
    U0: float = 10.0,  # 0.01 … 1000 E_osc
    lam: float = 2.0,  # 0.02 … 100 l_osc
    s: float = 2.0,  # -100 … 100 l_osc
    potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
    M: float = 1.0,  # 0.001 … 1000 m
    x0: float = -20.0,  # -2000 … -0.1 l_osc
    E_particle: float = 5.0,  # 0.001 … 5000 E_osc
    E_oscillator: float = 3.0,  # 0 … 5000 E_osc
    phi: float = 0.0,  # -100 … 100 rad
    onward: bool = True,  # true, false
    stepper: Literal['splitting-8', 'splitting-4', 'leapfrog', 'rk5'] = 'splitting-8',  # splitting-8, splitting-4, leapfrog, rk5
    step: float = 0.2,  # 0.0005 … 2 λ/v
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """Does this particle pass?"""

@overload
def run(
    key: Literal["gate-map"],
    preset: str | None = None,
    *,
    progress: bool = True,
    U0: float = 10.0,  # 0.01 … 1000 E_osc
    lam: float = 2.0,  # 0.02 … 100 l_osc
    s: float = 2.0,  # -100 … 100 l_osc
    potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
    M: float = 1.0,  # 0.001 … 1000 m
    x0: float = -20.0,  # -2000 … -0.1 l_osc
    phi: float = 0.0,  # -100 … 100 rad
    E_particle_min: float = 0.1,  # 0.001 … 5000 E_osc
    E_particle_max: float = 12.0,  # 0.001 … 5000 E_osc
    E_oscillator_min: float = 0.0,  # 0 … 5000 E_osc
    E_oscillator_max: float = 20.0,  # 0 … 5000 E_osc
    n: int = 200,  # 2 … 1000
    fill: Literal['every cell', 'traced'] = 'every cell',  # every cell, traced
    oscillator_start: Literal['text', 'released_script'] = 'text',  # text, released_script
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """When does the particle pass?"""

@overload
def run(
    key: Literal["gate-transmission"],
    preset: str | None = None,
    *,
    progress: bool = True,
    U0: float = 10.0,  # 0.01 … 1000 E_osc
    lam: float = 2.0,  # 0.02 … 100 l_osc
    s: float = 2.0,  # -100 … 100 l_osc
    potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
    M: float = 1.0,  # 0.001 … 1000 m
    x0: float = -20.0,  # -2000 … -0.1 l_osc
    ensemble: Literal['frozen', 'deflected', 'thermal', 'joint'] = 'thermal',  # frozen, deflected, thermal, joint
    method: Literal['exact', 'sampled'] = 'exact',  # exact, sampled
    omega_T: Sequence[float] = (1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4, 1.45, 1.5, 1.55, 1.6, 1.65, 1.7000000000000002, 1.75, 1.8, 1.85, 1.9, 1.9500000000000002, 2.0, 2.05, 2.1, 2.1500000000000004, 2.2, 2.25, 2.3, 2.35, 2.4000000000000004, 2.45, 2.5, 2.55, 2.6, 2.6500000000000004, 2.7, 2.75, 2.8, 2.85, 2.9000000000000004, 2.95, 3.0, 3.0500000000000003, 3.1, 3.15, 3.2, 3.25, 3.3000000000000003, 3.35, 3.4000000000000004, 3.45, 3.5, 3.5500000000000003, 3.6, 3.6500000000000004, 3.7, 3.75, 3.8000000000000003, 3.85, 3.9000000000000004, 3.95, 4.0),  # 1 to 2000 increasing values between 0.3 and 150
    n_launches: int = 10000,  # 1 … 10000000
    n_phases: int = 128,  # 8 … 4096
    n_scan: int = 48,  # 8 … 4096
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How does the chance to pass grow with temperature?"""

@overload
def run(
    key: Literal["gate-barrier"],
    preset: str | None = None,
    *,
    progress: bool = True,
    U0: float = 10.0,  # 0.01 … 1000 E_osc
    lam: float = 2.0,  # 0.02 … 100 l_osc
    s: float = 2.0,  # -100 … 100 l_osc
    potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
    M: float = 1.0,  # 0.001 … 1000 m
    x0: float = -20.0,  # -2000 … -0.1 l_osc
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How high is the barrier?"""

@overload
def run(
    key: Literal["lattice-phonons"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    path: Sequence[Sequence[float]] = ((0.0, 0.0, 0.0), (0.5, 0.0, 0.0), (0.5, 0.5, 0.0), (0.0, 0.0, 0.0), (0.5, 0.5, 0.5)),  # 2 to 12 points of three numbers between -2 and 2, or Γ, X, M, R
    n_path: int = 60,  # 2 … 2000
    n_zone: int = 22,  # 2 … 80
    n_bins: int = 160,  # 10 … 2000
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How does the crystal vibrate?"""

@overload
def run(
    key: Literal["lattice-response"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    displacements: Sequence[Sequence[float]] = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 0, 0)),  # 1 to 40 points of three whole numbers between -20 and 20
    times: Sequence[float] = (np.float64(0.0), np.float64(0.01), np.float64(0.02), np.float64(0.03), np.float64(0.04), np.float64(0.05), np.float64(0.06), np.float64(0.07), np.float64(0.08), np.float64(0.09), np.float64(0.1), np.float64(0.11), np.float64(0.12), np.float64(0.13), np.float64(0.14), np.float64(0.15), np.float64(0.16), np.float64(0.17), np.float64(0.18), np.float64(0.19), np.float64(0.2), np.float64(0.21), np.float64(0.22), np.float64(0.23), np.float64(0.24), np.float64(0.25), np.float64(0.26), np.float64(0.27), np.float64(0.28), np.float64(0.29), np.float64(0.3), np.float64(0.31), np.float64(0.32), np.float64(0.33), np.float64(0.34), np.float64(0.35000000000000003), np.float64(0.36), np.float64(0.37), np.float64(0.38), np.float64(0.39), np.float64(0.4), np.float64(0.41000000000000003), np.float64(0.42), np.float64(0.43), np.float64(0.44), np.float64(0.45), np.float64(0.46), np.float64(0.47000000000000003), np.float64(0.48), np.float64(0.49), np.float64(0.5), np.float64(0.51), np.float64(0.52), np.float64(0.53), np.float64(0.54), np.float64(0.55), np.float64(0.56), np.float64(0.5700000000000001), np.float64(0.58), np.float64(0.59), np.float64(0.6), np.float64(0.61), np.float64(0.62), np.float64(0.63), np.float64(0.64), np.float64(0.65), np.float64(0.66), np.float64(0.67), np.float64(0.68), np.float64(0.6900000000000001), np.float64(0.7000000000000001), np.float64(0.71), np.float64(0.72), np.float64(0.73), np.float64(0.74), np.float64(0.75), np.float64(0.76), np.float64(0.77), np.float64(0.78), np.float64(0.79), np.float64(0.8), np.float64(0.81), np.float64(0.8200000000000001), np.float64(0.8300000000000001), np.float64(0.84), np.float64(0.85), np.float64(0.86), np.float64(0.87), np.float64(0.88), np.float64(0.89), np.float64(0.9), np.float64(0.91), np.float64(0.92), np.float64(0.93), np.float64(0.9400000000000001), np.float64(0.9500000000000001), np.float64(0.96), np.float64(0.97), np.float64(0.98), np.float64(0.99), np.float64(1.0), np.float64(1.01), np.float64(1.02), np.float64(1.03), np.float64(1.04), np.float64(1.05), np.float64(1.06), np.float64(1.07), np.float64(1.08), np.float64(1.09), np.float64(1.1), np.float64(1.11), np.float64(1.12), np.float64(1.1300000000000001), np.float64(1.1400000000000001), np.float64(1.1500000000000001), np.float64(1.16), np.float64(1.17), np.float64(1.18), np.float64(1.19), np.float64(1.2), np.float64(1.21), np.float64(1.22), np.float64(1.23), np.float64(1.24), np.float64(1.25), np.float64(1.26), np.float64(1.27), np.float64(1.28), np.float64(1.29), np.float64(1.3), np.float64(1.31), np.float64(1.32), np.float64(1.33), np.float64(1.34), np.float64(1.35), np.float64(1.36), np.float64(1.37), np.float64(1.3800000000000001), np.float64(1.3900000000000001), np.float64(1.4000000000000001), np.float64(1.41), np.float64(1.42), np.float64(1.43), np.float64(1.44), np.float64(1.45), np.float64(1.46), np.float64(1.47), np.float64(1.48), np.float64(1.49), np.float64(1.5), np.float64(1.51), np.float64(1.52), np.float64(1.53), np.float64(1.54), np.float64(1.55), np.float64(1.56), np.float64(1.57), np.float64(1.58), np.float64(1.59), np.float64(1.6), np.float64(1.61), np.float64(1.62), np.float64(1.6300000000000001), np.float64(1.6400000000000001), np.float64(1.6500000000000001), np.float64(1.6600000000000001), np.float64(1.67), np.float64(1.68), np.float64(1.69), np.float64(1.7), np.float64(1.71), np.float64(1.72), np.float64(1.73), np.float64(1.74), np.float64(1.75), np.float64(1.76), np.float64(1.77), np.float64(1.78), np.float64(1.79), np.float64(1.8), np.float64(1.81), np.float64(1.82), np.float64(1.83), np.float64(1.84), np.float64(1.85), np.float64(1.86), np.float64(1.87), np.float64(1.8800000000000001), np.float64(1.8900000000000001), np.float64(1.9000000000000001), np.float64(1.9100000000000001), np.float64(1.92), np.float64(1.93), np.float64(1.94), np.float64(1.95), np.float64(1.96), np.float64(1.97), np.float64(1.98), np.float64(1.99), np.float64(2.0)),  # 1 to 2000 increasing values between 0 and 20 ps
    cells: int = 20,  # 2 … 200
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How does the crystal give way, and for how long?"""

@overload
def run(
    key: Literal["lattice-thermal"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    kT: float = 25.0,  # 0 … 10000 meV
    statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
    cells: int = 60,  # 2 … 100
    times: Sequence[float] = (np.float64(0.0), np.float64(0.01), np.float64(0.02), np.float64(0.03), np.float64(0.04), np.float64(0.05), np.float64(0.06), np.float64(0.07), np.float64(0.08), np.float64(0.09), np.float64(0.1), np.float64(0.11), np.float64(0.12), np.float64(0.13), np.float64(0.14), np.float64(0.15), np.float64(0.16), np.float64(0.17), np.float64(0.18), np.float64(0.19), np.float64(0.2), np.float64(0.21), np.float64(0.22), np.float64(0.23), np.float64(0.24), np.float64(0.25), np.float64(0.26), np.float64(0.27), np.float64(0.28), np.float64(0.29), np.float64(0.3), np.float64(0.31), np.float64(0.32), np.float64(0.33), np.float64(0.34), np.float64(0.35000000000000003), np.float64(0.36), np.float64(0.37), np.float64(0.38), np.float64(0.39), np.float64(0.4), np.float64(0.41000000000000003), np.float64(0.42), np.float64(0.43), np.float64(0.44), np.float64(0.45), np.float64(0.46), np.float64(0.47000000000000003), np.float64(0.48), np.float64(0.49), np.float64(0.5), np.float64(0.51), np.float64(0.52), np.float64(0.53), np.float64(0.54), np.float64(0.55), np.float64(0.56), np.float64(0.5700000000000001), np.float64(0.58), np.float64(0.59), np.float64(0.6), np.float64(0.61), np.float64(0.62), np.float64(0.63), np.float64(0.64), np.float64(0.65), np.float64(0.66), np.float64(0.67), np.float64(0.68), np.float64(0.6900000000000001), np.float64(0.7000000000000001), np.float64(0.71), np.float64(0.72), np.float64(0.73), np.float64(0.74), np.float64(0.75), np.float64(0.76), np.float64(0.77), np.float64(0.78), np.float64(0.79), np.float64(0.8), np.float64(0.81), np.float64(0.8200000000000001), np.float64(0.8300000000000001), np.float64(0.84), np.float64(0.85), np.float64(0.86), np.float64(0.87), np.float64(0.88), np.float64(0.89), np.float64(0.9), np.float64(0.91), np.float64(0.92), np.float64(0.93), np.float64(0.9400000000000001), np.float64(0.9500000000000001), np.float64(0.96), np.float64(0.97), np.float64(0.98), np.float64(0.99), np.float64(1.0), np.float64(1.01), np.float64(1.02), np.float64(1.03), np.float64(1.04), np.float64(1.05), np.float64(1.06), np.float64(1.07), np.float64(1.08), np.float64(1.09), np.float64(1.1), np.float64(1.11), np.float64(1.12), np.float64(1.1300000000000001), np.float64(1.1400000000000001), np.float64(1.1500000000000001), np.float64(1.16), np.float64(1.17), np.float64(1.18), np.float64(1.19), np.float64(1.2), np.float64(1.21), np.float64(1.22), np.float64(1.23), np.float64(1.24), np.float64(1.25), np.float64(1.26), np.float64(1.27), np.float64(1.28), np.float64(1.29), np.float64(1.3), np.float64(1.31), np.float64(1.32), np.float64(1.33), np.float64(1.34), np.float64(1.35), np.float64(1.36), np.float64(1.37), np.float64(1.3800000000000001), np.float64(1.3900000000000001), np.float64(1.4000000000000001), np.float64(1.41), np.float64(1.42), np.float64(1.43), np.float64(1.44), np.float64(1.45), np.float64(1.46), np.float64(1.47), np.float64(1.48), np.float64(1.49), np.float64(1.5), np.float64(1.51), np.float64(1.52), np.float64(1.53), np.float64(1.54), np.float64(1.55), np.float64(1.56), np.float64(1.57), np.float64(1.58), np.float64(1.59), np.float64(1.6), np.float64(1.61), np.float64(1.62), np.float64(1.6300000000000001), np.float64(1.6400000000000001), np.float64(1.6500000000000001), np.float64(1.6600000000000001), np.float64(1.67), np.float64(1.68), np.float64(1.69), np.float64(1.7), np.float64(1.71), np.float64(1.72), np.float64(1.73), np.float64(1.74), np.float64(1.75), np.float64(1.76), np.float64(1.77), np.float64(1.78), np.float64(1.79), np.float64(1.8), np.float64(1.81), np.float64(1.82), np.float64(1.83), np.float64(1.84), np.float64(1.85), np.float64(1.86), np.float64(1.87), np.float64(1.8800000000000001), np.float64(1.8900000000000001), np.float64(1.9000000000000001), np.float64(1.9100000000000001), np.float64(1.92), np.float64(1.93), np.float64(1.94), np.float64(1.95), np.float64(1.96), np.float64(1.97), np.float64(1.98), np.float64(1.99), np.float64(2.0)),  # 1 to 2000 increasing values between 0 and 10 ps
    n_bins: int = 80,  # 10 … 400
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How far and how fast do atoms move by heat?"""

@overload
def run(
    key: Literal["lattice-barrier"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    U0: float = 4000.0,  # 0 … 1000000 meV Å
    lam: float = 0.5,  # 0.02 … 1.2 Å
    potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
    path: Sequence[Sequence[float]] = ((0.5, 0.5, 0.5), (1.5, 0.5, 0.5)),  # 2 points of three numbers between -5 and 5
    n_points: int = 61,  # 3 … 1001
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """What does it cost an ion to go from cell to cell?"""

@overload
def run(
    key: Literal["ion-collision"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    U0: float = 14000.0,  # 0 … 1000000 meV Å
    lam: float = 0.5,  # 0.05 … 2 Å
    potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
    M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
    cells: int = 50,  # 4 … 400
    v0: float = 10.0,  # 0.01 … 1000 Å/ps
    resolution: int = 40,  # 4 … 400
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How far can one trust an answer without memory?"""

@overload
def run(
    key: Literal["ion-dissipation"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    U0: float = 150.0,  # 0 … 1000000 meV Å
    lam: float = 0.5,  # 0.05 … 2 Å
    potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
    M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
    cells: int = 100,  # 4 … 400
    v0: float = 7.5,  # 0.01 … 1000 Å/ps
    start: float = 0.5,  # 0 … 1 a
    equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
    t_c: float = 0.2,  # 0 … 1000 ps
    duration: float = 30.0,  # 0.05 … 200 ps
    dt: float = 0.005,  # 1e-05 … 1 ps
    solver: Literal['eliminated', 'splitting-4', 'leapfrog', 'rk5'] = 'eliminated',  # eliminated, splitting-4, leapfrog, rk5
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """Where does the ion's energy go?"""

@overload
def run(
    key: Literal["ion-diffusion"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    U0: float = 4000.0,  # 0 … 1000000 meV Å
    lam: float = 0.5,  # 0.05 … 2 Å
    potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
    M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
    cells: int = 20,  # 4 … 400
    statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
    duration: float = 100.0,  # 0.1 … 1000000 ps
    ions: int = 32,  # 1 … 4096
    baths: int = 1,  # 1 … 512
    dt: float = 0.005,  # 0.0001 … 0.02 ps
    settle: float = 5.0,  # 0 … 10000 ps
    fit_from: float = 2.0,  # 0.02 … 1000 ps
    fit_to: float = 12.0,  # 0.1 … 2000 ps
    kT: float = 25.0,  # 0 … 1000 meV
    equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
    t_c: float = 0.2,  # 0 … 1000 ps
    force: float = 0.0,  # 0 … 1000 meV/Å
    direction: Sequence[Sequence[float]] = ((1, 0, 0),),  # one point of three numbers between -100 and 100
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How far does the ion come?"""

@overload
def run(
    key: Literal["diffusion-temperature"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    U0: float = 4000.0,  # 0 … 1000000 meV Å
    lam: float = 0.5,  # 0.05 … 2 Å
    potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
    M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
    cells: int = 20,  # 4 … 400
    statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
    duration: float = 100.0,  # 0.1 … 1000000 ps
    ions: int = 32,  # 1 … 4096
    baths: int = 1,  # 1 … 512
    dt: float = 0.005,  # 0.0001 … 0.02 ps
    settle: float = 5.0,  # 0 … 10000 ps
    fit_from: float = 2.0,  # 0.02 … 1000 ps
    fit_to: float = 12.0,  # 0.1 … 2000 ps
    temperatures: Sequence[float] = (10, 15, 20, 25, 30, 40, 50),  # 1 to 60 increasing values between 0 and 1000 meV
    equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
    t_c: float = 0.2,  # 0 … 1000 ps
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """Does one activation energy describe it?"""

@overload
def run(
    key: Literal["diffusion-memory"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    U0: float = 4000.0,  # 0 … 1000000 meV Å
    lam: float = 0.5,  # 0.05 … 2 Å
    potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
    M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
    cells: int = 20,  # 4 … 400
    statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
    duration: float = 100.0,  # 0.1 … 1000000 ps
    ions: int = 32,  # 1 … 4096
    baths: int = 1,  # 1 … 512
    dt: float = 0.005,  # 0.0001 … 0.02 ps
    settle: float = 5.0,  # 0 … 10000 ps
    fit_from: float = 2.0,  # 0.02 … 1000 ps
    fit_to: float = 12.0,  # 0.1 … 2000 ps
    kT: float = 25.0,  # 0 … 1000 meV
    memories: Sequence[float] = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0),  # 1 to 40 increasing values between 0.001 and 100 ps
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How much of the past does the crystal need?"""

@overload
def run(
    key: Literal["diffusion-stiffness"],
    preset: str | None = None,
    *,
    progress: bool = True,
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    U0: float = 4000.0,  # 0 … 1000000 meV Å
    lam: float = 0.5,  # 0.05 … 2 Å
    potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
    M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
    cells: int = 20,  # 4 … 400
    statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
    duration: float = 100.0,  # 0.1 … 1000000 ps
    ions: int = 32,  # 1 … 4096
    baths: int = 1,  # 1 … 512
    dt: float = 0.005,  # 0.0001 … 0.02 ps
    settle: float = 5.0,  # 0 … 10000 ps
    fit_from: float = 2.0,  # 0.02 … 1000 ps
    fit_to: float = 12.0,  # 0.1 … 2000 ps
    kT: float = 25.0,  # 0 … 1000 meV
    equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
    t_c: float = 0.2,  # 0 … 1000 ps
    vary: Literal['stiffness', 'density'] = 'stiffness',  # stiffness, density
    factors: Sequence[float] = (0.25, 0.5, 1, 2, 4, 8),  # 1 to 40 increasing values between 0.01 and 100
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """Which crystal lets ions through best?"""

class GateLaunch(Experiment):
    """Does this particle pass?"""

    def __init__(
        self,
        *,
        U0: float = 10.0,  # 0.01 … 1000 E_osc
        lam: float = 2.0,  # 0.02 … 100 l_osc
        s: float = 2.0,  # -100 … 100 l_osc
        potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
        M: float = 1.0,  # 0.001 … 1000 m
        x0: float = -20.0,  # -2000 … -0.1 l_osc
        E_particle: float = 5.0,  # 0.001 … 5000 E_osc
        E_oscillator: float = 3.0,  # 0 … 5000 E_osc
        phi: float = 0.0,  # -100 … 100 rad
        onward: bool = True,  # true, false
        stepper: Literal['splitting-8', 'splitting-4', 'leapfrog', 'rk5'] = 'splitting-8',  # splitting-8, splitting-4, leapfrog, rk5
        step: float = 0.2,  # 0.0005 … 2 λ/v
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class GateMap(Experiment):
    """When does the particle pass?"""

    def __init__(
        self,
        *,
        U0: float = 10.0,  # 0.01 … 1000 E_osc
        lam: float = 2.0,  # 0.02 … 100 l_osc
        s: float = 2.0,  # -100 … 100 l_osc
        potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
        M: float = 1.0,  # 0.001 … 1000 m
        x0: float = -20.0,  # -2000 … -0.1 l_osc
        phi: float = 0.0,  # -100 … 100 rad
        E_particle_min: float = 0.1,  # 0.001 … 5000 E_osc
        E_particle_max: float = 12.0,  # 0.001 … 5000 E_osc
        E_oscillator_min: float = 0.0,  # 0 … 5000 E_osc
        E_oscillator_max: float = 20.0,  # 0 … 5000 E_osc
        n: int = 200,  # 2 … 1000
        fill: Literal['every cell', 'traced'] = 'every cell',  # every cell, traced
        oscillator_start: Literal['text', 'released_script'] = 'text',  # text, released_script
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class GateTransmission(Experiment):
    """How does the chance to pass grow with temperature?"""

    def __init__(
        self,
        *,
        U0: float = 10.0,  # 0.01 … 1000 E_osc
        lam: float = 2.0,  # 0.02 … 100 l_osc
        s: float = 2.0,  # -100 … 100 l_osc
        potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
        M: float = 1.0,  # 0.001 … 1000 m
        x0: float = -20.0,  # -2000 … -0.1 l_osc
        ensemble: Literal['frozen', 'deflected', 'thermal', 'joint'] = 'thermal',  # frozen, deflected, thermal, joint
        method: Literal['exact', 'sampled'] = 'exact',  # exact, sampled
        omega_T: Sequence[float] = (1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4, 1.45, 1.5, 1.55, 1.6, 1.65, 1.7000000000000002, 1.75, 1.8, 1.85, 1.9, 1.9500000000000002, 2.0, 2.05, 2.1, 2.1500000000000004, 2.2, 2.25, 2.3, 2.35, 2.4000000000000004, 2.45, 2.5, 2.55, 2.6, 2.6500000000000004, 2.7, 2.75, 2.8, 2.85, 2.9000000000000004, 2.95, 3.0, 3.0500000000000003, 3.1, 3.15, 3.2, 3.25, 3.3000000000000003, 3.35, 3.4000000000000004, 3.45, 3.5, 3.5500000000000003, 3.6, 3.6500000000000004, 3.7, 3.75, 3.8000000000000003, 3.85, 3.9000000000000004, 3.95, 4.0),  # 1 to 2000 increasing values between 0.3 and 150
        n_launches: int = 10000,  # 1 … 10000000
        n_phases: int = 128,  # 8 … 4096
        n_scan: int = 48,  # 8 … 4096
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class GateBarrier(Experiment):
    """How high is the barrier?"""

    def __init__(
        self,
        *,
        U0: float = 10.0,  # 0.01 … 1000 E_osc
        lam: float = 2.0,  # 0.02 … 100 l_osc
        s: float = 2.0,  # -100 … 100 l_osc
        potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
        M: float = 1.0,  # 0.001 … 1000 m
        x0: float = -20.0,  # -2000 … -0.1 l_osc
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class LatticePhonons(Experiment):
    """How does the crystal vibrate?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        path: Sequence[Sequence[float]] = ((0.0, 0.0, 0.0), (0.5, 0.0, 0.0), (0.5, 0.5, 0.0), (0.0, 0.0, 0.0), (0.5, 0.5, 0.5)),  # 2 to 12 points of three numbers between -2 and 2, or Γ, X, M, R
        n_path: int = 60,  # 2 … 2000
        n_zone: int = 22,  # 2 … 80
        n_bins: int = 160,  # 10 … 2000
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class LatticeResponse(Experiment):
    """How does the crystal give way, and for how long?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        displacements: Sequence[Sequence[float]] = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 0, 0)),  # 1 to 40 points of three whole numbers between -20 and 20
        times: Sequence[float] = (np.float64(0.0), np.float64(0.01), np.float64(0.02), np.float64(0.03), np.float64(0.04), np.float64(0.05), np.float64(0.06), np.float64(0.07), np.float64(0.08), np.float64(0.09), np.float64(0.1), np.float64(0.11), np.float64(0.12), np.float64(0.13), np.float64(0.14), np.float64(0.15), np.float64(0.16), np.float64(0.17), np.float64(0.18), np.float64(0.19), np.float64(0.2), np.float64(0.21), np.float64(0.22), np.float64(0.23), np.float64(0.24), np.float64(0.25), np.float64(0.26), np.float64(0.27), np.float64(0.28), np.float64(0.29), np.float64(0.3), np.float64(0.31), np.float64(0.32), np.float64(0.33), np.float64(0.34), np.float64(0.35000000000000003), np.float64(0.36), np.float64(0.37), np.float64(0.38), np.float64(0.39), np.float64(0.4), np.float64(0.41000000000000003), np.float64(0.42), np.float64(0.43), np.float64(0.44), np.float64(0.45), np.float64(0.46), np.float64(0.47000000000000003), np.float64(0.48), np.float64(0.49), np.float64(0.5), np.float64(0.51), np.float64(0.52), np.float64(0.53), np.float64(0.54), np.float64(0.55), np.float64(0.56), np.float64(0.5700000000000001), np.float64(0.58), np.float64(0.59), np.float64(0.6), np.float64(0.61), np.float64(0.62), np.float64(0.63), np.float64(0.64), np.float64(0.65), np.float64(0.66), np.float64(0.67), np.float64(0.68), np.float64(0.6900000000000001), np.float64(0.7000000000000001), np.float64(0.71), np.float64(0.72), np.float64(0.73), np.float64(0.74), np.float64(0.75), np.float64(0.76), np.float64(0.77), np.float64(0.78), np.float64(0.79), np.float64(0.8), np.float64(0.81), np.float64(0.8200000000000001), np.float64(0.8300000000000001), np.float64(0.84), np.float64(0.85), np.float64(0.86), np.float64(0.87), np.float64(0.88), np.float64(0.89), np.float64(0.9), np.float64(0.91), np.float64(0.92), np.float64(0.93), np.float64(0.9400000000000001), np.float64(0.9500000000000001), np.float64(0.96), np.float64(0.97), np.float64(0.98), np.float64(0.99), np.float64(1.0), np.float64(1.01), np.float64(1.02), np.float64(1.03), np.float64(1.04), np.float64(1.05), np.float64(1.06), np.float64(1.07), np.float64(1.08), np.float64(1.09), np.float64(1.1), np.float64(1.11), np.float64(1.12), np.float64(1.1300000000000001), np.float64(1.1400000000000001), np.float64(1.1500000000000001), np.float64(1.16), np.float64(1.17), np.float64(1.18), np.float64(1.19), np.float64(1.2), np.float64(1.21), np.float64(1.22), np.float64(1.23), np.float64(1.24), np.float64(1.25), np.float64(1.26), np.float64(1.27), np.float64(1.28), np.float64(1.29), np.float64(1.3), np.float64(1.31), np.float64(1.32), np.float64(1.33), np.float64(1.34), np.float64(1.35), np.float64(1.36), np.float64(1.37), np.float64(1.3800000000000001), np.float64(1.3900000000000001), np.float64(1.4000000000000001), np.float64(1.41), np.float64(1.42), np.float64(1.43), np.float64(1.44), np.float64(1.45), np.float64(1.46), np.float64(1.47), np.float64(1.48), np.float64(1.49), np.float64(1.5), np.float64(1.51), np.float64(1.52), np.float64(1.53), np.float64(1.54), np.float64(1.55), np.float64(1.56), np.float64(1.57), np.float64(1.58), np.float64(1.59), np.float64(1.6), np.float64(1.61), np.float64(1.62), np.float64(1.6300000000000001), np.float64(1.6400000000000001), np.float64(1.6500000000000001), np.float64(1.6600000000000001), np.float64(1.67), np.float64(1.68), np.float64(1.69), np.float64(1.7), np.float64(1.71), np.float64(1.72), np.float64(1.73), np.float64(1.74), np.float64(1.75), np.float64(1.76), np.float64(1.77), np.float64(1.78), np.float64(1.79), np.float64(1.8), np.float64(1.81), np.float64(1.82), np.float64(1.83), np.float64(1.84), np.float64(1.85), np.float64(1.86), np.float64(1.87), np.float64(1.8800000000000001), np.float64(1.8900000000000001), np.float64(1.9000000000000001), np.float64(1.9100000000000001), np.float64(1.92), np.float64(1.93), np.float64(1.94), np.float64(1.95), np.float64(1.96), np.float64(1.97), np.float64(1.98), np.float64(1.99), np.float64(2.0)),  # 1 to 2000 increasing values between 0 and 20 ps
        cells: int = 20,  # 2 … 200
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class LatticeThermal(Experiment):
    """How far and how fast do atoms move by heat?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        kT: float = 25.0,  # 0 … 10000 meV
        statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
        cells: int = 60,  # 2 … 100
        times: Sequence[float] = (np.float64(0.0), np.float64(0.01), np.float64(0.02), np.float64(0.03), np.float64(0.04), np.float64(0.05), np.float64(0.06), np.float64(0.07), np.float64(0.08), np.float64(0.09), np.float64(0.1), np.float64(0.11), np.float64(0.12), np.float64(0.13), np.float64(0.14), np.float64(0.15), np.float64(0.16), np.float64(0.17), np.float64(0.18), np.float64(0.19), np.float64(0.2), np.float64(0.21), np.float64(0.22), np.float64(0.23), np.float64(0.24), np.float64(0.25), np.float64(0.26), np.float64(0.27), np.float64(0.28), np.float64(0.29), np.float64(0.3), np.float64(0.31), np.float64(0.32), np.float64(0.33), np.float64(0.34), np.float64(0.35000000000000003), np.float64(0.36), np.float64(0.37), np.float64(0.38), np.float64(0.39), np.float64(0.4), np.float64(0.41000000000000003), np.float64(0.42), np.float64(0.43), np.float64(0.44), np.float64(0.45), np.float64(0.46), np.float64(0.47000000000000003), np.float64(0.48), np.float64(0.49), np.float64(0.5), np.float64(0.51), np.float64(0.52), np.float64(0.53), np.float64(0.54), np.float64(0.55), np.float64(0.56), np.float64(0.5700000000000001), np.float64(0.58), np.float64(0.59), np.float64(0.6), np.float64(0.61), np.float64(0.62), np.float64(0.63), np.float64(0.64), np.float64(0.65), np.float64(0.66), np.float64(0.67), np.float64(0.68), np.float64(0.6900000000000001), np.float64(0.7000000000000001), np.float64(0.71), np.float64(0.72), np.float64(0.73), np.float64(0.74), np.float64(0.75), np.float64(0.76), np.float64(0.77), np.float64(0.78), np.float64(0.79), np.float64(0.8), np.float64(0.81), np.float64(0.8200000000000001), np.float64(0.8300000000000001), np.float64(0.84), np.float64(0.85), np.float64(0.86), np.float64(0.87), np.float64(0.88), np.float64(0.89), np.float64(0.9), np.float64(0.91), np.float64(0.92), np.float64(0.93), np.float64(0.9400000000000001), np.float64(0.9500000000000001), np.float64(0.96), np.float64(0.97), np.float64(0.98), np.float64(0.99), np.float64(1.0), np.float64(1.01), np.float64(1.02), np.float64(1.03), np.float64(1.04), np.float64(1.05), np.float64(1.06), np.float64(1.07), np.float64(1.08), np.float64(1.09), np.float64(1.1), np.float64(1.11), np.float64(1.12), np.float64(1.1300000000000001), np.float64(1.1400000000000001), np.float64(1.1500000000000001), np.float64(1.16), np.float64(1.17), np.float64(1.18), np.float64(1.19), np.float64(1.2), np.float64(1.21), np.float64(1.22), np.float64(1.23), np.float64(1.24), np.float64(1.25), np.float64(1.26), np.float64(1.27), np.float64(1.28), np.float64(1.29), np.float64(1.3), np.float64(1.31), np.float64(1.32), np.float64(1.33), np.float64(1.34), np.float64(1.35), np.float64(1.36), np.float64(1.37), np.float64(1.3800000000000001), np.float64(1.3900000000000001), np.float64(1.4000000000000001), np.float64(1.41), np.float64(1.42), np.float64(1.43), np.float64(1.44), np.float64(1.45), np.float64(1.46), np.float64(1.47), np.float64(1.48), np.float64(1.49), np.float64(1.5), np.float64(1.51), np.float64(1.52), np.float64(1.53), np.float64(1.54), np.float64(1.55), np.float64(1.56), np.float64(1.57), np.float64(1.58), np.float64(1.59), np.float64(1.6), np.float64(1.61), np.float64(1.62), np.float64(1.6300000000000001), np.float64(1.6400000000000001), np.float64(1.6500000000000001), np.float64(1.6600000000000001), np.float64(1.67), np.float64(1.68), np.float64(1.69), np.float64(1.7), np.float64(1.71), np.float64(1.72), np.float64(1.73), np.float64(1.74), np.float64(1.75), np.float64(1.76), np.float64(1.77), np.float64(1.78), np.float64(1.79), np.float64(1.8), np.float64(1.81), np.float64(1.82), np.float64(1.83), np.float64(1.84), np.float64(1.85), np.float64(1.86), np.float64(1.87), np.float64(1.8800000000000001), np.float64(1.8900000000000001), np.float64(1.9000000000000001), np.float64(1.9100000000000001), np.float64(1.92), np.float64(1.93), np.float64(1.94), np.float64(1.95), np.float64(1.96), np.float64(1.97), np.float64(1.98), np.float64(1.99), np.float64(2.0)),  # 1 to 2000 increasing values between 0 and 10 ps
        n_bins: int = 80,  # 10 … 400
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class LatticeBarrier(Experiment):
    """What does it cost an ion to go from cell to cell?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        U0: float = 4000.0,  # 0 … 1000000 meV Å
        lam: float = 0.5,  # 0.02 … 1.2 Å
        potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
        path: Sequence[Sequence[float]] = ((0.5, 0.5, 0.5), (1.5, 0.5, 0.5)),  # 2 points of three numbers between -5 and 5
        n_points: int = 61,  # 3 … 1001
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class IonCollision(Experiment):
    """How far can one trust an answer without memory?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        U0: float = 14000.0,  # 0 … 1000000 meV Å
        lam: float = 0.5,  # 0.05 … 2 Å
        potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
        M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
        cells: int = 50,  # 4 … 400
        v0: float = 10.0,  # 0.01 … 1000 Å/ps
        resolution: int = 40,  # 4 … 400
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class IonDissipation(Experiment):
    """Where does the ion's energy go?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        U0: float = 150.0,  # 0 … 1000000 meV Å
        lam: float = 0.5,  # 0.05 … 2 Å
        potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
        M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
        cells: int = 100,  # 4 … 400
        v0: float = 7.5,  # 0.01 … 1000 Å/ps
        start: float = 0.5,  # 0 … 1 a
        equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
        t_c: float = 0.2,  # 0 … 1000 ps
        duration: float = 30.0,  # 0.05 … 200 ps
        dt: float = 0.005,  # 1e-05 … 1 ps
        solver: Literal['eliminated', 'splitting-4', 'leapfrog', 'rk5'] = 'eliminated',  # eliminated, splitting-4, leapfrog, rk5
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class IonDiffusion(Experiment):
    """How far does the ion come?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        U0: float = 4000.0,  # 0 … 1000000 meV Å
        lam: float = 0.5,  # 0.05 … 2 Å
        potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
        M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
        cells: int = 20,  # 4 … 400
        statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
        duration: float = 100.0,  # 0.1 … 1000000 ps
        ions: int = 32,  # 1 … 4096
        baths: int = 1,  # 1 … 512
        dt: float = 0.005,  # 0.0001 … 0.02 ps
        settle: float = 5.0,  # 0 … 10000 ps
        fit_from: float = 2.0,  # 0.02 … 1000 ps
        fit_to: float = 12.0,  # 0.1 … 2000 ps
        kT: float = 25.0,  # 0 … 1000 meV
        equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
        t_c: float = 0.2,  # 0 … 1000 ps
        force: float = 0.0,  # 0 … 1000 meV/Å
        direction: Sequence[Sequence[float]] = ((1, 0, 0),),  # one point of three numbers between -100 and 100
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class DiffusionTemperature(Experiment):
    """Does one activation energy describe it?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        U0: float = 4000.0,  # 0 … 1000000 meV Å
        lam: float = 0.5,  # 0.05 … 2 Å
        potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
        M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
        cells: int = 20,  # 4 … 400
        statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
        duration: float = 100.0,  # 0.1 … 1000000 ps
        ions: int = 32,  # 1 … 4096
        baths: int = 1,  # 1 … 512
        dt: float = 0.005,  # 0.0001 … 0.02 ps
        settle: float = 5.0,  # 0 … 10000 ps
        fit_from: float = 2.0,  # 0.02 … 1000 ps
        fit_to: float = 12.0,  # 0.1 … 2000 ps
        temperatures: Sequence[float] = (10, 15, 20, 25, 30, 40, 50),  # 1 to 60 increasing values between 0 and 1000 meV
        equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
        t_c: float = 0.2,  # 0 … 1000 ps
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class DiffusionMemory(Experiment):
    """How much of the past does the crystal need?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        U0: float = 4000.0,  # 0 … 1000000 meV Å
        lam: float = 0.5,  # 0.05 … 2 Å
        potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
        M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
        cells: int = 20,  # 4 … 400
        statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
        duration: float = 100.0,  # 0.1 … 1000000 ps
        ions: int = 32,  # 1 … 4096
        baths: int = 1,  # 1 … 512
        dt: float = 0.005,  # 0.0001 … 0.02 ps
        settle: float = 5.0,  # 0 … 10000 ps
        fit_from: float = 2.0,  # 0.02 … 1000 ps
        fit_to: float = 12.0,  # 0.1 … 2000 ps
        kT: float = 25.0,  # 0 … 1000 meV
        memories: Sequence[float] = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0),  # 1 to 40 increasing values between 0.001 and 100 ps
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class DiffusionStiffness(Experiment):
    """Which crystal lets ions through best?"""

    def __init__(
        self,
        *,
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        U0: float = 4000.0,  # 0 … 1000000 meV Å
        lam: float = 0.5,  # 0.05 … 2 Å
        potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
        M: float = 0.7,  # 0.001 … 10000 meV ps²/Å²
        cells: int = 20,  # 4 … 400
        statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
        duration: float = 100.0,  # 0.1 … 1000000 ps
        ions: int = 32,  # 1 … 4096
        baths: int = 1,  # 1 … 512
        dt: float = 0.005,  # 0.0001 … 0.02 ps
        settle: float = 5.0,  # 0 … 10000 ps
        fit_from: float = 2.0,  # 0.02 … 1000 ps
        fit_to: float = 12.0,  # 0.1 … 2000 ps
        kT: float = 25.0,  # 0 … 1000 meV
        equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
        t_c: float = 0.2,  # 0 … 1000 ps
        vary: Literal['stiffness', 'density'] = 'stiffness',  # stiffness, density
        factors: Sequence[float] = (0.25, 0.5, 1, 2, 4, 8),  # 1 to 40 increasing values between 0.01 and 100
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

