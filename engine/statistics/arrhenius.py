"""D against temperature: Arrhenius, Vogel–Fulcher–Tammann, power law."""

from collections.abc import Callable
from inspect import signature
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from .normal import NORMAL

if TYPE_CHECKING:
    from lmfit import Parameters
    from lmfit.model import ModelResult


def _ln_arrhenius(kT: np.ndarray, ln_D0: float, E_a: float) -> np.ndarray:
    return ln_D0 - E_a / kT


def _ln_vft(kT: np.ndarray, ln_D0: float, B: float, kT0: float) -> np.ndarray:
    return ln_D0 - B / (kT - kT0)


def _ln_power_law(kT: np.ndarray, ln_D0: float, p: float) -> np.ndarray:
    return ln_D0 + p * np.log(kT)


LAWS: dict[str, Callable[..., np.ndarray]] = {
    "arrhenius": _ln_arrhenius,
    "vft": _ln_vft,
    "power_law": _ln_power_law,
}
"""ln D of kT (meV): D0 e^{−E_a/kT}, D0 e^{−B/(kT − kT0)} and D0 kT^p with kT in meV.

A kT0 below zero is let through: it says that D bends the other way than a glass former's."""


class Constant(NamedTuple):
    """A fitted number with its standard error and 95 % interval; NaN where it is not determined."""

    value: float
    error: float
    low: float
    high: float


