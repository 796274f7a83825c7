"""The container image, built and driven without an engine's daemon and without a network."""
