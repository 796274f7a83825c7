"""Row: the ion between the atoms of a row, moved in the browser by the player."""

import numpy as np
import xarray as xr
from bokeh.models import Range1d

from ..scenes.player import Player
from ..theme import GREY, PARTICLE, VERMILION, label, plot, source

FRAMES = 1500

_FOLLOW = """
const i = Math.min(source.frame, path.data.z.length - 1);
if (i < 0) return;
ion.data.x = [path.data.z[i]];
const r = path.data.r[i], more = scale.data.more[0];
for (let k = 0; k < atoms.data.x.length; k++) atoms.data.x[k] = atoms.data.x0[k] + more * r[k];
const x = atoms.data.x, turns = springs.data.turns[0];
const xs = [];
for (let k = 0; k + 1 < x.length; k++)
  for (let s = 0; s <= 2 * turns; s++) xs.push(x[k] + (x[k + 1] - x[k]) * s / (2 * turns));
springs_at.data.x = xs;
now.data.time = [path.data.time[i]];
for (const c of [ion, atoms, springs_at, now]) c.change.emit();
"""
TURNS = 5


class Row:
    """Atoms of the row on springs, the ion among them; `now` is the cursor of the time plots."""

    def __init__(self, player: Player, height: int):
        self.player = player
        self.path = source("time", "z", "r")
        self.ion, self.atoms = source("x", "y"), source("x", "y", "x0")
        self.spring, self.turns = source("x", "y"), source("turns")
        self.scale, self.now = source("more"), source("time")
        self.figure = fig = plot(label("z"), "", height, tools="save", name="row",
                                 x_range=Range1d(-1.5, 22.5), y_range=Range1d(-1, 1))  # fmt: skip
        fig.yaxis.visible = fig.grid.visible = False
        fig.line("x", "y", source=self.spring, color=GREY, line_width=1.2)
        fig.scatter("x", "y", source=self.atoms, color=VERMILION, size=20, line_color="white")
        fig.scatter("x", "y", source=self.ion, color=PARTICLE, size=14, line_color="white")
        player.jscallback(
            frame=_FOLLOW,
            args={"path": self.path, "ion": self.ion, "atoms": self.atoms, "scale": self.scale,
                  "springs": self.turns, "springs_at": self.spring, "now": self.now},
        )  # fmt: skip

    def update(self, data: xr.Dataset, enlarged: float) -> None:
        """Show a path from its start, the atoms' displacements enlarged."""
        every = -(-data.sizes["time"] // FRAMES)
        part = data.isel(time=slice(None, None, every))
        rest, r = data.atom.values, part.r.values
        first = rest + enlarged * r[0]
        self.scale.data, self.turns.data = {"more": [enlarged]}, {"turns": [TURNS]}
        self.path.data = {"time": part.time.values, "z": part.z.values, "r": list(r)}
        self.atoms.data = {"x": first, "y": np.zeros(len(rest)), "x0": rest}
        self.ion.data = {"x": part.z.values[:1], "y": [0.0]}
        self._springs(first)
        apart = rest[1] - rest[0]
        self.figure.x_range.update(start=rest[0] - apart / 2, end=rest[-1] + apart / 2)
        t = part.time.values
        self.player.renew(len(t), float(t[-1]), 0)

    def _springs(self, atoms: np.ndarray) -> None:
        shares = np.arange(2 * TURNS + 1) / (2 * TURNS)
        x = (atoms[:-1, None] + np.diff(atoms)[:, None] * shares).reshape(-1)
        zigzag = np.where(np.arange(2 * TURNS + 1) % 2, 0.12, -0.12)
        zigzag[[0, -1]] = 0
        self.spring.data = {"x": x, "y": np.tile(zigzag, len(atoms) - 1)}
