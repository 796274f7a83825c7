"""Runs in background threads: a bounded pool that shares its workers slice by slice."""

from .live import Live
from .pool import Pool, shared_pool
from .run import Run

__all__ = ["Live", "Pool", "Run", "shared_pool"]
