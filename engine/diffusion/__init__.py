"""Ions that wander through a hot crystal: how far they come, how hot they are, what decides it."""
