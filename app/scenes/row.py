"""Row: the ion between the atoms of a row, moved in the browser by the player."""

import numpy as np
import xarray as xr
from bokeh.models import Range1d

from ..figures.style import GREY, PARTICLE, VERMILION
from ..figures.tabled import Block, Table
from .player import Player
from .springs import zigzag
from .stage import label, plot, script, source

FRAMES = 1500
TURNS = 5
SAYS = "Moving picture: the ion between the atoms of a row, which are tied by springs."
_FOLLOW = script("springs", "row")


class Row:
    """Atoms of the row on springs, the ion among them; `now` is the cursor of the time plots."""

    def __init__(self, player: Player, height: int):
        self.player = player
        self.path = source("time", "z", "r")
        self.ion, self.atoms = source("x", "y"), source("x", "y", "x0")
        self.springs, self.turns = source("x", "y"), source("turns")
        self.scale, self.now = source("more"), source("x")
        self.figure = fig = plot(
            label("z"),
            "",
            height,
            SAYS,
            tools="save",
            name="row",
            x_range=Range1d(-1.5, 22.5),
            y_range=Range1d(-1, 1),
        )
        fig.yaxis.visible = fig.grid.visible = False
        fig.line("x", "y", source=self.springs, color=GREY, line_width=1.2)
        fig.scatter("x", "y", source=self.atoms, color=VERMILION, size=20, line_color="white")
        fig.scatter("x", "y", source=self.ion, color=PARTICLE, size=14, line_color="white")
        names = ("path", "ion", "atoms", "scale", "turns", "springs", "now")
        player.jscallback(frame=_FOLLOW, args={name: getattr(self, name) for name in names})

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
        self._stretch(first)
        apart = rest[1] - rest[0]
        self.figure.x_range.update(start=rest[0] - apart / 2, end=rest[-1] + apart / 2)
        t = part.time.values
        self.player.renew(len(t), float(t[-1]), 0)

    def table(self) -> Table:
        """Where the ion is and how far each atom has given way, frame by frame."""
        if not len(self.path.data["time"]):
            return Table((), ())
        r = np.array(self.path.data["r"])
        atoms = {f"r of atom {i} (Å)": r[:, i] for i in range(r.shape[1])}
        columns = {label("time"): self.path.data["time"], label("z"): self.path.data["z"], **atoms}
        return Table(tuple(columns), (Block("ion and atoms", columns),))

    def _stretch(self, atoms: np.ndarray) -> None:
        self.springs.data = dict(zip("xy", zigzag(atoms, TURNS, 0.12), strict=True))
