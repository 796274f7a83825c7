"""Player: one set of buttons for every moving scene."""

from pathlib import Path

import param
from panel.custom import JSComponent

_HERE = Path(__file__).parent


class Player(JSComponent):
    """Frames 0 … frames − 1 spread evenly over `duration`; plays a unit of time in `pace` s.

    The browser moves `frame`; scenes follow it there, with no word to the server. `renewed`
    grows when new frames have arrived: the player then stops and shows frame `still`. With `loop`
    it goes round, and on through new frames.
    """

    frame = param.Integer()
    frames = param.Integer(1)
    duration = param.Number(1.0)
    pace = param.Number(2.0)
    symbol = param.String("τ")
    unit = param.String("periods")
    still = param.Integer()
    loop = param.Boolean(False)
    renewed = param.Integer()

    _esm = (_HERE / "player.js").read_text(encoding="utf-8")
    _stylesheets = [(_HERE / "player.css").read_text(encoding="utf-8")]  # noqa: RUF012

    def renew(self, frames: int, duration: float, still: int) -> None:
        """Tell the browser that new frames are there, and which to stand still at."""
        self.param.update(frames=frames, duration=duration, still=still, renewed=self.renewed + 1)
