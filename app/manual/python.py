"""The Python interface, from its docstrings."""

import inspect

import ionoscope as iono
from ionoscope.engine import EXPERIMENTS

from .markdown import code, fenced, joined, said, section, table

HEAD = """\
# Python

`import ionoscope as iono` loads nothing until a name is used. Every experiment can be run by its
key, `iono.run("gate-map", s=2.0)`, or is a class, `iono.GateMap(s=2.0).solve()`; both check their
parameters in the same way."""
ENGINE = (
    "statistics.diffusion_fit",
    "statistics.paper_diffusion",
    "statistics.arrhenius",
    "statistics.hops",
    "statistics.binomial",
    "statistics.blocking",
    "gate.boundaries",
    "gate.exact",
    "gate.landscape",
    "lattice.crystal",
    "lattice.zone",
    "lattice.relaxation",
    "numerics.potentials",
)
"""Modules of the engine that are of use by themselves."""


def page() -> str:
    """What `import ionoscope` has."""
    own = [name for name in iono.__all__ if name not in _classes() and name != "__version__"]
    functions = [name for name in own if inspect.isfunction(getattr(iono, name))]
    classes = [name for name in own if inspect.isclass(getattr(iono, name))]
    return joined(
        HEAD,
        section("Functions", *(_rst(f".. autofunction:: ionoscope.{n}") for n in functions)),
        section("Classes", *(_rst(_with_members(n)) for n in classes)),
        section("Experiments as classes", ABOUT, _experiments()),
    )


ABOUT = "`iono.EXPERIMENTS` has them by key. Parameters are keyword arguments."


def engine() -> str:
    """Parts of the engine that may be called by themselves."""
    parts = [_rst(f".. automodule:: ionoscope.engine.{name}\n   :members:") for name in ENGINE]
    titles = [f"`ionoscope.engine.{name}`" for name in ENGINE]
    sections = (section(t, p) for t, p in zip(titles, parts, strict=True))
    return joined(
        "# Parts of the engine",
        "Functions that are of use by themselves. They take and give arrays; shapes and units are "
        "said in each. They may change from version to version.",
        *sections,
    )


def _classes() -> dict[str, str]:
    """The experiments' keys by the names of their classes."""
    return {kind.__name__: key for key, kind in EXPERIMENTS.items()}


def _experiments() -> str:
    rows = [
        (code(f"iono.{name}"), f"[{key}](experiments/{key}.md)", said(EXPERIMENTS[key].question))
        for name, key in _classes().items()
    ]
    return table(("class", "experiment", "question"), rows)


def _with_members(name: str) -> str:
    return f".. autoclass:: ionoscope.{name}\n   :members:"


def _rst(text: str) -> str:
    return fenced("{eval-rst}", text)
