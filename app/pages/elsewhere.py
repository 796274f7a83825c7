"""Elsewhere: what is shown beside a picture has a page of its own."""

from ..controls.board import Board, Group
from ..controls.kinds import Button
from ..live.run_set import RunSet
from .host import Host


def opener(page: Host, runs: RunSet) -> Board:
    """A button that opens the page of the first of these runs, with all its values."""

    def go() -> None:
        if runs.runs:
            page.riddle.elsewhere(runs.runs[0].experiment)

    return Board([Group("", [Button("Open on its page", go, icon="↗")])], margin=(0, 10))
