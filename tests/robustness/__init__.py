"""Promises under faults at full size, `python -m tests.robustness.NAME`; in short in the suite."""
