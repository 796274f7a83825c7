"""Transport: what runs of wandering ions come to before anything is counted."""

from collections.abc import Sequence

from ionoscope.engine import Result

from .answer import Answer, answers, told

SETTLING = Answer("Not yet.", (), "Equilibrating: nothing is averaged yet.")


@answers("ion-diffusion")
def diffusion(results: Sequence[Result], of: int = -1) -> Answer:
    """D of every run, and what else one of them has seen."""
    return told(results, of) if results[of].summary else SETTLING
