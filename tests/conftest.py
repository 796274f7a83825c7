"""What all tests share: kernels are compiled once, before the first test."""

import signal

from ionoscope.engine.numerics import every_kernel


def pytest_configure(config):
    """Signals do what they do at a terminal, also under nohup and in the background.

    Of two workers that begin at either end each compiles one half, and finds the other kept.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    worker = getattr(config, "workerinput", None)
    if worker:
        every_kernel.load(backwards=worker["workerid"].endswith(("1", "3", "5", "7", "9")))
