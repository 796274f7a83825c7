"""Runs of this process and results on disk."""

from .catalogue import Catalogue
from .runs import RunStore, shared_store

__all__ = ["Catalogue", "RunStore", "shared_store"]
