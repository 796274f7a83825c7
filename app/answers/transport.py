"""Transport: what runs of wandering ions come to, D before all."""

import math
from collections.abc import Sequence

from ionoscope.engine import Result
from ionoscope.engine.core.words import number, with_interval
from ionoscope.engine.diffusion.points import FEWEST_HOPS
from ionoscope.engine.statistics.normal import NORMAL

from ..figures.names import names
from .answer import Answer, answers
from .verdicts import doubts, force_is_weak, too_few_hops

BRACKETS = "In brackets half the 95 % interval, or its ends."
NONE = Answer("No run yet.", (), "Press Run.")
SETTLING = Answer("Not yet.", (), "Equilibrating: nothing is averaged yet.")


@answers("ion-diffusion")
def diffusion(results: Sequence[Result], of: int = -1) -> Answer:
    """D of every run, and what else one of them has seen."""
    if not results:
        return NONE
    if not results[of].summary:
        return SETTLING
    chosen = results[of]
    results = [r for r in results if r.summary]
    of = next(i for i, r in enumerate(results) if r is chosen)
    called, chosen = names(results), results[of]
    others = [
        (f"D, {name}", _D(result.summary))
        for name, result in zip(called, results, strict=True)
        if result is not chosen
    ]
    return Answer(
        prefix(called, of) + _verdict(chosen.summary),
        [*others, *_seen(chosen)],
        _note(chosen, called[of]),
    )


def prefix(called: Sequence[str], of: int) -> str:
    """A result's name with a colon, where there are several to tell apart."""
    return f"{called[of]}: " if len(called) > 1 else ""


def _verdict(found: dict) -> str:
    """D, if there is one to speak of."""
    if too_few_hops(found):
        return f"Fewer than {FEWEST_HOPS} hops: too few for D."
    return f"D = {_D(found)}" if found["D"] is not None else "Too early for D."


def _seen(result: Result) -> list[tuple[str, str]]:
    found = result.summary
    return [
        *_paper(found),
        ("⟨MṘ²⟩/3kT", _with(found, "kinetic_ratio")),
        ("hops seen", f"{found['n_hops']:,}"),
        ("an ion hops every", _every(found)),
        ("tries to, per axis", _short(found.get("attempt_frequency"), "1/ps")),
        ("hops straight back", _percent(found.get("reversals"))),
        *_pulled(result.parameters, found),
        *_drift(found),
    ]


def _paper(found: dict) -> list[tuple[str, str]]:
    """It needs ten of the paper's segments, and knows of no drift."""
    if found.get("D_paper") is None:
        return []
    return [("D as in the paper", _with(found, "D_paper", "Å²/ps"))]


def _pulled(own: dict, found: dict) -> list[tuple[str, str]]:
    """Mobility under a force, and what Einstein's relation makes of D."""
    if not own["force"]:
        return []
    rows = [("mobility μ", _with(found, "mobility", "Å²/(meV ps)"))]
    if force_is_weak(own) and not too_few_hops(found):
        rows.append(("D/kT", _scaled(found, 1 / own["kT"], "Å²/(meV ps)")))
    return rows


def _drift(found: dict) -> list[tuple[str, str]]:
    drift = found.get("energy_drift")
    return [] if drift is None else [("drift of its crystal's energy", f"{drift:.2g} meV")]


def _note(result: Result, name: str) -> str:
    own, counted = result.parameters, _counted(result)
    said = (
        f"For {name}: {own['ions'] * own['baths']} ions, counted for {counted:.0f} ps.",
        BRACKETS,
    )
    return " ".join((*said, *doubts(own, result.summary, counted)))


def _counted(result: Result) -> float:
    """Time (ps) in which displacements were counted."""
    return max(float(result.data.path_time[-1]) - result.parameters["settle"], 0.0)


# numbers ------------------------------------------------------------------------------------


def _with(found: dict, name: str, unit: str = "") -> str:
    return with_interval(found.get(name), found.get(f"{name}_low"), found.get(f"{name}_high"), unit)


def _D(found: dict) -> str:
    return f"fewer than {FEWEST_HOPS} hops" if too_few_hops(found) else _with(found, "D", "Å²/ps")


def _scaled(found: dict, factor: float, unit: str) -> str:
    values = [found[k] and factor * found[k] for k in ("D", "D_low", "D_high")]
    return with_interval(*values, unit)


def _every(found: dict) -> str:
    rate, error = found.get("hop_rate"), found.get("hop_rate_error")
    if not rate:
        return "—"
    return number(1 / rate, error and NORMAL * error / rate**2, "ps")


def _percent(share) -> str:
    known = share is not None and math.isfinite(share)  # no hop, no share of them
    return f"{100 * share:.0f} %" if known else "—"


def _short(value, unit: str) -> str:
    return "—" if value is None else f"{value:.3g} {unit}"
