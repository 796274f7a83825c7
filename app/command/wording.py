"""Wording: refusals and failures in the words of the command line: parameters by their flags."""

from collections.abc import Collection

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import Words, plain, written

from .terminal import Sentence

FLAGS = {"preset": "--preset", "figure": "--figure", "over": "--over"}
"""What else than parameters is given by a flag."""


def refused(
    error: InvalidParameter,
    kind: type[Experiment] | None = None,
    over: Collection[str] = (),
    file: str = "--out",
) -> Sentence:
    """A refusal as a sentence.

    `kind` is the experiment, `over` names what is swept, and `file` is the flag by which a file
    was named.
    """
    return Sentence(error.said(_words(kind, over, file)))


def failed(text: str, kind: type[Experiment]) -> str:
    """Why a run of `kind` failed, from a text with marks."""
    return written(text, _words(kind))


def _words(kind: type[Experiment] | None, over: Collection[str] = (), file: str = "--out") -> Words:
    flags = {name: f"--{name}" for name in (kind.declared() if kind else ())}
    flags |= {name: f"--over {name}" for name in over} | FLAGS | {"file": file}

    def words(name: str, value: str) -> str:
        if name == "results":
            return "the files"
        if name == "experiment":
            return f"the experiment {value}"
        flag = flags.get(name)
        if flag is None:  # a member's parameter that its sweep has not, or no parameter
            return plain(name, value)
        return f"{flag}={value}" if value else flag

    return words
