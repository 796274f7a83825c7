# Written by `make stubs` from the registry of experiments; not by hand.
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, overload

import holoviews as hv

from .app.runs.entry import Entry as Entry
from .comparing import Compared as Compared
from .engine import EXPERIMENTS as EXPERIMENTS
from .engine import Experiment as Experiment
from .engine import InvalidParameter as InvalidParameter
from .engine import Result as Result
from .engine import RunFailed as RunFailed
from .kept import Runs as Runs

__version__: str

def experiments() -> dict[str, str]: ...
def presets(key: str) -> dict[str, str]: ...
def figures(key: str) -> dict[str, str]: ...
def plot(
    results: Result | Sequence[Result], figure: str | None = None, **options: Any
) -> hv.Overlay: ...
def save(picture: Any, path: str | Path) -> Path: ...
def open(run: str | Path | Entry) -> Result: ...
def resume(result: Result, *, progress: bool = True, keep: bool | None = None) -> Result: ...
def runs(
    experiment: str = "",
    *,
    status: str = "",
    text: str = "",
    where: str | Iterable[str] = (),
    tags: Iterable[str] = (),
    sort: str = "created",
    descending: bool = True,
    most: int = 200,
    trash: bool = False,
    folder: str | Path | None = None,
) -> Runs: ...
def compare(*runs: str | Path | Entry | Result) -> Compared: ...
def sweep(
    key: str,
    over: Mapping[str, Iterable[Any]],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    **parameters: Any,
) -> Result: ...
@overload
def run(
    key: Literal["gate-launch"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    fresh: bool = False,
    keep: bool | None = None,
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
    key: Literal["gate-gallery"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    U0: float = 10.0,  # 0.01 … 1000 E_osc
    lam: float = 2.0,  # 0.02 … 100 l_osc
    potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
    M: float = 1.0,  # 0.001 … 1000 m
    x0: float = -20.0,  # -2000 … -0.1 l_osc
    phases: Sequence[float] = (0.0, 0.7853981633974483, 1.5707963267948966, 2.356194490192345, 3.141592653589793, 3.9269908169872414, 4.71238898038469, 5.497787143782138),  # 1 to 16 increasing values between -100 and 100 rad
    offsets: Sequence[float] = (0.0, 2.0),  # 1 to 8 increasing values between -100 and 100 l_osc
    E_particle_min: float = 0.1,  # 0.001 … 5000 E_osc
    E_particle_max: float = 12.0,  # 0.001 … 5000 E_osc
    E_oscillator_min: float = 0.0,  # 0 … 5000 E_osc
    E_oscillator_max: float = 20.0,  # 0 … 5000 E_osc
    n: int = 60,  # 2 … 1000
    oscillator_start: Literal['text', 'released_script'] = 'text',  # text, released_script
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How much does the oscillator's phase matter?"""

@overload
def run(
    key: Literal["gate-transmission"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    """How does the transmission probability grow with temperature?"""

@overload
def run(
    key: Literal["gate-barrier"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    key: Literal["gate-barriers"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    U0: float = 10.0,  # 0.01 … 1000 E_osc
    lam: float = 2.0,  # 0.02 … 100 l_osc
    potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
    M: float = 1.0,  # 0.001 … 1000 m
    x0: float = -20.0,  # -2000 … -0.1 l_osc
    s_max: float = 6.0,  # 0.1 … 100 l_osc
    n: int = 25,  # 2 … 1000
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How does the barrier fall with the impact parameter?"""

@overload
def run(
    key: Literal["lattice-phonons"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    crystal: str = 'simple-cubic',  # simple-cubic, bcc, fcc, diamond, rocksalt, caesium-chloride, zincblende, perovskite, or sha256:… of a crystal that is kept
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
    fresh: bool = False,
    keep: bool | None = None,
    crystal: str = 'simple-cubic',  # simple-cubic, bcc, fcc, diamond, rocksalt, caesium-chloride, zincblende, perovskite, or sha256:… of a crystal that is kept
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    displacements: Sequence[Sequence[float]] = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 0, 0)),  # 1 to 40 points of three whole numbers between -20 and 20
    atom: int = 1,  # 1 … 200
    other: int = 1,  # 1 … 200
    times: Sequence[float] = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.2, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.29, 0.3, 0.31, 0.32, 0.33, 0.34, 0.35000000000000003, 0.36, 0.37, 0.38, 0.39, 0.4, 0.41000000000000003, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47000000000000003, 0.48, 0.49, 0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.5700000000000001, 0.58, 0.59, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 0.68, 0.6900000000000001, 0.7000000000000001, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.79, 0.8, 0.81, 0.8200000000000001, 0.8300000000000001, 0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9, 0.91, 0.92, 0.93, 0.9400000000000001, 0.9500000000000001, 0.96, 0.97, 0.98, 0.99, 1.0, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12, 1.1300000000000001, 1.1400000000000001, 1.1500000000000001, 1.16, 1.17, 1.18, 1.19, 1.2, 1.21, 1.22, 1.23, 1.24, 1.25, 1.26, 1.27, 1.28, 1.29, 1.3, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37, 1.3800000000000001, 1.3900000000000001, 1.4000000000000001, 1.41, 1.42, 1.43, 1.44, 1.45, 1.46, 1.47, 1.48, 1.49, 1.5, 1.51, 1.52, 1.53, 1.54, 1.55, 1.56, 1.57, 1.58, 1.59, 1.6, 1.61, 1.62, 1.6300000000000001, 1.6400000000000001, 1.6500000000000001, 1.6600000000000001, 1.67, 1.68, 1.69, 1.7, 1.71, 1.72, 1.73, 1.74, 1.75, 1.76, 1.77, 1.78, 1.79, 1.8, 1.81, 1.82, 1.83, 1.84, 1.85, 1.86, 1.87, 1.8800000000000001, 1.8900000000000001, 1.9000000000000001, 1.9100000000000001, 1.92, 1.93, 1.94, 1.95, 1.96, 1.97, 1.98, 1.99, 2.0),  # 1 to 2000 increasing values between 0 and 20 ps
    cells: int = 20,  # 2 … 200
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How does the crystal respond to a force, and for how long?"""

@overload
def run(
    key: Literal["lattice-thermal"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    crystal: str = 'simple-cubic',  # simple-cubic, bcc, fcc, diamond, rocksalt, caesium-chloride, zincblende, perovskite, or sha256:… of a crystal that is kept
    k1: float = 520.0,  # -20000 … 20000 meV/Å²
    k2: float = 170.0,  # -20000 … 20000 meV/Å²
    m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
    a: float = 3.0,  # 0.1 … 100 Å
    kT: float = 25.0,  # 0 … 10000 meV (0 … 116000 K)
    statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
    cells: int = 60,  # 2 … 100
    times: Sequence[float] = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.2, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.29, 0.3, 0.31, 0.32, 0.33, 0.34, 0.35000000000000003, 0.36, 0.37, 0.38, 0.39, 0.4, 0.41000000000000003, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47000000000000003, 0.48, 0.49, 0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.5700000000000001, 0.58, 0.59, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 0.68, 0.6900000000000001, 0.7000000000000001, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.79, 0.8, 0.81, 0.8200000000000001, 0.8300000000000001, 0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9, 0.91, 0.92, 0.93, 0.9400000000000001, 0.9500000000000001, 0.96, 0.97, 0.98, 0.99, 1.0, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12, 1.1300000000000001, 1.1400000000000001, 1.1500000000000001, 1.16, 1.17, 1.18, 1.19, 1.2, 1.21, 1.22, 1.23, 1.24, 1.25, 1.26, 1.27, 1.28, 1.29, 1.3, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37, 1.3800000000000001, 1.3900000000000001, 1.4000000000000001, 1.41, 1.42, 1.43, 1.44, 1.45, 1.46, 1.47, 1.48, 1.49, 1.5, 1.51, 1.52, 1.53, 1.54, 1.55, 1.56, 1.57, 1.58, 1.59, 1.6, 1.61, 1.62, 1.6300000000000001, 1.6400000000000001, 1.6500000000000001, 1.6600000000000001, 1.67, 1.68, 1.69, 1.7, 1.71, 1.72, 1.73, 1.74, 1.75, 1.76, 1.77, 1.78, 1.79, 1.8, 1.81, 1.82, 1.83, 1.84, 1.85, 1.86, 1.87, 1.8800000000000001, 1.8900000000000001, 1.9000000000000001, 1.9100000000000001, 1.92, 1.93, 1.94, 1.95, 1.96, 1.97, 1.98, 1.99, 2.0),  # 1 to 2000 increasing values between 0 and 10 ps
    n_bins: int = 80,  # 10 … 400
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How far and how fast do atoms move at a given temperature?"""

@overload
def run(
    key: Literal["lattice-barrier"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    """How much energy does an ion need to pass from cell to cell?"""

@overload
def run(
    key: Literal["ion-landscape"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    crystal: str = 'simple-cubic',  # simple-cubic, bcc, fcc, diamond, rocksalt, caesium-chloride, zincblende, perovskite, or sha256:… of a crystal that is kept
    U0: float = 4000.0,  # 0 … 1000000 meV Å
    lam: float = 0.5,  # 0.05 … 2 Å
    potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
    weights: Sequence[float] = (1.0,),  # 1 to 5 increasing values between 0 and 100
    ceiling: float = 1000.0,  # 0.01 … 100000 meV
    r_c: float = 8.0,  # 2 … 20 Å
    spacing: float = 0.3,  # 0.1 … 1 Å
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """Where does an ion rest in a crystal, and which way does it move on?"""

@overload
def run(
    key: Literal["ion-collision"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    """How far can an equation without memory be trusted?"""

@overload
def run(
    key: Literal["ion-validity"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    axes: Literal['speed and reach', 'mass and stiffness'] = 'speed and reach',  # speed and reach, mass and stiffness
    n: int = 40,  # 2 … 200
    v0_min: float = 1.0,  # 0.01 … 1000 Å/ps
    v0_max: float = 30.0,  # 0.01 … 1000 Å/ps
    lam_min: float = 0.1,  # 0.05 … 2 Å
    lam_max: float = 1.0,  # 0.05 … 2 Å
    M_min: float = 0.1,  # 0.001 … 10000 meV ps²/Å²
    M_max: float = 30.0,  # 0.001 … 10000 meV ps²/Å²
    stiffness_min: float = 0.1,  # 0.01 … 100 times
    stiffness_max: float = 10.0,  # 0.01 … 100 times
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """Where can the crystal's memory be neglected?"""

@overload
def run(
    key: Literal["ion-dissipation"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    fresh: bool = False,
    keep: bool | None = None,
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
    kT: float = 25.0,  # 0 … 1000 meV (0 … 11600 K)
    equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
    t_c: float = 0.2,  # 0 … 1000 ps
    force: float = 0.0,  # 0 … 1000 meV/Å
    direction: Sequence[Sequence[float]] = ((1.0, 0.0, 0.0),),  # one point of three numbers between -100 and 100
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How fast does the ion diffuse?"""

@overload
def run(
    key: Literal["diffusion-temperature"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    temperatures: Sequence[float] = (10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0),  # 1 to 60 increasing values between 0 and 1000 meV (0 … 11600 K)
    equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
    t_c: float = 0.2,  # 0 … 1000 ps
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """Does one activation energy describe diffusion?"""

@overload
def run(
    key: Literal["diffusion-memory"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    kT: float = 25.0,  # 0 … 1000 meV (0 … 11600 K)
    memories: Sequence[float] = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0),  # 1 to 40 increasing values between 0.001 and 100 ps
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """How much memory does the equation of motion need?"""

@overload
def run(
    key: Literal["diffusion-stiffness"],
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
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
    kT: float = 25.0,  # 0 … 1000 meV (0 … 11600 K)
    equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
    t_c: float = 0.2,  # 0 … 1000 ps
    vary: Literal['stiffness', 'density'] = 'stiffness',  # stiffness, density
    factors: Sequence[float] = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0),  # 1 to 40 increasing values between 0.01 and 100
    seed: int = 0,  # 0 … 4294967295
) -> Result:
    """In which crystal do ions diffuse fastest?"""

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

class GateGallery(Experiment):
    """How much does the oscillator's phase matter?"""

    def __init__(
        self,
        *,
        U0: float = 10.0,  # 0.01 … 1000 E_osc
        lam: float = 2.0,  # 0.02 … 100 l_osc
        potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
        M: float = 1.0,  # 0.001 … 1000 m
        x0: float = -20.0,  # -2000 … -0.1 l_osc
        phases: Sequence[float] = (0.0, 0.7853981633974483, 1.5707963267948966, 2.356194490192345, 3.141592653589793, 3.9269908169872414, 4.71238898038469, 5.497787143782138),  # 1 to 16 increasing values between -100 and 100 rad
        offsets: Sequence[float] = (0.0, 2.0),  # 1 to 8 increasing values between -100 and 100 l_osc
        E_particle_min: float = 0.1,  # 0.001 … 5000 E_osc
        E_particle_max: float = 12.0,  # 0.001 … 5000 E_osc
        E_oscillator_min: float = 0.0,  # 0 … 5000 E_osc
        E_oscillator_max: float = 20.0,  # 0 … 5000 E_osc
        n: int = 60,  # 2 … 1000
        oscillator_start: Literal['text', 'released_script'] = 'text',  # text, released_script
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class GateTransmission(Experiment):
    """How does the transmission probability grow with temperature?"""

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

class GateBarriers(Experiment):
    """How does the barrier fall with the impact parameter?"""

    def __init__(
        self,
        *,
        U0: float = 10.0,  # 0.01 … 1000 E_osc
        lam: float = 2.0,  # 0.02 … 100 l_osc
        potential: Literal['gaussian', 'sech2'] = 'gaussian',  # gaussian, sech2
        M: float = 1.0,  # 0.001 … 1000 m
        x0: float = -20.0,  # -2000 … -0.1 l_osc
        s_max: float = 6.0,  # 0.1 … 100 l_osc
        n: int = 25,  # 2 … 1000
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class LatticePhonons(Experiment):
    """How does the crystal vibrate?"""

    def __init__(
        self,
        *,
        crystal: str = 'simple-cubic',  # simple-cubic, bcc, fcc, diamond, rocksalt, caesium-chloride, zincblende, perovskite, or sha256:… of a crystal that is kept
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
    """How does the crystal respond to a force, and for how long?"""

    def __init__(
        self,
        *,
        crystal: str = 'simple-cubic',  # simple-cubic, bcc, fcc, diamond, rocksalt, caesium-chloride, zincblende, perovskite, or sha256:… of a crystal that is kept
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        displacements: Sequence[Sequence[float]] = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 0, 0)),  # 1 to 40 points of three whole numbers between -20 and 20
        atom: int = 1,  # 1 … 200
        other: int = 1,  # 1 … 200
        times: Sequence[float] = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.2, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.29, 0.3, 0.31, 0.32, 0.33, 0.34, 0.35000000000000003, 0.36, 0.37, 0.38, 0.39, 0.4, 0.41000000000000003, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47000000000000003, 0.48, 0.49, 0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.5700000000000001, 0.58, 0.59, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 0.68, 0.6900000000000001, 0.7000000000000001, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.79, 0.8, 0.81, 0.8200000000000001, 0.8300000000000001, 0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9, 0.91, 0.92, 0.93, 0.9400000000000001, 0.9500000000000001, 0.96, 0.97, 0.98, 0.99, 1.0, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12, 1.1300000000000001, 1.1400000000000001, 1.1500000000000001, 1.16, 1.17, 1.18, 1.19, 1.2, 1.21, 1.22, 1.23, 1.24, 1.25, 1.26, 1.27, 1.28, 1.29, 1.3, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37, 1.3800000000000001, 1.3900000000000001, 1.4000000000000001, 1.41, 1.42, 1.43, 1.44, 1.45, 1.46, 1.47, 1.48, 1.49, 1.5, 1.51, 1.52, 1.53, 1.54, 1.55, 1.56, 1.57, 1.58, 1.59, 1.6, 1.61, 1.62, 1.6300000000000001, 1.6400000000000001, 1.6500000000000001, 1.6600000000000001, 1.67, 1.68, 1.69, 1.7, 1.71, 1.72, 1.73, 1.74, 1.75, 1.76, 1.77, 1.78, 1.79, 1.8, 1.81, 1.82, 1.83, 1.84, 1.85, 1.86, 1.87, 1.8800000000000001, 1.8900000000000001, 1.9000000000000001, 1.9100000000000001, 1.92, 1.93, 1.94, 1.95, 1.96, 1.97, 1.98, 1.99, 2.0),  # 1 to 2000 increasing values between 0 and 20 ps
        cells: int = 20,  # 2 … 200
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class LatticeThermal(Experiment):
    """How far and how fast do atoms move at a given temperature?"""

    def __init__(
        self,
        *,
        crystal: str = 'simple-cubic',  # simple-cubic, bcc, fcc, diamond, rocksalt, caesium-chloride, zincblende, perovskite, or sha256:… of a crystal that is kept
        k1: float = 520.0,  # -20000 … 20000 meV/Å²
        k2: float = 170.0,  # -20000 … 20000 meV/Å²
        m: float = 3.5,  # 0.001 … 10000 meV ps²/Å²
        a: float = 3.0,  # 0.1 … 100 Å
        kT: float = 25.0,  # 0 … 10000 meV (0 … 116000 K)
        statistics: Literal['quantum', 'classical'] = 'quantum',  # quantum, classical
        cells: int = 60,  # 2 … 100
        times: Sequence[float] = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.2, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.29, 0.3, 0.31, 0.32, 0.33, 0.34, 0.35000000000000003, 0.36, 0.37, 0.38, 0.39, 0.4, 0.41000000000000003, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47000000000000003, 0.48, 0.49, 0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.5700000000000001, 0.58, 0.59, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 0.68, 0.6900000000000001, 0.7000000000000001, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.79, 0.8, 0.81, 0.8200000000000001, 0.8300000000000001, 0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9, 0.91, 0.92, 0.93, 0.9400000000000001, 0.9500000000000001, 0.96, 0.97, 0.98, 0.99, 1.0, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12, 1.1300000000000001, 1.1400000000000001, 1.1500000000000001, 1.16, 1.17, 1.18, 1.19, 1.2, 1.21, 1.22, 1.23, 1.24, 1.25, 1.26, 1.27, 1.28, 1.29, 1.3, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37, 1.3800000000000001, 1.3900000000000001, 1.4000000000000001, 1.41, 1.42, 1.43, 1.44, 1.45, 1.46, 1.47, 1.48, 1.49, 1.5, 1.51, 1.52, 1.53, 1.54, 1.55, 1.56, 1.57, 1.58, 1.59, 1.6, 1.61, 1.62, 1.6300000000000001, 1.6400000000000001, 1.6500000000000001, 1.6600000000000001, 1.67, 1.68, 1.69, 1.7, 1.71, 1.72, 1.73, 1.74, 1.75, 1.76, 1.77, 1.78, 1.79, 1.8, 1.81, 1.82, 1.83, 1.84, 1.85, 1.86, 1.87, 1.8800000000000001, 1.8900000000000001, 1.9000000000000001, 1.9100000000000001, 1.92, 1.93, 1.94, 1.95, 1.96, 1.97, 1.98, 1.99, 2.0),  # 1 to 2000 increasing values between 0 and 10 ps
        n_bins: int = 80,  # 10 … 400
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class LatticeBarrier(Experiment):
    """How much energy does an ion need to pass from cell to cell?"""

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

class IonLandscape(Experiment):
    """Where does an ion rest in a crystal, and which way does it move on?"""

    def __init__(
        self,
        *,
        crystal: str = 'simple-cubic',  # simple-cubic, bcc, fcc, diamond, rocksalt, caesium-chloride, zincblende, perovskite, or sha256:… of a crystal that is kept
        U0: float = 4000.0,  # 0 … 1000000 meV Å
        lam: float = 0.5,  # 0.05 … 2 Å
        potential: Literal['screened_coulomb', 'gaussian'] = 'screened_coulomb',  # screened_coulomb, gaussian
        weights: Sequence[float] = (1.0,),  # 1 to 5 increasing values between 0 and 100
        ceiling: float = 1000.0,  # 0.01 … 100000 meV
        r_c: float = 8.0,  # 2 … 20 Å
        spacing: float = 0.3,  # 0.1 … 1 Å
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class IonCollision(Experiment):
    """How far can an equation without memory be trusted?"""

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

class IonValidity(Experiment):
    """Where can the crystal's memory be neglected?"""

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
        axes: Literal['speed and reach', 'mass and stiffness'] = 'speed and reach',  # speed and reach, mass and stiffness
        n: int = 40,  # 2 … 200
        v0_min: float = 1.0,  # 0.01 … 1000 Å/ps
        v0_max: float = 30.0,  # 0.01 … 1000 Å/ps
        lam_min: float = 0.1,  # 0.05 … 2 Å
        lam_max: float = 1.0,  # 0.05 … 2 Å
        M_min: float = 0.1,  # 0.001 … 10000 meV ps²/Å²
        M_max: float = 30.0,  # 0.001 … 10000 meV ps²/Å²
        stiffness_min: float = 0.1,  # 0.01 … 100 times
        stiffness_max: float = 10.0,  # 0.01 … 100 times
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
    """How fast does the ion diffuse?"""

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
        kT: float = 25.0,  # 0 … 1000 meV (0 … 11600 K)
        equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
        t_c: float = 0.2,  # 0 … 1000 ps
        force: float = 0.0,  # 0 … 1000 meV/Å
        direction: Sequence[Sequence[float]] = ((1.0, 0.0, 0.0),),  # one point of three numbers between -100 and 100
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class DiffusionTemperature(Experiment):
    """Does one activation energy describe diffusion?"""

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
        temperatures: Sequence[float] = (10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0),  # 1 to 60 increasing values between 0 and 1000 meV (0 … 11600 K)
        equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
        t_c: float = 0.2,  # 0 … 1000 ps
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class DiffusionMemory(Experiment):
    """How much memory does the equation of motion need?"""

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
        kT: float = 25.0,  # 0 … 1000 meV (0 … 11600 K)
        memories: Sequence[float] = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0),  # 1 to 40 increasing values between 0.001 and 100 ps
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

class DiffusionStiffness(Experiment):
    """In which crystal do ions diffuse fastest?"""

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
        kT: float = 25.0,  # 0 … 1000 meV (0 … 11600 K)
        equation: Literal['full', 'memory', 'time-local'] = 'full',  # full, memory, time-local
        t_c: float = 0.2,  # 0 … 1000 ps
        vary: Literal['stiffness', 'density'] = 'stiffness',  # stiffness, density
        factors: Sequence[float] = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0),  # 1 to 40 increasing values between 0.01 and 100
        seed: int = 0,  # 0 … 4294967295
    ) -> None: ...

