"""Laws of D(kT): what follows from the points of diffusion-temperature."""

import numpy as np
import xarray as xr
from scipy.special import stdtrit

from ..core.units import attributes
from ..statistics.arrhenius import Fit, fit_law, fit_laws, local_activation
from ..statistics.normal import NORMAL
from ..statistics.paper_diffusion import GROUPS
from .points import known_points

FINE = 60
"""Points of a fitted curve."""


def answer(data: xr.Dataset) -> tuple[xr.Dataset, dict]:
    """The points (over kT) with the fitted laws, and the laws' numbers.

    Added are E_a from point to point, the fitted curves, Arrhenius' band and what it leaves over.
    """
    good = known_points(data)
    fits = fit_laws(good.kT.values, good.D.values, good.D_error.values) if good.sizes["kT"] else {}
    data = data.assign(_local(good)).assign(
        kT_own=("kT", (data.kT * data.kinetic_ratio).values, attributes("kT_own"))
    )
    arrhenius = fits.get("arrhenius")
    if arrhenius is not None:
        data = data.assign(_curves(fits, good))
    return data, {
        **_constants(arrhenius),
        **_constants(_against_own(good), "_own"),
        **_constants(_of_paper(good), "_paper"),
        **_constants(_unweighted(good, "D"), "_unweighted"),
        **_constants(_unweighted(good, "D_paper"), "_paper_unweighted"),
        "laws": _laws(fits),
    }


def _local(good: xr.Dataset) -> dict:
    """E_a between neighbouring temperatures."""
    if good.sizes["kT"] < 2:
        return {}
    middle, E_a, error = local_activation(good.kT.values, good.D.values, good.D_error.values)
    return {
        "E_a_local": ("kT_middle", E_a, attributes("E_a_local")),
        "E_a_local_error": ("kT_middle", error, attributes("E_a_local_error")),
        "kT_middle": ("kT_middle", middle, attributes("kT_middle")),
    }


def _against_own(good: xr.Dataset) -> Fit | None:
    """Arrhenius' law with the ion's own temperature ⟨MṘ²⟩/3 in place of the bath's.

    A temperature that is off by δ moves ln D by E_a δ/kT², so that its error counts too.
    """
    if not good.sizes["kT"] or not np.isfinite(good.kinetic_ratio).all():
        return None
    own, D = (good.kT * good.kinetic_ratio).values, good.D.values
    first = fit_law(own, D, good.D_error.values)
    if first is None:
        return None
    width = (good.kinetic_ratio_high - good.kinetic_ratio_low).values
    off = np.where(np.isfinite(width), width, 0.0) / (2 * NORMAL) / good.kinetic_ratio.values
    moved = first.constants["E_a"].value / own * off
    return fit_law(own, D, D * np.hypot(good.D_error.values / D, moved))


def _of_paper(good: xr.Dataset) -> Fit | None:
    """Arrhenius' law of D as the paper takes it, where runs are long enough for its segments.

    Half its interval is Student's t with so many degrees of freedom times the standard error.
    """
    D = good.D_paper.values if "D_paper" in good else np.empty(0)  # older files have none
    if not len(D) or not (D > 0).all():  # of runs too short for it NaN
        return None
    half = (good.D_paper_high - good.D_paper_low).values / 2
    return fit_law(good.kT.values, D, half / float(stdtrit(GROUPS - 1, 0.975)))


def _unweighted(good: xr.Dataset, name: str) -> Fit | None:
    """Arrhenius' law of one of the estimates of D where every point counts alike.

    Points that the law does not describe within their errors then pull the other way than by
    weights: by those the hot ones decide, which are known best.
    """
    D = good[name].values if name in good else np.empty(0)
    return fit_law(good.kT.values, D) if len(D) and (D > 0).all() else None


def _curves(fits: dict[str, Fit], good: xr.Dataset) -> dict:
    """Fitted curves, Arrhenius' band, and its residuals in standard errors."""
    kT = np.geomspace(good.kT.values[0], good.kT.values[-1], FINE)
    low, high = fits["arrhenius"].band(kT)
    curves = {"D_arrhenius_low": low, "D_arrhenius_high": high}
    curves |= {f"D_{law}": fit.curve(kT) for law, fit in fits.items()}
    return {
        **{name: ("kT_fine", curve, attributes(name)) for name, curve in curves.items()},
        "kT_fine": ("kT_fine", kT, attributes("kT_fine")),
        "residual": ("kT_fitted", fits["arrhenius"].residuals, attributes("residual")),
        "kT_fitted": ("kT_fitted", good.kT.values, attributes("kT_fitted")),
    }


def _constants(fit: Fit | None, of: str = "") -> dict:
    """D0 and E_a with the ends of their 95 % intervals, None before there are points enough."""
    found = {}
    for name in ("D0", "E_a"):
        constant = fit.constants[name] if fit else None
        for ending, part in (("", "value"), ("_low", "low"), ("_high", "high")):
            found[name + of + ending] = getattr(constant, part, None)
    return found


def _laws(fits: dict[str, Fit]) -> dict:
    """How well each law does, and its constants."""
    return {
        law: {
            "aic": fit.aic,
            "aicc": fit.aicc,
            "chi_square": fit.chi_square,
            "freedom": fit.freedom,
            "constants": {name: [c.value, c.low, c.high] for name, c in fit.constants.items()},
        }
        for law, fit in fits.items()
    }
