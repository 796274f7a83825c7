"""Limits: what a visitor and a run may take, where nobody has said otherwise."""

import os
from pathlib import Path

RUNS_EACH = 60
"""Runs that a visitor may have at a time: a figure of a paper is made of 48."""
SHARE = 0.5
"""Of the memory there is, what one run may take."""


def run_memory(quota: Path = Path("/sys/fs/cgroup/memory.max")) -> float:
    """Bytes that a run may take: of the machine's memory, or of what a container may have of it."""
    there = float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    try:
        there = min(there, float(quota.read_text()))
    except (OSError, ValueError):  # no such control here, or "max"
        pass
    return SHARE * there
