"""Keys: what the keyboard does on every page."""

from pathlib import Path

import param
from panel.custom import JSComponent


class Keys(JSComponent):
    """Nothing to see; `stops` grows when Esc is pressed."""

    stops = param.Integer()

    _esm = (Path(__file__).parent / "keys.js").read_text(encoding="utf-8")
