"""For which processor the kernels are compiled; importing this module settles it.

By default for the very processor that runs them. Kernels compiled elsewhere, as in an image, are
found again only under the same name, so IONOSCOPE_CPU may name a fixed level instead, and
"portable" takes the highest level that the processor at hand has. `compiler` imports this
before any kernel of the engine; after a program's own kernel it is too late, as a process compiles
for one processor only.
"""

import logging
import os
import platform
from collections.abc import Mapping
from typing import Any

from llvmlite import binding
from numba import config as settings
from numba.core.registry import cpu_target

log = logging.getLogger(__name__)

config: Any = settings  # filled at run time, unseen by a checker

BASELINE = "generic"
"""What every processor of the architecture can do."""
LEVELS = {"x86-64-v3": ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe")}
"""Levels above the baseline, highest first, with the features that tell them."""
NATIVE, PORTABLE = "native", "portable"
ALLOWED = (NATIVE, PORTABLE, *LEVELS, BASELINE)


def highest(features: Mapping[str, bool], machine: str) -> str:
    """The highest level that a processor with these features has."""
    if machine.lower() in ("x86_64", "amd64"):
        for level, needed in LEVELS.items():
            if all(features.get(name) for name in needed):
                return level
    return BASELINE


def level(wish: str) -> str | None:
    """The level that `wish` leads to here, None for the very processor."""
    if wish == PORTABLE:
        return highest(binding.get_host_cpu_features(), platform.machine())
    if wish in (*LEVELS, BASELINE):
        return wish
    if wish not in ("", NATIVE):  # an import is no place to fail for it
        log.warning("IONOSCOPE_CPU=%s is ignored; it may be %s.", wish, ", ".join(ALLOWED))
    return None


def begun() -> bool:
    """Whether numba has set up its compiler, as it does with the first kernel."""
    return "_toplevel_target_context" in vars(cpu_target)


def settle(wish: str) -> None:
    """Have numba compile for `wish`; a NUMBA_CPU_NAME set by hand goes first."""
    chosen = level(wish)
    if chosen is None or "NUMBA_CPU_NAME" in os.environ:
        return
    if not begun():
        config.CPU_NAME, config.CPU_FEATURES = chosen, ""
    elif compiled_for() != chosen:
        log.warning(
            "IONOSCOPE_CPU=%s comes too late, numba compiles for %s already: import "
            "ionoscope.engine.numerics.compiler before the first kernel.",
            *(wish, compiled_for()),
        )


def compiled_for() -> str:
    """The processor or level whose instructions the kernels use."""
    return config.CPU_NAME or binding.get_host_cpu_name()


settle(os.environ.get("IONOSCOPE_CPU", ""))
