"""How a memory that is cut ends."""

import numpy as np


def smooth_end(W: np.ndarray, G: np.ndarray, step: float, t_c: float) -> np.ndarray:
    """−dW'/dt of a kernel W' = Wχ that is over at t_c and never gives energy away.

    χ = (1 − x)cos πx + sin(πx)/π, x = t/t_c (Bohman's window), has no negative frequencies in its
    spectrum, so that of W', which is what the crystal takes up, has none either. A kernel that is
    cut later and more sharply is closer to W, but takes up less than nothing at frequencies above
    Ω_max: an ion that knocks so fast is heated without end. As W'(0) = W(0), the answer to a
    steady force is right for any t_c; the drag on a slow ion, ∫W' dt, only once t_c is long
    enough. W (Å²/meV) and G (Å²/(meV ps)) at n times `step` ps apart, shapes (…, n); t_c in ps.
    """
    x = np.minimum(step * np.arange(W.shape[-1]) / t_c, 1.0)
    fall = (1 - x) * np.cos(np.pi * x) + np.sin(np.pi * x) / np.pi
    rate = -np.pi / t_c * (1 - x) * np.sin(np.pi * x)
    return np.ascontiguousarray(G * fall - W * rate)
