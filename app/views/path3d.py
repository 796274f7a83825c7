"""Path3D: where ions have been, in three dimensions, turned by hand in the browser."""

from pathlib import Path as File
from typing import NamedTuple

import numpy as np
import panel as pn
from bokeh.models import CustomJS, Range1d, WheelZoomTool

from ..scenes.player import Player
from ..theme import GREY, drawn_height, drawn_width, plot, source
from .bands import SIGNS, marker
from .lines import KINDS
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
    """Places (Å), shape (point, 3), of an ion at times (ps), shape (point,).

    `key` is a key in the table of styles, or a colour.
    """

    key: str
    time: np.ndarray
    place: np.ndarray


class Path3D:
    """Paths by pieces, the cells they visited, their starts, and ions that the player moves.

    `cursor` is the player's time for other plots. Project, turn and zoom happen in the browser:
    the server's sources hold what is to be seen, not how it is seen.
    """

    def __init__(self, player: Player, height: int, styles: dict = KINDS):
        self.player, self.styles = player, styles
        self.cloud, self.runs = source("x", "y", "z", "t"), source("first", "last", "color",
                                                                   "marker")  # fmt: skip
        self.edges, self.cursor = source("i", "j", "k", "axis"), source("time")
        self.stage = source("x", "y", "z", "radius", "a")
        self.stage.data = {"x": [0.0], "y": [0.0], "z": [0.0], "radius": [1.0], "a": [1.0]}
        self.view = source("turn", "tilt", "coarse", "share")
        self.view.data = {**{k: [v] for k, v in HOME.items()}, "coarse": [False], "share": [1.0]}
        self._shown: tuple[float, float] | None = None
        self._longest = 0.0
        self._names = pn.pane.HTML(
            "", margin=(4, 10, 2, 10), min_height=22, styles={"font-size": "13px"}
        )
        self._caption = pn.pane.HTML("", margin=(0, 10), height=20, styles={"font-size": "12px"})
        self.figure = self._figure(height)
        self.turntable = Turntable.of(self.figure, self.view, sizing_mode="stretch_width",
                                      margin=(0, 0))  # fmt: skip
        player.jscallback(frame=_FOLLOW, args={"view": self.view})
        player.jscallback(duration=_GROW)

    def _figure(self, height: int):
        fig = plot("", "", height, tools="reset,save", name="path3d", x_range=Range1d(-1, 1),
                   y_range=Range1d(-1, 1), lod_threshold=None)  # fmt: skip
        fig.axis.visible = fig.grid.visible = False
        wheel = WheelZoomTool()
        fig.add_tools(wheel)
        fig.toolbar.active_scroll = wheel
        drawn = self._glyphs(fig)
        kept = {k: getattr(self, k) for k in ("cloud", "runs", "edges", "stage", "view", "cursor")}
        draw = CustomJS(args={"fig": fig, **kept, **drawn}, code=_DRAW)
        for model, event in (
            (self.cloud, "change"), (self.view, "change"), (fig.x_range, "end"),
            (fig.y_range, "end"), (fig, "inner_width"), (fig, "inner_height"),
        ):  # fmt: skip
            model.js_on_change(event, draw)
        return fig

    @staticmethod
    def _glyphs(fig) -> dict:
        """The sources that the browser fills, by their names there."""
        cells, path = source("xs", "ys", "alpha"), source("xs", "ys", "color", "alpha", "width")
        starts, ions = source("x", "y", "color", "marker"), source("x", "y", "color", "marker")
        cross = source("x0", "y0", "x1", "y1", "xn", "yn", "name")
        fig.multi_line("xs", "ys", source=cells, color=GREY, line_alpha="alpha")
        fig.multi_line("xs", "ys", source=path, color="color", line_alpha="alpha",
                       line_width="width", line_join="round", line_cap="round")  # fmt: skip
        fig.scatter("x", "y", source=starts, marker="marker", size=11, fill_alpha=0,
                    line_color="color", line_width=2.5)  # fmt: skip
        fig.scatter("x", "y", source=ions, marker="marker", size=15, color="color",
                    line_color="white", line_width=1.5)  # fmt: skip
        fig.segment("x0", "y0", "x1", "y1", source=cross, color=GREY, line_width=1.5)
        fig.text("xn", "yn", "name", source=cross, text_color=GREY, text_font_size="13px",
                 text_align="center", text_baseline="middle")  # fmt: skip
        return {"cells": cells, "path": path, "starts": starts, "ions": ions, "cross": cross}

    @property
    def layout(self) -> pn.Column:
        """Names, picture, the view's controls and what is left out."""
        picture = pn.pane.Bokeh(self.figure, sizing_mode="stretch_width")
        return pn.Column(self._names, picture, self.turntable, self._caption,
                         sizing_mode="stretch_width")  # fmt: skip

    def update(self, paths: list[Path], a: float) -> None:
        """Show paths in a crystal of lattice constant `a` (Å); call it again as they grow."""
        paths = [p for p in paths if len(p.time)]
        cells, left = visited(paths, a)
        self.edges.data = dict(zip(("i", "j", "k", "axis"), cells.T.copy(), strict=True))
        self._fit(paths, a)
        ends = np.cumsum([len(p.time) for p in paths], dtype=np.int32)
        colors = [self._color(p.key) for p in paths]
        markers = [marker(self.styles, p.key) for p in paths]
        self.runs.data = {
            "first": np.append(0, ends[:-1])[: len(ends)].astype(np.int32), "last": ends - 1,
            "color": colors, "marker": markers,
        }  # fmt: skip
        columns = [np.column_stack([p.place, p.time]) for p in paths] or [np.empty((0, 4))]
        columns = np.concatenate(columns).astype(np.float32).T.copy()
        # last, for the browser draws when it comes
        self.cloud.data = dict(zip(("x", "y", "z", "t"), columns, strict=True))
        self._name(paths, left)
        self._lengthen(max((float(p.time[-1]) for p in paths), default=0.0))

    def _color(self, key: str) -> str:
        return self.styles[key][0] if key in self.styles else key

    def _fit(self, paths: list[Path], a: float) -> None:
        """Keep all in sight; what is in sight already stays where it is."""
        if not paths:
            return
        places = np.concatenate([p.place for p in paths])
        stage = {k: v[0] for k, v in self.stage.data.items()}
        centre, radius = np.array([stage["x"], stage["y"], stage["z"]]), stage["radius"]
        reach = np.linalg.norm(places - centre, axis=1).max()
        own = (places.min(axis=0) + places.max(axis=0)) / 2
        extent = max(1.08 * np.linalg.norm(places - own, axis=1).max(), 1.3 * a)
        y = self.figure.y_range
        alone = self._shown is None or (y.start, y.end) == self._shown  # nobody has zoomed
        if alone and not (reach <= radius and 0.45 * radius < extent):
            centre, radius = own, extent
        self.stage.data = {
            **{k: [float(v)] for k, v in zip("xyz", centre, strict=True)},
            "radius": [float(radius)], "a": [float(a)],
        }  # fmt: skip
        half = float(radius * self._narrowness())
        if alone and (-half, half) != self._shown:
            for range_ in (self.figure.x_range, y):
                range_.update(start=-half, end=half, reset_start=-half, reset_end=half)
            self._shown = (-half, half)

    def _narrowness(self) -> float:
        """How much higher than wide the picture is, at least 1; 1 before a browser has drawn it."""
        return max(1.0, drawn_height(self.figure, 1) / drawn_width(self.figure, 1))

    def _name(self, paths: list[Path], left: int) -> None:
        kinds = {(self._color(p.key), self.styles.get(p.key, ("", "", ""))[2],
                  SIGNS[marker(self.styles, p.key)]): None for p in paths}  # fmt: skip
        self._names.object = "".join(
            f'<span style="margin-right: 18px"><span style="color: {color}">{sign}</span> {name}'
            "</span>"
            for color, name, sign in kinds
        )
        cells = f" Of the cells visited only the newest are drawn; {left:,} older ones are not."
        start = "Hollow: where it started." if paths else ""
        self._caption.object = start + (cells if left else "")

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
    cells = np.concatenate([np.floor(np.asarray(p.place) / a) for p in paths]).astype(np.int32)
    newest = np.argsort(-np.concatenate([p.time for p in paths]), kind="stable")
    _, first = np.unique(cells[newest], axis=0, return_index=True)
    order = cells[newest][np.sort(first)]
    every = (np.pad(order, ((0, 0), (0, 1)))[:, None] + _CUBE).reshape(-1, 4)
    _, at = np.unique(every, axis=0, return_index=True)
    at = np.sort(at)
    whole = len(order)
    if len(at) > most:
        whole = int(at[most] // 12)  # the cell that would be the first to have too many
    return every[at[at < 12 * whole]], len(order) - whole


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
