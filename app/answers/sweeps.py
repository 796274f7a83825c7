"""Sweeps: what D over temperature, memory or stiffness comes to."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import xarray as xr

from ionoscope.engine import Result
from ionoscope.engine.core.words import number, with_interval

from ..figures.names import names
from ..share.paper import printed
from .answer import Answer, answers
from .transport import BRACKETS, prefix
from .verdicts import (
    WINDOW,
    ZERO_POINT,
    is_complete,
    left_out,
    of_laws,
    of_memory,
    of_stiffness,
    unsettled,
)

NONE = Answer("No points yet.", (), "Press Run: points appear as they are counted.")
NAMED = {0.0: "time-local", np.inf: "full"}
"""Memories that are equations of their own."""


def progress(data: xr.Dataset) -> str:
    """How many points are there, in words."""
    done, total = int((data.share.values == 1).sum()), data.share.size
    return f"{done} of {total} points" if done < total else f"all {total} points"


# temperature --------------------------------------------------------------------------------


@answers("diffusion-temperature")
def temperature(results: Sequence[Result], of: int = -1) -> Answer:
    """E_a and D₀ of every sweep, beside the paper's; which law is preferred."""
    if not results:
        return NONE
    called, chosen = names(results), results[of]
    each = map(_constants, called, results)
    name = prefix(called, of)
    return Answer(name + _activation(chosen.summary), list(chain(*each)), _preferred(chosen, name))


def _activation(found: dict) -> str:
    if not found["E_a"]:
        return "Too few points for E_a."
    if found["E_a_low"] < 0:
        return "E_a is not known yet: longer runs or more ions would tell."
    return f"E_a = {_constant(found, 'E_a', 'meV')}"


def _constants(name: str, result: Result) -> list[tuple[str, str]]:
    found, paper = result.summary, printed(result)
    rows = [
        (name, progress(result.data)),
        ("   E_a", _constant(found, "E_a", "meV")),
        ("   D₀", _constant(found, "D0", "Å²/ps")),
    ]
    if found["E_a_own"]:
        rows.append(("   E_a, own temperature", _constant(found, "E_a_own", "meV")))
    if paper:
        rows += [
            ("   E_a, paper", _range(paper["E_a"], "meV")),
            ("   D₀, paper", _range(paper["D0"], "Å²/ps")),
        ]
    return rows


def _constant(found: dict, name: str, unit: str) -> str:
    return with_interval(found[name], found[f"{name}_low"], found[f"{name}_high"], unit)


def _range(values: list[float], unit: str) -> str:
    value, low, high = values
    return f"{number(value)} ({number(low)} … {number(high)}) {unit}"


def _preferred(result: Result, name: str) -> str:
    """Which law is preferred, once all points are there."""
    found = result.summary
    if not is_complete(result.data):
        return ""
    words = (name + of_laws(found["laws"]), left_out(found.get("left_out") or []))
    return " ".join(filter(None, words))


# memory -------------------------------------------------------------------------------------


@answers("diffusion-memory")
def memory(results: Sequence[Result], of: int = -1) -> Answer:
    """D for every memory, and from which on it is that of the full equation."""
    if not results:
        return NONE
    called, data = names(results), results[of].data
    rows = [
        (f"D, {NAMED.get(t_c, f't_c = {t_c:g} ps')}", D)
        for t_c, D in zip(data.t_c.values.tolist(), _diffusions(data), strict=True)
    ]
    note = f"{progress(data)}, {called[of]}. {BRACKETS} ⟨MṘ²⟩/3kT: {_ratios(data)}. {WINDOW}"
    return Answer(prefix(called, of) + of_memory(data), rows, note)


def _diffusions(data: xr.Dataset) -> list[str]:
    """D of every point with its interval."""
    columns = (data[k].values.tolist() for k in ("D", "D_low", "D_high"))
    return [with_interval(*values, "Å²/ps") for values in zip(*columns, strict=True)]


def _ratios(data: xr.Dataset) -> str:
    return " · ".join(
        f"{NAMED.get(t_c, f'{t_c:g} ps')}: {number(ratio)[:5]}"
        for t_c, ratio in zip(
            data.t_c.values.tolist(), data.kinetic_ratio.values.tolist(), strict=True
        )
    )


# stiffness ----------------------------------------------------------------------------------


@answers("diffusion-stiffness")
def stiffness(results: Sequence[Result], of: int = -1) -> Answer:
    """D for every factor, and where it is largest."""
    if not results:
        return NONE
    called, data, own = names(results), results[of].data, results[of].parameters
    rows = [
        (f"D at {factor:g} × {own['vary']}", D)
        for factor, D in zip(data.factor.values.tolist(), _diffusions(data), strict=True)
    ]
    words = (
        f"{progress(data)}, {called[of]}. {BRACKETS}",
        unsettled(data) if own["equation"] != "time-local" else "",
        ZERO_POINT if own["statistics"] == "quantum" else "",
    )
    note = " ".join(filter(None, words))
    return Answer(prefix(called, of) + of_stiffness(data, own["vary"]), rows, note)
