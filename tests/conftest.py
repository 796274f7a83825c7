"""What all tests share: kernels are compiled once, before the first test."""

from ionoscope.engine.numerics import every_kernel


def pytest_configure(config):
    """Of two workers that begin at either end each compiles one half, and finds the other kept."""
    worker = getattr(config, "workerinput", None)
    if worker:
        every_kernel.load(backwards=worker["workerid"].endswith(("1", "3", "5", "7", "9")))
