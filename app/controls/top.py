"""Top: the bar on every page, and what the keyboard and the window's width do everywhere."""

import json
from collections.abc import Callable
from pathlib import Path

import param

from ..figures.style import INKS
from .component import Component

_HERE = Path(__file__).parent
SIGN = "sign"
"""What the browser sends to ask for a sign of life."""


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


class Top(Component):
    """Buttons to the groups of pages; `go(key)` is called when one is pressed.

    `run` names the kept runs that are seen, which have an address of their own. `stops` grows
    when Esc is pressed, `narrow` says that the rail must fold, `large` that one picture is shown to
    a whole room, in a window so many pixels `tall`. `sign` grows when the browser asks for one, to
    see that its session lives (connection.js). Once it is on a page, figures survive new data of
    fewer lines (painting.js), and their letters are set as symbols, in colours that can be read
    (lettering.js).
    """

    places = param.String("[]")
    here = param.String()
    run = param.String()
    stops = param.Integer()
    narrow = param.Boolean()
    large = param.Boolean()
    tall = param.Integer(800)
    sign = param.Integer()

    _esm = f"const INKS = {json.dumps(INKS)};\n" + "".join(
        map(_read, ("painting.js", "lettering.js", "connection.js", "copying.js", "top.js"))
    )
    _stylesheets = [_read("top.css")]  # noqa: RUF012

    def __init__(self, places: dict[str, str], go: Callable[[str], None], **params):
        self._go, self._keys = go, set(places)
        super().__init__(
            places=json.dumps(list(places.items())), sizing_mode="stretch_width", margin=0, **params
        )

    def show(self, places: dict[str, str]) -> None:
        """Lead to these alone."""
        self._keys, self.places = set(places), json.dumps(list(places.items()))

    def _handle_msg(self, data) -> None:
        if data == SIGN:
            self.sign += 1
        elif isinstance(data, str) and data in self._keys:
            self._go(data)
