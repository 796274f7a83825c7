"""Compiled: the motion of particle and oscillator, and on which side it ends."""
