"""Runs of this process and results on disk."""

from .catalogue import Catalogue
from .keeper import Keeper
from .runs import RunStore

__all__ = ["Catalogue", "Keeper", "RunStore"]
