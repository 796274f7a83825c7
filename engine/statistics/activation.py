"""Activation energies and the power law the paper fits to a transmission curve."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class PowerLaw(NamedTuple):
    """−ln P = amplitude · (1/ω_T)^exponent with standard errors; exponent 1 is Arrhenius."""

    exponent: float
    exponent_error: float
    amplitude: float
    amplitude_error: float
    worst: float
    """Largest |ln(−ln P) − fit|: what a power law cannot describe."""


def power_law(
    omega_T: ArrayLike, P: ArrayLike, P_error: ArrayLike | None = None
) -> PowerLaw | None:
    """Fit ln(−ln P) = ln amplitude + exponent · ln(1/ω_T) [GATE Sec. IV].

    Parameters
    ----------
    omega_T, P : array_like, shape (n,)
        Temperatures k_B T/ħΩ and chances to pass. Points with P = 0 or 1 carry no finite value and
        are left out.
    P_error : array_like, shape (n,), optional
        Standard errors of P, used as weights; without them all points count alike and the
        errors measure how far the curve is from a power law.

    Returns
    -------
    PowerLaw (dimensionless), or None with fewer than three usable points.
    """
    # it loads pandas and parts of Matplotlib: only where something is fitted
    from lmfit.models import LinearModel

    omega_T, P = np.asarray(omega_T, float), np.asarray(P, float)
    use = (P > 0) & (P < 1)
    if use.sum() < 3:
        return None
    x, y = -np.log(omega_T[use]), np.log(-np.log(P[use]))
    weights = None
    if P_error is not None:
        weights = P[use] * np.abs(np.log(P[use])) / np.asarray(P_error, float)[use]
    fit = LinearModel().fit(
        y, x=x, slope=1.0, intercept=y.mean(), weights=weights, scale_covar=P_error is None
    )
    slope, intercept = fit.params["slope"], fit.params["intercept"]
    amplitude = float(np.exp(intercept.value))
    return PowerLaw(
        float(slope.value),
        float(slope.stderr or 0.0),
        amplitude,
        amplitude * float(intercept.stderr or 0.0),
        float(np.max(np.abs(fit.best_fit - y))),
    )


def tolman(
    count: np.ndarray, energy_sum: np.ndarray, energy_square_sum: np.ndarray, mean_all: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Activation energy as (mean energy of those that pass) − (mean energy of all).

    Equal to −d ln P/d(1/ω_T) for any ensemble whose weights are exp(−E/ω_T), and free of the
    noise that a difference of counted P would have.

    Parameters
    ----------
    count, energy_sum, energy_square_sum : ndarray, shape (n,)
        Number of the launches that passed, and the sums of their energies and squares (E_osc).
    mean_all : ndarray, shape (n,)
        Mean energy of all launches at that temperature (E_osc), known in closed form.

    Returns
    -------
    E_a, standard error : ndarrays, shape (n,)
        In E_osc; NaN where fewer than two passed.

    Source: R. C. Tolman, J. Am. Chem. Soc. 42, 2506 (1920).
    """
    enough = count > 1
    safe = np.where(enough, count, 2)
    mean = energy_sum / safe
    variance = np.maximum(energy_square_sum / safe - mean**2, 0) * safe / (safe - 1)
    nan = np.where(enough, 0.0, np.nan)
    return mean - mean_all + nan, np.sqrt(variance / safe) + nan
