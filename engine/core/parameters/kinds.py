"""The kinds of parameter an experiment declares, and the sentence a bad value gets.

Each kind is a `param` parameter with symbol, unit and group in its metadata. Widgets, command
flags, links, dataset attributes and the parameter reference are generated from these; each
checks its own values, so that nothing the interface lets through reaches a kernel unchecked.
"""

import math
from collections.abc import Iterable

import numpy as np
import param

from .text import as_text


class InvalidParameter(ValueError):
    """A value that cannot be run; its text says what, why and what to do.

    `offer` holds values of other parameters with which it could be.
    """

    def __init__(
        self, name: str, value: object, problem: str, remedy: str, offer: dict | None = None
    ):
        self.name, self.value, self.problem, self.remedy = name, value, problem, remedy
        self.offer = offer or {}
        super().__init__(f"{name} = {shown(value)} {problem}. {remedy}")


def _nested(value: object) -> bool:
    """Whether `value` is a list of lists of numbers."""
    pairs = value if isinstance(value, tuple | list) else ()
    return bool(pairs) and all(isinstance(p, tuple | list) and all(map(is_real, p)) for p in pairs)


def shown(value: object) -> str:
    """`value` as it stands in a message: short, quoted if text, cut if long."""
    if isinstance(value, str):
        value = repr(value)
    elif isinstance(value, float):
        value = f"{value:.10g}"
    elif _nested(value):  # points, as they are typed
        value = as_text(value)
    try:
        text = str(value)
    except ValueError:  # an integer too long for Python to write
        text = "a number of thousands of digits"
    return text if len(text) <= 60 else text[:57] + "…"


def declared(
    *, symbol: str = "", called: str = "", unit: str = "", group: str = "Model", log: bool = False
) -> dict:
    """What every kind keeps beside what `param` knows."""
    return {"symbol": symbol, "called": called, "unit": unit, "group": group, "log": log}


class Kind:
    """What the kinds share: constant once the experiment exists, and self-describing."""

    def _about(self, key: str):
        return (self.metadata or {}).get(key, "")

    @property
    def unit(self) -> str:
        return self._about("unit")

    @property
    def symbol(self) -> str:
        return self._about("symbol") or self.name

    @property
    def called(self) -> str:
        """Its name in one or two words."""
        return self._about("called")

    @property
    def group(self) -> str:
        return self._about("group")

    @property
    def log(self) -> bool:
        return bool(self._about("log"))

    def refuse(self, value: object, problem: str, remedy: str = ""):
        raise InvalidParameter(
            self.name or "?", value, problem, remedy or f"Allowed: {self.allowed()}."
        )

    def checked(self, value):
        """`value` in this parameter's own type; InvalidParameter where it cannot be."""
        self._validate(value)
        return value


class _Numeric(Kind):
    def __init__(self, default, *, bounds, soft=None, step=None, doc, **about):
        super().__init__(
            default,
            bounds=bounds,
            softbounds=soft or bounds,
            step=step,
            doc=doc,
            constant=True,
            metadata=declared(**about),
        )

    def allowed(self) -> str:
        low, high = self.bounds
        return f"{low:.10g} … {high:.10g}{' ' + self.unit if self.unit else ''}"

    def _validate(self, val):
        if not is_real(val):
            self.refuse(val, "is not a number")
        if not _finite(val):
            self.refuse(val, "is not a finite number")
        low, high = self.bounds
        if not low <= val <= high:
            self.refuse(val, f"is outside its range {self.allowed()}", "Choose a value inside it.")


def _finite(value) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond every float
        return False


def is_real(value) -> bool:
    """Whether `value` is a real number and no truth value."""
    real = isinstance(value, int | float | np.integer | np.floating)
    return real and not isinstance(value, bool)


class Quantity(_Numeric, param.Number):
    """A real number with unit, hard `bounds` (refused outside) and `soft` bounds (the slider's)."""

    def checked(self, value) -> float:
        self._validate(value)
        return float(value)

    def from_text(self, text: str) -> float:
        """Read a number from a flag or link; InvalidParameter if it is none."""
        try:
            return self.checked(float(text))
        except InvalidParameter:
            raise
        except (ValueError, OverflowError):
            self.refuse(text, "is not a number")


class Count(_Numeric, param.Integer):
    """A whole number with hard and soft bounds."""

    def _validate(self, val):
        super()._validate(val)
        if int(val) != val:
            self.refuse(val, "is not a whole number")

    def checked(self, value) -> int:
        self._validate(value)
        return int(value)

    def from_text(self, text: str) -> int:
        """Read a whole number; InvalidParameter if it is none."""
        try:
            return self.checked(float(text) if len(text) < 400 else math.inf)
        except InvalidParameter:
            raise
        except (ValueError, OverflowError):
            self.refuse(text, "is not a whole number")


class Choice(Kind, param.Selector):
    """One word out of a few."""

    def __init__(self, objects: Iterable[str], *, doc: str, default: str = "", **about):
        objects = list(objects)
        super().__init__(
            default=default or objects[0],
            objects=objects,
            doc=doc,
            constant=True,
            metadata=declared(**about),
        )

    def allowed(self) -> str:
        return ", ".join(self.objects)

    def _validate(self, val):
        if not isinstance(val, str) or val not in self.objects:
            self.refuse(val, "is not one of the choices", f"Choose one of: {self.allowed()}.")

    def from_text(self, text: str) -> str:
        """Read a choice; InvalidParameter if it is not offered."""
        return self.checked(text)


class Switch(Kind, param.Boolean):
    """Yes or no."""

    def __init__(self, default: bool, *, doc: str, **about):
        super().__init__(default, doc=doc, constant=True, metadata=declared(**about))

    def allowed(self) -> str:
        return "true, false"

    def _validate(self, val):
        if not isinstance(val, bool | np.bool_):
            self.refuse(val, "is neither true nor false")

    def checked(self, value) -> bool:
        self._validate(value)
        return bool(value)

    def from_text(self, text: str) -> bool:
        """Read true/false (yes/no, 1/0 too); InvalidParameter otherwise."""
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if text.lower() not in words:
            self.refuse(text, "is neither true nor false")
        return words[text.lower()]
