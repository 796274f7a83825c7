"""Turntable: sliders and buttons that turn a picture in three dimensions."""

from pathlib import Path

import param
from bokeh.models import ColumnDataSource, CustomJS
from panel.custom import JSComponent

_HERE = Path(__file__).parent
_VIEW = (_HERE / "view.js").read_text(encoding="utf-8")

HOME = {"turn": 20.0, "tilt": 22.0}
"""Where the picture is first seen from (degrees), as view.js has it."""
_CALLS = {
    "turn": "follow()",
    "tilt": "follow()",
    "mounted": "meet()",
    "home": "home()",
    "nearer": "zoom(1.25)",
    "farther": "zoom(0.8)",
}
"""What follows a change of each."""


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
        (_HERE / name).read_text(encoding="utf-8") for name in ("player.css", "turntable.css")
    ]

    @classmethod
    def of(cls, fig, view: ColumnDataSource, **options) -> "Turntable":
        """Controls of figure `fig`, and drags and double clicks on it, that change `view`."""
        own, args = cls(**options), {"fig": fig, "view": view}
        for name, call in _CALLS.items():  # of several in one call only the last would be kept
            own.jscallback(**{name: f"{_VIEW}{call};"}, args=args)
        for event in ("panstart", "pan", "panend"):
            fig.js_on_event(event, CustomJS(args=args, code=f"{_VIEW}drag();"))
        for event in ("doubletap", "reset"):
            fig.js_on_event(event, CustomJS(args=args, code=f"{_VIEW}home();"))
        return own
