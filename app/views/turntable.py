"""Turntable: sliders and buttons that turn a picture in three dimensions."""

from pathlib import Path

import param
from bokeh.models import ColumnDataSource, CustomJS
from panel.custom import JSComponent

_HERE = Path(__file__).parent

HOME = {"turn": 20.0, "tilt": 22.0}
"""Where the picture is first seen from (degrees): as the other scenes of the crystal are."""
_PER_PIXEL = 0.4
"""Degrees that a drag turns by."""

# The component's model is not known before it is shown: it is made known to the view then.
_MEET = """
if (!view.follower) view.change.connect(() => {
  const turn = ((view.data.turn[0] + 180) % 360 + 360) % 360 - 180;
  view.follower.setv({ turn, tilt: view.data.tilt[0] }, { sync: false });
});
view.follower = source;
view.change.emit();
"""
_TURN = """
const { turn, tilt } = view.data, wrapped = ((turn[0] + 180) % 360 + 360) % 360 - 180;
if (source.turn === wrapped && source.tilt === tilt[0]) return;
view.data.turn = [source.turn]; view.data.tilt = [source.tilt];
view.change.emit();
"""
_ZOOM = """
for (const range of [fig.x_range, fig.y_range]) {
  const middle = (range.start + range.end) / 2, half = (range.end - range.start) / 2 / FACTOR;
  range.setv({ start: middle - half, end: middle + half });
}
"""
_HOME = f"""
view.data.turn = [{HOME["turn"]}]; view.data.tilt = [{HOME["tilt"]}];
for (const range of [fig.x_range, fig.y_range])
  range.setv({{ start: range.reset_start, end: range.reset_end }});
view.change.emit();
"""
_DRAG = f"""
const {{ turn, tilt, coarse }} = view.data, moves = cb_obj.event_name === "pan";
if (cb_obj.event_name === "panstart") view.held = [turn[0], tilt[0]];
if (moves && view.held) {{
  turn[0] = view.held[0] + {_PER_PIXEL} * cb_obj.delta_x;
  tilt[0] = Math.min(Math.max(view.held[1] + {_PER_PIXEL} * cb_obj.delta_y, -90), 90);
}}
coarse[0] = moves;
view.change.emit();
"""


class Turntable(JSComponent):
    """Turns (degrees, about z) and tilts a figure whose drawing follows `view`; no word is sent.

    The browser alone writes these; `nearer`, `farther` and `home` count presses.
    """

    turn = param.Number(HOME["turn"])
    tilt = param.Number(HOME["tilt"])
    nearer = param.Integer()
    farther = param.Integer()
    home = param.Integer()
    mounted = param.Integer()

    _esm = (_HERE / "turntable.js").read_text(encoding="utf-8")
    _stylesheets = [  # noqa: RUF012
        (_HERE.parent / "controls" / "player.css").read_text(encoding="utf-8"),
        "label { display: flex; align-items: center; gap: 6px; } "
        "input[type=range] { width: 120px; height: 24px; accent-color: #0072b2; }",
    ]

    @classmethod
    def of(cls, fig, view: ColumnDataSource, **options) -> "Turntable":
        """Controls of figure `fig`, and drags and double clicks on it, that change `view`."""
        own = cls(**options)
        codes = {
            "turn": _TURN, "tilt": _TURN, "mounted": _MEET, "home": _HOME,
            "nearer": _ZOOM.replace("FACTOR", "1.25"), "farther": _ZOOM.replace("FACTOR", "0.8"),
        }  # fmt: skip
        for name, code in codes.items():  # of several in one call only the last would be kept
            own.jscallback(**{name: code}, args={"fig": fig, "view": view})
        for event in ("panstart", "pan", "panend"):
            fig.js_on_event(event, CustomJS(args={"view": view}, code=_DRAG))
        for event in ("doubletap", "reset"):
            fig.js_on_event(event, CustomJS(args={"view": view, "fig": fig}, code=_HOME))
        return own
