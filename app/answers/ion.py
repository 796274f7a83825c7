"""What the loss of energy comes to, by several equations beside each other."""

from collections.abc import Sequence

from ionoscope.engine import Result
from ionoscope.engine.ion.findings_dissipation import compared

from .answer import Answer, answers, rows, told


@answers("ion-dissipation")
def dissipation(results: Sequence[Result], of: int = -1) -> Answer:
    """What the ion gives to the crystal, and how the equations differ."""
    answer, more = told(results, of), compared(results, of)
    note = " ".join([*(finding.text for finding in more), answer.note])
    values = [value for finding in more for value in finding.values]
    return answer._replace(rows=[*answer.rows, *rows(values)], note=note.strip())
