"""The run of ion-landscape: grid, minima and saddles among held atoms, then with atoms relaxed."""

from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from ..crystal.crystal import Crystal
from ..meeting.laws import FELT_BY_NONE, law
from ..meeting.meeting import Meeting, meeting
from .explore import Landscape, explore, grid_energies
from .landscape import IonLandscape
from .network import Link, Reach, reaches
from .settled import Barrier, Settled, barriers, settle
from .surface import Giving, Rigid

HIGH = 0.1
"""Energy (meV) to which saddles that are alike by symmetry agree."""


def run(experiment: IonLandscape) -> Iterator[Chunk]:
    """Yield saddles as they are found, then what they become once the atoms give way."""
    made = met_by(experiment)
    surface, crystal = Rigid(made), made.crystal
    energy = grid_energies(surface, experiment.grid())
    known = Landscape([], [], 0)
    for progress in explore(surface, energy, experiment.ceiling):
        known = progress.known
        yield Chunk(0.05 + 0.5 * progress.share, "saddles", _data(crystal, known))
    data = _data(crystal, known)
    minima: list[Settled | None] = []
    saddles: list[Settled | None] = []
    if known.minima:
        giving, whole = Giving(made), len(known.minima) + len(known.saddles)
        for _, uphill, found in settle(giving, known):
            (saddles if uphill else minima).append(found)
            share = (len(minima) + len(saddles)) / whole
            yield Chunk(0.55 + 0.44 * share, "atoms give way", data)
    costs = barriers(known, minima, saddles)
    data = data.assign(_costs(costs, minima))
    yield Chunk(1.0, "done", data, _summary(crystal, known, minima, saddles))


def met_by(experiment: IonLandscape) -> Meeting:
    """How the ion of an experiment meets its crystal."""
    laws = {}
    for name, weight in experiment.by_species().items():
        constants = {"U0": weight * experiment.U0, "lam": experiment.lam}
        laws[name] = law(experiment.potential, **constants) if weight else FELT_BY_NONE
    return meeting(experiment.made(), laws, experiment.r_c)


def _data(crystal: Crystal, known: Landscape) -> xr.Dataset:
    """Minima, saddles and the paths over these (filled up with nan to one length)."""
    saddles, lowest = known.saddles, min((m.energy for m in known.minima), default=0.0)
    longest = max((len(s.path) for s in saddles), default=1)
    way = np.full((len(saddles), longest), np.nan)
    energy, place = way.copy(), np.full((*way.shape, 3), np.nan)
    for k, saddle in enumerate(saddles):
        n = len(saddle.path)
        steps = np.linalg.norm(np.diff(saddle.path, axis=0), axis=1)
        way[k, :n], energy[k, :n] = np.cumsum([0, *steps]), saddle.energies - lowest
        place[k, :n] = saddle.path
    links = [(s.link.first + 1, s.link.last + 1, *s.link.cell) for s in saddles]
    ends = np.array(links, int).reshape(-1, 5)
    by_saddle = ("saddle", "way_point")
    return xr.Dataset(
        {
            "way_length": (by_saddle, way, attributes("way_length")),
            "E_way": (by_saddle, energy, attributes("E_way")),
            "way_place": ((*by_saddle, "axis"), place, attributes("place")),
            "from_minimum": ("saddle", ends[:, 0], attributes("from_minimum")),
            "to_minimum": ("saddle", ends[:, 1], attributes("to_minimum")),
            "to_cell": (("saddle", "axis"), ends[:, 2:], attributes("to_cell")),
            "E_saddle": (
                "saddle",
                np.array([s.link.energy - lowest for s in saddles]),
                attributes("E_saddle"),
            ),
            "minimum_place": (
                ("minimum", "axis"),
                np.array([m.place for m in known.minima]).reshape(-1, 3),
                attributes("place"),
            ),
            "E_minimum": (
                "minimum",
                np.array([m.energy - lowest for m in known.minima]),
                attributes("E_minimum"),
            ),
        },
        {"axis": ("axis", list("xyz"), attributes("axis"))},
    )


