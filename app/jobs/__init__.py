"""Runs in background threads: a bounded pool that shares its workers slice by slice."""

from .live import LiveRun
from .pool import Pool
from .run import FINISHED, Run

__all__ = ["FINISHED", "LiveRun", "Pool", "Run"]
