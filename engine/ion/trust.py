"""What may be concluded of the map of errors."""

from ..core.finding import Finding, Value, answer, note
from ..core.words import number, percent

WHAT = "Errors are those of the force at any time, in shares of its maximum."
GOOD = "within 10\u00a0%"
BEYOND = 10
"""Relative errors above this are not told apart: the answer has nothing to do with the full one."""
NAMES = {"time_local": "time-local", "quasistatic": "quasistatic", "homogeneous": "homogeneous"}


def of_validity(found: dict) -> list[Finding]:
    """In how many collisions the time-local answer is within 10 %, by the summary of
    ion-validity."""
    if not found or not found["collisions"]:
        return []
    values = []
    for key, name in NAMES.items():
        own = found[key]
        values += [
            Value(f"{name}: collisions {GOOD}", 100 * own["within"], "%", digits=3),
            Value("median error", 100 * own["median"], "%", part=True, digits=3),
            _largest(own["largest"]),
        ]
    values.append(Value("collisions", found["collisions"]))
    local = found["time_local"]
    share = percent(float(f"{local['within']:.3g}"))
    text = f"The time-local force is {GOOD} of the full one in {share} of the collisions."
    said = [answer(text, *values)]
    if local["holds_from"] is not None:
        from_ = number(float(f"{local['holds_from']:.2g}"), unit="ps")
        said.append(note(f"It is so wherever the ion takes {from_} or longer to go λ. {WHAT}"))
    else:
        said.append(note(WHAT))
    return said


def _largest(error: float) -> Value:
    if error > BEYOND:
        return Value("largest error", f"over {100 * BEYOND} %", part=True)
    return Value("largest error", 100 * error, "%", part=True, digits=3)