def _costs(costs: Sequence[Barrier], minima: Sequence[Settled | None]) -> dict:
    """What each passage costs with atoms relaxed, nan where nothing settles."""

    def column(values: Sequence[float | None]) -> np.ndarray:
        return np.array([np.nan if v is None else v for v in values], float)

    heights = [m.point.energy if m else None for m in minima]
    lowest = min((h for h in heights if h is not None), default=np.nan)
    return {
        "barrier_held": ("saddle", column([c.rigid for c in costs]), attributes("barrier_held")),
        "barrier_giving": (
            "saddle",
            column([c.relaxed for c in costs]),
            attributes("barrier_giving"),
        ),
        "barrier_repulsion": (
            "saddle",
            column([c.interaction for c in costs]),
            attributes("barrier_repulsion"),
        ),
        "barrier_springs": (
            "saddle",
            column([c.elastic for c in costs]),
            attributes("barrier_springs"),
        ),
        "E_minimum_giving": ("minimum", column(heights) - lowest, attributes("E_minimum_giving")),
    }


def _summary(
    crystal: Crystal, known: Landscape, minima: list[Settled | None], saddles: list[Settled | None]
) -> dict:
    """How many minima and saddles, and from which energy on the ion moves in how many dimensions.

    Energies (meV) are those above the lowest minimum, with atoms held and relaxed.
    """
    lowest = min((m.energy for m in known.minima), default=0.0)
    held = reaches(len(known.minima), known.links)
    settled = [*minima, *saddles]
    giving = _giving(known, minima, saddles)
    moved = [np.linalg.norm(s.balance.displaced, axis=1).max(initial=0.0) for s in settled if s]
    parts = _parts(known, held, minima, saddles)
    return {
        "minima": len(known.minima),
        "saddles": len(known.saddles),
        "kinds": len({round(s.link.energy / HIGH) for s in known.saddles}),
        "dimension": held[-1].dimension if held else 0,
        **{f"rigid_{n}d": _from(held, d, lowest) for d, n in enumerate(("1", "2", "3"), 1)},
        **{f"relaxed_{n}d": _from(giving, d, 0.0) for d, n in enumerate(("1", "2", "3"), 1)},
        "interaction": parts and parts[0],
        "elastic": parts and parts[1],
        "unsettled": sum(s is None for s in settled),
        "missed": known.missed,
        "largest_displacement": float(max(moved, default=0.0)),
        "nearest_atoms": _nearest_atoms(crystal),
        "softest": float(min((s.balance.softest for s in settled if s), default=1.0)),
    }


def _giving(
    known: Landscape, minima: Sequence[Settled | None], saddles: Sequence[Settled | None]
) -> list[Reach]:
    """The reaches with atoms relaxed, above the lowest minimum; none if any does not settle."""
    if not all(minima) or not minima:
        return []
    lowest = min(m.point.energy for m in minima if m)
    links = [
        Link(s.link.first, s.link.last, s.link.cell, top.point.energy - lowest)
        for s, top in zip(known.saddles, saddles, strict=True)
        if top
    ]
    return reaches(len(minima), links)


def _from(found: Sequence[Reach], dimension: int, lowest: float) -> float | None:
    """The energy above the lowest from which on the ion moves in so many dimensions."""
    return next((one.energy - lowest for one in found if one.dimension >= dimension), None)


def _parts(
    known: Landscape,
    held: Sequence[Reach],
    minima: Sequence[Settled | None],
    saddles: Sequence[Settled | None],
) -> tuple[float, float] | None:
    """Repulsion and springs (meV) of the highest saddle on the first way through the crystal.

    Above the lowest minimum, atoms relaxed.
    """
    rests = [m.balance for m in minima if m]
    if not held or not rests:
        return None
    last = saddles[max(k for k, s in enumerate(known.saddles) if s.link.energy <= held[0].energy)]
    lowest = min(rests, key=lambda one: one.height.energy)
    if last is None:
        return None
    top = last.balance
    return top.interaction - lowest.interaction, top.elastic - lowest.elastic


def _nearest_atoms(crystal: Crystal) -> float:
    """Least distance (Å) of two atoms of the crystal at rest."""
    around = (np.indices((5, 5, 5)).reshape(3, -1).T - 2)[:, None, None]
    apart = crystal.positions[None, :] - crystal.positions[:, None] + around
    far = np.linalg.norm(apart @ crystal.lattice, axis=-1)
    return float(far[far > 1e-6].min())
