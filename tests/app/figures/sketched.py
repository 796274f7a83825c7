"""What tests of figures share: results of small runs, and a sketch's marks of one kind."""

from ionoscope.engine import EXPERIMENTS, Result


def solved(key: str, **values) -> Result:
    """The result of an experiment with these parameters."""
    return EXPERIMENTS[key](**values).solve()


def of(kind, sketch) -> list:
    """A sketch's marks of one kind."""
    return [m for m in sketch.marks if isinstance(m, kind)]
