"""Launch: the gate in real space, moved in the browser by the player."""

import numpy as np
from bokeh.models import ColumnDataSource, CustomJS, Range1d

from ionoscope.engine import Result
from ionoscope.engine.numerics.potentials import POTENTIALS

from ..figures.hooks import follow_theme, label_axis
from ..figures.sketch import Axis
from ..figures.style import GREY, INTERACTION, OSCILLATOR, PARTICLE
from ..figures.tabled import Block, Table
from .player import Player
from .springs import zigzag
from .stage import caption, label, plot, script, source

FRAMES = 900
LEVELS = (0.9, 0.7, 0.5, 0.3, 0.1, 0.03)
"""Contours of U as shares of U0."""
TURNS = 9
SAYS = "Moving picture: a particle flies past an oscillator on its spring."
POINT = {
    "color": [OSCILLATOR],
    "marker": ["circle"],
    "fill_alpha": [1.0],
    "size": [10.0],
    "line_width": [1.6],
    "name": ["oscillator"],
    "low": [np.nan],
    "high": [np.nan],
}
"""How the oscillator looks in its phase plane: columns of a figure's dots."""

_FOLLOW, _SQUARE = script("springs", "launch"), script("square") + "square();"


class LaunchScene:
    """Particle on its line, oscillator on its spring, contours of the interaction around it.

    `path` holds the frames; `now` and `state` are the cursor that time plots share and the point
    of the phase plane. All are moved in the browser, in place, so that nothing is sent to the
    server.
    """

    def __init__(self, player: Player):
        self.player = player
        self.path = source("tau", "x", "y", "v_y", "s")
        self.bodies = source("x", "y", "color", "size")
        self.rings = source("x", "y", "size", "line", "dash")
        self.spring = source("x", "y")
        self.track = source("x", "y")
        self.now = source("x")
        self.state = ColumnDataSource({"x": [np.nan], "y": [np.nan], **POINT})
        self.figure = self._drawn()
        moved = {k: getattr(self, k) for k in ("path", "bodies", "rings", "spring", "now", "state")}
        player.jscallback(frame=_FOLLOW, args=moved)

    def _drawn(self):
        fig = plot(
            "",
            "",
            400,
            SAYS,
            tools="save",
            name="scene",
            x_range=Range1d(-14, 14),
            y_range=Range1d(-7, 7),
        )
        for axis, name in zip(fig.axis, ("x", "y"), strict=True):
            label_axis(axis, Axis(name))
            follow_theme(axis)
        square = CustomJS(args={"fig": fig}, code=_SQUARE)
        for model, change in ((fig, "inner_width"), (fig, "inner_height"), (fig.y_range, "end")):
            model.js_on_change(change, square)
        fig.line("x", "y", source=self.track, color=GREY, line_dash="dashed", line_width=1.5)
        fig.ellipse(
            "x",
            "y",
            "size",
            "size",
            source=self.rings,
            fill_color=INTERACTION,
            fill_alpha=0.09,
            line_color="line",
            line_alpha=0.9,
            line_dash="dash",
        )
        fig.line("x", "y", source=self.spring, color=GREY, line_width=2)
        fig.scatter("x", "y", size="size", color="color", source=self.bodies)
        names = ("oscillator", OSCILLATOR), ("particle", PARTICLE)
        caption(fig, names, x=12, y=14, apart=20)
        fig.grid.visible = False
        return fig

    def show(self, result: Result) -> None:
        """Show a launch's path over at most FRAMES even frames, at rest at its decision."""
        data, model = result.data, result.parameters
        tau = data.tau.values
        even = np.linspace(tau[0], tau[-1], min(FRAMES, max(len(tau), 2)))
        columns = {k: np.interp(even, tau, data[k].values) for k in ("x", "y", "v_y")}
        self.path.data = {"tau": even, "s": np.full(len(even), model["s"]), **columns}
        at = int(np.argmin(np.abs(even - result.summary.get("tau", tau[-1]))))
        self._set_height(max(6.0, abs(model["s"]) + 2, 1.15 * float(np.abs(columns["y"]).max())))
        self._set_stage(float(columns["x"][at]), float(columns["y"][at]), model)
        self.player.renew(len(even), float(tau[-1] - tau[0]), at)

    def table(self) -> Table:
        """Where both are, frame by frame."""
        heads = [label(name) for name in ("tau", "x", "y")]
        columns = dict(zip(heads, (self.path.data[k] for k in ("tau", "x", "y")), strict=True))
        return Table(tuple(heads), (Block("particle at x, oscillator at y", columns),))

    def _set_height(self, high: float) -> None:
        """Make room up to `high`; a picture with some room more stays as it is."""
        y_range = self.figure.y_range
        if not 0.7 * y_range.end < high <= y_range.end:
            y_range.update(start=-1.15 * high, end=1.15 * high)

    def _set_stage(self, x: float, y: float, model: dict) -> None:
        self.now.data = {"x": []}
        along, across = zigzag(np.array([self.figure.y_range.start, y]), TURNS, 0.35)
        self.spring.data = {"x": across, "y": along}
        self.track.data = {"x": [-400, 400], "y": [model["s"]] * 2}
        self.rings.data = _rings(model, y)
        size = 10 + 6 * np.tanh(np.log10(model["M"]) + 1)
        self.bodies.data = {
            "x": [x, 0],
            "y": [model["s"], y],
            "color": [PARTICLE, OSCILLATOR],
            "size": [size, 16],
        }


def _rings(model: dict, y: float) -> dict:
    """Contours of the interaction around the oscillator."""
    reach, lam, E = POTENTIALS[model["potential"]].reach, model["lam"], model["E_particle"]
    rings = [(2 * reach(lam, level), INTERACTION, "solid") for level in LEVELS]
    if E < model["U0"]:  # where a particle at rest would have all its energy
        rings.append((2 * reach(lam, E / model["U0"]), PARTICLE, "dashed"))
    size, line, dash = map(list, zip(*rings, strict=True))
    n = len(rings)
    return {"x": [0] * n, "y": [y] * n, "size": size, "line": line, "dash": dash}
