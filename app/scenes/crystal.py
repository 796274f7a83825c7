"""CrystalScene: a piece of the crystal seen from a corner, moving in one of its modes."""

from typing import NamedTuple

import numpy as np

from ..figures.style import OSCILLATOR
from .player import Player
from .springs import COLUMNS, tied
from .stage import bare, draw_atoms, draw_springs, script, source

SIDE = (7, 5, 5)
"""Atoms along x, y and z."""
FRAMES = 240
SPAN = 1.0
"""Time (ps) that a loop lasts, rounded to whole swings of the mode."""
EYE = np.array([[0.94, -0.34, 0.0], [0.13, 0.36, 0.92]])
"""Where x, y and z point to in the picture: a parallel projection from a corner."""

SAYS = "Moving picture: a piece of the crystal, its atoms swinging in the chosen mode."
_MOVE = script("springs", "crystal")


class Wave(NamedTuple):
    """A mode to show: phases θ = q·a (3,), polarisation (3,), angular frequency Ω (rad/ps)."""

    theta: np.ndarray
    polarisation: np.ndarray
    Omega: float

    @property
    def swings(self) -> int:
        """Whole swings in a loop; 0 for a mode that does not swing."""
        return swinging(self.Omega)[0]

    @property
    def duration(self) -> float:
        """Time (ps) of a loop."""
        return swinging(self.Omega)[1]


def swinging(Omega: float) -> tuple[int, float]:
    """Whole swings in a loop and the time (ps) of it at Omega (rad/ps); 0 if it does not swing."""
    swings = max(1, round(Omega * SPAN / (2 * np.pi))) if Omega > 1e-6 else 0
    return swings, 2 * np.pi * swings / Omega if swings else SPAN


class CrystalScene:
    """Atoms on springs; moved in the browser, so that nothing goes to the server."""

    def __init__(self, player: Player, height: int):
        self.player, self.amplitude = player, 0.25
        self._sites = np.array(
            [(i, j, k) for i in range(SIDE[0]) for j in range(SIDE[1]) for k in range(SIDE[2])]
        )
        # far ones first, so that near ones hide them
        depth = self._sites @ np.cross(EYE[0], EYE[1])
        self._sites = self._sites[np.argsort(depth)]
        self._pairs = _neighbours(self._sites)
        self._flat = (self._sites - (np.array(SIDE) - 1) / 2) @ EYE.T
        self.atoms = source("x", "y", "x0", "y0", "phase", "size", "shade")
        self.springs = source(*COLUMNS)
        self.mode = source("px", "py", "swings", "frames")
        self.figure = self._draw(height)
        player.jscallback(
            frame=_MOVE, args={"atoms": self.atoms, "springs": self.springs, "mode": self.mode}
        )

    def _draw(self, height: int):
        fig = bare("crystal", height, (-4.6, 4.6), (-3.75, 3.75), SAYS, match_aspect=True)
        draw_springs(fig, self.springs, 0.35)
        draw_atoms(fig, self.atoms, OSCILLATOR)
        return fig

    def update(self, wave: Wave) -> None:
        """Show a mode."""
        x, y = self._flat.T
        depth = self._sites @ np.cross(EYE[0], EYE[1])
        near = (depth - depth.min()) / np.ptp(depth)
        px, py = self.amplitude * (EYE @ wave.polarisation)
        phase = self._sites @ wave.theta
        moved = np.cos(phase)
        self.mode.data = {"px": [px], "py": [py], "swings": [wave.swings], "frames": [FRAMES]}
        self.atoms.data = {
            "x": x + px * moved,
            "y": y + py * moved,
            "x0": x,
            "y0": y,
            "phase": phase,
            "size": 8 + 7 * near,
            "shade": 0.35 + 0.65 * near,
        }
        self.springs.data = tied(self.atoms.data["x"], self.atoms.data["y"], *self._pairs)
        self.player.renew(FRAMES, wave.duration, 0)


def _neighbours(sites: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Indices of all pairs of nearest neighbours, each of shape (pair,)."""
    at = {tuple(site): i for i, site in enumerate(sites)}
    pairs = [
        (i, at[other])
        for site, i in at.items()
        for other in (tuple(np.add(site, step)) for step in np.eye(3, dtype=int))
        if other in at
    ]
    first, last = np.array(pairs).T
    return first, last
