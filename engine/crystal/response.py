"""Response: W(t), G(t) and C(t) between any two atoms [SEOM Secs. II–III], 3 × 3 components.

⟨…⟩ is the mean over the zone, summed over branches; a pair is atom a in cell 0 and atom b in cell
L, and P = η_a η_b† e^{−iq·(L + τ_b − τ_a)}/√(m_a m_b). Then W = ⟨P Ω⁻² cos Ωt⟩, G = −dW/dt, and
C = ⟨P E(Ω) Ω⁻² cos Ωt⟩ with E the mean energy of a mode. A polar crystal has its polar term, but
for a box's wave of Γ, to which a box without walls gives no field; `polar.without_field` has none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, NoReturn

import numpy as np
from numpy.typing import ArrayLike

from ..core.parameters import InvalidParameter
from .crystal import Crystal
from .heat import mode_energy
from .needles import shape_of
from .phonons import whole_phonons
from .stability import refuse_negative, refuse_unbound
from .zone import Zone, nodes_for, quadrature

STILL = 1e-11
"""Share of the mean Ω² of all modes below which a mode is a shift of the whole crystal."""
BLOCK = 2_000_000
"""Most numbers that are computed at once: 16 MB."""
DENSER = 1.35
"""By how much points along ρ grow until the answer stands."""
MOST_NODES = 100
"""Most points along ρ."""


class Pair(NamedTuple):
    """Atom a in cell 0 and atom b in the cell L, in whole lattice vectors."""

    a: int
    b: int
    cell: tuple[int, int, int] = (0, 0, 0)


class Evolution(NamedTuple):
    """What is averaged: wave(Ωt)·worth(Ω) of every mode, in a unit of its own."""

    wave: Callable[[np.ndarray], np.ndarray]
    worth: Callable[[np.ndarray], np.ndarray]


class Answer(NamedTuple):
    """Averages of several kinds and how much each still changed, in their own units.

    `values` has the shape (kind, time, pair, 3, 3); `changes`, (kind,), are the largest ones from
    the average with 1/1.35 of the points. They are what that one was wrong by; as errors fall
    exponentially, these values are nearer, but no bound is proved. `nodes` are the points along ρ.
    """

    values: np.ndarray
    changes: np.ndarray
    nodes: int


RECOIL_KERNEL = Evolution(np.cos, lambda Omega: Omega**-2)
"""W(t), in Å²/meV."""
PUSH_RESPONSE = Evolution(np.sin, lambda Omega: 1 / Omega)
"""G(t) = −dW/dt, in Å²/(meV ps)."""


def displacement_covariance(kT: float, statistics: str) -> Evolution:
    """C(t) of displacements (Å²) at kT (meV), "quantum" or "classical" [SEOM Eq. 24]."""
    return Evolution(np.cos, lambda Omega: mode_energy(Omega, kT, statistics) / Omega**2)


def velocity_covariance(kT: float, statistics: str) -> Evolution:
    """C(t) of velocities (Å²/ps²) at kT (meV), "quantum" or "classical"."""
    return Evolution(np.cos, lambda Omega: mode_energy(Omega, kT, statistics))


def averaging(
    crystal: Crystal,
    zone: Zone,
    pairs: Sequence[Pair],
    times: ArrayLike,
    kinds: Sequence[Evolution],
) -> Iterator[np.ndarray]:
    """Averages over a zone between `pairs` at `times` (ps), in the units of their `kinds`.

    Pauses by yielding an empty array; the last one is the answer, (kind, time, pair, 3, 3). Shifts
    of the whole crystal are left out, and so are modes that drive atoms away where a crystal was
    asked for without them; else those raise InvalidParameter.
    """
    times = np.atleast_1d(np.asarray(times, float))
    known = [_checked(crystal, pair) for pair in pairs]
    out = np.zeros((len(kinds), len(times), 9 * len(pairs)))
    numbers = 3 * crystal.n_atoms * (9 * len(pairs) + 2 * len(times) + 6 * crystal.n_atoms)
    size = max(1, BLOCK // (numbers + 3 * len(crystal.cells)))
    for at in range(0, len(zone.weight), size):
        part = slice(at, at + size)
        Omega, P = _contributions(crystal, zone.theta[part], zone.weight[part], known)
        phase = np.multiply.outer(times, Omega)
        for total, kind in zip(out, kinds, strict=True):
            total += kind.wave(phase) @ (P * kind.worth(Omega)[:, None])
        yield out[:0]
    yield out.reshape(len(kinds), len(times), len(pairs), 3, 3)


def averaged(
    crystal: Crystal,
    zone: Zone,
    pairs: Sequence[Pair],
    times: ArrayLike,
    kinds: Sequence[Evolution],
) -> np.ndarray:
    """What `averaging` comes to, in one go: times in ps, units those of the kinds."""
    *_, last = averaging(crystal, zone, pairs, times, kinds)
    return last


def infinite(
    crystal: Crystal,
    pairs: Sequence[Pair],
    times: ArrayLike,
    kinds: Sequence[Evolution],
    tolerance: float = 1e-8,
) -> Answer:
    """Averages of the infinite crystal at `times` (ps), with how much they still changed.

    Points are added until all change by less than the `tolerance`, a share of each kind's largest
    value. Raises InvalidParameter where that takes too many, and for a crystal that is not stable.
    """
    *_, last = converging(crystal, pairs, times, kinds, tolerance)
    if last is None:
        raise ValueError("An average needs at least one wave.")
    return last


def converging(
    crystal: Crystal,
    pairs: Sequence[Pair],
    times: ArrayLike,
    kinds: Sequence[Evolution],
    tolerance: float = 1e-8,
) -> Iterator[Answer | None]:
    """As `infinite`, at `times` (ps), with pauses: None while it goes on, at last the answer."""
    refuse_unbound(crystal)
    if crystal.leaves_out:  # in the whole zone nothing can be
        crystal = replace(crystal, leaves_out=False)
    times = np.atleast_1d(np.asarray(times, float))
    n, before, shape = _first_nodes(crystal, pairs, times), None, shape_of(crystal)
    share = np.inf
    while n <= MOST_NODES:
        found = np.empty(0)
        for part in averaging(crystal, quadrature(n, shape), pairs, times, kinds):
            found = part
            yield None
        if before is not None:
            changes = np.abs(found - before).max(axis=(1, 2, 3, 4))
            share = float((changes / np.abs(found).max(axis=(1, 2, 3, 4))).max())
            if share <= tolerance:
                yield Answer(found, changes, n)
                return
        n, before = int(np.ceil(DENSER * n)), found
    _refuse_unsettled(crystal, times, share, tolerance)


def _refuse_unsettled(
    crystal: Crystal, times: np.ndarray, share: float, tolerance: float
) -> NoReturn:
    """Raise InvalidParameter, which tells waves that turn too often from a soft crystal."""
    long = nodes_for(_highest(crystal) * float(np.abs(times).max())) * DENSER
    if long > MOST_NODES or np.isinf(share):
        raise InvalidParameter(
            "times",
            float(np.abs(times).max()),
            "ps is too long for an average over the infinite crystal, or atoms are too far apart: "
            "waves turn too often for the points that there may be",
            "Ask for shorter times or nearer atoms; or average over a box.",
        )
    raise InvalidParameter(
        "tolerance",
        tolerance,
        f"is not reached: with the most points that there may be an average still changes by "
        f"{share:.1g} of itself, because some waves are held by next to nothing",
        "Ask for a larger `tolerance`, choose stiffer springs, or average over a box.",
    )


def _first_nodes(crystal: Crystal, pairs: Sequence[Pair], times: np.ndarray) -> int:
    """Points along ρ for the largest phase that `pairs` and `times` (ps) make across the zone."""
    return nodes_for(highest_phase(crystal, np.abs(times).max(), [pair.cell for pair in pairs]))


def highest_phase(
    crystal: Crystal, t: float, cells: Sequence[Sequence[float]] = ((0, 0, 0),)
) -> float:
    """About the largest phase (rad) across the zone up to t (ps), between `cells` so far apart."""
    far = max(float(np.abs(cell).sum()) for cell in cells)
    return float(_highest(crystal) * t + np.pi * far)


def _highest(crystal: Crystal) -> float:
    """A frequency (rad/ps) about as high as the highest: √3 of the mean square of all."""
    return float(np.sqrt(np.trace(_self_force(crystal)) / crystal.n_atoms))


def _self_force(crystal: Crystal) -> np.ndarray:
    """Φ_aa(0)/m (ps⁻²), (3A, 3A): its trace is that of D(q) in the mean over the zone."""
    return crystal.over_mass[np.flatnonzero((crystal.cells == 0).all(axis=1))[0]]


def least_square(crystal: Crystal) -> float:
    """Ω² (ps⁻²) below which a mode is a shift of the whole crystal."""
    return float(STILL * np.abs(np.diag(_self_force(crystal))).mean())


def _checked(crystal: Crystal, pair: Pair) -> Pair:
    """The pair; InvalidParameter if the crystal has no such atoms."""
    if not all(0 <= k < crystal.n_atoms for k in (pair.a, pair.b)):
        raise InvalidParameter(
            "pair", tuple(pair), "names no atom", f"Atoms are 0 … {crystal.n_atoms - 1}."
        )
    return pair


def _contributions(
    crystal: Crystal, theta: np.ndarray, weight: np.ndarray, pairs: Sequence[Pair]
) -> tuple[np.ndarray, np.ndarray]:
    """Ω of all modes that swing, shape (mode,), and Re P × weight, (mode, 9·pairs)."""
    Omega2, eta = whole_phonons(crystal, theta)
    least = least_square(crystal)
    refuse_negative(crystal, theta, Omega2, least)
    swings = Omega2 > least
    atoms = eta.reshape(len(theta), crystal.n_atoms, 3, -1)
    P = np.empty((*Omega2.shape, len(pairs), 3, 3))
    for n, (a, b, cell) in enumerate(pairs):
        apart = theta @ (np.array(cell) + crystal.positions[b] - crystal.positions[a])
        scale = weight / np.sqrt(crystal.mass[3 * a] * crystal.mass[3 * b])
        # where polarisations are real only the cosine is left
        turn = np.cos(apart) if crystal.is_centred else np.exp(-1j * apart)
        left, right = atoms[:, a], atoms[:, b].conj() * (scale * turn)[:, None, None]
        P[:, :, n] = np.einsum("pis,pjs->psij", left, right).real
    return np.sqrt(Omega2[swings]), P[swings].reshape(-1, 9 * len(pairs))
