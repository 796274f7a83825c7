"""PassageScene: an ion on its way through the crystal, and how the atoms give way."""

from pathlib import Path

import numpy as np
import xarray as xr
from bokeh.models import Label, Range1d

from ..figures.style import GREY, PARTICLE, VERMILION
from .crystal import EYE
from .player import Player
from .springs import COLUMNS, FOLLOW, tied
from .stage import plot, source

_MOVE = FOLLOW + Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


class PassageScene:
    """The ion on its way and the nearest atoms, their displacements enlarged.

    `now` is the cursor for figures along the path, in its column x.
    """

    def __init__(self, player: Player, height: int):
        self.player = player
        self.path = source("x", "y", "dx", "dy", "length")
        self.atoms, self.ion = source("x", "y", "x0", "y0", "size", "shade"), source("x", "y")
        self.springs, self.scale, self.now = source(*COLUMNS), source("more"), source("x")
        self.figure = fig = plot(
            "",
            "",
            height,
            tools="save",
            name="passage",
            match_aspect=True,
            x_range=Range1d(-2, 5),
            y_range=Range1d(-2, 5),
        )
        fig.axis.visible = fig.grid.visible = False
        fig.segment("x0", "y0", "x1", "y1", source=self.springs, color=GREY, line_alpha=0.4)
        fig.line("x", "y", source=self.path, color=PARTICLE, line_dash="dashed", line_width=1.2)
        fig.scatter(
            "x",
            "y",
            size="size",
            fill_alpha="shade",
            source=self.atoms,
            color=VERMILION,
            line_color="white",
            line_width=0.5,
        )
        fig.scatter("x", "y", source=self.ion, size=15, color=PARTICLE, line_color="white")
        for words, color, y in (("● ion", PARTICLE, 26), ("● atoms", VERMILION, 8)):
            fig.add_layout(
                Label(
                    x=8,
                    y=y,
                    x_units="screen",
                    y_units="screen",
                    text=words,
                    text_color=color,
                    text_font_size="13px",
                )
            )
        player.jscallback(
            frame=_MOVE,
            args={
                "path": self.path,
                "atoms": self.atoms,
                "ion": self.ion,
                "scale": self.scale,
                "springs": self.springs,
                "now": self.now,
            },
        )

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
