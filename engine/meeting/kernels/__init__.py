"""Compiled code of an ion in any crystal: floats and arrays only."""
