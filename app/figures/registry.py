"""Registry: every figure by experiment and name, and the picture of given results."""

from collections.abc import Sequence
from functools import cache

from ionoscope.engine import InvalidParameter, Result, known

from . import (  # noqa: F401  each registers its figures, the main one of an experiment first
    collision,
    dissipation,
    domain_map,
    gallery,
    gate_barrier,
    heat,
    landscape,
    launch,
    memory,
    passage,
    phonons,
    response,
    stiffness,
    temperature,
    thermal,
    transmission,
    unit_cell,
    validity,
    wandering,
)
from .figure import FIGURES, Figure
from .swept import ENDING
from .swept_curves import figure_of_sweeps
from .swept_map import figure_of_maps


def figures_of(experiment: str) -> dict[str, Figure]:
    """The figures of an experiment, or of the sweeps over one, by name, the main one first.

    InvalidParameter if it is unknown.
    """
    if experiment.endswith(ENDING) and known(experiment):
        return _of_sweeps(experiment)
    if experiment not in FIGURES:
        raise InvalidParameter(
            "experiment", experiment, "has no figures", f"Choose one of: {', '.join(FIGURES)}."
        )
    return FIGURES[experiment]


@cache
def _of_sweeps(experiment: str) -> dict[str, Figure]:
    """Those of all sweeps, whatever is swept."""
    both = figure_of_sweeps(experiment), figure_of_maps(experiment)
    return {figure.name: figure for figure in both}


def figure_of(experiment: str, name: str | None = None) -> Figure:
    """One figure, the main one if none is named; InvalidParameter if there is none such."""
    known = figures_of(experiment)
    if name is not None and name not in known:
        raise InvalidParameter(
            "figure", name, f"is no figure of {experiment}", f"Choose one of: {', '.join(known)}."
        )
    return known[name] if name else next(iter(known.values()))


def picture(results: Result | Sequence[Result], name: str | None = None, **options):
    """The HoloViews object of one or several results of one experiment.

    Raises
    ------
    InvalidParameter
        For results of several experiments, for none, for several of which there is a map, and for
        an unknown figure or option.
    """
    results = [results] if isinstance(results, Result) else results
    if not isinstance(results, Sequence) or not all(isinstance(r, Result) for r in results):
        raise InvalidParameter("results", results, "are no results", "Give what run or open gave.")
    kinds = list(dict.fromkeys(r.experiment for r in results))
    if len(kinds) != 1:
        said = f"are of {' and '.join(kinds)}" if kinds else "are none"
        raise InvalidParameter(
            "results", len(results), said, "Give one or several of one experiment."
        )
    chosen = figure_of(kinds[0], name)
    if chosen.options.get("single") and len(results) > 1:
        raise InvalidParameter(
            "results",
            len(results),
            f"are too many for the figure {chosen.name}",
            "It is a map of one: give one at a time.",
        )
    try:
        return chosen(results, **options)
    except TypeError as error:
        if "keyword argument" not in str(error):
            raise
        raise InvalidParameter(
            "options", ", ".join(options), f"do not fit the figure {chosen.name}", f"{error}."
        ) from error
