"""Shown: an example that was run, with its pictures."""

from typing import NamedTuple

from ionoscope.engine import EXPERIMENTS, Experiment, Result


class Shown(NamedTuple):
    """Results of an example, and the files of its pictures by figure."""

    results: list[Result]
    pictures: dict[str, str]

    @property
    def experiments(self) -> list[Experiment]:
        """What was run."""
        return [EXPERIMENTS[r.experiment](**r.parameters) for r in self.results]
