"""What browsers do wrong is told in a line, and not each time; what we do wrong, whole."""

import logging
import sys

import pytest

from ionoscope.app.serve import terse
from ionoscope.app.serve.terse import MOST, Terse


def record(work) -> logging.LogRecord:
    """A line with the traceback of what `work` raises."""
    try:
        work()
    except Exception:
        caught = sys.exc_info()
    return logging.LogRecord("bokeh", logging.ERROR, "", 0, "it failed: %r", ("x",), caught)


def test_a_message_that_nobody_can_use_is_a_line():
    line = record(lambda: int("nonsense"))
    assert Terse().filter(line)
    assert "ValueError: invalid literal" in line.getMessage() and line.exc_info is None


def test_an_error_of_ours_is_told_whole():
    from ionoscope.app.share.link import write

    line = record(lambda: write("gate-map", None))
    assert Terse().filter(line) and line.exc_info


def test_the_same_over_and_over_is_counted(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(terse.time, "monotonic", lambda: now[0])
    filter_ = Terse()
    told = [filter_.filter(record(lambda: int("x"))) for _ in range(200)]
    assert sum(told) == MOST
    now[0] = 1000.0
    last = record(lambda: int("x"))
    assert filter_.filter(last) and f"{200 - MOST} more" in last.getMessage()


@pytest.mark.parametrize("kind", [terse.WebSocketClosedError, terse.StreamClosedError])
def test_who_left_is_no_error(kind):
    class Loop:
        def default_exception_handler(self, context):
            raise AssertionError(context)

    terse._without_the_gone(Loop(), {"exception": kind()})
    with pytest.raises(AssertionError):
        terse._without_the_gone(Loop(), {"exception": ValueError()})
