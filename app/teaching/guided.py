"""Guided lessons: questions in a row, each with a prediction, a run and an answer.

assets/guided/KEY.json declares them; whatever they state of the engine's numbers is checked by
the tests.
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from ionoscope.engine import EXPERIMENTS, Experiment, Result
from ionoscope.engine.core.words import number

from ..reproduction.figures import Reading
from ..reproduction.reading import Found, found

SCHEMA = 1
KEYS = ("barrier", "memory", "diffusion")
"""The lessons in the order in which they build on each other."""
NUMBER, CHOICE, SKETCH = "number", "choice", "sketch"


class Stated(NamedTuple):
    """A number that a lesson states; what the engine gives lies `within` of it.

    `times` is the factor from the engine's unit to the lesson's. `parameters` are those that
    differ from the step's, or all that differ from the defaults where it is another `experiment`.
    """

    name: str
    value: float | str
    unit: str
    within: float
    reading: Reading
    times: float = 1.0
    parameters: dict[str, str] = {}  # noqa: RUF012
    experiment: str = ""

    @property
    def text(self) -> str:
        """As the lesson writes it."""
        return self.value if isinstance(self.value, str) else number(self.value)

    def of(self, result: Result) -> Found:
        """What a result says of it, in the lesson's unit."""
        own = found(self.reading, {"": [result]})
        if own.value is None or isinstance(own.value, str):
            return own
        low, high = (None if end is None else self.times * end for end in (own.low, own.high))
        return own._replace(value=self.times * own.value, low=low, high=high)


class Question(NamedTuple):
    """What is to be predicted: a number between `low` and `high`, one of `options`, or a curve in
    the window `x`, `y` of the step's figure."""

    kind: str
    options: dict[str, str] = {}  # noqa: RUF012
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)


class Step(NamedTuple):
    """One step: a setting, a question, an experiment, and what is to be kept of it.

    `before` are parameters whose result is seen before the prediction, and with `beside` after it
    too; `figure` is shown in place of the page's whole picture; `controls` may be turned
    afterwards. `right` is the option that comes true, `answer` the number; `because` has
    comparisons of stated numbers.
    """

    key: str
    title: str
    minutes: int
    experiment: str
    parameters: dict[str, str]
    question: str
    told: str
    home: str
    setting: str = ""
    before: dict[str, str] | None = None
    beside: bool = False
    figure: str = ""
    controls: tuple[str, ...] = ()
    predict: Question | None = None
    right: str = ""
    answer: Stated | None = None
    numbers: tuple[Stated, ...] = ()
    because: tuple[tuple[str, str, str], ...] = ()

    @property
    def stated(self) -> tuple[Stated, ...]:
        """All numbers that the step states."""
        return self.numbers + ((self.answer,) if self.answer else ())

    def asked(self, stated: Stated | None = None) -> Experiment:
        """What the step computes, or what gives a number that it states."""
        own, key = self.parameters, self.experiment
        if stated:
            own = stated.parameters if stated.experiment else {**own, **stated.parameters}
            key = stated.experiment or key
        return EXPERIMENTS[key].from_text(own)

    def earlier(self) -> Experiment:
        """What is seen before the prediction."""
        return EXPERIMENTS[self.experiment].from_text({**self.parameters, **(self.before or {})})

    def filled(self, text: str) -> str:
        """A text of the step, with stated numbers for their names in braces."""
        known = {one.name: one.text for one in self.stated}
        return re.sub(r"\{([\w ]+)\}", lambda match: known[match[1]], text)


class Misconception(NamedTuple):
    """What students say, and what a teacher may ask or show."""

    says: str
    reply: str


class Lesson(NamedTuple):
    """A guided lesson with its teacher's sheet."""

    key: str
    title: str
    about: str
    goals: tuple[str, ...]
    before_class: str
    misconceptions: tuple[Misconception, ...]
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)

    def step(self, key: str) -> Step:
        """A step by its key; the first if it has none such."""
        return next((step for step in self.steps if step.key == key), self.steps[0])


@cache
def lessons() -> dict[str, Lesson]:
    """The guided lessons by key."""
    return {key: _lesson(key, _document(key)) for key in KEYS}


def _document(key: str) -> dict:
    file = files("ionoscope.assets") / "guided" / f"{key}.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    if content["schema"] != SCHEMA:
        raise ValueError(f"{file} has schema {content['schema']}; this version reads {SCHEMA}.")
    return content


def _lesson(key: str, own: dict) -> Lesson:
    return Lesson(
        key,
        own["title"],
        own["about"],
        tuple(own["goals"]),
        own["before_class"],
        tuple(Misconception(**one) for one in own["misconceptions"]),
        tuple(map(_step, own["steps"])),
    )


def _step(own: dict) -> Step:
    rest = {k: v for k, v in own.items() if k not in ("predict", "answer", "numbers")}
    return Step(
        **rest
        | {
            "controls": tuple(own.get("controls", ())),
            "because": tuple(map(tuple, own.get("because", ()))),
            "predict": _question(own["predict"]) if "predict" in own else None,
            "answer": _stated(own["answer"]) if "answer" in own else None,
            "numbers": tuple(map(_stated, own.get("numbers", ()))),
        }
    )


def _question(own: dict) -> Question:
    spans = {k: tuple(own[k]) for k in ("x", "y") if k in own}
    return Question(**own | spans)


def _stated(own: dict[str, Any]) -> Stated:
    return Stated(**own | {"reading": Reading("", **own["reading"])})
