"""Runs in background threads, and what is kept of them: a bounded pool, a store, a catalogue."""
