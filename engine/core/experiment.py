"""Experiment: parameters declared once, checked when it is built, run as a generator of chunks."""

import logging
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

import param

from .files import State
from .finding import Finding, doubt
from .library import take
from .parameters import Count, InvalidParameter, Kind, written
from .result import Chunk, Result, Stopwatch, versions

log = logging.getLogger(__name__)

UNFOUND = "What may be concluded of this run could not be worked out"


class Equation(NamedTuple):
    """One equation a page shows: LaTeX, what it says, and where it comes from."""

    latex: str
    meaning: str
    source: str


class RunFailed(RuntimeError):
    """A run that cannot go on: its text says where, why and what to do.

    Parameters in it are marked. `result` is what was computed until then, None if nothing was.
    """

    result: Result | None = None

    @property
    def marked(self) -> str:
        """The text with its marks."""
        return super().__str__()

    def __str__(self) -> str:
        return written(self.marked)


def last_word(chunks: Iterator[Chunk]) -> Chunk | None:
    """What a run that is to end has still to tell, None if nothing: it hears of it as of Ctrl-C."""
    try:
        return chunks.throw(KeyboardInterrupt()) if isinstance(chunks, Generator) else None
    except (KeyboardInterrupt, StopIteration):
        return None


class Experiment(param.Parameterized):
    """One question, its parameters and how to answer it.

    Parameters are checked when the object is built and constant from then on, so a running
    experiment is a frozen copy by construction. Those that have no effect beside the others are at
    their defaults, so that equal runs have equal values. Sub-classes set the class variables below
    and write `run`.

    Raises
    ------
    InvalidParameter
        From the constructor, for a value outside what a parameter allows, an unknown parameter,
        or a combination that `check` refuses.
    """

    key: ClassVar[str]
    """Name on the command line, in links and in the registry, e.g. "gate-map"."""
    title: ClassVar[str]
    """Two or three words for menus."""
    question: ClassVar[str]
    """What it answers."""
    group: ClassVar[str]
    """The part of the world it belongs to, e.g. "Gate": pages are grouped by it."""
    small: ClassVar[dict] = {}
    """Parameters of a run that takes a moment: enough to compile what it needs."""
    equations: ClassVar[tuple[Equation, ...]] = ()
    source: ClassVar[str]
    """Paper, section and figure."""
    random: ClassVar[bool] = False
    """Whether the seed matters."""
    resumable: ClassVar[bool] = False
    """Whether every chunk has a `state` with which `resume` goes on, bit for bit."""

    seed = Count(
        0,
        bounds=(0, 2**32 - 1),
        soft=(0, 999),
        called="of random numbers",
        doc="Start of the random numbers; the same seed gives the same run bit for bit.",
        group="Run",
    )

    def __init__(self, **values: object) -> None:
        declared = self.declared()
        for name, value in values.items():
            if name not in declared:
                raise InvalidParameter(
                    name, value, f"is no parameter of {self.key}", f"It has: {', '.join(declared)}."
                )
            values[name] = declared[name].checked(value)
        for name in self.idle(values):
            values.pop(name, None)
        super().__init__(**values)
        self.check()

    def __reduce__(self) -> tuple:
        """To another process it goes as a kind and values, with what these call by hash."""
        return _built, (type(self), self.values(), self.enclosed())

    @classmethod
    def declared(cls) -> dict[str, Kind]:
        """The parameters by name, in the order in which they are shown."""
        own = {k: p for k, p in cls.param.objects("existing").items() if isinstance(p, Kind)}
        return dict(sorted(own.items(), key=lambda item: item[0] == "seed"))

    @classmethod
    def from_text(cls, texts: dict[str, str]) -> Self:
        """Build from flags or a link, where every value is text; InvalidParameter as above."""
        declared = cls.declared()
        return cls(**{k: declared[k].parsed(v) if k in declared else v for k, v in texts.items()})

    def values(self) -> dict[str, object]:
        """Every parameter's value by name."""
        return {name: getattr(self, name) for name in self.declared()}

    @classmethod
    def with_files(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """`values`, or texts, with files of a person's own by what stands for what they hold.

        InvalidParameter for a file that holds nothing of the kind, OSError if it cannot be kept.
        """
        declared = cls.declared()
        files = {k: p for k, p in declared.items() if k in values and p.names_file(values[k])}
        return {**values, **{k: _of_file(p, Path(values[k])) for k, p in files.items()}}

    @classmethod
    def idle(cls, values: Mapping[str, object]) -> list[str]:
        """Names of the parameters that have no effect where others have these `values`."""
        declared = cls.declared()
        whole = {name: p.default for name, p in declared.items()} | dict(values)
        return [name for name, p in declared.items() if not p.applies(whole)]

    @classmethod
    def refuse_idle(cls, values: Mapping[str, object], given: Iterable[str]) -> None:
        """InvalidParameter if one of the names `given` has no effect where all have `values`."""
        declared, idle = cls.declared(), cls.idle(values)
        for name in given:
            only = declared[name].only
            if name in idle and only and values[name] != declared[name].default:
                remedy = f"Leave `{name}` out."
                raise InvalidParameter(name, values[name], only.why(values), remedy)

    def enclosed(self) -> dict[str, bytes]:
        """Contents, by their names, of what values call by hash; a result carries them along."""
        declared = self.declared()
        found: dict[str, bytes] = {}
        for name, value in self.values().items():
            found |= declared[name].enclosed(value)
        return found

    def changed(self, **values: object) -> Self:
        """The same experiment with other values."""
        return type(self)(**{**self.values(), **values})

    def check(self) -> None:
        """Refuse combinations of values that cannot be run (InvalidParameter)."""

    def run(self) -> Iterator[Chunk]:
        """Yield chunks, each a whole picture of the run so far; the last one is complete."""
        raise NotImplementedError

    def resume(self, state: State) -> Iterator[Chunk]:
        """Go on from a chunk's `state`: the chunks that an uninterrupted run would still yield.

        There is at least one: from the state of a complete chunk that chunk again. ValueError if
        this experiment cannot, or if `state` is not one of its own.
        """
        raise ValueError(f"A run of {self.key} cannot be resumed; start it anew.")

    def estimate(self) -> float | None:
        """About how long the run takes on one core of an ordinary machine (s); None if short."""
        return None

    def chunks(self, state: State | None = None) -> Iterator[Chunk]:
        """The chunks from the beginning, or from `state` on."""
        return self.run() if state is None else self.resume(state)

    def solve(
        self, watch: Callable[[Chunk], None] | None = None, state: State | None = None
    ) -> Result:
        """Run to the end, from `state` if given, and return the result; `watch` sees each chunk."""
        clock, chunk = Stopwatch(), None
        for chunk in self.chunks(state):
            if watch:
                watch(chunk)
        if chunk is None:
            raise RuntimeError(f"The run of {self.key} has yielded nothing.")
        return self.result(chunk, "finished", clock.elapsed)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """What may be concluded from what `chunk` holds: the answer, or why there is none, first.

        Empty while nothing is known.
        """
        return []

    def result(self, chunk: Chunk, status: str, elapsed: float, failure: str = "") -> Result:
        """What stays of a run whose newest chunk is `chunk`, after `elapsed` seconds.

        `status` is one of those that `Result` knows; only of a finished run no state stays.
        `failure` says why it failed, with parameters marked.
        """
        state = None if status == "finished" else chunk.state
        own = self.key, self.values(), chunk.data, chunk.summary
        return Result(
            *own,
            status,
            elapsed,
            versions(),
            state,
            self.concluded(chunk),
            about=self.about(),
            failure=written(failure),
            enclosed=self.enclosed(),
        )

    def concluded(self, chunk: Chunk) -> tuple[Finding, ...]:
        """The findings; what goes wrong in making them is told, for it must not cost the data."""
        try:
            return tuple(self.findings(chunk))
        except Exception as error:
            log.exception("the findings of %s could not be made", self.key)
            return (doubt(f"{UNFOUND} ({type(error).__name__}: {error})."),)

    @classmethod
    def about(cls) -> dict:
        """Title, question and source, and the parameters' `units` by name ("" for numbers)."""
        units = {name: parameter.unit for name, parameter in cls.declared().items()}
        texts = {"title": cls.title, "question": cls.question, "source": cls.source}
        return {**texts, "units": units}


def _of_file(p: Kind, path: Path) -> str:
    """What stands for a file's content; a refusal names the parameter that was to be it."""
    try:
        return p.from_file(path)
    except InvalidParameter as error:
        raise InvalidParameter(p.name or "", path.name, error.problem, error.remedy) from error


def _built(
    kind: type[Experiment], values: dict[str, object], enclosed: dict[str, bytes]
) -> Experiment:
    take(enclosed)
    return kind(**values)
