"""Kinds of parameter that are lists: of numbers, of points."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from .kinds import Kind, declared
from .reading import Unread, letters, named, number, parts
from .refusals import is_real, shown
from .text import as_text
from .words import counted

T = TypeVar("T")

UNSORTED = "Sort the values and drop repeats; a comma separates values, so write 0.5, not 0,5."


def _kept(value: Any) -> Any:
    """`value`; what an iterator would give only once, as a tuple."""
    return tuple(value) if isinstance(value, Iterator) else value


class _List(Kind[T]):
    """What the lists share: items between two bounds, from `least` to `most` of them."""

    def _items(self, value: Any, items: str) -> list:
        """The items of `value`, as many as may be."""
        if isinstance(value, str | bytes) or not isinstance(value, Iterable):
            self.refuse(value, f"is not a list of {items}")
        found = list(value)
        if not self.metadata["least"] <= len(found) <= self.metadata["most"]:
            name = "value" if items == "numbers" else items.removesuffix("s")
            many = f"{len(found)} {name}{'' if len(found) == 1 else 's'}"
            wrong = "few" if len(found) < self.metadata["least"] else "many"
            self.refuse(value, f"has {many}, too {wrong}")
        return found

    def _number(self, text: str, part: str, unit: str) -> float:
        """The number that `part` of `text` means; InvalidParameter for the text if it is none."""
        try:
            return number(part, unit)
        except Unread as error:
            remedy = error.remedy or self._in_own_unit(part)
            remedy = remedy and f"{remedy} Allowed: {self.allowed()}."
            self.refuse(text, f"contains {shown(part.strip())}, which {error.problem}", remedy)

    def understood(self, value: T) -> str:
        """What a checked value is, in words: how many items, and which."""
        raise NotImplementedError

    def _inside(self, number: float) -> bool:
        low, high = self.bounds
        return low <= number <= high  # no NaN is

    @property
    def _outside(self) -> str:
        low, high = self.bounds
        unit = f" {self.unit}" if self.unit else ""
        return f"which is not inside {low:.10g} … {high:.10g}{unit}{self.beside(self.bounds)}"

    @property
    def bounds(self) -> tuple[float, float]:
        """Smallest and largest number that is allowed."""
        return self.metadata["bounds"]


class Quantities(_List[tuple[float, ...]]):
    """A strictly increasing list of real numbers inside `bounds`, at most `most` of them.

    As text: "1,2,4", or "first:last:count" for evenly spaced values; between semicolons a comma
    is a decimal one.
    """

    def __init__(
        self,
        default: Iterable[float],
        *,
        bounds: tuple[float, float],
        most: int = 2000,
        doc: str,
        **about: Any,
    ) -> None:
        kept = {**declared(**about), "bounds": bounds, "least": 1, "most": most}
        super().__init__(tuple(default), doc=doc, constant=True, metadata=kept)
        self.default = self.checked(self.default)

    def allowed(self) -> str:
        low, high = self.bounds
        most, unit = self.metadata["most"], f" {self.unit}" if self.unit else ""
        inside = f"between {low:.10g} and {high:.10g}{unit}{self.beside(self.bounds)}"
        return f"1 to {most} increasing values {inside}"

    def checked(self, value: object) -> tuple[float, ...]:
        value = _kept(value)
        numbers = self._items(value, "numbers")
        for x in numbers:
            if not is_real(x):
                self.refuse(value, f"contains {shown(x)}, which is not a number")
            if not self._inside(x):
                self.refuse(value, f"contains {shown(x)}, {self._outside}")
        if any(b <= a for a, b in pairwise(numbers)):
            self.refuse(value, "is not in increasing order", UNSORTED)
        return tuple(map(float, numbers))

    def parsed(self, text: str) -> list[float]:
        text = text.strip(" ()[]")
        if text.count(":") != 2:
            return [self._number(text, part, self.unit) for part in parts(text)]
        *ends, count = text.split(":")
        first, last = (self._number(text, end, self.unit) for end in ends)
        many = self._number(text, count, "")
        if not 2 <= many <= self.metadata["most"]:  # before they are made
            most = self.metadata["most"]
            self.refuse(text, f"asks for {shown(many)} values, where 2 to {most} can be made")
        if many != int(many):
            self.refuse(text, f"asks for {shown(many)} values, which is not a whole number")
        return np.linspace(first, last, int(many)).tolist()

    def understood(self, value: tuple[float, ...]) -> str:
        items = [f"{x:.6g}" for x in value]
        listed = f"{counted(items, self.called or 'values')} {self.unit}".rstrip()
        return listed + self.beside(value)


class Points(_List[tuple[tuple[float, ...], ...]]):
    """Points in space: triples of numbers inside `bounds`, from `least` to `most` of them.

    As text: "0,0,0;1,0,0". With `names` a point may be called by its name ("Γ;X", "G-X", "gx");
    with `whole` the numbers are whole.
    """

    def __init__(
        self,
        default: Iterable[Sequence[float]],
        *,
        bounds: tuple[float, float],
        least: int = 1,
        most: int = 1,
        whole: bool = False,
        names: dict[str, tuple[float, ...]] | None = None,
        doc: str,
        **about: Any,
    ) -> None:
        own = {"bounds": bounds, "least": least, "most": most, "whole": whole, "names": names or {}}
        places = tuple(tuple(point) for point in default)
        super().__init__(places, doc=doc, constant=True, metadata={**declared(**about), **own})
        self.default = self.checked(places)

    def allowed(self) -> str:
        low, high = self.bounds
        least, most = self.metadata["least"], self.metadata["most"]
        many = f"{least} points" if least == most else f"{least} to {most} points"
        many = "one point" if (least, most) == (1, 1) else many
        kind = "whole numbers" if self.metadata["whole"] else "numbers"
        names = self.metadata["names"]
        named = f", or {', '.join(names)}" if names else ""
        return f"{many} of three {kind} between {low:.10g} and {high:.10g}{named}"

    def checked(self, value: object) -> tuple[tuple[float, ...], ...]:
        value = _kept(value)
        value = tuple(map(_kept, value)) if isinstance(value, tuple | list) else value
        number = int if self.metadata["whole"] else float
        points = [self._point(value, point) for point in self._items(value, "points")]
        return tuple(tuple(number(x) for x in point) for point in points)

    def _point(self, value: object, point: Any) -> list:
        """Three numbers; InvalidParameter, for all of `value`, where they are not."""
        if isinstance(point, str):
            point = named(point, self.metadata["names"]) or point
        if isinstance(point, str | bytes) or not isinstance(point, Iterable):
            self.refuse(value, f"contains {shown(point)}, which is not a point")
        if len(point := list(point)) != 3 or not all(map(is_real, point)):
            self.refuse(value, f"contains {shown(point)}, which is not three numbers")
        if not all(map(self._inside, point)):
            self.refuse(value, f"contains {shown(point)}, {self._outside}")
        if self.metadata["whole"] and any(int(x) != x for x in point):
            self.refuse(value, f"contains {shown(point)}, which is not whole")
        return point

    def parsed(self, text: str) -> list[tuple[float, ...]]:
        found = letters(text, self.metadata["names"])
        return found or [self._place(text, part) for part in text.split(";") if part.strip()]

    def _place(self, text: str, part: str) -> tuple[float, ...]:
        """The point that `part` of `text` means; InvalidParameter, for all of it, if it is none."""
        names = self.metadata["names"]
        if (found := named(part, names)) is not None:
            return found
        if names and not any(letter.isdigit() for letter in part):
            called = ", ".join("Γ (or G)" if name == "Γ" else name for name in names)
            self.refuse(text, f"contains {shown(part.strip())}, which is none of {called}")
        try:
            return tuple(number(x) for x in part.strip(" ()[]").replace(",", " ").split())
        except Unread:
            remedy = f'Write "0,0,0;1,0,0". Allowed: {self.allowed()}.'
            self.refuse(text, "is not a list of points", remedy)

    def to_text(self, value: tuple[tuple[float, ...], ...]) -> str:
        """`value` as a flag or link carries it, in ASCII and its own unit: names where it can."""
        return ";".join(
            self.name_of(point).replace("Γ", "G") or as_text([point]) for point in value
        )

    def name_of(self, point: tuple[float, ...]) -> str:
        """The name of exactly this `point`, in the parameter's own unit; "" if it has none."""
        return next((k for k, p in self.metadata["names"].items() if p == tuple(point)), "")

    def understood(self, value: tuple[tuple[float, ...], ...]) -> str:
        return counted([self.name_of(p) or f"({as_text([p])})" for p in value], "points")
