"""Path3D: where ions have been, in three dimensions, turned by hand in the browser."""

from pathlib import Path as File
from typing import NamedTuple

import numpy as np
import panel as pn
from bokeh.models import CustomJS, Range1d, WheelZoomTool

from ..figures.style import GREY, SIGNS, Look
from .player import Player
from .stage import drawn_height, drawn_width, plot, source
from .turntable import HOME, Turntable

FRAMES = 900
"""Steps of the player along a path."""
SECONDS = 20.0
"""A whole path takes so long to play."""
EDGES = 3000
"""Most edges of cells that are drawn."""

_DRAW = File(__file__).with_suffix(".js").read_text(encoding="utf-8")
_FOLLOW = """
view.data.share = [source.frames > 1 ? source.frame / (source.frames - 1) : 1];
view.place?.();
"""
# A path that has grown: whoever looks at its end stays there, whoever plays it plays on.
_GROW = """
if (source.frame >= source.frames - 1)
  source.setv({ renewed: -Math.abs(source.renewed) - 1 }, { sync: false });
"""


class Path(NamedTuple):
    """Places (Å), shape (point, 3), of an ion at times (ps), shape (point,), and its look."""

    look: Look
    time: np.ndarray
    place: np.ndarray


class Path3D:
    """Paths by pieces, the cells they visited, their starts, and ions that the player moves.

    Project, turn and zoom happen in the browser: the server's sources hold what is to be seen, not
    how it is seen.
    """

    def __init__(self, player: Player, height: int):
        self.player = player
        self.cloud = source("x", "y", "z", "t")
        self.runs = source("first", "last", "color", "marker")
        self.edges = source("i", "j", "k", "axis")
        self.stage = source("x", "y", "z", "radius", "a")
        self.stage.data = {"x": [0.0], "y": [0.0], "z": [0.0], "radius": [1.0], "a": [1.0]}
        self.view = source("turn", "tilt", "coarse", "share")
        self.view.data = {**{k: [v] for k, v in HOME.items()}, "coarse": [False], "share": [1.0]}
        self._shown: tuple[float, float] | None = None
        self._longest = 0.0
        self.names = pn.pane.HTML(
            "", margin=(4, 10, 2, 10), min_height=22, styles={"font-size": "13px"}
        )
        self.figure = self._figure(height)
        self.turntable = Turntable.of(
            self.figure, self.view, sizing_mode="stretch_width", margin=(0, 0)
        )
        player.jscallback(frame=_FOLLOW, args={"view": self.view})
        player.jscallback(duration=_GROW)

    def _figure(self, height: int):
        fig = plot(
            "",
            "",
            height,
            tools="reset,save",
            name="path3d",
            x_range=Range1d(-1, 1),
            y_range=Range1d(-1, 1),
            lod_threshold=None,
        )
        fig.axis.visible = fig.grid.visible = False
        wheel = WheelZoomTool()
        fig.add_tools(wheel)
        fig.toolbar.active_scroll = wheel
        kept = {k: getattr(self, k) for k in ("cloud", "runs", "edges", "stage", "view")}
        draw = CustomJS(args={"fig": fig, **kept, **self._glyphs(fig)}, code=_DRAW)
        for model, event in (
            (self.cloud, "change"),
            (self.view, "change"),
            (fig.x_range, "end"),
            (fig.y_range, "end"),
            (fig, "inner_width"),
            (fig, "inner_height"),
        ):
            model.js_on_change(event, draw)
        return fig

    @staticmethod
    def _glyphs(fig) -> dict:
        """The sources that the browser fills, by their names there."""
        cells, path = source("xs", "ys", "alpha"), source("xs", "ys", "color", "alpha", "width")
        starts, ions = source("x", "y", "color", "marker"), source("x", "y", "color", "marker")
        cross = source("x0", "y0", "x1", "y1", "xn", "yn", "name")
        fig.multi_line("xs", "ys", source=cells, color=GREY, line_alpha="alpha")
        fig.multi_line(
            "xs",
            "ys",
            source=path,
            color="color",
            line_alpha="alpha",
            line_width="width",
            line_join="round",
            line_cap="round",
        )
        fig.scatter(
            "x",
            "y",
            source=starts,
            marker="marker",
            size=11,
            fill_alpha=0,
            line_color="color",
            line_width=2.5,
        )
        fig.scatter(
            "x",
            "y",
            source=ions,
            marker="marker",
            size=15,
            color="color",
            line_color="white",
            line_width=1.5,
        )
        fig.segment("x0", "y0", "x1", "y1", source=cross, color=GREY, line_width=1.5)
        fig.text(
            "xn",
            "yn",
            "name",
            source=cross,
            text_color=GREY,
            text_font_size="13px",
            text_align="center",
            text_baseline="middle",
        )
        return {"cells": cells, "path": path, "starts": starts, "ions": ions, "cross": cross}

    @property
    def layout(self) -> pn.Column:
        """Names, picture and the view's controls."""
        picture = pn.pane.Bokeh(self.figure, sizing_mode="stretch_width")
        return pn.Column(self.names, picture, self.turntable, sizing_mode="stretch_width")

    def update(self, paths: list[Path], a: float) -> None:
        """Show paths in a crystal of lattice constant `a` (Å); call it again as they grow."""
        paths = [p for p in paths if len(p.time)]
        cells, left = visited(paths, a)
        self.edges.data = dict(zip(("i", "j", "k", "axis"), cells.T.copy(), strict=True))
        self._fit(paths, a)
        ends = np.cumsum([len(p.time) for p in paths], dtype=np.int32)
        self.runs.data = {
            "first": np.append(0, ends[:-1])[: len(ends)].astype(np.int32),
            "last": ends - 1,
            "color": [p.look.color for p in paths],
            "marker": [p.look.marker for p in paths],
        }
        # last, for the browser draws when it comes
        self.cloud.data = dict(zip(("x", "y", "z", "t"), _columns(paths), strict=True))
        self._name(paths, left)
        self._lengthen(max((float(p.time[-1]) for p in paths), default=0.0))

    def _fit(self, paths: list[Path], a: float) -> None:
        """Keep all in sight; what is in sight already stays where it is."""
        if not paths:
            return
        places = np.concatenate([p.place for p in paths])
        stage = {k: v[0] for k, v in self.stage.data.items()}
        centre, radius = np.array([stage["x"], stage["y"], stage["z"]]), stage["radius"]
        own = (places.min(axis=0) + places.max(axis=0)) / 2
        extent = max(1.08 * _farthest(places, own), 1.3 * a)
        y = self.figure.y_range
        alone = self._shown is None or (y.start, y.end) == self._shown  # nobody has zoomed
        if alone and not (_farthest(places, centre) <= radius and 0.45 * radius < extent):
            centre, radius = own, extent
        self.stage.data = {
            **{k: [float(v)] for k, v in zip("xyz", centre, strict=True)},
            "radius": [float(radius)],
            "a": [float(a)],
        }
        half = float(radius * self._narrowness())
        if alone and (-half, half) != self._shown:
            for range_ in (self.figure.x_range, y):
                range_.update(start=-half, end=half, reset_start=-half, reset_end=half)
            self._shown = (-half, half)

    def _narrowness(self) -> float:
        """How much higher than wide the picture is, at least 1; 1 before a browser has drawn it."""
        return max(1.0, drawn_height(self.figure, 1) / drawn_width(self.figure, 1))

    def _name(self, paths: list[Path], left: int) -> None:
        words = [
            f'<span style="color: {look.color}">{SIGNS[look.marker]}</span> {look.name}'
            for look in dict.fromkeys(p.look for p in paths)
        ]
        words += ["hollow: start"] if paths else []
        words += [f"the {left:,} oldest cells are not drawn"] if left else []
        self.names.object = "".join(
            f'<span style="margin-right: 16px">{word}</span>' for word in words
        )

    def _lengthen(self, longest: float) -> None:
        """Tell the player how long the paths are; a new run starts at its end."""
        if longest <= 0:
            return
        grown = self.player.frames == FRAMES and longest >= self._longest > 0
        self._longest = longest
        self.player.pace = SECONDS / longest
        if grown:
            self.player.duration = longest
        else:
            self.player.renew(FRAMES, longest, FRAMES - 1)


