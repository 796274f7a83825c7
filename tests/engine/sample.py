"""Sample: an experiment with one parameter of each kind."""

from ionoscope.engine.core.experiment import Experiment
from ionoscope.engine.core.parameters import Choice, Count, Points, Quantities, Quantity, Switch


class Sample(Experiment):
    """One parameter of each kind."""

    key = "sample"
    height = Quantity(1.0, bounds=(-2, 50), unit="E_osc", doc="A real number.")
    steps = Count(3, bounds=(1, 1000), doc="A whole number.")
    shape = Choice(["round", "square"], doc="A word.")
    bright = Switch(True, doc="Yes or no.")
    points = Quantities([1, 2], bounds=(0.5, 100), most=50, doc="A list.")
    path = Points(
        [(0, 0, 0), (0.5, 0, 0)],
        bounds=(-2, 2),
        least=2,
        most=4,
        names={"Γ": (0.0, 0.0, 0.0), "X": (0.5, 0.0, 0.0)},
        doc="A path.",
    )
    cells = Points([(1, 0, 0)], bounds=(-20, 20), most=3, whole=True, doc="Whole points.")
