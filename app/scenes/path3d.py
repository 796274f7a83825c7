"""Path3D: where ions have been, in three dimensions, turned by hand in the browser."""

import numpy as np
import panel as pn
from bokeh.models import CustomJS, WheelZoomTool

from ..figures.style import GREY, SIGNS
from .paths import Path, columns, farthest, visited
from .player import Player
from .stage import bare, drawn_height, drawn_width, script, source
from .turntable import HOME, Turntable

FRAMES = 900
"""Steps of the player along a path."""
SAYS = "Moving picture: the path of the ion through the crystal's cells, in three dimensions."
SECONDS = 20.0
"""A whole path takes so long to play."""

_DRAW = script("square", "path3d")
_FOLLOW = """
view.data.share = [source.frames > 1 ? source.frame / (source.frames - 1) : 1];
view.place?.();
"""
# A path that has grown: whoever looks at its end stays there, whoever plays it plays on.
_GROW = """
if (source.frame >= source.frames - 1)
  source.setv({ renewed: -Math.abs(source.renewed) - 1 }, { sync: false });
"""


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
        own = {"tools": "reset,save", "lod_threshold": None}
        fig = bare("path3d", height, (-1, 1), (-1, 1), SAYS, **own)
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
        self.cloud.data = dict(zip(("x", "y", "z", "t"), columns(paths), strict=True))
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
        extent = max(1.08 * farthest(places, own), 1.3 * a)
        y = self.figure.y_range
        alone = self._shown is None or (y.start, y.end) == self._shown  # nobody has zoomed
        if alone and not (farthest(places, centre) <= radius and 0.45 * radius < extent):
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
