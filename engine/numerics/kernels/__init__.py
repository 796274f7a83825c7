"""Compiled: what every model's kernels need."""
