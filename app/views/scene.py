"""Scene: the gate in real space, moved in the browser by the player."""

import numpy as np
import xarray as xr
from bokeh.models import CustomJS, Label, Range1d

from ionoscope.engine.gate.model import GateModel
from ionoscope.engine.potentials import POTENTIALS

from ..scenes.player import Player
from ..theme import GREY, INTERACTION, OSCILLATOR, PARTICLE, label, plot, source

FRAMES = 900
LEVELS = (0.9, 0.7, 0.5, 0.3, 0.1, 0.03)
"""Contours of U as shares of U0."""
TURNS = 9

_FOLLOW = """
const i = Math.min(source.frame, path.data.tau.length - 1);
if (i < 0) return;
const x = path.data.x[i], y = path.data.y[i], s = path.data.s[i];
bodies.data.x = [x, 0]; bodies.data.y = [s, y];
rings.data.y = Array.from(rings.data.y, () => y);
const n = spring.data.x.length;
const low = spring.data.y[0];
spring.data.y = Array.from(spring.data.y, (_, k) => low + (y - low) * k / (n - 1));
now.data.tau = [path.data.tau[i]];
state.data.y = [y]; state.data.v_y = [path.data.v_y[i]];
for (const c of [bodies, rings, spring, now, state]) c.change.emit();
"""

_SQUARE = """
const half = (y.end - y.start) / 2 * fig.inner_width / Math.max(fig.inner_height, 1);
x.start = -half; x.end = half;
"""


class Scene:
    """Particle on its line, oscillator on its spring, contours of the interaction around it.

    `path` holds the frames; `now` and `state` are the cursors that time plots and the phase
    plane share. All are moved in the browser, in place, so that nothing is sent to the server.
    """

    def __init__(self, player: Player):
        self.player = player
        self.path = source("tau", "x", "y", "v_y", "s")
        self.bodies = source("x", "y", "color", "size")
        self.rings = source("x", "y", "size", "line", "dash")
        self.spring = source("x", "y")
        self.track = source("x", "y")
        self.now, self.state = source("tau"), source("y", "v_y")
        self.figure = self._draw()
        player.jscallback(
            frame=_FOLLOW,
            args={
                k: getattr(self, k) for k in ("path", "bodies", "rings", "spring", "now", "state")
            },
        )

    def _draw(self):
        fig = plot(
            label("x"),
            label("y"),
            400,
            tools="save",
            x_range=Range1d(-14, 14),
            y_range=Range1d(-7, 7),
            name="scene",
        )
        square = CustomJS(args={"fig": fig, "x": fig.x_range, "y": fig.y_range}, code=_SQUARE)
        fig.js_on_change("inner_width", square)
        fig.js_on_change("inner_height", square)
        fig.y_range.js_on_change("end", square)
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
        for text, color, y in (("particle", PARTICLE, 34), ("oscillator", OSCILLATOR, 14)):
            fig.add_layout(
                Label(
                    x=12,
                    y=y,
                    x_units="screen",
                    y_units="screen",
                    text=f"● {text}",
                    text_color=color,
                    text_font_size="13px",
                )
            )
        fig.grid.visible = False
        return fig

    def update(self, data: xr.Dataset, model: GateModel, still: float | None) -> None:
        """Show a launch's path over at most FRAMES even frames, at rest at τ = `still`."""
        tau = data.tau.values
        even = np.linspace(tau[0], tau[-1], min(FRAMES, max(len(tau), 2)))
        columns = {k: np.interp(even, tau, data[k].values) for k in ("x", "y", "v_y")}
        self.path.data = {"tau": even, "s": np.full(len(even), model.s), **columns}
        at = int(np.argmin(np.abs(even - (tau[-1] if still is None else still))))
        self._set_stage({k: v[at] for k, v in columns.items()}, columns["y"], model)
        self.player.renew(len(even), float(tau[-1] - tau[0]), at)

    def _set_stage(self, frame: dict, all_y: np.ndarray, model: GateModel) -> None:
        high = max(6.0, abs(model.s) + 2, 1.15 * float(np.abs(all_y).max()))
        y_range = self.figure.y_range
        if not 0.7 * y_range.end < high <= y_range.end:
            y_range.update(start=-1.15 * high, end=1.15 * high)
        low = y_range.start
        x, y = float(frame["x"]), float(frame["y"])
        self.now.data = {"tau": []}
        zigzag = np.where(np.arange(2 * TURNS + 1) % 2, 0.35, -0.35)
        zigzag[[0, -1]] = 0
        self.spring.data = {"x": zigzag, "y": np.linspace(low, y, len(zigzag))}
        self.track.data = {"x": [-400, 400], "y": [model.s] * 2}
        self.rings.data = self._rings(model, y)
        self.bodies.data = {
            "x": [x, 0],
            "y": [model.s, y],
            "color": [PARTICLE, OSCILLATOR],
            "size": [10 + 6 * np.tanh(np.log10(model.M) + 1), 16],
        }

    def _rings(self, model: GateModel, y: float) -> dict:
        reach = POTENTIALS[model.potential].reach
        sizes = [2 * reach(model.lam, level) for level in LEVELS]
        lines, dashes = [INTERACTION] * len(sizes), ["solid"] * len(sizes)
        E = getattr(model, "E_particle", None)
        if E is not None and E < model.U0:  # where a particle at rest would have all its energy
            sizes.append(2 * reach(model.lam, E / model.U0))
            lines.append(PARTICLE)
            dashes.append("dashed")
        n = len(sizes)
        return {"x": [0] * n, "y": [y] * n, "size": sizes, "line": lines, "dash": dashes}
