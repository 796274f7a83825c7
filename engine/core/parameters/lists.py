"""Kinds of parameter that are lists: of numbers, of points."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import param

from .kinds import InvalidParameter, Kind, declared, is_real, shown


def kept(value):
    """`value`; what an iterator would give only once, as a tuple."""
    return tuple(value) if isinstance(value, Iterator) else value


class Quantities(Kind, param.Parameter):
    """A strictly increasing list of real numbers inside `bounds`, at most `most` of them.

    As text: "1,2,4", or "first:last:count" for evenly spaced values.
    """

    __slots__ = ()

    def __init__(self, default, *, bounds, most=2000, doc, **about):
        super().__init__(
            tuple(default),
            doc=doc,
            constant=True,
            metadata={**declared(**about), "bounds": bounds, "most": most},
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
            if not is_real(v):
                self.refuse(val, f"contains {shown(v)}, which is not a number")
            if not low <= v <= high:  # NaN fails this too
                self.refuse(val, f"contains {shown(v)}")
        if any(b <= a for a, b in pairwise(values)):
            self.refuse(val, "is not in increasing order", "Sort the values and drop repeats.")

    def checked(self, value) -> tuple[float, ...]:
        value = kept(value)
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


class Points(Kind, param.Parameter):
    """Points in space: triples of numbers inside `bounds`, from `least` to `most` of them.

    As text: "0,0,0;1,0,0". With `names` a point may be called by its name ("Γ;X"); with `whole`
    the numbers are whole.
    """

    __slots__ = ()

    def __init__(self, default, *, bounds, least=1, most=1, whole=False, names=None, doc, **about):
        kept = {"bounds": bounds, "least": least, "most": most, "whole": whole}
        super().__init__(
            tuple(tuple(point) for point in default),
            doc=doc,
            constant=True,
            metadata={**declared(**about), **kept, "names": names or {}},
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
            if len(point := list(point)) != 3 or not all(map(is_real, point)):
                self.refuse(val, f"contains {shown(point)}, which is not three numbers")
            if not all(low <= x <= high for x in point):
                self.refuse(val, f"contains {shown(point)}")
            if self.metadata["whole"] and any(int(x) != x for x in point):
                self.refuse(val, f"contains {shown(point)}, which is not whole")

    def checked(self, value) -> tuple[tuple[float, ...], ...]:
        value = kept(value)
        value = tuple(map(kept, value)) if isinstance(value, tuple | list) else value
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
