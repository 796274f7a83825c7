"""Keys: what the keyboard and the window's width do on every page."""

from pathlib import Path

import param
from panel.custom import JSComponent


class Keys(JSComponent):
    """Nothing to see; `stops` grows when Esc is pressed, `narrow` says that the rail must fold."""

    stops = param.Integer()
    narrow = param.Boolean()

    _esm = (Path(__file__).parent / "keys.js").read_text(encoding="utf-8")
