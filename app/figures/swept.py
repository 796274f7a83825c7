"""Swept: what a sweep has come to, as arrays: its axes, one answer, and how far each point goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import xarray as xr

from ionoscope.engine import InvalidParameter, Result, known
from ionoscope.engine.core.answers import ANSWERS
from ionoscope.engine.core.finding import DOUBT, REFUSAL, TITLES
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.core.words import number, with_interval

from .names import valued

ENDING = "-sweep"
"""What the key of a sweep has after that of its experiment."""
ABSENT, NONE, GOOD, DOUBTED = range(4)
"""How far a point goes: not there yet; no answer; an answer; one that is doubted."""
BESIDE = ("status", "level", "seed")
"""What is told of every point besides its answers."""
ENDS = ("_low", "_high")
NO, YES = "no", "yes"


@dataclass(frozen=True)
class Along:
    """What is swept: its values as they were given, and where they stand on an axis."""

    name: str
    symbol: str
    unit: str
    values: tuple
    may_log: bool

    @cached_property
    def numbers(self) -> np.ndarray | None:
        """The values as numbers, lists of one as their only item; None for words and lists."""
        alone = [v[0] if isinstance(v, tuple) and len(v) == 1 else v for v in self.values]
        if all(isinstance(v, int | float) and not isinstance(v, bool) for v in alone):
            return np.array(alone, float)
        return None

    @property
    def log(self) -> bool:
        """Whether a log axis shows it."""
        return self.may_log and self.numbers is not None and bool((self.numbers > 0).all())

    @property
    def places(self) -> np.ndarray:
        """Numbers where they are, others one after the other."""
        return np.arange(len(self.values)) if self.numbers is None else self.numbers

    @property
    def texts(self) -> list[str]:
        """The values as they are read."""
        return [_short(v) for v in self.values]


@dataclass(frozen=True)
class Swept:
    """A sweep's result and the answer that is looked at; arrays over all points in order."""

    result: Result
    answer: str

    @property
    def of(self) -> str:
        """The experiment of the points."""
        return self.result.experiment.removesuffix(ENDING)

    @cached_property
    def along(self) -> tuple[Along, ...]:
        """What is swept, in order."""
        kind = known(self.result.experiment)
        declared = kind.declared() if kind else {}
        return tuple(
            Along(
                name,
                self.result.data[name].attrs.get("symbol", name),
                self.result.data[name].attrs.get("units", ""),
                values,
                name in declared and declared[name].log,
            )
            for name, values in self.result.parameters["over"]
        )

    @property
    def others(self) -> list[str]:
        """What tells the values of all but the first axis apart, for each of their combinations."""
        rest = product(*(along.values for along in self.along[1:]))
        return [
            " ".join(
                valued(self.of, along.name, value)
                for along, value in zip(self.along[1:], values, strict=True)
            )
            for values in rest
        ]

    def rows(self, column: np.ndarray) -> np.ndarray:
        """A column (point,) as (combination of the others, place along the first axis)."""
        return column.reshape(len(self.along[0].values), -1).T

    # the answer -----------------------------------------------------------------------------

    @property
    def _told(self) -> xr.DataArray:
        return self.result.data[self.answer]

    @property
    def symbol(self) -> str:
        return self._told.attrs.get("symbol", "")

    @property
    def unit(self) -> str:
        return self._told.attrs.get("units", "")

    @property
    def called(self) -> str:
        """The answer's name in words."""
        return self._told.attrs.get("long_name", self.answer)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that answer, in the order in which they came; none where numbers do."""
        values = self._told.values
        if values.dtype.kind == "b":
            return (NO, YES)
        if values.dtype.kind != "U":
            return ()
        return tuple(dict.fromkeys(v for v in values.ravel().tolist() if v))

    @cached_property
    def values(self) -> np.ndarray:
        """Numbers, of words their places among `words`; nan where there is none."""
        values = self._told.values.ravel()
        if values.dtype.kind == "U":
            places = {word: float(i) for i, word in enumerate(self.words)}
            return np.array([places.get(v, np.nan) for v in values.tolist()])
        return values.astype(float)

    @cached_property
    def ends(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Both ends of the 95 % intervals; None where there are none."""
        names = [self.answer + end for end in ENDS]
        if not all(name in self.result.data for name in names):
            return None
        low, high = (self.result.data[name].values.ravel().astype(float) for name in names)
        return low, high

    # the points -----------------------------------------------------------------------------

    @cached_property
    def state(self) -> np.ndarray:
        """How far each point goes."""
        status, level = (self.result.data[k].values.ravel() for k in ("status", "level"))
        first = next(iter(ANSWERS.get(self.of, {})), "")
        found = np.isfinite(self.values) & ((level != REFUSAL) | (self.answer != first))
        over, failed = status == "finished", status == "failed"
        state = np.where(np.isin(level, (DOUBT, REFUSAL)), DOUBTED, GOOD)
        state = np.where(found, state, np.where(over, NONE, ABSENT))
        return np.where(failed, NONE, np.where(level == "", ABSENT, state))

    @cached_property
    def over(self) -> np.ndarray:
        """Whether each point is whole."""
        return self.result.data.status.values.ravel() == "finished"

    def absent(self, i: int) -> bool:
        """Whether nothing has come of a point yet."""
        told = self.result.summary["points"][i]
        return not told["summary"] and "error" not in told

    @property
    def said(self) -> list[str]:
        """What is told of each point, lines of text."""
        points = self.result.summary["points"]
        return [self._line(i, point) for i, point in enumerate(points)]

    def _line(self, i: int, point: dict) -> str:
        places = [f"{a.symbol} = {_beside(point['values'][a.name], a.unit)}" for a in self.along]
        lines = [", ".join(places), f"{self.symbol or self.called}: {self._value(i)}"]
        status = "still running" if self._goes_on(i) else point["status"]
        lines.append(status + (f", seed {point['seed']}" if self._random else ""))
        return "\n".join([*lines, *_first_doubt(point)])

    @property
    def _random(self) -> bool:
        kind = known(self.result.experiment)
        return kind is None or kind.random

    def _goes_on(self, i: int) -> bool:
        return (
            self.result.status == "running" and self.result.data.status.values.flat[i] == "stopped"
        )

    def _value(self, i: int) -> str:
        value = self.values[i]
        if self.state[i] in (NONE, ABSENT) or not np.isfinite(value):
            return "no answer"
        if self.words:
            return self.words[int(value)]
        if self.ends is None:
            return number(float(value), unit=self.unit)
        return with_interval(float(value), *(float(end[i]) for end in self.ends), self.unit)


