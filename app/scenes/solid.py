"""SolidScene: a piece of any crystal seen from a corner, moving in one of its modes."""

from typing import NamedTuple

import numpy as np

from ..figures.cell import Atoms, Cell, bonds, depth, flat, piece
from ..figures.style import color_of
from .crystal import FRAMES, swinging
from .player import Player
from .springs import COLUMNS, tied
from .stage import bare, draw_springs, drawn_height, drawn_width, script, source

WIDE = np.array([26.0, 12.0, 9.0])
"""About how large a piece is shown (Å), as long as it has not too many atoms."""
MOST = 260
"""Most atoms that are shown."""
SAYS = "Moving picture: a piece of the crystal, its atoms swinging in the chosen mode."
_MOVE = script("springs", "solid")


class Motion(NamedTuple):
    """A mode: q in units of the reciprocal vectors, how each atom of the cell swings, (A, 3),
    complex and 1 for that which swings most, and the angular frequency Ω (rad/ps)."""

    q: np.ndarray
    swing: np.ndarray
    Omega: float


class SolidScene:
    """Atoms by species, and bonds; moved in the browser, so that nothing goes to the server."""

    def __init__(self, player: Player, height: int):
        self.player, self.amplitude = player, 0.25
        self.atoms = source("x", "y", "x0", "y0", "xc", "xs", "yc", "ys", "size", "shade", "color")
        self.springs = source(*COLUMNS)
        self.mode = source("swings", "frames")
        self.figure = bare("solid", height, (-1, 1), (-1, 1), SAYS, match_aspect=True)
        draw_springs(self.figure, self.springs, 0.35)
        look = {"size": "size", "fill_alpha": "shade", "color": "color"}
        self.figure.scatter("x", "y", source=self.atoms, line_color="white", line_width=0.5, **look)
        player.jscallback(
            frame=_MOVE, args={"atoms": self.atoms, "springs": self.springs, "mode": self.mode}
        )

    def update(self, cell: Cell, motion: Motion) -> None:
        """Show a mode of a crystal; the amplitude is in lattice constants, the cube's a like."""
        atoms = shown(cell)
        atoms = atoms._replace(places=atoms.places - atoms.places.mean(axis=0))
        atoms = type(atoms)(*(v[np.argsort(depth(atoms.places))] for v in atoms))
        near = depth(atoms.places)
        near = (near - near.min()) / (np.ptp(near) or 1.0)
        size = self.amplitude * float(abs(np.linalg.det(cell.vectors)) / len(cell.places)) ** (
            1 / 3
        )
        # the phase goes with each atom's own place
        turn = np.exp(2j * np.pi * (atoms.cells + cell.places[atoms.which]) @ motion.q)
        moved = flat((size * motion.swing[atoms.which]) * turn[:, None])
        swings, duration = swinging(motion.Omega)
        (x, y), (dx, dy) = flat(atoms.places).T, moved.T
        kinds = [cell.kinds.index(cell.species[k]) for k in atoms.which]
        self.mode.data = {"swings": [swings], "frames": [FRAMES]}
        self.atoms.data = {
            "x": x + dx.real,
            "y": y + dy.real,
            "x0": x,
            "y0": y,
            "xc": dx.real,
            "xs": dx.imag,
            "yc": dy.real,
            "ys": dy.imag,
            "size": 8 + 7 * near,
            "shade": 0.35 + 0.65 * near,
            "color": [color_of(k) for k in kinds],
        }
        pairs = bonds(cell, atoms)
        self.springs.data = tied(self.atoms.data["x"], self.atoms.data["y"], *pairs.T)
        self._frame(np.abs(np.stack([x, y])).max(axis=1) + size)
        self.player.renew(FRAMES, duration, 0)

    def _frame(self, half: np.ndarray) -> None:
        """Keep all atoms inside, however they swing."""
        wide, high = (1.06 * half).tolist()
        ratio = drawn_width(self.figure, 540) / max(drawn_height(self.figure, 215), 1)
        high = max(high, wide / ratio)  # one scale across and up
        wide = ratio * high
        self.figure.x_range.update(start=-wide, end=wide)
        self.figure.y_range.update(start=-high, end=high)


def shown(cell: Cell) -> Atoms:
    """A piece of the crystal as large as may be."""
    sides = WIDE
    while len((found := piece(cell, sides)).places) > MOST:
        sides = 0.9 * sides
    return found
