"""Compiled: an ion among the atoms that it touches, and the springs between atoms."""
