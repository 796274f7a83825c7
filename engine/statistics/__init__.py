"""Intervals, fits and activation energies: nothing here knows a model."""
