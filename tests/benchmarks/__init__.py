"""Measured speed, beside the papers' algorithm and general integrators; never a timed test."""