def swept(result: Result, answer: str | None = None) -> Swept:
    """A sweep with the answer that is asked for, else the first; InvalidParameter if unknown."""
    offered = answers_of(result)
    if answer is not None and answer not in offered and answer not in ANSWERS.get(_of(result), {}):
        raise InvalidParameter(
            "answer", answer, "is no answer of this sweep", f"Choose one of: {', '.join(offered)}."
        )
    chosen = answer or next(iter(offered), None)
    return Swept(result if chosen in result.data else _with(result, chosen), chosen or "")


def answers_of(result: Result) -> dict[str, str]:
    """The answers that a sweep has, each with its symbol and name, those that matter first."""
    data = result.data
    ends = {name + end for name in data.data_vars for end in ENDS if name + end in data.data_vars}
    return {
        str(name): named(str(name), variable.attrs)
        for name, variable in data.data_vars.items()
        if name not in BESIDE and name not in ends
    }


def answers_to_come(of: str) -> dict[str, str]:
    """As `answers_of`, of an experiment that has not been swept yet."""
    terms = ANSWERS.get(of, {})
    return {k: named(k, {"symbol": t.symbol, "long_name": t.name}) for k, t in terms.items()}


def named(name: str, attrs: dict) -> str:
    """Symbol and name of an answer."""
    symbol, words = attrs.get("symbol", ""), attrs.get("long_name", name)
    return words if not symbol or symbol == words else f"{symbol}, {words}"


def _with(result: Result, name: str | None) -> Result:
    """The result with an answer that no point has come to yet."""
    from dataclasses import replace

    shape = result.data.status
    term = ANSWERS.get(_of(result), {}).get(name or "")
    attrs = {"symbol": term.symbol, "long_name": term.name, "units": term.unit} if term else {}
    empty = xr.DataArray(np.full(shape.shape, np.nan), dims=shape.dims, attrs=attrs)
    return replace(result, data=result.data.assign({name or "": empty}))


def _of(result: Result) -> str:
    return result.experiment.removesuffix(ENDING)


def _first_doubt(point: dict) -> Sequence[str]:
    """The weightiest sentence that is no answer, if there is one."""
    if "error" in point:
        return [point["error"]]
    for level in (REFUSAL, DOUBT):
        texts = [f["text"] for f in point["findings"] if f["level"] == level]
        if texts:
            return [f"{TITLES[level]}: {texts[0]}"]
    return []


def _short(value: object) -> str:
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    text = f"{value:.6g}" if isinstance(value, float) else as_text(value)
    return text if len(text) <= 24 else f"{text[:23]}…"


def _beside(value: object, unit: str) -> str:
    value = tuple(value) if isinstance(value, list) else value
    return f"{_short(value)} {unit}".rstrip()
