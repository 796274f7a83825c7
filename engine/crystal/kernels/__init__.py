"""Compiled code of real crystals: floats and arrays only."""
