"""Passage: what an ion pays on its way through the crystal, and how the atoms give way."""

import numpy as np
import xarray as xr
from bokeh.models import HoverTool, Label, Range1d

from ..scenes.player import Player
from ..theme import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PARTICLE,
    VERMILION,
    Growing,
    label,
    plot,
    source,
)
from .crystal import EYE
from .traces import named

PROFILES = {
    "E_rigid": (GREY, "dashed", "atoms at rest"),
    "E_corners": (GREY, "dotted", "at rest, the cell's 8 corners only"),
    "E_relaxed": (BLUE, "solid", "atoms relaxed"),
    "E_interaction": (GREEN, "dashed", "repulsion"),
    "E_elastic": (ORANGE, "dotted", "springs"),
}


class Profile:
    """Energies along the path, each from its own value at the start."""

    def __init__(self, height: int):
        self.data = source("path_length", *PROFILES)
        self.top, self.now = source("x", "y"), source("x")
        self.figure = fig = plot(
            label("path_length"), "E − E(start) (meV)", height, x_range=Range1d(0, 3),
            y_range=Range1d(0, 50), name="profile",
        )  # fmt: skip
        for key, (color, dash, _) in PROFILES.items():
            width = 3 if key == "E_relaxed" else 2
            fig.line("path_length", key, source=self.data, color=color, line_dash=dash,
                     line_width=width)  # fmt: skip
        fig.scatter("x", "y", source=self.top, color=BLUE, size=10, line_color="white")
        fig.vspan("x", source=self.now, color=VERMILION, line_width=1)
        tips = [(label("path_length"), "@path_length{0.00}")]
        tips += [(name, f"@{key}{{0.00}}") for key, (*_, name) in PROFILES.items()]
        fig.add_tools(HoverTool(renderers=[fig.renderers[0]], tooltips=tips, mode="vline"))
        self.x, self.y = Growing(fig.x_range), Growing(fig.y_range)
        self.layout = named({name: (c, d) for c, d, name in PROFILES.values()}, fig)

    def update(self, data: xr.Dataset, summary: dict) -> None:
        """Show a profile, relaxed or not yet."""
        length = data.path_length.values
        nothing = np.full(len(length), np.nan)
        columns = {
            k: data[k].values - data[k].values[0] if k in data else nothing for k in PROFILES
        }
        self.data.data = {"path_length": length, **columns}
        some = bool(summary)
        self.top.data = {
            "x": [summary["top_at"]] if some else [], "y": [summary["relaxed"]] if some else []
        }  # fmt: skip
        known = np.concatenate([v[np.isfinite(v)] for v in columns.values()])
        self.x.show(length[0], length[-1], 0.01)
        self.y.show(known.min(), max(known.max(), known.min() + 1e-9))


_FOLLOW = """
const i = Math.min(source.frame, path.data.x.length - 1);
if (i < 0) return;
const n = atoms.data.x.length, more = scale.data.more[0];
for (let k = 0; k < n; k++) {
  atoms.data.x[k] = atoms.data.x0[k] + more * path.data.dx[i][k];
  atoms.data.y[k] = atoms.data.y0[k] + more * path.data.dy[i][k];
}
ion.data.x = [path.data.x[i]]; ion.data.y = [path.data.y[i]];
now.data.x = [path.data.length[i]];
const m = springs.data.from.length;
for (let k = 0; k < m; k++) {
  const a = springs.data.from[k], b = springs.data.to[k];
  springs.data.x0[k] = atoms.data.x[a]; springs.data.y0[k] = atoms.data.y[a];
  springs.data.x1[k] = atoms.data.x[b]; springs.data.y1[k] = atoms.data.y[b];
}
for (const c of [atoms, springs, ion, now]) c.change.emit();
"""


class PassageScene:
    """The ion on its way and the nearest atoms, their displacements enlarged."""

    def __init__(self, player: Player, profile: Profile, height: int):
        self.player = player
        self.path = source("x", "y", "dx", "dy", "length")
        self.atoms, self.ion = source("x", "y", "x0", "y0", "size", "shade"), source("x", "y")
        self.springs = source("x0", "y0", "x1", "y1", "from", "to")
        self.scale = source("more")
        self.figure = fig = plot("", "", height, tools="save", name="passage",
                                 match_aspect=True, x_range=Range1d(-2, 5),
                                 y_range=Range1d(-2, 5))  # fmt: skip
        fig.axis.visible = fig.grid.visible = False
        fig.segment("x0", "y0", "x1", "y1", source=self.springs, color=GREY, line_alpha=0.4)
        fig.line("x", "y", source=self.path, color=PARTICLE, line_dash="dashed", line_width=1.2)
        fig.scatter("x", "y", size="size", fill_alpha="shade", source=self.atoms, color=VERMILION,
                    line_color="white", line_width=0.5)  # fmt: skip
        fig.scatter("x", "y", source=self.ion, size=15, color=PARTICLE, line_color="white")
        for words, color, y in (("● ion", PARTICLE, 26), ("● atoms", VERMILION, 8)):
            fig.add_layout(Label(x=8, y=y, x_units="screen", y_units="screen", text=words,
                                 text_color=color, text_font_size="13px"))  # fmt: skip
        player.jscallback(
            frame=_FOLLOW,
            args={"path": self.path, "atoms": self.atoms, "ion": self.ion, "scale": self.scale,
                  "springs": self.springs, "now": profile.now},
        )  # fmt: skip

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
            "x": place[:, 0], "y": place[:, 1], "dx": list(moved[:, :, 0]),
            "dy": list(moved[:, :, 1]), "length": data.path_length.values,
        }  # fmt: skip
        self.atoms.data = {
            "x": first[:, 0], "y": first[:, 1], "x0": flat[:, 0], "y0": flat[:, 1],
            "size": 9 + 9 * near, "shade": 0.3 + 0.7 * near,
        }  # fmt: skip
        self._tie(atoms[order])
        self.ion.data = {"x": place[:1, 0], "y": place[:1, 1]}
        self._fit(flat)
        self.player.renew(len(place), float(data.path_length[-1]), len(place) // 2)

    def _tie(self, atoms: np.ndarray) -> None:
        """Springs between neighbours, as the atoms stand now."""
        apart = np.linalg.norm(atoms[:, None] - atoms[None], axis=-1)
        shortest = apart[apart > 0].min(initial=np.inf)
        first, last = np.nonzero(np.triu(np.isclose(apart, shortest)))
        x, y = self.atoms.data["x"], self.atoms.data["y"]
        self.springs.data = {
            "x0": x[first], "y0": y[first], "x1": x[last], "y1": y[last],
            "from": first.astype(np.int32), "to": last.astype(np.int32),
        }  # fmt: skip

    def _fit(self, flat: np.ndarray) -> None:
        low, high = flat.min(axis=0), flat.max(axis=0)
        for range_, a, b in zip((self.figure.x_range, self.figure.y_range), low, high, strict=True):
            range_.update(start=a - 0.08 * (b - a), end=b + 0.08 * (b - a))
