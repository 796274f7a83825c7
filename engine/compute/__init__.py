"""Experiments made of experiments: their members are computed side by side."""
