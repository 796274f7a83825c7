"""Commands called as from a terminal, and a toy among what they run."""

import pytest
from click.testing import CliRunner

from ionoscope.app.command import flags
from ionoscope.app.command.cli import main


@pytest.fixture
def call():
    """Call `ionoscope` with these words."""
    return lambda *words: CliRunner().invoke(main, list(map(str, words)))


@pytest.fixture
def toy_command(toy_walk, monkeypatch):
    """The toy walk among the experiments that commands know; it has no presets."""
    monkeypatch.setattr(flags, "presets", lambda _: {})
