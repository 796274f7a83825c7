"""The kinds of parameter an experiment declares, and the sentence a bad value gets.

Each kind is a `param` parameter with symbol, unit and group in its metadata. Widgets, command
flags, links, dataset attributes and the parameter reference are generated from these; each
checks its own values, so that nothing the interface lets through reaches a kernel unchecked.
"""

import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import param


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


def shown(value: object) -> str:
    """`value` as it stands in a message: short, quoted if text, cut if long."""
    if isinstance(value, str):
        value = repr(value)
    elif isinstance(value, float):
        value = f"{value:.10g}"
    try:
        text = str(value)
    except ValueError:  # an integer too long for Python to write
        text = "a number of thousands of digits"
    return text if len(text) <= 60 else text[:57] + "…"


def _declared(
    *,
    symbol: str = "",
    called: str = "",
    unit: str = "",
    group: str = "Model",
    log: bool = False,
) -> dict:
    """What every kind keeps beside what `param` knows."""
    return {"symbol": symbol, "called": called, "unit": unit, "group": group, "log": log}


class _Kind:
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


class _Numeric(_Kind):
    def __init__(self, default, *, bounds, soft=None, step=None, doc, **about):
        super().__init__(
            default,
            bounds=bounds,
            softbounds=soft or bounds,
            step=step,
            doc=doc,
            constant=True,
            metadata=_declared(**about),
        )

    def allowed(self) -> str:
        low, high = self.bounds
        return f"{low:.10g} … {high:.10g}{' ' + self.unit if self.unit else ''}"

    def _validate(self, val):
        if not _real(val):
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


def _real(value) -> bool:
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


class Choice(_Kind, param.Selector):
    """One word out of a few."""

    def __init__(self, objects: Iterable[str], *, doc: str, default: str = "", **about):
        objects = list(objects)
        super().__init__(
            default=default or objects[0],
            objects=objects,
            doc=doc,
            constant=True,
            metadata=_declared(**about),
        )

    def allowed(self) -> str:
        return ", ".join(self.objects)

    def _validate(self, val):
        if not isinstance(val, str) or val not in self.objects:
            self.refuse(val, "is not one of the choices", f"Choose one of: {self.allowed()}.")

    def from_text(self, text: str) -> str:
        """Read a choice; InvalidParameter if it is not offered."""
        return self.checked(text)


class Switch(_Kind, param.Boolean):
    """Yes or no."""

    def __init__(self, default: bool, *, doc: str, **about):
        super().__init__(default, doc=doc, constant=True, metadata=_declared(**about))

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


class Quantities(_Kind, param.Parameter):
    """A strictly increasing list of real numbers inside `bounds`, at most `most` of them.

    As text: "1,2,4", or "first:last:count" for evenly spaced values.
    """

    __slots__ = ()

    def __init__(self, default, *, bounds, most=2000, doc, **about):
        super().__init__(
            tuple(default),
            doc=doc,
            constant=True,
            metadata={**_declared(**about), "bounds": bounds, "most": most},
        )

    @property
    def bounds(self):
        return self.metadata["bounds"]

    def allowed(self) -> str:
        low, high = self.bounds
        most, unit = self.metadata["most"], f" {self.unit}" if self.unit else ""
        return f"1 to {most} increasing values between {low:.10g} and {high:.10g}{unit}"

    def _validate(self, val):
        if isinstance(val, str | bytes) or not isinstance(val, Iterable):
            self.refuse(val, "is not a list of numbers")
        values = list(val)
        if not 1 <= len(values) <= self.metadata["most"]:
            self.refuse(val, f"has {len(values)} values")
        low, high = self.bounds
        for v in values:
            if not _real(v):
                self.refuse(val, f"contains {shown(v)}, which is not a number")
            if not low <= v <= high:  # NaN fails this too
                self.refuse(val, f"contains {shown(v)}")
        if any(b <= a for a, b in pairwise(values)):
            self.refuse(val, "is not in increasing order", "Sort the values and drop repeats.")

    def checked(self, value) -> tuple[float, ...]:
        self._validate(value)
        return tuple(float(v) for v in value)

    def from_text(self, text: str) -> tuple[float, ...]:
        """Read "1,2,4" or "1:4:250"; InvalidParameter if it is neither."""
        try:
            if text.count(":") == 2:
                first, last, count = text.split(":")
                if not 2 <= int(count) <= self.metadata["most"]:
                    self.refuse(text, f"asks for {shown(int(count))} values")
                return self.checked(np.linspace(float(first), float(last), int(count)).tolist())
            return self.checked([float(part) for part in text.split(",") if part.strip()])
        except InvalidParameter:
            raise
        except (ValueError, OverflowError):
            self.refuse(text, "is not a list of numbers", 'Write "1,2,4" or "1:4:250".')


