"""Experiment, parameters, chunk and result, units: what every experiment is made of."""
