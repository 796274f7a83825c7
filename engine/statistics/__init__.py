"""Intervals, fits, diffusion, hops, temperatures: nothing here knows a model."""