class Points(_Kind, param.Parameter):
    """Points in space: triples of numbers inside `bounds`, from `least` to `most` of them.

    As text: "0,0,0;1,0,0". With `names` a point may be called by its name ("Γ;X"); with `whole`
    the numbers are whole.
    """

    __slots__ = ()

    def __init__(
        self, default, *, bounds, least=1, most=1, whole=False, names=None, doc, **about
    ):  # fmt: skip
        kept = {"bounds": bounds, "least": least, "most": most, "whole": whole}
        super().__init__(
            tuple(tuple(point) for point in default),
            doc=doc,
            constant=True,
            metadata={**_declared(**about), **kept, "names": names or {}},
        )

    def allowed(self) -> str:
        low, high = self.metadata["bounds"]
        least, most = self.metadata["least"], self.metadata["most"]
        many = f"{least} points" if least == most else f"{least} to {most} points"
        many = "one point" if (least, most) == (1, 1) else many
        kind = "whole numbers" if self.metadata["whole"] else "numbers"
        names = self.metadata["names"]
        named = f", or {', '.join(names)}" if names else ""
        return f"{many} of three {kind} between {low:.10g} and {high:.10g}{named}"

    def _validate(self, val):
        if isinstance(val, str | bytes) or not isinstance(val, Iterable):
            self.refuse(val, "is not a list of points")
        points = list(val)
        if not self.metadata["least"] <= len(points) <= self.metadata["most"]:
            self.refuse(val, f"has {len(points)} points")
        low, high = self.metadata["bounds"]
        for point in points:
            if isinstance(point, str | bytes) or not isinstance(point, Iterable):
                self.refuse(val, f"contains {shown(point)}, which is not a point")
            if len(point := list(point)) != 3 or not all(map(_real, point)):
                self.refuse(val, f"contains {shown(point)}, which is not three numbers")
            if not all(low <= x <= high for x in point):
                self.refuse(val, f"contains {shown(point)}")
            if self.metadata["whole"] and any(int(x) != x for x in point):
                self.refuse(val, f"contains {shown(point)}, which is not whole")

    def checked(self, value) -> tuple[tuple[float, ...], ...]:
        self._validate(value)
        number = int if self.metadata["whole"] else float
        return tuple(tuple(number(x) for x in point) for point in value)

    def from_text(self, text: str) -> tuple[tuple[float, ...], ...]:
        """Read "0,0,0;1,0,0" or names; InvalidParameter if it is neither."""
        try:
            return self.checked([self._point(part.strip()) for part in text.split(";")])
        except InvalidParameter:
            raise
        except (ValueError, OverflowError):
            self.refuse(text, "is not a list of points", 'Write "0,0,0;1,0,0".')

    def _point(self, text: str) -> tuple[float, ...]:
        names = self.metadata["names"]
        return names[text] if text in names else tuple(float(x) for x in text.split(","))


def as_text(value: object) -> str:
    """`value` as a flag or link carries it; `from_text` reads it back unchanged."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list) and value and isinstance(value[0], tuple | list):
        return ";".join(",".join(as_text(x) for x in point) for point in value)
    if isinstance(value, tuple | list | np.ndarray):
        return _even(value) or ",".join(repr(float(v)) for v in value)
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def _even(values) -> str:
    """ "first:last:count" where that gives exactly `values`, else ''."""
    if len(values) < 4:
        return ""
    even = np.linspace(values[0], values[-1], len(values))
    if not np.array_equal(even, np.asarray(values)):
        return ""
    return f"{as_text(float(values[0]))}:{as_text(float(values[-1]))}:{len(values)}"