def _columns(paths: list[Path]) -> np.ndarray:
    """x, y, z and t of all points, shape (4, point)."""
    parts = [np.empty((4, 0)), *(np.vstack([p.place.T, p.time]) for p in paths)]
    return np.concatenate(parts, axis=1, dtype=np.float32, casting="same_kind")


def _farthest(places: np.ndarray, centre: np.ndarray) -> float:
    """Distance (Å) of the farthest place."""
    away = places - centre
    return float(np.sqrt(np.einsum("ij,ij->i", away, away).max()))


def visited(paths: list[Path], a: float, most: int = EDGES) -> tuple[np.ndarray, int]:
    """Edges of the cells that the paths' points lie in, each once, and cells left out.

    Returns
    -------
    edges : int32 array, shape (edge, 4)
        Lower end (in units of a) and axis along which the edge goes.
    left : int
        Cells, from the oldest, that would have taken more than `most` edges.
    """
    if not paths:
        return np.empty((0, 4), np.int32), 0
    stays = [_stays(p, a) for p in paths]
    newest = np.argsort(-np.concatenate([time for _, time in stays]), kind="stable")
    cells = np.concatenate([places for places, _ in stays])[newest]
    order = cells[_first(cells)]
    every = (np.pad(order, ((0, 0), (0, 1)))[:, None] + _CUBE).reshape(-1, 4)
    at = _first(every)
    whole = len(order)
    if len(at) > most:
        whole = int(at[most] // 12)  # the cell that would be the first to have too many
    return every[at[at < 12 * whole]], len(order) - whole


def _stays(path: Path, a: float) -> tuple[np.ndarray, np.ndarray]:
    """The cells that a path was in one after the other, and when it was last seen there."""
    cells = np.floor(path.place / a).astype(np.int32)
    last = np.append((cells[1:] != cells[:-1]).any(axis=1), True)
    return cells[last], path.time[last]


def _first(rows: np.ndarray) -> np.ndarray:
    """Where each of the different rows of integers comes first, in order."""
    order = np.lexsort(rows.T)  # stable; np.unique takes six times as long for rows
    ranked = rows[order]
    new = np.append(True, (ranked[1:] != ranked[:-1]).any(axis=1))
    return np.sort(order[new])


def _cube() -> np.ndarray:
    """Lower ends and axes of a cube's twelve edges, shape (12, 4)."""
    rows = []
    for axis in range(3):
        for p in range(2):
            for q in range(2):
                corner = [p, q]
                corner.insert(axis, 0)
                rows.append([*corner, axis])
    return np.array(rows, np.int32)


_CUBE = _cube()
