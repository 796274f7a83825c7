"""The kinds of parameter an experiment declares, and the sentence a bad value gets.

Each kind is a `param` parameter with symbol, unit and group in its metadata. Widgets, command
flags, links, dataset attributes and the parameter reference are generated from these. A value is
checked once, by `checked`, when an experiment is built: nothing that an interface lets through
reaches a kernel unchecked.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Generic, NoReturn, TypeVar

import numpy as np
import param

from .beside import Beside
from .reading import Unread, folded, number, same_word
from .refusals import InvalidParameter, is_finite, is_real
from .text import as_text, names_file

T = TypeVar("T")


def declared(
    *,
    symbol: str = "",
    called: str = "",
    unit: str = "",
    group: str = "Model",
    log: bool = False,
    also: tuple[float, str] | None = None,
    only: Beside | None = None,
) -> dict:
    """What every kind keeps beside what `param` knows: texts, and whether a log axis suits it.

    `also` is another unit in which a value is told, after the factor from its own unit to that;
    `only` says beside which values of another parameter it has an effect.
    """
    texts = {"symbol": symbol, "called": called, "unit": unit, "group": group}
    return {**texts, "log": log, "also": also, "only": only}


class Kind(param.Parameter[T], Generic[T]):
    """What the kinds share: constant once the experiment exists, and self-describing.

    On an experiment a parameter is its value, of type T.
    """

    takes_files: ClassVar[bool] = False
    """Whether a person may name a file of his own in place of a value; links never do."""

    def names_file(self, value: object) -> bool:
        """Whether a value is the name of such a file, be it there or not."""
        return self.takes_files and names_file(value)

    def offered(self) -> dict[str, T]:
        """Values that a person may choose from in place of a file, by what they are called."""
        raise NotImplementedError

    def from_file(self, path: Path) -> str:
        """The text that stands for what a file holds; InvalidParameter, OSError if it cannot."""
        raise NotImplementedError

    def _about(self, key: str) -> Any:
        return (self.metadata or {}).get(key, "")

    @property
    def unit(self) -> str:
        """Unit of the values; "" for dimensionless numbers, counts and words."""
        return self._about("unit")

    @property
    def symbol(self) -> str:
        """Symbol in equations and on axes; its name where there is none."""
        return self._about("symbol") or self.name or ""

    @property
    def called(self) -> str:
        """Its name in one or two words."""
        return self._about("called")

    @property
    def group(self) -> str:
        """The heading under which it is shown."""
        return self._about("group")

    @property
    def log(self) -> bool:
        """Whether values of several orders of magnitude are usual."""
        return bool(self._about("log"))

    @property
    def also(self) -> tuple[float, str] | None:
        """Factor from its own unit to another in which values are told, and that unit."""
        return self._about("also") or None

    @property
    def only(self) -> Beside | None:
        """Beside which values of another parameter it has an effect, None if always."""
        return self._about("only") or None

    def applies(self, values: Mapping[str, Any]) -> bool:
        """Whether it has an effect where the parameters have these `values`, or texts."""
        return self.only is None or self.only.holds(values)

    def enclosed(self, value: T) -> dict[str, bytes]:
        """Contents, by their names, of what a checked value calls by hash."""
        return {}

    def beside(self, value: Any) -> str:
        """A value, or the ends of a list, in that other unit, e.g. " (290 K)"; "" without one."""
        if self.also is None:
            return ""
        factor, unit = self.also
        ends = (value[0], value[-1]) if isinstance(value, tuple | list) else (value,)
        values = [float(f"{factor * x:.3g}") for x in dict.fromkeys(ends) if is_real(x)]
        told = [f"{value:g}" for value in values]
        return f" ({' … '.join(told)} {unit})" if told else ""

    def told(self, value: Any) -> str:
        """A value with its unit, and in the other unit, e.g. "25 meV (290 K)"."""
        return f"{as_text(value)} {self.unit}".rstrip() + self.beside(value)

    def as_written(self, value: Any) -> str:
        """A value as people write it, without its unit."""
        return as_text(value)

    def _in_own_unit(self, text: str) -> str:
        """What to write for a number in the other unit in which values are told."""
        factor, unit = self.also or (1.0, "")
        try:
            return f"Write {number(text, unit) / factor:.5g} {self.unit}." if unit else ""
        except Unread:
            return ""

    def refuse(self, value: object, problem: str, remedy: str = "") -> NoReturn:
        """Raise InvalidParameter for `value`; without `remedy` it says what is allowed."""
        raise InvalidParameter(
            self.name or "?", value, problem, remedy or f"Allowed: {self.allowed()}."
        )

    def allowed(self) -> str:
        """What may be given, in words."""
        raise NotImplementedError

    def checked(self, value: object) -> T:
        """`value` as this parameter's own type and in its unit; InvalidParameter if it cannot."""
        raise NotImplementedError

    def parsed(self, text: str) -> Any:
        """The value that a flag or link means, in the parameter's own unit and not yet checked.

        InvalidParameter if it is none.
        """
        raise NotImplementedError

    def from_text(self, text: str) -> T:
        """Read and check a value from a flag or link; InvalidParameter where it cannot be."""
        return self.checked(self.parsed(text))

    def to_text(self, value: T) -> str:
        """A checked value as a flag or link carries it, in ASCII; `from_text` reads it back."""
        return as_text(value)

    def _validate(self, val: object) -> None:
        """Nothing: param would check again what `checked` has let through."""


