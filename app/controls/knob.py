"""Knob: slider and number box for one declared parameter."""

from pathlib import Path

import param
from panel.custom import JSComponent

from ionoscope.engine.core.parameters import Count, Quantity, as_text

_HERE = Path(__file__).parent


class Knob(JSComponent):
    """One numeric parameter as the browser shows it; `text` is what the person has entered.

    `commits` grows when a drag ends or a number is entered; `answered` tells the browser that
    the last text was dealt with.
    """

    key = param.String()
    symbol = param.String()
    about = param.String()
    unit = param.String()
    doc = param.String()
    low = param.Number()
    high = param.Number()
    step = param.Number(0, allow_None=True)
    log = param.Boolean()
    whole = param.Boolean()
    text = param.String()
    preset = param.String()
    changed = param.Boolean()
    refused = param.Boolean()
    locked = param.Boolean()
    mystery = param.Boolean()
    commits = param.Integer()
    answered = param.Integer()

    # no debounce: the browser itself keeps at most one value unanswered
    _priority_changes = ["text"]  # noqa: RUF012

    _esm = (_HERE / "knob.js").read_text(encoding="utf-8")
    _stylesheets = [(_HERE / "knob.css").read_text(encoding="utf-8")]  # noqa: RUF012

    @classmethod
    def of(cls, parameter: Quantity | Count, about: str, **params) -> "Knob":
        """The knob of a declared parameter; `about` is its name in two or three words."""
        low, high = parameter.softbounds
        text = as_text(parameter.default)
        return cls(
            key=parameter.name,
            symbol=parameter.symbol,
            about=about,
            unit=parameter.unit,
            doc=f"{parameter.doc} Allowed: {parameter.allowed()}.",
            low=low,
            high=high,
            step=parameter.step,
            log=parameter.log,
            whole=isinstance(parameter, Count),
            text=text,
            preset=text,
            sizing_mode="stretch_width",
            margin=(0, 0),
            **params,
        )

    @param.depends("text", "preset", watch=True, on_init=True)
    def _mark(self) -> None:
        self.changed = self.text != self.preset
