"""Data that runs need: presets and published values, each with its source."""
