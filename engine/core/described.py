"""Described: an experiment class that says its parameters to `help`, completion and checkers."""

import inspect
from typing import Any, TypeVar, cast

from .experiment import Experiment
from .parameters import Kind, as_text

Own = TypeVar("Own", bound=Experiment)

ANNOTATIONS = {
    "Quantity": "float",
    "Count": "int",
    "CrystalName": "str",
    "Switch": "bool",
    "Quantities": "Sequence[float]",
    "Points": "Sequence[Sequence[float]]",
}
"""By kind of parameter; a choice is a Literal of its words."""


_SELF = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)


def annotation(parameter: Kind) -> str:
    """The type of a parameter's values, as source text."""
    kind = type(parameter).__name__
    if kind == "Choice":
        return f"Literal[{', '.join(repr(word) for word in parameter.objects)}]"
    return ANNOTATIONS[kind]


def described(kind: type[Own]) -> type[Own]:
    """Give a class the signature and the docstring of what it declares."""
    declared = kind.declared()
    own: Any = kind.__init__

    # a function of its own: param's metaclass keeps the signatures of classes to itself
    def __init__(self: Experiment, **values: object) -> None:
        own(self, **values)

    made, changed = cast(Any, __init__), cast(Any, kind)  # what is made here, no checker follows
    made.__signature__ = inspect.Signature([_SELF, *map(_keyword, declared.items())])
    changed.__init__ = made
    changed.__doc__ = "\n".join([inspect.cleandoc(kind.__doc__ or ""), "", *_lines(declared)])
    return kind


def _keyword(named: tuple[str, Kind]) -> inspect.Parameter:
    name, p = named
    only = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, only, default=p.default, annotation=annotation(p))


def _lines(declared: dict[str, Kind]) -> list[str]:
    """A section of parameters in numpydoc's form."""
    lines = ["Parameters", "----------"]
    for name, p in declared.items():
        unit = f" ({p.unit})" if p.unit else ""
        lines.append(f"{name} : {annotation(p)}, default {as_text(p.default)}{unit}")
        lines.append(f"    {p.doc} Allowed: {p.allowed()}.")
    return lines
