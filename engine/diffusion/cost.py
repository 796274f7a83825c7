"""How long a run will take: the pace of each equation on one core of an ordinary machine."""

from ..ion.wanderers import FRAME, Setting

BATH = 0.5e-3
"""Seconds for a frame of the thermal motion of 20³ atoms."""
STEP = {"full": 32e-6, "memory": 1.5e-6, "time-local": 3e-6}
"""Seconds for a step of one ion; in full of 20³ atoms."""
REMEMBERED = 0.12e-6
"""Seconds for each step that a memory looks back."""


def seconds_a_frame(equation: str, setting: Setting) -> float:
    """Seconds for all ions to go on by FRAME ps (2.5 GHz, one core)."""
    ions, volume = setting.ions * setting.baths, (setting.N / 20) ** 3
    step = STEP[equation]
    if equation == "full":
        return ions * setting.steps * step * volume
    if equation == "memory":
        step += REMEMBERED * setting.t_c * setting.steps / FRAME
    return ions * setting.steps * step + setting.baths * BATH * volume
