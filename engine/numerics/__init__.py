"""Potentials and steppers."""
