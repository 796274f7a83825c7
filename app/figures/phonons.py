"""Phonons: frequencies along a path through the zone, density of states beside them."""

from dataclasses import replace

import numpy as np
import xarray as xr

from ionoscope.engine.core.units import HBAR, LIGHT
from ionoscope.engine.lattice.crystal import corner_name

from .figure import figure
from .looks import looks
from .marks import Area, Cursor, Dots, Line
from .sketch import Axis, Sketch
from .style import ORANGE, VERMILION, Look, color_of

Q, ENERGY = Axis("q_path", text="wave vector q", room=(0.01, 0.01)), Axis("hbar_Omega")
DENSITY = Axis("dos", also=(0.0,), room=(0.05, 0.05))
ALSO = (
    ("Ω (rad/ps)", 1 / HBAR),
    ("ν = Ω/2π (THz)", 1 / (2 * np.pi * HBAR)),
    ("wavenumber (cm⁻¹)", 1 / (2 * np.pi * HBAR * LIGHT)),
)
"""What hover tells beside ħΩ (meV)."""


@figure(
    "lattice-phonons",
    "Phonon dispersion along a path through the Brillouin zone",
    Q,
    ENERGY,
    "cursors lines dots",
    multiples=ALSO,
    silent="dots",
    tools="save",
    corner="right",
)
def dispersion(results, mode: tuple[int, int] | None = None) -> Sketch:
    """ħΩ of the three branches; `mode` (point, branch) of the last result has a dot."""
    if not results:
        return Sketch((), Q, ENERGY)
    ticks = _corners(results[0].data)
    marks: list = [Cursor(place) for place, _ in ticks]
    for result, look in zip(results, _looks(results), strict=True):
        q, E = _stretches(result.data)
        marks += [Line(q, branch, look) for branch in E.T]
    if mode is not None:
        at = results[-1].data.isel(q_path=[mode[0]], branch=mode[1])
        marks.append(Dots(at.q_path.values, at.hbar_Omega.values, Look(VERMILION), size=13))
    return Sketch(tuple(marks), replace(Q, ticks=ticks), _energies(results))


@figure(
    "lattice-phonons",
    "Phonon density of states per atom",
    DENSITY,
    ENERGY,
    "areas lines",
    tools="save",
    corner="right",
)
def dos(results) -> Sketch:
    """g(ħΩ), drawn sideways so that its heights are the dispersion's; of one crystal each
    species' part besides."""
    marks, found = [], [r for r in results if "dos" in r.data]
    for result, look in zip(found, _looks(found), strict=True):
        g, E = result.data.dos.values, result.data.hbar_Omega_bin.values
        look = look._replace(color=ORANGE)
        filled = Area(np.concatenate([[0], g, [0]]), E[[0, *range(len(E)), -1]], look, 0.35)
        marks += [filled, Line(g, E, look, width=1.8), *_by_species(result, len(found))]
    return Sketch(tuple(marks), DENSITY, _energies(results))


def _by_species(result, many: int) -> list[Line]:
    """Each species' part of a density, where there are several and nothing else is drawn."""
    if many > 1 or "species" not in result.data.dims or result.data.sizes["species"] < 2:
        return []
    E, parts = result.data.hbar_Omega_bin.values, result.data.dos_species
    return [
        Line(parts.sel(species=name).values, E, Look(color_of(i), name=str(name)), width=1.3)
        for i, name in enumerate(parts.species.values)
    ]


def nearest(data: xr.Dataset, x: float, y: float) -> tuple[int, int]:
    """Point and branch of the mode nearest to a place (q, ħΩ) of the picture."""
    q, E = data.q_path.values, data.hbar_Omega.values
    far = ((q[:, None] - x) / (q[-1] - q[0])) ** 2 + ((E - y) / (E.max() or 1)) ** 2
    point, branch = np.unravel_index(np.argmin(far), far.shape)
    return int(point), int(branch)


def _stretches(data: xr.Dataset) -> tuple[np.ndarray, np.ndarray]:
    """The path and its energies, with a gap where the path jumps."""
    q, E = data.q_path.values, data.hbar_Omega.values
    jumps = np.flatnonzero(np.diff(data.stretch.values)) + 1 if "stretch" in data else []
    return np.insert(q, jumps, np.nan), np.insert(E, jumps, np.nan, axis=0)


def _corners(data: xr.Dataset) -> tuple[tuple[float, str], ...]:
    """Where the path turns, and the names of these points; two where it jumps."""
    if "stretch" in data:
        return tuple(_letters(data).items())
    q, places = data.q_path.values, np.asarray(data.attrs["corners"], float)
    at = np.abs(q[:, None] - places).argmin(axis=0)
    return tuple((float(s), corner_name(data.q.values[i])) for s, i in zip(places, at, strict=True))


def _letters(data: xr.Dataset) -> dict[float, str]:
    """The names of corners by their place on the path, "U|K" where it jumps from U to K."""
    found: dict[float, str] = {}
    for place, name in zip(data.q_path.values.tolist(), data.corner.values.tolist(), strict=True):
        before = found.get(place, "")
        if name and name not in before.split("|"):
            found[place] = f"{before}|{name}" if before else name
    return found


def _looks(results) -> list[Look]:
    """One crystal needs no name."""
    found = looks(results)
    return found if len(found) > 1 else [look._replace(name="") for look in found]


def _energies(results) -> Axis:
    """From nothing to the highest ħΩ, the same beside each other."""
    top = max((float(r.data.hbar_Omega.max()) for r in results), default=1.0)
    return replace(ENERGY, span=(0.0, top), room=(0.05, 0.05))