class _Number(Kind[T]):
    """A real number between two bounds."""

    bounds: Any  # two numbers, where param knows of None too

    def __init__(
        self,
        default: float,
        *,
        bounds: tuple[float, float],
        soft: tuple[float, float] | None = None,
        step: float | None = None,
        doc: str,
        **about: Any,
    ) -> None:
        kept: dict[str, Any] = {"bounds": bounds, "softbounds": soft or bounds, "step": step}
        super().__init__(default, doc=doc, constant=True, metadata=declared(**about), **kept)
        self.checked(default)

    def allowed(self) -> str:
        low, high = self.bounds
        unit = f" {self.unit}" if self.unit else ""
        return f"{low:.10g} … {high:.10g}{unit}{self.beside(self.bounds)}"

    def parsed(self, text: str) -> float:
        try:
            return number(text, self.unit)
        except Unread as error:
            remedy = error.remedy or self._in_own_unit(text)
            self.refuse(text, error.problem, remedy and f"{remedy} Allowed: {self.allowed()}.")

    def _within(self, value: Any) -> Any:
        """`value` if it is a finite real number inside the bounds."""
        if not is_real(value):
            self.refuse(value, "is not a number")
        if not is_finite(value):
            self.refuse(value, "is not a finite number")
        low, high = self.bounds
        if not low <= value <= high:
            outside = f"is outside its range {self.allowed()}"
            self.refuse(value, outside, "Choose a value inside it.")
        return value


class Quantity(_Number[float], param.Number[float]):
    """A real number with unit, hard `bounds` (refused outside) and `soft` bounds (the slider's)."""

    def checked(self, value: object) -> float:
        return float(self._within(value))


class Count(_Number[int], param.Integer[int]):
    """A whole number with hard and soft bounds."""

    def checked(self, value: object) -> int:
        count = self._within(value)
        if int(count) != count:
            self.refuse(value, "is not a whole number")
        return int(count)


class Choice(Kind[str], param.Selector[str]):
    """One word out of a few; capitals, hyphens, underscores and spaces may be as one likes.

    `written` has, by the word that is typed, how people write it where that is something else.
    """

    def __init__(
        self,
        objects: Iterable[str],
        *,
        doc: str,
        default: str = "",
        written: Mapping[str, str] | None = None,
        **about: Any,
    ) -> None:
        words = list(objects)
        if len(set(map(folded, words))) < len(words):
            raise ValueError(f"The choices {', '.join(words)} could be taken for each other.")
        metadata = declared(**about) | {"written": dict(written or {})}
        kept: dict[str, Any] = {"objects": words, "metadata": metadata}
        super().__init__(default=default or words[0], doc=doc, constant=True, **kept)
        self.checked(self.default)

    def allowed(self) -> str:
        return ", ".join(self.objects)

    def as_written(self, value: str) -> str:
        """E.g. "screened Coulomb" for screened_coulomb."""
        return (self._about("written") or {}).get(value, value)

    def checked(self, value: object) -> str:
        word = same_word(value, self.objects)
        if word is None:
            self.refuse(value, "is not one of the choices", f"Choose one of: {self.allowed()}.")
        return word

    def parsed(self, text: str) -> str:
        return text

    def to_text(self, value: str) -> str:
        return value.replace(" ", "-")  # nothing that a shell or an address would have to quote


YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


class Switch(Kind[bool], param.Boolean[bool]):
    """Yes or no."""

    def __init__(self, default: bool, *, doc: str, **about: Any) -> None:
        super().__init__(default, doc=doc, constant=True, metadata=declared(**about))
        self.checked(default)

    def allowed(self) -> str:
        return "true, false"

    def checked(self, value: object) -> bool:
        if not isinstance(value, bool | np.bool_):
            self.refuse(value, "is neither true nor false")
        return bool(value)

    def parsed(self, text: str) -> bool:
        word = same_word(text, YES + NO)
        if word is None:
            self.refuse(text, "is neither true nor false")
        return word in YES