class Fit(NamedTuple):
    """A law fitted to ln D."""

    law: str
    constants: dict[str, Constant]
    """By name; D0 (Å²/ps) has the interval of its logarithm, hence one that is not symmetric."""
    residuals: np.ndarray
    """ln D − fit, shape (point,); in units of the errors if these were given."""
    chi_square: float
    """Sum of the squared residuals; per degree of freedom about 1 if errors and law are right."""
    freedom: int
    """Points less constants."""
    aic: float
    """Akaike's criterion: the law with the lowest predicts best."""
    aicc: float
    """The same, corrected for few points; NaN when they are too few."""
    ln_covariance: np.ndarray
    """Covariance of ln D0 and the other constants, for `band`."""
    quantile: float
    """Half the width of a 95 % interval in standard errors."""

    def curve(self, kT: ArrayLike) -> np.ndarray:
        """D (Å²/ps) of the law at kT (meV), shape of kT."""
        return np.exp(LAWS[self.law](np.asarray(kT, float), *self._numbers()))

    def band(self, kT: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Ends of the 95 % interval of the curve at kT (meV), to first order in the constants."""
        kT, numbers = np.asarray(kT, float), self._numbers()
        steps = 1e-6 * np.maximum(np.abs(numbers), 1e-3)
        law = LAWS[self.law]
        slopes = np.stack(
            [(law(kT, *(numbers + h)) - law(kT, *(numbers - h))) for h in np.diag(steps)]
        ) / (2 * steps[:, None])
        half = self.quantile * np.sqrt(np.einsum("ik,ij,jk->k", slopes, self.ln_covariance, slopes))
        return self.curve(kT) * np.exp(-half), self.curve(kT) * np.exp(half)

    def _numbers(self) -> np.ndarray:
        """ln D0 and the other constants."""
        D0, *others = (c.value for c in self.constants.values())
        return np.array([np.log(D0), *others])


def fit_law(
    kT: ArrayLike, D: ArrayLike, D_error: ArrayLike | None = None, law: str = "arrhenius"
) -> Fit | None:
    """Weighted least squares of ln D.

    Parameters
    ----------
    kT : array_like, shape (point,)
        meV.
    D, D_error : array_like, shape (point,)
        Å²/ps. The weights are 1/σ of ln D, σ = D_error/D. Without errors all points count alike.
    law : str
        A key of LAWS.

    Returns
    -------
    Fit, or None with fewer points than constants + 1.

    Raises
    ------
    ValueError
        For values that are not above zero, arrays that do not belong together, an unknown law.

    Intervals are value ± quantile · standard error, the error from the covariance of the fit. With
    errors given, they are believed, unless the points scatter by more: then they are raised by
    sqrt(χ²/freedom). The quantile is the normal one when they are believed, else Student's t. So it
    is without errors, where the scatter says all. Nothing here is a profile of χ²: for Arrhenius
    and the power law, linear in ln D, that is the same; for VFT trust it only if error ≪ value.
    """
    kT, D = (_checked(values, name) for values, name in ((kT, "kT"), (D, "D")))
    if kT.shape != D.shape:
        raise ValueError(f"{len(kT)} temperatures and {len(D)} values of D: give one for each")
    sigma = None if D_error is None else _checked(D_error, "the error of D") / D
    if law not in LAWS:
        raise ValueError(f"no law is called {law!r}: take one of {', '.join(LAWS)}")
    names = [name for name in signature(LAWS[law]).parameters if name != "kT"]
    if len(np.unique(kT)) <= len(names):
        return None
    result = _least_squares(law, kT, np.log(D), sigma)
    freedom = len(kT) - len(names)
    # the sign of lmfit's own residual differs between its versions
    residuals = (np.log(D) - result.best_fit) / (1.0 if sigma is None else sigma)
    chi_square = float(np.sum(residuals**2))
    scatter = np.sqrt(chi_square / freedom)
    raised = max(scatter, 1.0) if sigma is not None else scatter
    believed = sigma is not None and scatter <= 1
    quantile = NORMAL if believed else float(stdtrit(freedom, 0.975))
    covariance = _covariance(result, len(names)) * raised**2
    aic, aicc = _akaike(chi_square, len(kT), len(names), sigma is None)
    return Fit(
        law,
        _constants(names, result.params, np.sqrt(np.diag(covariance)), quantile),
        residuals,
        chi_square,
        freedom,
        aic,
        aicc,
        covariance,
        quantile,
    )


def fit_laws(kT: ArrayLike, D: ArrayLike, D_error: ArrayLike | None = None) -> dict[str, Fit]:
    """Every law that has points enough, by name. See `fit_law`."""
    fits = {law: fit_law(kT, D, D_error, law) for law in LAWS}
    return {law: fit for law, fit in fits.items() if fit is not None}


def _checked(given: ArrayLike, name: str) -> np.ndarray:
    values = np.atleast_1d(np.asarray(given, float))
    bad = np.flatnonzero(~((values > 0) & np.isfinite(values)))
    if len(bad):
        raise ValueError(
            f"{name} holds {values[bad[0]]:g} at point {bad[0]}: its logarithm is fitted, so leave "
            "out what is not above zero"
        )
    return values


def _least_squares(
    law: str, kT: np.ndarray, ln_D: np.ndarray, sigma: np.ndarray | None
) -> "ModelResult":
    """lmfit's result, started from the straight line of ln D against 1/kT."""
    # it loads pandas and parts of Matplotlib: only where something is fitted
    from lmfit import Model

    model = Model(LAWS[law])
    slope, height = np.polyfit(1 / kT, ln_D, 1)
    p, level = np.polyfit(np.log(kT), ln_D, 1)
    start = {
        "arrhenius": {"ln_D0": height, "E_a": -slope},
        "vft": {"ln_D0": height, "B": -slope, "kT0": 0.0},
        "power_law": {"ln_D0": level, "p": p},
    }[law]
    params = model.make_params(**start)
    if law == "vft":
        # beyond the lowest temperature the law has a pole between the points
        params["kT0"].max = 0.99 * kT.min()
        params["kT0"].min = -20 * kT.max()
    weights = None if sigma is None else 1 / sigma
    return model.fit(ln_D, params, kT=kT, weights=weights, scale_covar=False, max_nfev=20_000)


def _covariance(result: "ModelResult", constants: int) -> np.ndarray:
    if result.covar is None or result.covar.shape != (constants, constants):
        return np.full((constants, constants), np.nan)
    return result.covar


def _constants(
    names: list[str], params: "Parameters", errors: np.ndarray, quantile: float
) -> dict[str, Constant]:
    found = {}
    for name, error in zip(names, errors, strict=True):
        value, half = params[name].value, quantile * error
        if name == "ln_D0":
            with np.errstate(over="ignore"):  # a law far from the points may ask for any D0
                D0, low, high = np.exp([value, value - half, value + half])
                found["D0"] = Constant(D0, D0 * error, low, high)
        else:
            found[name] = Constant(value, error, value - half, value + half)
    return {name: Constant(*map(float, c)) for name, c in found.items()}


def _akaike(
    chi_square: float, points: int, constants: int, spread_unknown: bool
) -> tuple[float, float]:
    """AIC and AICc; an unknown spread of the points is one more constant, fitted by itself."""
    if spread_unknown:
        constants += 1
        misfit = points * np.log(max(chi_square, 1e-300) / points)
    else:
        misfit = chi_square
    aic = float(misfit + 2 * constants)
    room = points - constants - 1
    return aic, aic + 2 * constants * (constants + 1) / room if room > 0 else np.nan


def local_activation(
    kT: ArrayLike, D: ArrayLike, D_error: ArrayLike | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """−d ln D/d(1/kT) between neighbouring temperatures.

    Parameters
    ----------
    kT, D, D_error : array_like, shape (point,)
        meV, Å²/ps; in any order of temperature.

    Returns
    -------
    kT, E_a, standard error : ndarrays, shape (point − 1,)
        In meV; kT is where 1/kT lies midway. The errors of neighbours are not independent: they
        share a point. NaN without D_error.

    Raises
    ------
    ValueError
        With fewer than two temperatures, or values that are not above zero.
    """
    kT, D = _checked(kT, "kT"), _checked(D, "D")
    order = np.argsort(-kT)
    beta, ln_D = 1 / kT[order], np.log(D[order])
    step = np.diff(beta)
    if len(step) == 0 or not step.all():
        raise ValueError("a local activation energy needs two temperatures that differ")
    sigma = np.full(len(D), np.nan)
    if D_error is not None:
        sigma = _checked(D_error, "the error of D")[order] / D[order]
    middle = 2 / (beta[1:] + beta[:-1])
    error = np.hypot(sigma[1:], sigma[:-1]) / step
    return middle[::-1], (-np.diff(ln_D) / step)[::-1], error[::-1]
