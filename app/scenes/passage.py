"""PassageScene: an ion on its way through the crystal, and how the atoms give way."""

import numpy as np
import xarray as xr

from ..figures.style import PARTICLE, VERMILION
from .crystal import EYE
from .player import Player
from .springs import COLUMNS, tied
from .stage import bare, caption, draw_atoms, draw_springs, script, source

SAYS = "Moving picture: the ion on its way from cell to cell, and the atoms that give way."
_MOVE = script("springs", "passage")


class PassageScene:
    """The ion on its way and the nearest atoms, their displacements enlarged.

    `now` is the cursor for figures along the path, in its column x.
    """

    def __init__(self, player: Player, height: int):
        self.player = player
        self.path = source("x", "y", "dx", "dy", "length")
        self.atoms, self.ion = source("x", "y", "x0", "y0", "size", "shade"), source("x", "y")
        self.springs, self.scale, self.now = source(*COLUMNS), source("more"), source("x")
        self.figure = self._draw(height)
        names = ("path", "atoms", "ion", "scale", "springs", "now")
        player.jscallback(frame=_MOVE, args={name: getattr(self, name) for name in names})

    def _draw(self, height: int):
        fig = bare("passage", height, (-2, 5), (-2, 5), SAYS, match_aspect=True)
        draw_springs(fig, self.springs, 0.4)
        fig.line("x", "y", source=self.path, color=PARTICLE, line_dash="dashed", line_width=1.2)
        draw_atoms(fig, self.atoms, VERMILION)
        fig.scatter("x", "y", source=self.ion, size=15, color=PARTICLE, line_color="white")
        caption(fig, (("atoms", VERMILION), ("ion", PARTICLE)), x=8, y=8, apart=18)
        return fig

    def update(self, data: xr.Dataset, enlarged: float) -> None:
        """Show a relaxed path from its start."""
        place, atoms = data.place.values @ EYE.T, data.atom.values
        moved = data.atom_displacement.values @ EYE.T
        depth = atoms @ np.cross(EYE[0], EYE[1])
        near = (depth - depth.min()) / (np.ptp(depth) or 1)
        order = np.argsort(depth)
        flat, near, moved = (atoms @ EYE.T)[order], near[order], moved[:, order]
        first = flat + enlarged * moved[0]
        self.scale.data = {"more": [enlarged]}
        self.path.data = {
            "x": place[:, 0],
            "y": place[:, 1],
            "dx": list(moved[:, :, 0]),
            "dy": list(moved[:, :, 1]),
            "length": data.path_length.values,
        }
        self.atoms.data = {
            "x": first[:, 0],
            "y": first[:, 1],
            "x0": flat[:, 0],
            "y0": flat[:, 1],
            "size": 9 + 9 * near,
            "shade": 0.3 + 0.7 * near,
        }
        self._tie(atoms[order], *first.T)
        self.ion.data = {"x": place[:1, 0], "y": place[:1, 1]}
        self._fit(flat)
        self.player.renew(len(place), float(data.path_length[-1]), len(place) // 2)

    def _tie(self, atoms: np.ndarray, x: np.ndarray, y: np.ndarray) -> None:
        """Springs between neighbours among `atoms` (atom, 3), which are drawn at x and y."""
        apart = np.linalg.norm(atoms[:, None] - atoms[None], axis=-1)
        shortest = apart[apart > 0].min(initial=np.inf)
        self.springs.data = tied(x, y, *np.nonzero(np.triu(np.isclose(apart, shortest))))

    def _fit(self, flat: np.ndarray) -> None:
        low, high = flat.min(axis=0), flat.max(axis=0)
        for range_, a, b in zip((self.figure.x_range, self.figure.y_range), low, high, strict=True):
            range_.update(start=a - 0.08 * (b - a), end=b + 0.08 * (b - a))
