"""The gate: a particle that passes one oscillator [GATE]."""
